// @ts-check
/** Styles that only some of what there is needs: one sheet each, whatever the number of timelines. */

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** @param {HTMLElement} within @param {string} styles */
export const dress = (within, styles) => {
  const root = /** @type {ShadowRoot} */ (within.getRootNode());
  let sheet = sheets.get(styles);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    sheets.set(styles, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};
