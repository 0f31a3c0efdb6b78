// @ts-check
/**
 * Documents that are no JSON Feed: what they are, and the JSON Feed that comes of them.
 *
 * www/exchange.js loads this, and the wasm with it, when a document looks like something else, or
 * when an element has the attribute `debug`. The formats themselves are in src/formats.
 */

import { write } from './device.js';
import init, { compare, translate } from './story_formats.js';

/** @type {Promise<unknown> | undefined} */
let ready;

/** What broke the wasm. @type {any} */
let fault;

/** The last document found at each address, and what came of it: the same text is not read twice. @type {Map<string, { key: string, at: number, debug: boolean, found: any[] }>} */
const known = new Map();

/** What was said of each address, so that it is said once for as long as it stays the same. @type {Map<string, string>} */
const said = new Map();

/** How many documents are held: feeds are asked for again and again, their older pages are not. */
const HELD = 10;

/** How many of the items that were left out are named. */
const NAMED = 10;

/** @param {string} address @param {string} message @param {() => void} say */
const once = (address, message, say) => {
  if (said.get(address) !== message) say();
  said.set(address, message);
};

/**
 * Tells whoever runs the page what became of a document.
 * @param {string} address @param {any[]} found @param {boolean} debug
 */
const tell = (address, [format, kind, told, , notes], debug) => {
  if (debug) {
    console.info(`developing-story: ${address}: ${format ?? 'no known format'}${kind === 'feed' ? '' : `, ${kind}: ${told}`}`);
    console.table(notes.map(([verdict, at, what, remedy]) => ({ verdict, at, what, remedy })));
  }
  const refused = notes.filter(([verdict]) => verdict === 'refused');
  const lines = refused.slice(0, NAMED).map(([, at, what, remedy]) => `\n  ${at}: ${what}. ${remedy}`);
  once(address, refused.map(([, , what]) => what).join(), () => {
    // Of a JSON Feed the story itself says it.
    if (refused.length && format !== 'JSON Feed') {
      console.warn(`developing-story: ${refused.length} of the items of ${address} are left out:${lines.join('')}`);
    }
  });
};

/**
 * How an answer is written that is no JSON: the byte order mark, the header and the document itself say it, in this
 * order (RFC 7303 §3).
 * @param {Response} response @param {Uint8Array} start
 */
export const decoder = ({ headers }, start) => {
  const head = String.fromCharCode(...start.slice(0, 1024));
  const wide = { ÿþ: 'utf-16le', þÿ: 'utf-16be' }[head.slice(0, 2)];
  const said = /^\s*</.test(head) ? [
    /charset=["']?([\w-]+)/i.exec(headers.get('content-type') ?? ''),
    /(?:encoding|charset)\s*=\s*["']?([\w-]+)/i.exec(head),
  ].map((found) => found?.[1]) : [];
  for (const label of [/^..\0?\s*</.test(head) && wide, ...said]) {
    try {
      // What could be read up to here is not UTF-16, whatever it says.
      if (label && (wide || !/^utf-?16/i.test(label))) return new TextDecoder(label);
    } catch {
      // Nobody knows it; the next may be known.
    }
  }
  return new TextDecoder();
};

/** @param {(from: URL) => Promise<Response>} load of www/loading.js */
const begin = async (load) => {
  ready ??= init({ module_or_path: load(new URL('story_formats_bg.wasm', import.meta.url)) });
  ready.catch(() => { ready = undefined; });
  await ready;
  if (fault) throw fault;
};

/**
 * What differs between two texts, word by word: '', 'ins' or 'del', and the words.
 * @param {string} before @param {string} after @param {(from: URL) => Promise<Response>} load of www/loading.js
 */
export const differences = async (before, after, load) => {
  await begin(load);
  return compare(before, after);
};

/**
 * Reads a document.
 * @param {string} text @param {string} address where it was found
 * @param {string | null} links its `Link` header @param {boolean} debug
 * @param {(from: URL) => Promise<Response>} load of www/loading.js
 * @returns {Promise<{ text?: string, lead?: string, fault?: string, guess?: string }>}
 */
export const read = async (text, address, links, debug, load) => {
  const now = Date.now();
  const key = `${links}\n${text}`;
  const held = known.get(address);
  const end = Date.parse(held?.found[2]?._story?.coverage_end);
  // The same text means something else once the end that it names is past.
  let found = held?.key === key && !(held.at < end && end <= now) ? held.found : undefined;
  if (!found) {
    await begin(load);
    try {
      found = translate(text, address, links ?? undefined, now);
    } catch (error) {
      // It has broken down, and nothing in it can be relied on.
      fault = error;
      throw error;
    }
    if (known.size >= HELD) known.delete([...known.keys()][0]);
    known.set(address, { key, at: now, debug, found });
    tell(address, found, debug);
  } else if (held && debug && !held.debug) {
    held.debug = true;
    tell(address, found, debug);
  }
  const [format, kind, told, guessed] = found;
  if (kind === 'lead') return { __proto__: null, lead: told };
  if (kind === 'fault') return { __proto__: null, fault: told };
  return {
    // Without what a page gives all objects.
    __proto__: null,
    text: format === 'JSON Feed' ? text : write(told),
    guess: guessed ? told.next_url : undefined,
  };
};
