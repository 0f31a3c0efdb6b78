// @ts-check
/**
 * The browser's own parser of HTML: an inert tree as values, of which src/content makes what is shown. Nothing of it runs or
 * loads, since its document has no window.
 */

/** Elements nested deeper than this are cut off; src/limits.rs has the same number. */
const DEEPEST = 64;

/** What is inside a node of a parsed text, as values. @param {Node} parent @param {number} depth */
const inside = (parent, depth) => {
  /** @type {any[]} */
  const found = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 3) found.push(node.nodeValue);
    if (node.nodeType !== 1) continue;
    if (depth === DEEPEST) {
      found.push(null);
      continue;
    }
    const { localName, attributes } = /** @type {Element} */ (node);
    const pairs = [];
    for (const { name, value } of attributes) pairs.push(name, value);
    found.push([localName.replace(FRAME, ''), pairs, inside(node, depth + 1)]);
  }
  return found;
};

/** What an iframe is called until it has been read: the sanitizer would take it away. */
const FRAME = 'story-';

/** @type {{ createHTML(text: string): any } | undefined} */
let policy;

/**
 * An inert document. The newer way needs nobody's leave where a page demands Trusted Types; the other needs a policy there.
 * @param {string} text @returns {Document}
 */
const parsed = (text) => {
  const page = /** @type {any} */ (globalThis);
  if (page.Document.parseHTML) {
    return page.Document.parseHTML(text.replace(/<(\/?)(?=iframe)/gi, `<$1${FRAME}`), { sanitizer: {} });
  }
  policy ??= page.trustedTypes?.createPolicy('developing-story', { createHTML: (/** @type {string} */ html) => html });
  return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, 'text/html');
};

/**
 * The tree of a text of HTML, as src/shell/parser.rs reads it; where the page forbids parsing, its text alone.
 * @param {string} text
 */
export const parse = (text) => {
  try {
    return inside(parsed(text).body, 0);
  } catch {
    return [text.replace(/<[^>]*>/g, ' ')];
  }
};
