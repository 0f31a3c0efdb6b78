// @ts-check
/**
 * For pages that frame embed.html: each such frame is as high as it says. Only what lies beside this script is heard, and
 * only from a frame of the page.
 */
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const folder = new URL('.', script?.src ?? location.href);
  addEventListener('message', ({ data, source, origin }) => {
    const height = data?.['datawrapper-height']?.['developing-story'];
    if (origin !== folder.origin || !(height > 0 && height < Infinity)) return;
    for (const frame of document.querySelectorAll('iframe')) {
      if (frame.contentWindow === source && frame.src.startsWith(`${folder.href}embed.html?`)) frame.style.height = `${height}px`;
    }
  });
})();
