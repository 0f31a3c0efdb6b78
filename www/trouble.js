// @ts-check
/** What is said when a timeline cannot start, or a document or an attribute is not understood: loaded only then. */

/** What can be wrong before anything is loaded, and what to do about it. @type {Record<string, (about: string) => [string, string]>} */
const TROUBLES = {
  src: (about) => location.protocol === 'file:' && !/^\w+:/.test(about)
    ? [`the attribute src="${about}" leads to a file, since the page was opened from a file, and no page may read files`, 'Set it to the whole address of the feed (http or https), or open the page through a server.']
    : [`the attribute src="${about}" is not the address of a feed`, 'Set it to an http or https address.'],
  wasm: () => ['this browser has no WebAssembly', 'It may be switched off.'],
  twice: (about) => [`it has broken down twice (${about})`, 'Please tell its makers which feed it was.'],
};

/** The oldest browsers in which it starts, as README.md has them, and the youngest of what it needs there. */
const OLDEST = {
  browsers: 'Chrome and Edge 120, Firefox 115 and Safari 17',
  has: () => 'canParse' in URL && 'replaceSync' in CSSStyleSheet.prototype,
};

/**
 * What happened, and what to do.
 * @param {any} error @param {string} script what has been loaded: the rest of the release lies beside it
 */
export const explain = (error, script) => {
  const folder = new URL('.', script).href;
  const message = String(error?.message ?? error);
  if (!OLDEST.has()) {
    return `the timeline cannot start: this browser is older than ${OLDEST.browsers}. Its readers see what stands inside the tag; the page need do nothing.`;
  }
  const known = Object.hasOwn(Object(error), 'trouble') && Object.hasOwn(TROUBLES, error.trouble) && TROUBLES[error.trouble];
  const [what, remedy] = known ? known(message) : [message, /unsafe-eval|content security policy|\bCSP\b/i.test(message)
    ? "Add 'wasm-unsafe-eval' to script-src in the page's Content-Security-Policy."
    : `Check that ${folder} is complete, its scripts are sent as text/javascript and readable from this origin (Access-Control-Allow-Origin), and that the page's Content-Security-Policy allows it in script-src and connect-src.`];
  return `the timeline cannot start: ${what}. ${remedy} What stands inside the tag is shown instead.`;
};

/** What can be the matter with a document, beside what formats.js says of it. @type {Record<string, (about: string) => string>} */
const FAULTS = {
  circle: (about) => `leads to no feed: of pages that name other pages, ${about} are followed. Give the address of the feed itself.`,
  page: () => 'is an HTML page now, where a feed was before. Check whether the site is in order.',
  formats: (about) => `is no JSON Feed, and formats.js, which reads others, fails (${about}). Check that the folder of developing-story.js is complete.`,
};

/** @param {string} what @param {string} about */
export const fault = (what, about) => FAULTS[what](about);

/** What is said of what is handed over. */
export const HANDED = 'the property feed is not a JSON Feed (expected an object with a list of items). What was shown stays.';

/** What each attribute expects; a test holds its names and those of src/config.rs together. @type {Record<string, string>} */
const EXPECTED = {
  'src': 'the address of a feed (http or https)',
  'lang': 'a language tag such as "da"',
  'order': '"newest" or "oldest"',
  'reveal': '"hold" or "auto"',
  'unfold': '"newest", "all" or "none"',
  'limit': 'a whole number from 1 to 10000',
  'poll': 'a number of seconds from 5 to 3600',
  'time-zone': '"reader", "scene" or an IANA zone name',
  'theme': '"auto", "light" or "dark"',
  'loading': '"lazy" or "eager"',
  'json-ld': '"off", "auto" or "always"',
  'remember': '"local" or "off"',
  'key-tags': 'tags, separated by commas',
  'target': '"_self", "_blank", "_parent", "_top" or the name of a frame',
  'consent': 'names of providers, separated by commas',
  'heading-level': 'a whole number from 1 to 6',
  'debug': 'no value',
};

/** What the page has been told: the same words need not be said twice. @type {Set<string>} */
const told = new Set();

/** Says that an attribute's value was not understood. @param {string} name @param {string} value */
export const misread = (name, value) => {
  const message = `developing-story: attribute ${name}="${value}" is not understood: expected ${EXPECTED[name]}. Its default is used.`;
  if (!told.has(message)) console.warn(message);
  told.add(message);
};
