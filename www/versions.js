// @ts-check
/**
 * What entries were before they were changed, as this browser has seen them: kept beside what the device keeps of a story,
 * and where that is kept only. Loaded with the first entry that changes under a reader's eyes.
 */

import { write } from './device.js';
import { earlier } from './keeping.js';

/** So many entries, the last that were changed; and so many characters. */
const [MOST, LONGEST] = [50, 5e5];

/** @param {string | undefined} text @returns {any} */
const read = (text) => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

/** Items by their ids, of each story by its address. @type {Map<string, Map<string, any>>} */
const stories = new Map();

/**
 * @param {string} address @param {any[]} message the last that was believed before the change (www/exchange.js)
 * @param {string[]} ids what has been changed
 */
export const note = (address, message, ids) => earlier(address, (kept, keep) => {
  const items = stories.get(address) ?? new Map(read(kept)?.items?.map((/** @type {any} */ item) => [String(item.id), item]));
  stories.set(address, items);
  const before = read(message[1])?.items;
  for (const item of Array.isArray(before) ? before : []) {
    const id = String(item?.id);
    if (!ids.includes(id)) continue;
    items.delete(id);
    items.set(id, item);
  }
  for (;;) {
    const text = write({ version: 'https://jsonfeed.org/version/1.1', items: [...items.values()] });
    if (items.size <= MOST && text.length <= LONGEST) return keep(text);
    items.delete(items.keys().next().value ?? '');
  }
});
