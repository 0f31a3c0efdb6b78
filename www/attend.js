// @ts-check
/** What a timeline has once it stands, and no first view needs. */

import { dress } from './dress.js';
import { LOOKS } from './looks.js';
import { outline } from './outline.js';
import { SHEET, still } from './still.js';

/** The levels that headings have in HTML. */
const LEVELS = /^[1-6]$/;

/** The keys of a feed (ARIA Authoring Practices): the last two with Control. */
const KEYS = ['PageUp', 'PageDown', 'Home', 'End'];

/** What may have brought something to read. */
const NEWS = ['story-ready', 'story-revealed', 'story-updated'];

/**
 * @param {{ story: any, host: HTMLElement, mount: HTMLElement, texts: () => Promise<Record<string, any>>, more: () => Promise<any> }} of
 */
export const attend = (of) => {
  const { story, host, mount, texts, more } = of;
  if (!mount.isConnected) return;
  texts().then((all) => { if (mount.isConnected) story.learn(all); });
  dress(mount, SHEET);
  dress(mount, LOOKS);
  const tell = () => {
    const level = host.getAttribute('heading-level') ?? '';
    outline(mount, LEVELS.test(level) ? Number(level) : 2);
  };
  const levels = new MutationObserver(tell);
  levels.observe(host, { attributes: true, attributeFilter: ['heading-level'] });
  tell();

  mount.addEventListener('keydown', (event) => {
    const entry = /** @type {Element} */ (event.target).closest('article');
    const place = KEYS.indexOf(event.key);
    if (!entry || place < 0 || event.ctrlKey !== place > 1) return;
    event.preventDefault();
    more().then(({ step }) => step(mount, entry, event.key));
  });

  // Times are told anew only where somebody sees them.
  const sight = new IntersectionObserver((seen) => {
    if (mount.isConnected) story.act(seen.at(-1)?.isIntersecting ? 'in-sight' : 'out-of-sight', '');
  });
  sight.observe(mount);

  const read = async () => {
    if (mount.querySelector('[data-unread]')) (await more()).watch(of);
  };
  NEWS.forEach((name) => host.addEventListener(name, read));
  read();

  still(mount, async () => (await texts()).grown, tell, () => {
    levels.disconnect();
    sight.disconnect();
    NEWS.forEach((name) => host.removeEventListener(name, read));
  });
};
