// @ts-check
/**
 * What is being read stays where it is, whatever the newsroom does: what was added, changed or withdrawn above it is
 * scrolled away (not every browser has scroll anchoring, and none has it everywhere), what changes in sight keeps its
 * height until it is out of sight or the reader wants to see it, and focus and selection outlive the change.
 */

import { scrollers } from './scrollers.js';

/** What keeps its height while it is in sight. */
const BLOCKS = 'article, .gist, .moments';

/** What of it is about the whole story. */
const WHOLE = '.gist, .moments';

/** What the reader's eyes may be on. */
const PARTS = `.header, ${BLOCKS}`;

/** So long what happens is the reader's own doing, in milliseconds; Layout Instability (W3C) has the same. */
const OWN = 500;

/** So far the rail reaches below an entry, in pixels. */
const BELOW = 16;

/** In the next frame, when this one has been painted. @param {() => void} then */
const afterwards = (then) => requestAnimationFrame(() => requestAnimationFrame(then));

/** Takes back styles. @param {HTMLElement} block @param {string[]} names */
const bare = (block, names) => names.forEach((name) => block.style.removeProperty(name));

/**
 * Keeps a timeline still, until its mount is out of the document.
 * @param {HTMLElement} mount
 * @param {() => Promise<string>} grown the word on the button that shows what has grown in sight
 * @param {() => void} rendered told whenever something has been added or taken away
 * @param {() => void} left told when it is
 */
