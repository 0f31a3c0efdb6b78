// @ts-check
/** For pages whose fetch throws: what www/loading.js and www/exchange.js need of an answer, the older way. */

/** @param {string} address @param {RequestInit} [options] @returns {Promise<any>} */
export const request = (address, { signal } = {}) => new Promise((resolve, reject) => {
  const asked = new XMLHttpRequest();
  asked.open('GET', address);
  asked.responseType = 'arraybuffer';
  asked.onerror = () => reject(new TypeError(`${address} cannot be read`));
  asked.onload = () => {
    const { status } = asked;
    // Asked one by one, those that other origins may not see would each be an error on the console.
    /** @type {Map<string, string>} */
    const headers = new Map();
    for (const [, name, value] of asked.getAllResponseHeaders().matchAll(/^([^:\s]+): *(.*?)\r?$/gm)) headers.set(name, value);
    const text = () => new TextDecoder().decode(asked.response);
    const answer = {
      status,
      ok: status >= 200 && status < 300,
      url: asked.responseURL,
      headers: { get: (/** @type {string} */ name) => headers.get(name.toLowerCase()) ?? null },
      clone: () => answer,
      arrayBuffer: async () => asked.response,
      text: async () => text(),
      json: async () => JSON.parse(text()),
    };
    resolve(answer);
  };
  signal?.addEventListener('abort', () => {
    asked.abort();
    reject(new TypeError(`${address} is not wanted any more`));
  });
  asked.send();
});
