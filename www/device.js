// @ts-check
/**
 * What the story asks of the device: other tabs, storage, what happens to the page, where the reader is. It is part of
 * the glue, so that each wasm has its own and leaves nothing on the page when it breaks down. It translates and decides
 * nothing; that is done in src/session and src/poll.
 */

/** What every key in storage begins with; of another version nothing is read. */
export const OURS = 'developing-story:';
export const KEY = `${OURS}1:`;

/** What the keys end with of what entries were before, and of where the reader has been since the rest was kept; no address has it. */
export const [BEFORE, PLACE] = [' before', ' place'];

/** What goes on until it is stopped. @type {Set<() => void>} */
const going = new Set();

/** @param {() => void} end */
const goesOn = (end) => {
  const stop = () => {
    if (going.delete(stop)) end();
  };
  going.add(stop);
  return stop;
};

/** Stops everything: the wasm cannot do it any more. */
export const leave = () => going.forEach((stop) => stop());

/**
 * A value as JSON. Pages give arrays and objects a `toJSON` that makes them texts (Prototype.js); what is written here
 * is read by us.
 * @param {unknown} value
 */
export const write = (value) => JSON.stringify(value, /** @this {any} */ function own(name, made) {
  const it = this[name];
  return Array.isArray(it) || it?.toJSON === /** @type {any} */ ({}).toJSON ? it : made;
});

/** @param {string} address @param {(key: string) => void} each */
export const inStorage = (address, each) => {
  try {
    each(KEY + address);
  } catch {
    // Storage may be blocked or full; then nothing is kept.
  }
};

/**
 * Tells the name of each event by which the page goes, comes, or is on the net again.
 * @param {(name: string) => void} tell
 */
export const listen = (tell) => {
  const hear = (/** @type {Event} */ { type }) => tell(type);
  const each = (/** @type {'addEventListener' | 'removeEventListener'} */ act) => {
    for (const name of ['visibilitychange', 'resume', 'freeze']) document[act](name, hear);
    for (const name of ['pageshow', 'pagehide', 'online', 'offline']) window[act](name, hear);
  };
  each('addEventListener');
  return { stop: goesOn(() => each('removeEventListener')) };
};

/** www/keeping.js, once it is there. @type {typeof import('./attend.js') | undefined} */
let keeping;

/**
 * Uses it, at once if it is there.
 * @param {typeof import('./exchange.js').exchanges} exchanges @param {(it: typeof import('./attend.js')) => void} act @param {() => void} [fail]
 */
const use = async (exchanges, act, fail) => {
  try {
    keeping ??= await exchanges.keeping();
  } catch {
    return fail?.();
  }
  act(keeping);
};

/**
 * Takes part in what the tabs of this browser share of one feed: `heard` is told what others
 * tell, `leads` is called once this tab is the one that polls for all.
 * @param {typeof import('./exchange.js').exchanges} exchanges @param {string} address @param {(message: any) => void} heard @param {() => void} leads
 */
export const share = (exchanges, address, heard, leads) => {
  /** @type {{ tell: (message: any) => void, stop: () => void } | undefined} */
  let tabs;
  const stop = goesOn(() => tabs?.stop());
  use(
    exchanges,
    (it) => { if (going.has(stop)) tabs = it.share(KEY + address, heard, leads); },
    () => { if (going.has(stop)) leads(); },
  );
  return {
    /** @param {any} message */
    tell: (message) => tabs?.tell(message),
    stop,
  };
};

/** What was kept: when, place, message; and what entries were before (www/versions.js). @param {string} address */
export const recall = (address) => {
  /** @type {any} */
  let [kept, before] = [];
  inStorage(address, (key) => {
    const [all, place] = ['', PLACE].map((what) => JSON.parse(localStorage[key + what] ?? 'null'));
    before = localStorage[key + BEFORE];
    kept = [...place ?? all.slice(0, 2), all[2]];
  });
  const [visit] = performance.getEntriesByType?.('navigation') ?? [];
  const cameBack = /^(reload|back)/.test(/** @type {any} */ (visit)?.type);
  return kept && [...kept, cameBack, before];
};

/** Keeps it. @param {typeof import('./exchange.js').exchanges} exchanges @param {string} address @param {number} at @param {string} place @param {any} message */
export const keep = (exchanges, address, at, place, message) => { use(exchanges, (it) => it.keep(address, at, place, message)); };

/** @param {typeof import('./exchange.js').exchanges} exchanges @param {string} address */
export const forget = (exchanges, address) => { use(exchanges, (it) => it.forget(address)); };

/** Opens or closes all entries but some. @param {HTMLElement} mount @param {boolean} open @param {string} others */
export const fold = (mount, open, others) => {
  /** @type {(string | undefined)[]} */
  const not = others.split('\x1f');
  /** @type {NodeListOf<HTMLElement>} */
  const all = mount.querySelectorAll('[data-entry]');
  for (const it of all) it.toggleAttribute('open', open !== not.includes(it.dataset.entry));
};

/** The entry at the top of the viewport, and how far it is from there. @param {HTMLElement} mount */
export const where = (mount) => {
  for (const entry of mount.querySelectorAll('article')) {
    const { top, bottom } = entry.getBoundingClientRect();
    if (bottom > 0) return top < innerHeight ? [entry.dataset.id, Math.round(top)] : undefined;
  }
};

/** Brings an entry to where it was, and again where WebKit, after a reload, scrolls afterwards. @param {HTMLElement} entry @param {number} offset */
export const back = (entry, offset) => {
  const go = () => scrollBy({ top: entry.getBoundingClientRect().top - offset, behavior: 'instant' });
  go();
  requestAnimationFrame(go);
};

/** An attribute's value was not understood. @param {string} name @param {string} value */
export const misread = (name, value) => {
  import('./trouble.js').then((trouble) => trouble.misread(name, value), () => {});
};
