// @ts-check
/**
 * A reference as the URL standard resolves it.
 * @param {string | undefined} base @param {string} reference
 */
export const standard = (base, reference) => {
  try {
    return new URL(reference, base).href;
  } catch {
    // It is none.
  }
};
