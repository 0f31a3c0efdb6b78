// @ts-check
/**
 * What a page loads once, however many elements it has, and the wasm anew when it has broken down.
 * Files are named where they are asked for, in full, beside this module: so bundlers know what belongs to it.
 */

/** An error that www/trouble.js has words for. @param {string} trouble @param {unknown} [about] */
export const trouble = (trouble, about) => Object.assign(new Error(`${about}`), { trouble });

/**
 * The page's fetch; where the page has replaced it by what throws, www/request.js.
 * @param {string} from @param {RequestInit} [options] @returns {Promise<Response>}
 */
export const get = async (from, options) => {
  try {
    return fetch(from, options);
  } catch {
    return (await import('./request.js')).request(from, options);
  }
};

/** @param {URL} from @returns {Promise<Response>} */
export const load = async ({ href }) => {
  const response = await get(href);
  if (!response.ok) throw new Error(`${href} answered with status ${response.status}`);
  return response;
};

/**
 * Asks a newsroom for a document: no credentials, no preflight, and what the browser holds is asked about.
 * @param {string} from
 */
export const request = (from, controller = new AbortController()) => {
  const response = get(from, { credentials: 'omit', cache: 'no-cache', signal: controller.signal });
  response.catch(() => {}); // the exchange says so
  return { controller, response };
};

/**
 * What a page loads once, however many elements it has. What failed may be tried again by the next.
 * @template T
 * @param {() => Promise<T>} make
 */
export const once = (make) => {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => {
    made ??= make();
    made.catch(() => { made = undefined; });
    return made;
  };
};

/** Which wasm the page has: another one when the first has broken down, and none after that. */
export let life = 0;

/** What broke the last one. @type {unknown} */
let fault;

/** What begins anew then: the elements that have begun, and are in the document. @type {Set<() => void>} */
export const up = new Set();

/** @param {unknown} error */
const broke = (error) => {
  life += 1;
  fault = error;
  for (const renew of up) renew();
};

/** An instance is as fresh as the address of its glue. */
const cores = [() => import('./story_core.js'), () => import('./story_core.js?r=1')].map((fresh) => once(async () => {
  if (typeof WebAssembly !== 'object') throw trouble('wasm');
  const wasm = load(new URL('story_core_bg.wasm', import.meta.url));
  wasm.catch(() => {}); // told below, with everything else
  const glue = await fresh();
  glue.whenBroken?.(broke);
  await glue.default({ module_or_path: wasm });
  return glue;
}));

/** The glue of the wasm that the page has. */
export const core = async () => {
  if (!cores[life]) throw trouble('twice', fault);
  return cores[life]();
};

export const styles = once(async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await load(new URL('developing-story.css', import.meta.url))).text());
  return sheet;
});

/** What makes messages of answers; once, since the first element that asks for it lends the others its request for the feed. */
export const exchange = once(async () => {
  const it = await import('./exchange.js');
  it.lend(load, request);
  return it;
});
