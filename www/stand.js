// @ts-check
/** What a newsroom's server has written inside the tag stands until there is a timeline, and what is being read stays where it is. */

import { scrollers } from './scrollers.js';

/**
 * Has the mount wait beside what stands there.
 * @param {HTMLElement} host @param {HTMLElement} mount
 * @returns {() => void} puts the timeline in its place
 */
export const stand = (host, mount) => {
  const root = /** @type {ShadowRoot} */ (host.shadowRoot);
  mount.hidden = true;
  root.append(mount);
  return () => {
    if (!mount.hidden) return;
    const around = scrollers(host);
    const [page] = around;
    const edge = around.length > 1 ? page.getBoundingClientRect().top : 0;
    const box = (/** @type {Element} */ it) => it.getBoundingClientRect();
    const { top, bottom } = box(host);
    const entries = /** @type {HTMLElement[]} */ ([...host.querySelectorAll('.h-entry')]);
    // While all of it is below the upper edge, nothing of it can be lost.
    const seen = top < edge ? entries.filter((it) => box(it).bottom > edge) : [];
    const read = seen.map((it) => ({ id: it.id, before: box(it).top }));
    // What begins in the upper half is read rather than what ends there.
    if (read.length > 1 && read[1].before < innerHeight / 2) read.shift();
    mount.hidden = false;
    root.replaceChildren(mount);
    let moved = bottom > edge ? 0 : box(host).bottom - bottom;
    const links = /** @type {HTMLAnchorElement[]} */ ([...mount.querySelectorAll('a[data-action=share]')]);
    for (const { id, before } of read) {
      // Both lead to the entry by the same address.
      const article = links.find((it) => it.getAttribute('href') === `#${id}`)?.closest('article');
      if (!article) continue;
      const now = box(article);
      // Its text may be folded now: then its beginning is shown.
      moved = now.top - (before + now.height > edge ? before : edge);
      break;
    }
    if (moved) page.scrollBy({ top: moved, behavior: 'instant' });
  };
};
