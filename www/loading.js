// @ts-check
/**
 * What a page loads once, however many elements it has, and the wasm anew when it has broken down.
 */

/** @param {string} name */
export const address = (name) => new URL(name, import.meta.url).href;

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
    return (await import(address('request.js'))).request(from, options);
  }
};

/** @param {string} name @returns {Promise<Response>} */
export const load = async (name) => {
  const response = await get(address(name));
  if (!response.ok) throw new Error(`${response.url || address(name)} answered with status ${response.status}`);
  return response;
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
const cores = ['', '?r=1'].map((again) => once(async () => {
  if (typeof WebAssembly !== 'object') throw trouble('wasm');
  const wasm = load('story_core_bg.wasm');
  wasm.catch(() => {}); // told below, with everything else
  const glue = await import(address(`story_core.js${again}`));
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
  sheet.replaceSync(await (await load('developing-story.css')).text());
  return sheet;
});

/** What few readers ask for. */
export const media = once(() => import(address('media.js')));
export const more = once(() => import(address('more.js')));

/** What a timeline has once it stands. */
export const attend = once(() => import(address('attend.js')));
