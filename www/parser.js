// @ts-check
/**
 * The browser's own parser of HTML: an inert tree as values, of which src/content makes what is shown. Nothing of it runs or
 * loads, since its document has no window.
 */

/** Elements nested deeper than this are cut off; src/limits.rs has the same number. */
const DEEPEST = 64;

/** What is inside a node of a parsed text, as values. @param {any} parent @param {number} depth @returns {any[]} */
const inside = ({ childNodes }, depth) => {
  const found = [];
  for (const node of childNodes) {
    const { nodeType, nodeValue, localName, attributes } = node;
    if (nodeType === 3) found.push(nodeValue);
    if (nodeType === 1) {
      const pairs = [];
      for (const { name, value } of attributes) pairs.push(name, value);
      found.push(depth === DEEPEST ? null : [localName.replace(FRAME, ''), pairs, inside(node, depth + 1)]);
    }
  }
  return found;
};

/** What an iframe is called until it has been read: the sanitizer would take it away. */
const FRAME = 'story-';

/** The attributes that src/content reads. A list of them, because Chromium 156 crashes at some that it would have to drop. */
const KEPT = 'lang dir class href cite title datetime start src data-src srcset data-srcset sizes media type alt width height poster crossorigin kind srclang label default scope colspan rowspan'.split(' ');

/** @type {{ createHTML(text: string): any } | undefined} */
let policy;

/**
 * An inert document. The newer way needs nobody's leave where a page demands Trusted Types; the other needs a policy there.
 * @param {string} text @returns {Document}
 */
const parsed = (text) => {
  try {
    const sanitizer = { attributes: KEPT };
    return /** @type {any} */ (Document).parseHTML(text.replace(/<(\/?)(?=iframe)/gi, `<$1${FRAME}`), { sanitizer });
  } catch {
    // Not there, or not as it is known.
  }
  policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy('developing-story', { createHTML: (/** @type {string} */ html) => html });
  return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, 'text/html');
};

/**
 * The tree of a text of HTML, as src/shell/parser.rs reads it; where the page forbids parsing, its text alone.
 * @param {string} text
 */
export const parse = (text) => {
  try {
    // A frameset takes the place of a body, unless there is one already.
    return inside(parsed(`<body>${text}`).body, 0);
  } catch {
    return [text.replace(/<[^>]*>/g, ' ')];
  }
};
