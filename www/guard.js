// @ts-check
/**
 * Between the page and the wasm. Whatever enters the wasm passes here: a call of the loader, a timer, a promise, a
 * listener, the collector of garbage. A panic is a trap, and nothing can be relied on behind it: such a wasm is never
 * entered again, and the loader is told, wherever it has happened.
 *
 * The release puts this into the glue, in place of how wasm-bindgen begins (xtask/src/dist/glue.rs), so that each wasm
 * of a page has its own.
 */

/** @type {unknown} */
let fault;

/** @type {((fault: unknown) => void) | undefined} */
let tell;

/** Has `then` told of the panic. @param {(fault: unknown) => void} then */
export const whenBroken = (then) => { tell = then; };

/**
 * The exports of a wasm until it breaks down; from then on, what is called does nothing.
 * @param {WebAssembly.Exports} exports @param {() => void} leave ends what it has begun on the page
 */
export const guarded = (exports, leave) => {
  /** @type {any} */
  const safe = { __proto__: null };
  for (const name of Object.keys(exports)) {
    const it = exports[name];
    safe[name] = typeof it !== 'function' ? it : (/** @type {any[]} */ ...given) => {
      if (!fault) {
        try {
          return it(...given);
        } catch (error) {
          fault = error ?? true;
          leave();
          tell?.(error);
        }
      }
      // Neither an error nor an answer, whatever the glue takes it for.
      return new Promise(() => {});
    };
  }
  return safe;
};

/**
 * The wasm of an answer.
 * @param {Promise<Response>} given @param {WebAssembly.Imports} imports
 */
export const instance = async (given, imports) => {
  const response = await given;
  const copy = response.clone();
  try {
    return (await WebAssembly.instantiateStreaming(response, imports)).instance;
  } catch (error) {
    // It has another media type, or is of a fetch that is the page's own.
    if (copy.headers.get('content-type') !== 'application/wasm') {
      console.warn(`developing-story: ${copy.url} should be served as application/wasm (${error})`);
    }
    return (await WebAssembly.instantiate(await copy.arrayBuffer(), imports)).instance;
  }
};