export const still = (mount, grown, rendered, left) => {
  const root = /** @type {ShadowRoot} */ (mount.getRootNode());
  const around = scrollers(root.host);
  const [page] = around;
  const edge = () => (around.length > 1 ? page.getBoundingClientRect().top : 0);
  const offset = () => {
    let sum = 0;
    for (const { scrollTop } of around) sum += scrollTop;
    return sum;
  };
  const place = () => root.host.getBoundingClientRect().top;
  /** What is in sight or little above it, and where it stands. @type {Map<Element, DOMRect>} */
  const sight = new Map();
  /** Where what is being read stands, in reading order, and how far the page was scrolled. @type {[Element, number][]} */
  let stands = [];
  let scrolled = 0;
  let high = 0;
  let stood = 0;
  /** Pages scroll by whole pixels; what is left over is not forgotten, or it would add up. */
  let rest = 0;
  let acted = -OWN;
  /** How high what is about the whole story has been, in sight or not. @type {WeakMap<Element, number>} */
  const tall = new WeakMap();
  /** Where the reader waits for something that they have asked for. @type {WeakSet<Element>} */
  const awaited = new WeakSet();
  const height = (/** @type {Element} */ block) => block.getBoundingClientRect().height;
  const all = (/** @type {string} */ selector) => mount.querySelectorAll(selector);

  const record = () => {
    const isSeen = (/** @type {DOMRect} */ { top, bottom }) => bottom > edge() && top < innerHeight;
    const look = (/** @type {Element} */ block) => {
      const now = block.getBoundingClientRect();
      if (sight.has(block) || isSeen(now)) sight.set(block, now);
      return isSeen(now) && block.isConnected;
    };
    // Where the page has jumped, the observer would tell only in a frame's time.
    if (![...sight.keys()].filter(look).length && isSeen(mount.getBoundingClientRect())) all(PARTS).forEach(look);
    stands = [...sight].filter(([block, { bottom }]) => block.isConnected && bottom > edge())
      .map(([block, { top }]) => /** @type {[Element, number]} */ ([block, top]))
      .sort(([, a], [, b]) => a - b);
    scrolled = offset();
    high = page.scrollHeight;
    stood = place();
    for (const block of all(WHOLE)) {
      tall.set(block, block.getAttribute('data-still') === 'out' ? 0 : height(block));
      if (block.querySelector('[aria-disabled]')) awaited.add(block);
      else awaited.delete(block);
    }
  };

  /** Whether the page has got so much shorter that it can no longer be scrolled as far as it was. */
  const isCut = () => page.scrollHeight < high && page.scrollTop + page.clientHeight >= page.scrollHeight - 1;

  /** How far the page has been scrolled, but by the browser: where it is cut, or to make up for what is above the timeline. */
  const travelled = () => (isCut() || Math.abs(place() - stood) < 1 ? 0 : offset() - scrolled);

  /** Scrolls by as much as what is being read has moved, but for how far the page has been scrolled. */
  const settle = (distance = travelled()) => {
    // Only while the upper edge cuts through the timeline: above it something of the page's own is being read.
    if (place() > edge()) return;
    const there = stands.filter(([block]) => block.isConnected && height(block));
    const top = mount.querySelector('.timeline')?.getBoundingClientRect().top ?? Infinity;
    const [block, before] = (top <= edge() && there.find(([{ localName }]) => localName === 'article')) || (there[0] ?? []);
    if (!block || before === undefined) return;
    rest += block.getBoundingClientRect().top - before + distance;
    if (Math.abs(rest) < 1) return;
    const from = page.scrollTop;
    page.scrollBy({ top: rest, behavior: 'instant' });
    rest -= page.scrollTop - from;
  };

  /**
   * Whether something above the edge would be in sight if the page were scrolled back by what it loses, where it stood before:
   * browsers take it for something that has moved there (Layout Instability).
   * @param {number} bottom @param {number} lost
   */
  const comesClose = (bottom, lost) => bottom <= edge() && lost > 0 && bottom + lost + BELOW > edge();

  /** Whether nobody sees that something has got lower, or higher. @param {number} bottom @param {number} lost */
  const isOut = (bottom, lost) => bottom <= edge() && !comesClose(bottom, lost);

  const release = (/** @type {Element | null | undefined} */ block) => {
    if (!block?.hasAttribute('data-still')) return;
    block.removeAttribute('data-still');
    bare(/** @type {HTMLElement} */ (block), ['height', 'opacity', 'transition']);
    block.querySelector('.grown')?.remove();
    changes.takeRecords();
  };

  /** @param {HTMLElement} block @param {number} to its height */
  const freeze = (block, to) => {
    if (!to || block.dataset.still === 'out') {
      // It takes no room, but has a place that may be out of sight.
      block.setAttribute('data-still', 'out');
      return;
    }
    block.style.height = `${to}px`;
    block.setAttribute('data-still', '');
    if (matchMedia('(prefers-reduced-motion: no-preference)').matches) {
      // It comes softly (www/looks.js), and nothing in it jumps.
      block.style.transition = 'none';
      block.style.opacity = '0';
      afterwards(() => bare(block, ['opacity', 'transition']));
    }
    const shown = block.querySelector('.grown');
    if (block.scrollHeight <= Math.ceil(to)) shown?.remove();
    if (block.scrollHeight <= Math.ceil(to) || shown) return;
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'grown' });
    block.append(button);
    grown().then((word) => { button.textContent = word; }, () => {});
  };

  /** What is selected; loaded when there is anything. @type {{ note: () => void, restore: () => void } | undefined} */
  let selected;
  const selects = () => {
    if (selected) selected.note();
    else import('./selection.js').then(({ selection }) => {
      selected ??= selection(root, mount);
      selected?.note();
    }, () => {});
  };
  /** What has the focus; loaded when anything has. @type {{ restore: () => void } | undefined} */
  let focused;
  mount.addEventListener('focusin', () => {
    import('./focus.js').then(({ focus }) => { focused = focus(root, mount, release); }, () => {});
  }, { once: true });

  const see = () => mount.querySelectorAll(PARTS).forEach((block) => eyes.observe(block));
  const eyes = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting) sight.set(target, target.getBoundingClientRect());
      else sight.delete(target);
    }
    // Something may have moved since, and has not been heard of yet.
    settle();
    record();
    letGo();
  }, { rootMargin: '100% 0px 0px' });

  /** By how much it gets lower when it is let go. @param {HTMLElement} block */
  const loss = (block) => {
    const { height: held } = block.style;
    const before = height(block);
    block.style.height = '';
    const lost = before - height(block);
    block.style.height = held;
    changes.takeRecords();
    return Math.max(0, lost);
  };

  /** Lets go of what is out of sight: first what is about the whole story, and entries in the frame after. */
  const letGo = () => {
    const out = /** @type {HTMLElement[]} */ ([...all('[data-still]')]).filter((block) => {
      const { top, bottom } = block.getBoundingClientRect();
      return bottom <= edge() || top >= innerHeight;
    });
    let lost = 0;
    for (const block of out) lost += loss(block);
    const held = out.filter((block) => !comesClose(block.getBoundingClientRect().bottom, lost));
    const whole = held.filter((block) => block.matches(WHOLE));
    (whole.length ? whole : held).forEach(release);
    settle();
    record();
    if (whole.length) afterwards(letGo);
  };

  const changes = new MutationObserver((heard) => {
    if (!mount.isConnected) return leave();
    // A press has opened already what is then written as open.
    const records = heard.filter(({ type, target, attributeName, oldValue }) => (
      type !== 'attributes' || /** @type {Element} */ (target).getAttribute(attributeName ?? '') !== oldValue));
    if (!records.length) return undefined;
    // What this writes is laid out with what it has heard of.
    if (records.some(({ type }) => type === 'childList')) {
      see();
      rendered();
    }
    const own = performance.now() - acted < OWN;
    const touched = new Set();
    const folded = new Set();
    const edited = new Set();
    for (const { target, attributeName } of records) {
      const block = (target instanceof Element ? target : target.parentElement)?.closest(BLOCKS);
      if (block && sight.has(block)) touched.add(block);
      if (!attributeName) edited.add(block);
      // Nothing folds by the newsroom's doing.
      if (attributeName === 'open') folded.add(block);
    }
    for (const block of all(WHOLE)) {
      const before = tall.get(block) ?? 0;
      // Out of sight it shows in a frame of its own, lest more than one thing moves at once.
      if (!own && !awaited.has(block) && height(block) !== before) freeze(/** @type {HTMLElement} */ (block), before);
    }
    for (const block of touched) {
      const before = sight.get(block);
      if (own || folded.has(block)) release(block);
      else if (before !== undefined && !block.matches(WHOLE) && !isOut(before.bottom, before.height - height(block))
        && (Math.abs(height(block) - before.height) >= 1 || (block.hasAttribute('data-still') && edited.has(block)))) freeze(block, before.height);
    }
    settle();
    selected?.restore();
    focused?.restore();
    if (all('[data-still]').length) afterwards(letGo);
    changes.takeRecords();
    record();
    return undefined;
  });
  changes.observe(mount, { subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true });

  // Pictures, fonts, and what else comes late.
  const sizes = new ResizeObserver(() => {
    if (!mount.isConnected) return leave();
    // Scrolling on purpose has been told of by now; the browser may have anchored to something of the page's.
    settle(0);
    record();
    return undefined;
  });
  for (let it = /** @type {any} */ (mount); it; it = it.parentElement ?? it.getRootNode().host) sizes.observe(it);

  const acts = (/** @type {Event} */ event) => {
    acted = performance.now();
    const target = event.composedPath()[0];
    if (event.type !== 'pointerdown') all('[data-still=out]').forEach(release);
    const block = event.type !== 'keydown' && target instanceof Element && mount.contains(target) && target.closest(BLOCKS);
    if (block) release(block);
  };
  const scrolls = () => {
    // A change that has not been heard of yet would be taken for scrolling, unless the timeline does not scroll with the page.
    const distance = travelled();
    if (distance) rest = 0;
    if (isCut() || Math.abs(place() - stood + distance) < 1) settle(distance);
    record();
  };
  /** What cannot be loaded has room as what can (www/looks.css). @param {Event} event */
  const pictures = ({ type, target }) => {
    /** @type {HTMLElement} */ (target).toggleAttribute('data-lost', type === 'error');
  };
  const hides = () => {
    if (document.hidden) all('[data-still]').forEach(release);
  };
  /** @type {[string, (event: any) => void, boolean][]} */
  const listeners = [
    ['pointerdown', acts, true],
    ['keydown', acts, true],
    ['click', acts, true],
    ['scroll', scrolls, true],
    ['selectionchange', selects, false],
    ['visibilitychange', hides, false],
  ];
  // These end with the mount, and are heard nowhere else.
  for (const name of ['error', 'load']) mount.addEventListener(name, pictures, true);
  for (const [name, hear, capture] of listeners) document.addEventListener(name, hear, { capture, passive: true });
  const leave = () => {
    for (const [name, hear, capture] of listeners) document.removeEventListener(name, hear, { capture });
    changes.disconnect();
    sizes.disconnect();
    eyes.disconnect();
    left();
  };
  see();
  record();
};
