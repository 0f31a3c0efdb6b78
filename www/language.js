// @ts-check
/** Which of its languages a timeline speaks, and where the texts are. */

import { load, once } from './loading.js';

/** The languages of labels/; a test holds list and folder together. */
const LANGUAGES = 'ar ca cs da de el en es fa fi fo fr he hi hu is it ja ko nb nl nn pl pt ro ru sv tr uk zh-Hans zh-Hant'.split(' ');

/** The texts of each language, and those that no first view has. @type {Record<string, (() => Promise<any>)[]>} */
export const labels = Object.fromEntries(LANGUAGES.map((language) => [
  language, [
    () => load(new URL(`./labels/${language}.json`, import.meta.url)),
    () => load(new URL(`./labels/more/${language}.json`, import.meta.url)),
  ].map((texts) => once(async () => (await texts()).json())),
]));

/** The file for a language tag (BCP 47), if there is one. @param {string} tag */
const fileOf = (tag) => {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    // Norwegian is Bokmål where nobody says which.
    return [`${language}-${script}`, language === 'no' ? 'nb' : language].find((name) => Object.hasOwn(labels, name));
  } catch {
    return undefined;
  }
};

/** The page's language as far as there are labels for it, and English otherwise. @param {Element} element */
export const language = (element) => {
  let tag = '';
  for (let holder = /** @type {any} */ (element); holder && !tag; holder = holder.getRootNode().host) {
    tag = holder.closest('[lang]')?.getAttribute('lang') ?? '';
  }
  const file = fileOf(tag);
  return file ? { tag, file } : { tag: 'en', file: 'en' };
};
