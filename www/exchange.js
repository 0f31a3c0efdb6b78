// @ts-check
/**
 * One exchange with a server, and the document that comes of it: how it is written, whether it is a
 * JSON Feed, and if not, what www/formats.js makes of it. When to ask, and what an answer means for
 * the story, is decided in src/poll and src/session. It comes beside the first answer, which the loader asks for.
 */

/**
 * How files of the release are loaded, and how a newsroom is asked; www/loading.js lends both.
 * @type {(from: URL) => Promise<Response>}
 */
let load;

/** @type {(from: string, controller?: AbortController) => { controller: AbortController, response: Promise<Response> }} */
let request;

/** @param {typeof load} loads @param {typeof request} requests */
export const lend = (loads, requests) => {
  load = loads;
  request = requests;
};

/** Whether somebody wants to be told what becomes of every document. */
export const watch = { debug: false };

/** Longest document, in bytes once decoded; of a longer one no more is read. */
const LONGEST = 8 * 1024 * 1024;

/**
 * Whether a document can be a JSON Feed, or a broken one; any other goes to www/formats.js, which
 * knows. Within a text of JSON there is no such member, since its quotes are escaped. What begins as the one before it is
 * of the same kind: to look through all of a long one takes longer than anything else here.
 * @param {string} text @param {string} [before]
 */
const isFeed = (text, before) => /^\s*\{[^]*?"items"\s*:/.test(text)
  && (text.slice(0, 64) === before?.slice(0, 64) || !/"(_items|@context|@graph|liveBlogUpdate|rendered)"\s*:/.test(text));

/** What makes the address of formats.js another one. */
let again = false;

/** Pages that name another page are followed so far. */
const LEADS = 3;

/** Pages that named a feed, and the feed. @type {Map<string, string>} */
const leads = new Map();

/** Addresses that have had a feed themselves: a page there is no way to another feed. @type {Set<string>} */
const feeds = new Set();

/** Addresses of older items that nobody named: where nothing is found, there is no more. @type {Set<string>} */
const guesses = new Set();

/** What is said of a document. @param {string} what @param {unknown} [about] */
const fault = (what, about) => import('./trouble.js').then((trouble) => trouble.fault(what, `${about}`), () => what);

/** What reads everything but JSON Feeds. */
const formats = () => (again ? import('./formats.js?r=1') : import('./formats.js'));

/** The text of an answer; null where it is too long. @param {Response} response */
const read = async (response) => {
  const reader = response.body?.getReader() ?? {
    // The page's own fetch, or none: it comes in one piece.
    read: async () => ({ done: true, value: new Uint8Array(await response.arrayBuffer()) }),
  };
  if (Number(response.headers.get('content-length')) > LONGEST) return null;
  /** @type {TextDecoder | undefined} */
  let decodes;
  let start = new Uint8Array();
  let text = '';
  let left = LONGEST;
  for (;;) {
    let { done, value = new Uint8Array() } = await reader.read();
    left -= value.length;
    if (left < 0) return null;
    if (!decodes) {
      // What says how it is written may come in pieces.
      const both = new Uint8Array(start.length + value.length);
      both.set(start);
      both.set(value, start.length);
      start = both;
      if (!done && start.length < 1024) continue;
      // JSON is UTF-8 (RFC 8259 §8.1); of anything else it has to be found out.
      const other = /^(\s*<|ÿþ|þÿ)/.test(String.fromCharCode(...start.slice(0, 64)));
      decodes = (other && await formats().then(({ decoder }) => decoder(response, start), () => {})) || new TextDecoder();
      value = start;
    }
    text += decodes.decode(value, { stream: !done });
    if (done) return text;
  }
};

/**
 * The message of one answer: status, text, final address, Last-Modified, Cache-Control, Retry-After,
 * Date, Link, what is wrong with the text, and the address of older items where that is a guess.
 * @param {string} address @param {Response} response @param {(address: string) => Promise<any[]>} follow
 */
const message = async (address, response, follow) => {
  const text = response.ok ? await read(response) : undefined;
  const names = ['last-modified', 'cache-control', 'retry-after', 'date', 'link'];
  const told = [response.status, text, response.url, ...names.map((name) => response.headers.get(name))];
  if (guesses.has(address) && [400, 404].includes(response.status)) {
    return [200, '{"items":[]}', ...told.slice(2)];
  }
  const before = held.get(address)?.[1];
  if (!text || (!watch.debug && (text === before || isFeed(text, before)))) {
    if (text && !leads.has(address)) feeds.add(address);
    return told;
  }
  /** @type {{ text?: string, lead?: string, fault?: string, guess?: string }} */
  const found = await formats()
    .then((formats) => formats.read(text, response.url || address, told[7], watch.debug, load))
    .catch(async (error) => {
      // It may have broken down; a fresh one has another address, once a page.
      again = true;
      return { __proto__: null, fault: isFeed(text) ? undefined : await fault('formats', error?.message) };
    });
  if (found.lead && feeds.has(address)) {
    found.fault = await fault('page');
  } else if (found.lead) {
    leads.set(address, found.lead);
    return follow(found.lead);
  }
  if (found.guess) guesses.add(found.guess);
  // A page that named what is none may name another one by now.
  if (found.fault) leads.delete(address);
  else if (!leads.has(address)) feeds.add(address);
  told[1] = found.text ?? text;
  return [...told, found.fault, found.guess];
};

/**
 * One exchange, which may have begun. `began` ends with the first byte; `ended` gives a message, of which the status is 0
 * where there is no answer.
 * @param {string} address
 */
const ask = (address, { controller, response: begun } = request(leads.get(address) ?? address)) => {
  const found = (/** @type {string} */ from) => request(from, controller).response;
  const ended = (async () => {
    try {
      const response = await begun;
      // A page that names another page is not followed for ever.
      let left = LEADS;
      const follow = async (/** @type {string} */ lead) => {
        left -= 1;
        if (left >= 0) return message(address, await found(lead), follow);
        leads.delete(address);
        return [200, '', lead, ...Array(5), await fault('circle', LEADS)];
      };
      const told = await message(address, response, follow);
      // Next time the page may name another one.
      if (!response.ok) leads.delete(address);
      // What is left of the answer is not wanted.
      if (!told[1]) controller.abort();
      return told;
    } catch {
      leads.delete(address);
      return [0];
    }
  })();
  return { began: begun.catch(() => {}), ended, stop: () => controller.abort() };
};

/** What differs between two texts. @param {string} before @param {string} after */
export const compare = async (before, after) => (await formats()).differences(before, after, load);

/** The last message of each feed that has been shown. @type {Map<string | undefined, any[] | undefined>} */
export const held = new Map();

/** An exchange that has ended with it, for whoever begins anew. @param {string} address */
export const resumed = (address) => {
  const message = held.get(address);
  return message && { began: Promise.resolve(), ended: Promise.resolve(message), stop() {} };
};

/** What the session has of all this. */
export const exchanges = {
  ask,

  /** What a message of another tab, or of an earlier visit, knows of guesses. @param {any[] | undefined} told */
  guessed(told) {
    if (told?.[9]) guesses.add(told[9]);
  },

  /** @param {string} address @param {any[] | undefined} message */
  hold(address, message) {
    held.set(address, message);
  },

  /** www/keeping.js, which comes with www/attend.js and no sooner: in the frame after the first view. */
  async keeping() {
    await new Promise(requestAnimationFrame);
    return import('./attend.js');
  },
};
