// @ts-check
/** For pages whose fetch throws: what www/loading.js and www/exchange.js need of an answer, the older way. */

/** @param {string} address @param {RequestInit} [options] @returns {Promise<any>} */
export const request = (address, { cache, signal } = {}) => new Promise((resolve, reject) => {
  signal?.throwIfAborted();
  const asked = new XMLHttpRequest();
  asked.open('GET', address);
  asked.responseType = 'arraybuffer';
  // Another origin would have to allow it; from there, what is kept is taken for as long as its headers say.
  if (cache === 'no-cache' && new URL(address, location.href).origin === location.origin) {
    asked.setRequestHeader('Cache-Control', 'max-age=0');
  }
  /** @type {Promise<ArrayBuffer>} */
  const body = new Promise((whole, broken) => {
    asked.onload = () => whole(asked.response);
    const fail = () => {
      const error = new TypeError(`${address} cannot be read`);
      reject(error);
      broken(error);
    };
    asked.onerror = fail;
    signal?.addEventListener('abort', () => {
      asked.abort();
      fail();
    });
  });
  body.catch(() => {}); // who waits for it is told
  asked.onreadystatechange = () => {
    if (asked.readyState !== asked.HEADERS_RECEIVED) return;
    const { status } = asked;
    // Asked one by one, those that other origins may not see would each be an error on the console.
    /** @type {Map<string, string>} */
    const headers = new Map();
    for (const [, name, value] of asked.getAllResponseHeaders().matchAll(/^([^:\s]+): *(.*?)\r?$/gm)) headers.set(name, value);
    const text = async () => new TextDecoder().decode(await body);
    const answer = {
      status,
      ok: status >= 200 && status < 300,
      url: asked.responseURL,
      headers: { get: (/** @type {string} */ name) => headers.get(name.toLowerCase()) ?? null },
      clone: () => answer,
      arrayBuffer: () => body,
      text,
      json: async () => JSON.parse(await text()),
    };
    resolve(answer);
  };
  asked.send();
});
