// @ts-check
/** What is said when a timeline cannot start: loaded only then. */

/** @param {any} error @param {string} folder @returns {[what: string, remedy: string]} */
const words = (error, folder) => {
  if (error?.wasm === false) return ['this browser has no WebAssembly', 'It may be switched off.'];
  if (typeof error?.src === 'string') {
    return [`the attribute src="${error.src}" is not the address of a feed`, 'Set it to an http or https address.'];
  }
  const what = String(error?.message ?? error);
  return [what, /unsafe-eval|content security policy/i.test(what)
    ? "Add 'wasm-unsafe-eval' to script-src in the page's Content-Security-Policy."
    : `Check that ${folder} is complete and readable from this origin (Access-Control-Allow-Origin), and that the page's Content-Security-Policy allows it in script-src and connect-src.`];
};

/**
 * What happened, and what to do.
 * @param {any} error what the loader has thrown @param {string} folder where the release lies
 */
export const explain = (error, folder) => {
  const [what, remedy] = words(error, folder);
  return `the timeline cannot start: ${what}. ${remedy} What stands inside the tag is shown instead.`;
};
