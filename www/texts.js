// @ts-check
/** A story's entries as plain text, as the wasm tells them (src/session/texts.rs). */

/** Between entries, and between what is said of one. */
const [ENTRY, ITEM] = ['\x1e', '\x1f'];

/**
 * What each entry says, or that of one id: its text, whether it is a key moment, the text that it had before, its tags.
 * @param {any} story @param {string} [id]
 * @returns {{ id: string, text: string, isKey: boolean, before: string, tags: string[] }[]}
 */
export const entries = (story, id) => story.texts(id).split(ENTRY).filter(Boolean).map((/** @type {string} */ entry) => {
  const [id, text, key, before, ...tags] = entry.split(ITEM);
  return { id, text, isKey: Boolean(key), before, tags };
});

/** Ids in one text, as the wasm reads them. @param {string[]} ids */
export const list = (ids) => ids.join(ITEM);
