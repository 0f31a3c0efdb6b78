// @ts-check

/** What scrolls around an element, from the inside out: the page last. @param {Element} from */
export const scrollers = (from) => {
  const found = [];
  for (let node = /** @type {any} */ (from); node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    if (!(node instanceof Element) || node === document.body || node === document.documentElement) continue;
    if (/auto|scroll/.test(getComputedStyle(node).overflowY) && node.scrollHeight > node.clientHeight) found.push(node);
  }
  return [...found, document.scrollingElement ?? document.documentElement];
};
