// @ts-check
/**
 * What the story asks of the device: other tabs, storage, what happens to the page, where the reader is. It is part of
 * the glue, so that each wasm has its own and leaves nothing on the page when it breaks down. It translates and decides
 * nothing; that is done in src/session and src/poll.
 */

/** Characters of storage that all stories of an origin may take together: 5 MB. */
const ROOM = 5e6 / 2;

/** What every key in storage begins with; of another version nothing is read. */
const OURS = 'developing-story:';
const KEY = `${OURS}1:`;

/** What the key of what entries were before ends with; no address has it. */
const BEFORE = ' before';

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
const inStorage = (address, each) => {
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

/**
 * Takes part in what the tabs of this browser share of one feed: `heard` is told what others
 * tell, `leads` is called once this tab is the one that polls for all.
 * @param {string} address @param {(message: any) => void} heard @param {() => void} leads
 */
export const share = (address, heard, leads) => {
  const name = KEY + address;
  const waiting = new AbortController();
  const { signal } = waiting;
  /** @type {BroadcastChannel | undefined} */
  let channel;
  /** @type {((value?: unknown) => void) | undefined} */
  let release;
  const alone = () => {
    channel?.close();
    channel = undefined;
    if (!signal.aborted) leads();
  };
  try {
    channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => heard(data);
    navigator.locks.request(name, { signal }, () => {
      // It may be granted while it is given up; who would lead is gone then.
      if (signal.aborted) return undefined;
      leads();
      return new Promise((resolve) => { release = resolve; });
    }).catch(alone);
  } catch {
    alone();
  }
  return {
    /** @param {any} message */
    tell: (message) => channel?.postMessage(message),
    stop: goesOn(() => {
      waiting.abort();
      release?.();
      channel?.close();
    }),
  };
};

/** What was kept: when, place, message; and what entries were before (www/versions.js). @param {string} address */
export const recall = (address) => {
  /** @type {any} */
  let [kept, before] = [];
  inStorage(address, (key) => {
    kept = JSON.parse(localStorage[key] ?? 'null');
    before = localStorage[key + BEFORE];
  });
  const [visit] = performance.getEntriesByType?.('navigation') ?? [];
  const cameBack = /^(reload|back)/.test(/** @type {any} */ (visit)?.type);
  return Array.isArray(kept) ? [...kept, cameBack, before] : undefined;
};

/** Keeps it; what is oldest gives way. @param {string} address @param {number} at @param {string} place @param {any} message */
export const keep = (address, at, place, message) => {
  inStorage(address, (key) => {
    const value = write([at, place, message]);
    const others = [];
    let size = value.length;
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(OURS) || name === key) continue;
      const other = localStorage[name];
      others.push({ name, at: parseInt(other.slice(1)) || 0, size: other.length });
      size += other.length;
    }
    others.sort((a, b) => b.at - a.at);
    if (value.length > ROOM) return localStorage.removeItem(key);
    for (;;) {
      try {
        if (size <= ROOM) return localStorage.setItem(key, value);
      } catch (error) {
        if (!others.length) throw error;
      }
      const oldest = others.pop();
      if (!oldest) return;
      localStorage.removeItem(oldest.name);
      size -= oldest.size;
    }
  });
};

/** @param {string} address */
export const forget = (address) => {
  inStorage(address, (key) => ['', BEFORE].forEach((what) => localStorage.removeItem(key + what)));
};

/**
 * What is kept of entries' earlier versions, and keeps another text of them, where anything is kept of the story.
 * @param {string} address @param {(kept: string | undefined, keep: (text: string) => void) => void} then
 */
export const earlier = (address, then) => inStorage(address, (key) => then(localStorage[key + BEFORE], (text) => {
  if (key in localStorage) localStorage[key + BEFORE] = text;
}));

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
