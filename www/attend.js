// @ts-check
/** What a timeline has once it stands, and no first view needs. */

import { dress } from './dress.js';
import LOOKS from './looks.css';
import { outline } from './outline.js';
import { still } from './still.js';

export { forget, keep, share } from './keeping.js';

const more = () => import('./more.js');

/** The keys of a feed (ARIA Authoring Practices): the last two with Control. */
const KEYS = ['PageUp', 'PageDown', 'Home', 'End'];

/** What may have brought something to read. */
const NEWS = ['story-ready', 'story-revealed', 'story-updated'];

/** What turns the list round. */
const TURNS = '[data-action$=first]';

/** Softly, where the browser can do that for one element alone (CSS View Transitions 2) and motion is welcome. @param {HTMLElement} mount */
const soften = (mount) => {
  let isOn = false;
  mount.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(TURNS));
    const start = /** @type {any} */ (mount).startViewTransition;
    if (!button || isOn || !start || !matchMedia('(prefers-reduced-motion: no-preference)').matches) return;
    event.stopPropagation();
    isOn = true;
    start.call(mount, () => {
      button.click();
      isOn = false;
      // Yew renders in a microtask.
      return new Promise((done) => { setTimeout(done); });
    });
  }, { capture: true });
};

/**
 * @param {{ story: any, host: HTMLElement, mount: HTMLElement, texts: () => Promise<Record<string, any>>,
 *   held: () => any[] | undefined, source: string }} of
 */
export const attend = (of) => {
  const { story, host, mount, texts } = of;
  if (!mount.isConnected) return;
  texts().then((all) => { if (mount.isConnected) story.learn(all); });
  dress(mount, LOOKS);
  const tell = () => {
    // The console has been told of any other (src/config.rs).
    const [level] = /^[1-6]$/.exec(host.getAttribute('heading-level') ?? '') ?? [2];
    outline(mount, Number(level));
  };
  /** What the host has the reader's consent for is loaded at once. */
  const consent = () => {
    const list = host.getAttribute('consent');
    if (list) import('./media.js').then((media) => media.consent(mount, list), () => {});
  };
  const attributes = new MutationObserver(() => {
    tell();
    describe();
    consent();
  });
  attributes.observe(host, { attributes: true, attributeFilter: ['heading-level', 'json-ld', 'consent'] });
  tell();
  consent();

  soften(mount);

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

  /** @type {Promise<{ tell: () => void, leave: () => void }> | undefined} */
  let description;
  const describe = async () => {
    if (host.hasAttribute('json-ld')) description ??= import('./json-ld.js').then((it) => it.describe(of));
    (await description)?.tell();
  };
  /** @type {Awaited<ReturnType<typeof more>> | undefined} */
  let reading;
  const read = async () => {
    describe();
    if (!mount.querySelector('[data-unread]')) return;
    reading ??= await more();
    reading.watch(of);
  };
  NEWS.forEach((name) => host.addEventListener(name, read));
  read();

  // What it was before is held until the page has been told of what it is.
  const changes = (/** @type {any} */ { detail: { revised } }) => {
    const before = of.held();
    if (revised.length && before) import('./versions.js').then(({ note }) => note(of.source, before, revised), () => {});
  };
  host.addEventListener('story-updated', changes);

  still(mount, async () => (await texts()).grown, tell, () => {
    attributes.disconnect();
    sight.disconnect();
    description?.then((it) => it.leave());
    NEWS.forEach((name) => host.removeEventListener(name, read));
    host.removeEventListener('story-updated', changes);
  });
};
