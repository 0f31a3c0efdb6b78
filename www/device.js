// @ts-check
/**
 * What the story asks of the device: exchanges with the feed, other tabs, storage, where the
 * reader is. It translates and decides nothing; that is done in src/session and src/poll.
 */

/** Longest document, in bytes once decoded; of a longer one no more is read. */
const LONGEST = 8 * 1024 * 1024;

/** Characters of storage that all stories of an origin may take together: 5 MB. */
const ROOM = 5e6 / 2;

/** What every key in storage begins with; of another version nothing is read. */
const OURS = 'developing-story:';
const KEY = `${OURS}1:`;

/** The text of an answer; null where it is too long. @param {Response} response */
const read = async (response) => {
  const reader = response.body?.getReader();
  if (!reader) return response.text();
  if (Number(response.headers.get('content-length')) > LONGEST) return null;
  const decoder = new TextDecoder();
  let text = '';
  let left = LONGEST;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    left -= value.length;
    if (left < 0) return null;
    text += decoder.decode(value, { stream: true });
  }
};

/** @param {string} address @param {(key: string) => void} each */
const inStorage = (address, each) => {
  try {
    each(KEY + address);
  } catch {
    // Storage may be blocked or full; then nothing is kept.
  }
};

export const device = {
  /**
   * One exchange. `began` ends with the first byte; `ended` gives status (0 where there is none),
   * text, final address, Last-Modified, Cache-Control, Retry-After and Date.
   * @param {string} address
   */
  ask(address) {
    const controller = new AbortController();
    const { signal } = controller;
    // A page may have replaced it by something that throws.
    const begun = (async () => fetch(address, { credentials: 'omit', cache: 'no-cache', signal }))();
    const ended = (async () => {
      try {
        const response = await begun;
        const text = response.ok ? await read(response) : undefined;
        // What is left of the answer is not wanted.
        if (!text) controller.abort();
        const names = ['last-modified', 'cache-control', 'retry-after', 'date'];
        return [response.status, text, response.url, ...names.map((name) => response.headers.get(name))];
      } catch {
        return [0];
      }
    })();
    return { began: begun.catch(() => {}), ended, stop: () => controller.abort() };
  },

  /**
   * Takes part in what the tabs of this browser share of one feed: `heard` is told what others
   * tell, `leads` is called once this tab is the one that polls for all.
   * @param {string} address @param {(message: any) => void} heard @param {() => void} leads
   */
  share(address, heard, leads) {
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
        leads();
        return new Promise((resolve) => { release = resolve; });
      }).catch(alone);
    } catch {
      alone();
    }
    return {
      /** @param {any} message */
      tell: (message) => channel?.postMessage(message),
      stop() {
        waiting.abort();
        release?.();
        channel?.close();
      },
    };
  },

  /** What was kept: when, place, message. @param {string} address */
  recall(address) {
    /** @type {any} */
    let kept;
    inStorage(address, (key) => { kept = JSON.parse(localStorage[key] ?? 'null'); });
    const [visit] = performance.getEntriesByType?.('navigation') ?? [];
    const cameBack = /^(reload|back)/.test(/** @type {any} */ (visit)?.type);
    return Array.isArray(kept) ? [...kept, cameBack] : undefined;
  },

  /** Keeps it; what is oldest gives way. @param {string} address @param {number} at @param {string} place @param {any} message */
  keep(address, at, place, message) {
    inStorage(address, (key) => {
      const value = JSON.stringify([at, place, message]);
      const others = Object.keys(localStorage)
        .filter((name) => name.startsWith(OURS) && name !== key)
        .map((name) => ({ name, at: parseInt(localStorage[name].slice(1)) || 0, size: localStorage[name].length }))
        .sort((a, b) => b.at - a.at);
      let size = others.reduce((sum, other) => sum + other.size, value.length);
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
  },

  /** @param {string} address */
  forget(address) {
    inStorage(address, (key) => localStorage.removeItem(key));
  },

  /** The entry at the top of the viewport, and how far it is from there. @param {HTMLElement} mount */
  where(mount) {
    for (const entry of mount.querySelectorAll('article')) {
      const { top, bottom } = entry.getBoundingClientRect();
      if (bottom > 0) return top < innerHeight ? [entry.dataset.id, Math.round(top)] : undefined;
    }
  },

  /** Brings an entry to where it was. @param {HTMLElement} entry @param {number} offset */
  back(entry, offset) {
    scrollBy({ top: entry.getBoundingClientRect().top - offset, behavior: 'instant' });
  },
};
