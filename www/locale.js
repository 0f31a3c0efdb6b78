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

/** @template T @param {() => T} make @returns {T | undefined} */
const attempt = (make) => {
  try {
    return make();
  } catch {
    // A language, a zone or a moment that the browser does not know.
  }
};

/** The words of a BCP 47 tag; those of an unknown one are English. @param {string} tag */
export const words = (tag) => {
  const language = attempt(() => new Intl.NumberFormat(tag)) ? tag : 'en';
  /** @type {Map<string, Intl.DateTimeFormat | undefined>} */
  const clocks = new Map();
  const [numbers, plurals, ages] = [
    new Intl.NumberFormat(language), new Intl.PluralRules(language), new Intl.RelativeTimeFormat(language),
  ];
  return {
    /** A moment, as `kind` of CLOCKS; by the reader's clock where there is no such zone. @param {string} kind @param {number} at @param {string} [zone] */
    tell(kind, at, zone) {
      const key = `${kind} ${zone}`;
      if (!clocks.has(key)) {
        // Swedish writes dates as ISO 8601 does.
        const by = (/** @type {object} */ where) => attempt(() => (
          new Intl.DateTimeFormat(kind === 'date' ? 'sv' : language, { __proto__: null, ...CLOCKS[kind], ...where })
        ));
        clocks.set(key, by({ timeZone: zone }) ?? by({}));
      }
      return attempt(() => clocks.get(key)?.format(at));
    },
    /** RFC 3339, as src/time.rs writes it. @param {number} at */
    machine: (at) => attempt(() => new Date(at).toISOString().replace('.000', '')),
    /** @param {number} count @param {Intl.RelativeTimeFormatUnit} unit */
    ago: (count, unit) => ages.format(-count, unit),
    /** @param {number} count */
    count: (count) => numbers.format(count),
    /** @param {number} count */
    plural: (count) => plurals.select(count),
  };
};
