// @ts-check
/**
 * What the story asks of the device: exchanges with the feed (www/exchange.js), other tabs, storage,
 * where the reader is. It translates and decides nothing; that is done in src/session and src/poll.
 */

import { ask, guessed } from './exchange.js';

/** Characters of storage that all stories of an origin may take together: 5 MB. */
const ROOM = 5e6 / 2;

/** What every key in storage begins with; of another version nothing is read. */
const OURS = 'developing-story:';
const KEY = `${OURS}1:`;

/** @param {string} address @param {(key: string) => void} each */
const inStorage = (address, each) => {
  try {
    each(KEY + address);
  } catch {
    // Storage may be blocked or full; then nothing is kept.
  }
};

/** JSON, also on pages whose arrays have ideas of their own of it (Prototype.js). @param {any} value @returns {string} */
export const write = (value) => JSON.stringify(value, function written(key, said) {
  return Array.isArray(this[key]) ? this[key] : said;
});

export const device = {
  ask,

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
      channel.onmessage = ({ data }) => {
        guessed(data);
        heard(data);
      };
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
    guessed(kept?.[2]);
    const [visit] = performance.getEntriesByType?.('navigation') ?? [];
    const cameBack = /^(reload|back)/.test(/** @type {any} */ (visit)?.type);
    return Array.isArray(kept) ? [...kept, cameBack] : undefined;
  },

  /** Keeps it; what is oldest gives way. @param {string} address @param {number} at @param {string} place @param {any} message */
  keep(address, at, place, message) {
    inStorage(address, (key) => {
      const value = write([at, place, message]);
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
