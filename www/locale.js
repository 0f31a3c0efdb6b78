// @ts-check
/** Times and counts as one language writes them: the browser's `Intl`, whose formatters are dear to make and are kept. */

/** @type {Intl.DateTimeFormatOptions} */
const DAY = { weekday: 'long', day: 'numeric', month: 'long' };

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const CLOCKS = {
  time: { timeStyle: 'short' },
  day: DAY,
  full: { ...DAY, year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  date: { year: 'numeric', month: '2-digit', day: '2-digit' },
};

/** So much is kept at most. */
const MOST = 1e4;

/** @template T @param {() => T} make @returns {T | undefined} */
const attempt = (make) => {
  try {
    return make();
  } catch {
    // A language, a zone or a moment that the browser does not know.
  }
};

// The first of them is the dearest by far, and there is time for it while the wasm is on its way.
attempt(() => new Intl.DateTimeFormat(document.documentElement.lang, CLOCKS.time));

/** The words of a BCP 47 tag; those of an unknown one are English. @param {string} tag */
export const words = (tag) => {
  const language = attempt(() => Intl.getCanonicalLocales(tag)) ? tag : 'en';
  /** Formatters by kind and zone, and what they have told, which each view asks for again. @type {Map<string, any>} */
  const kept = new Map();
  const once = (/** @type {string} */ key, /** @type {() => any} */ make) => {
    if (kept.size > MOST) kept.clear();
    if (!kept.has(key)) kept.set(key, attempt(make));
    return kept.get(key);
  };
  const numbers = new Intl.NumberFormat(language);
  return {
    /** A moment, as `kind` of CLOCKS; by the reader's clock where there is no such zone. @param {string} kind @param {number} at @param {string} [zone] */
    tell(kind, at, zone) {
      const key = `${kind} ${zone}`;
      // The reader's own calendar needs no formatter.
      if (kind === 'date' && !zone) return attempt(() => new Date(at - new Date(at).getTimezoneOffset() * 6e4).toISOString().slice(0, 10));
      // Swedish writes dates as ISO 8601 does.
      const by = (/** @type {object} */ where) => attempt(() => (
        new Intl.DateTimeFormat(kind === 'date' ? 'sv' : language, { __proto__: null, ...CLOCKS[kind], ...where })
      ));
      return once(`${key} ${at}`, () => once(key, () => by({ timeZone: zone }) ?? by({})).format(at));
    },
    /** RFC 3339, as src/time.rs writes it. @param {number} at */
    machine: (at) => attempt(() => new Date(at).toISOString().replace('.000', '')),
    /** @param {number} count @param {Intl.RelativeTimeFormatUnit} unit */
    ago: (count, unit) => once('ago', () => new Intl.RelativeTimeFormat(language)).format(-count, unit),
    /** @param {number} count */
    count: (count) => numbers.format(count),
    /** @param {number} count */
    plural: (count) => once('plural', () => new Intl.PluralRules(language)).select(count),
  };
};
