// @ts-check
/** What a reader has selected in a timeline outlives its changes. */

/** The texts of an element, one after the other. @param {Element} within */
const texts = (within) => {
  const walk = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walk.nextNode()) nodes.push(/** @type {Text} */ (walk.currentNode));
  return nodes;
};

/** @param {ShadowRoot} root @returns {{ startContainer: Node, startOffset: number, endContainer: Node, endOffset: number } | undefined} */
const selected = (root) => {
  const selection = /** @type {any} */ (/** @type {any} */ (root).getSelection?.() ?? getSelection());
  if (!selection?.rangeCount) return undefined;
  return selection.getComposedRanges?.({ shadowRoots: [root] })[0] ?? selection.getRangeAt(0);
};

/** @param {Node} start @param {number} from @param {Node} end @param {number} to */
const range = (start, from, end, to) => {
  const live = document.createRange();
  live.setStart(start, from);
  live.setEnd(end, to);
  return live;
};

/**
 * `note` remembers what is selected, whenever that changes; `restore` selects it again where a change has let it go.
 * @param {ShadowRoot} root @param {HTMLElement} mount
 */
export const selection = (root, mount) => {
  /** Where it begins in the texts of an element, and what it says. @type {{ within: Element, at: number, text: string } | undefined} */
  let noted;

  const note = () => {
    const now = selected(root);
    const [start, end] = [now?.startContainer, now?.endContainer];
    noted = undefined;
    if (!now || !start || !end || !mount.contains(start) || !mount.contains(end)) return;
    const within = (start instanceof Element ? start : start.parentElement)?.closest('article') ?? mount;
    if (!within.contains(end)) return;
    const text = range(start, now.startOffset, end, now.endOffset).toString();
    if (text) noted = { within, at: range(within, 0, start, now.startOffset).toString().length, text };
  };

  const restore = () => {
    if (!noted?.within.isConnected) return;
    const { within, at, text } = noted;
    const now = selected(root);
    if (now && range(now.startContainer, now.startOffset, now.endContainer, now.endOffset).toString() === text) return;
    const nodes = texts(within);
    const all = nodes.map(({ data }) => data).join('');
    // The same words, as near to where they stood as there are any.
    const [place] = [all.indexOf(text, at), all.lastIndexOf(text, at)].filter((place) => place >= 0)
      .sort((a, b) => Math.abs(a - at) - Math.abs(b - at));
    if (place === undefined) return;
    const point = (/** @type {number} */ offset, /** @type {boolean} */ isEnd) => {
      for (const node of nodes) {
        if (offset < node.length || (isEnd && offset === node.length)) return /** @type {const} */ ([node, offset]);
        offset -= node.length;
      }
      return /** @type {const} */ ([within, 0]);
    };
    const whole = /** @type {any} */ (root).getSelection?.() ?? getSelection();
    whole.setBaseAndExtent(...point(place, false), ...point(place + text.length, true));
  };

  return { note, restore };
};
