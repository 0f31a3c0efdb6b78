// @ts-check
/**
 * A story as a schema.org LiveBlogPosting in the head of its page, for search engines. Loaded where a page asks for it
 * (`json-ld`).
 */

import { entries } from './texts.js';

/** A date that search engines can read (RFC 3339), or nothing. @param {unknown} date */
const dated = (date) => (typeof date === 'string' && !Number.isNaN(Date.parse(date)) ? date : undefined);

/** @param {any} value */
const text = (value) => (typeof value === 'string' && value.trim() ? value.trim() : undefined);

/** @param {any} value */
const list = (value) => (Array.isArray(value) ? value : []);

/** An address of the web, or nothing. @param {unknown} address @param {string} base */
const link = (address, base) => {
  if (!text(address) || !URL.canParse(/** @type {string} */ (address), base)) return undefined;
  const { href, protocol } = new URL(/** @type {string} */ (address), base);
  return /^https?:$/.test(protocol) ? href : undefined;
};

/** @param {any} authors @param {string} base */
const people = (authors, base) => {
  const named = list(authors).filter((author) => text(author?.name));
  return named.length ? named.map(({ name, url }) => ({ '@type': 'Person', name: text(name), url: link(url, base) })) : undefined;
};

/**
 * The posting, of what the feed says now. JSON leaves out what is undefined.
 * @param {any} feed a JSON Feed with `_story`
 * @param {{ page: string, base: string, site?: string, texts: Map<string, string> }} of the page's address, the feed's,
 *   the name of the site, and the entries' texts by id
 */
export const posting = (feed, { page, base, site, texts }) => {
  const story = feed._story ?? {};
  const authors = people(feed.authors ?? [feed.author], base);
  const items = list(feed.items).filter((item) => item && item.id !== undefined && item._story?.withdrawn === undefined);
  const published = items.map((item) => dated(item.date_published) ?? dated(item.date_modified)).filter((date) => date !== undefined);
  const changed = items.map((item) => dated(item.date_modified) ?? dated(item.date_published)).filter((date) => date !== undefined);
  const byTime = (/** @type {any} */ a, /** @type {any} */ b) => Date.parse(a) - Date.parse(b);
  const [first, last] = [published.sort(byTime)[0], changed.sort(byTime).at(-1)];
  const title = text(feed.title);
  const start = dated(story.coverage_start) ?? first;
  const isOver = story.state === 'ended' || feed.expired === true;
  const home = link(feed.home_page_url, base);
  const place = text(story.place);
  return {
    '@context': 'https://schema.org',
    '@type': 'LiveBlogPosting',
    '@id': `${page}#story`,
    url: page,
    headline: title,
    description: text(feed.description) ?? text(list(story.known).join(' ')),
    inLanguage: text(feed.language),
    datePublished: first,
    dateModified: dated(story.updated) ?? last,
    coverageStartTime: start,
    coverageEndTime: dated(story.coverage_end) ?? (isOver ? last : undefined),
    author: authors,
    publisher: site || home ? {
      '@type': 'Organization', name: site ?? new URL(home ?? page).host, url: home && new URL(home).origin, logo: link(feed.icon, base),
    } : undefined,
    about: place
      ? { '@type': 'Event', name: title, startDate: start, location: { '@type': 'Place', name: place, address: place } }
      : { '@type': 'Thing', name: title },
    liveBlogUpdate: items.map((item) => {
      const id = String(item.id);
      const address = `${page}#story-${encodeURIComponent(id)}`;
      const headline = text(item.title) ?? text(item.summary);
      const [first, ...rest] = (texts.get(id) ?? '').split('\n');
      return {
        '@type': 'BlogPosting',
        '@id': address,
        url: address,
        headline: headline ?? text(first),
        articleBody: text(rest.join('\n')) ?? text(item.content_text),
        datePublished: dated(item.date_published) ?? dated(item.date_modified),
        dateModified: dated(item.date_modified),
        inLanguage: text(item.language),
        author: people(item.authors ?? (item.author && [item.author]), base) ?? authors,
        image: link(item.image, base),
        sameAs: link(item.url, base),
      };
    }),
  };
};

/** As it stands in a page: nothing in it can end the element that it is in. @param {object} posting */
export const written = (posting) => JSON.stringify(posting).replace(/[<\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The address of the page as search engines know it. */
const pageAddress = () => {
  const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=canonical]'))?.href;
  return (canonical || location.href).split('#')[0];
};

/** Whether the page has a posting of its own. @param {Element | undefined} ours */
const hasOwn = (ours) => [...document.querySelectorAll('script[type="application/ld+json"]')]
  .some((script) => script !== ours && /"LiveBlogPosting"/.test(script.textContent ?? ''));

/** An element for it that no browser takes for a script to be run, and no Trusted Types ask about: the copy of one that has run. */
const make = () => {
  const ran = [...document.scripts].find(({ type }) => /^$|module|javascript/.test(type));
  const script = /** @type {HTMLScriptElement} */ (ran?.cloneNode() ?? document.createElement('script'));
  for (const name of script.getAttributeNames()) script.removeAttribute(name);
  script.type = 'application/ld+json';
  return script;
};

/**
 * Keeps the posting of a story in the page's head.
 * @param {{ story: any, host: HTMLElement, held: () => any[] | undefined }} of
 * @returns {{ tell: () => void, leave: () => void }} to be told of news, and to take it away
 */
export const describe = ({ story, host, held }) => {
  /** @type {HTMLScriptElement | undefined} */
  let script;
  const leave = () => {
    script?.remove();
    script = undefined;
  };
  const tell = () => {
    const kind = host.getAttribute('json-ld');
    const [, body, address] = held() ?? [];
    let feed;
    try {
      feed = JSON.parse(body);
    } catch {
      // What is handed over by the page is the page's to describe.
    }
    if (!feed || !/^(auto|always)$/.test(kind ?? '') || (kind === 'auto' && hasOwn(script))) return leave();
    const texts = new Map(entries(story).map(({ id, text }) => [id, text]));
    const site = document.querySelector('meta[property="og:site_name"]')?.getAttribute('content') ?? undefined;
    const now = written(posting(feed, { page: pageAddress(), base: address || document.baseURI, site, texts }));
    if (!script) {
      script = make();
      document.head.append(script);
    }
    if (script.textContent !== now) script.replaceChildren(new Text(now));
    return undefined;
  };
  return { tell, leave };
};
