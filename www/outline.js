// @ts-check
/** What a screen reader is told of the timeline's structure beside its elements: places in the feed, levels of headings. */

/** @param {Element} element @param {string} name @param {string | number} value */
const set = (element, name, value) => {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
};

/**
 * Each entry's place among those of its day ("feed" in ARIA 1.2), and the headings under the page's own.
 * @param {HTMLElement} mount @param {number} level of the story's title
 */
export const outline = (mount, level) => {
  const feeds = [...mount.querySelectorAll('[role=feed]')];
  const isWhole = !mount.querySelector('[part=earlier]');
  feeds.forEach((feed) => {
    const entries = feed.querySelectorAll('article');
    entries.forEach((entry, index) => {
      set(entry, 'aria-posinset', index + 1);
      set(entry, 'aria-setsize', isWhole || feed !== feeds.at(-1) ? entries.length : -1);
    });
  });
  for (const heading of mount.querySelectorAll(level === 2 ? '[aria-level]' : 'h2, h3, h4, h5, h6')) {
    const native = Number(heading.localName[1]);
    if (level === 2) heading.removeAttribute('aria-level');
    else set(heading, 'aria-level', native + level - 2);
  }
};
