// @ts-check
/** What is said when a timeline cannot start: loaded only then. */

/**
 * What happened, and what to do.
 * @param {any} error @param {string} folder where the release lies
 */
export const explain = (error, folder) => {
  const what = String(error?.message ?? error);
  const remedy = (Object.hasOwn(Object(error), 'remedy') && error.remedy) || (/unsafe-eval|content security policy/i.test(what)
    ? "Add 'wasm-unsafe-eval' to script-src in the page's Content-Security-Policy."
    : `Check that ${folder} is complete and readable from this origin (Access-Control-Allow-Origin), and that the page's Content-Security-Policy allows it in script-src and connect-src.`);
  return `the timeline cannot start: ${what}. ${remedy} What stands inside the tag is shown instead.`;
};
