// @ts-check
/** What the tabs of a browser share of a story, and what the device keeps of it: loaded with www/attend.js, for www/device.js. */

import { BEFORE, inStorage, KEY, OURS, PLACE, write } from './device.js';

/** Characters of storage that all stories of an origin may take together: 5 MB. */
const ROOM = 5e6 / 2;

/** @param {string} name @param {(message: any) => void} heard @param {() => void} leads */
export const share = (name, heard, leads) => {
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
    stop: () => {
      waiting.abort();
      release?.();
      channel?.close();
    },
  };
};

/** The messages that were written last, by their keys. @type {Map<string, any>} */
const written = new Map();

/**
 * Keeps it; what is oldest gives way. Of a message that is kept already, only where the reader is now is written.
 * @param {string} address @param {number} at @param {string} place @param {any} message
 */
export const keep = (address, at, place, message) => {
  inStorage(address, (key) => {
    if (written.get(key) === message && key in localStorage) {
      localStorage[key + PLACE] = write([at, place]);
      return;
    }
    localStorage.removeItem(key + PLACE);
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
    if (value.length > ROOM) {
      localStorage.removeItem(key);
      return;
    }
    for (;;) {
      try {
        if (size <= ROOM) {
          localStorage.setItem(key, value);
          written.set(key, message);
          return;
        }
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
  inStorage(address, (key) => ['', PLACE, BEFORE].forEach((what) => localStorage.removeItem(key + what)));
};

/**
 * What is kept of entries' earlier versions, and keeps another text of them, where anything is kept of the story.
 * @param {string} address @param {(kept: string | undefined, keep: (text: string) => void) => void} then
 */
export const earlier = (address, then) => inStorage(address, (key) => then(localStorage[key + BEFORE], (text) => {
  if (key in localStorage) localStorage[key + BEFORE] = text;
}));
