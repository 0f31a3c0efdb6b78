// @ts-check
/** The address of an entry on the page that shows it: `#story-` and its id. */

/** What it begins with. */
export const ANCHOR = '#story-';

/** The elements that are in a document. @type {Set<any>} */
const here = new Set();

/** The story in which a link was followed last: where two have an entry of one id, it is meant. @type {any} */
let meant;

/** Goes to the entry that the page's address names, in the first story that has it. */
const follow = async () => {
  const { hash } = location;
  if (!hash.startsWith(ANCHOR)) return;
  for (const element of new Set([meant, ...here])) if (await element?.goTo(decodeURIComponent(hash.slice(ANCHOR.length)))) return;
};

/** Whatever the page's base is. @param {string} address @param {any} element that the link is in */
export const lead = (address, element) => {
  meant = element;
  const hash = ANCHOR + encodeURIComponent(address.slice(ANCHOR.length));
  if (location.hash === hash) follow();
  else location.hash = hash;
};

/** @param {any} element */
export const comes = (element) => {
  here.add(element);
  if (here.size > 1) return;
  addEventListener('hashchange', follow);
  // The others of the page are there by then.
  setTimeout(follow);
};

/** @param {any} element */
export const goes = (element) => {
  here.delete(element);
  if (meant === element) meant = undefined;
  if (!here.size) removeEventListener('hashchange', follow);
};
