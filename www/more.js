// @ts-check
/**
 * What a reader does with a timeline beside reading it: seeing what is new, sharing, comparing, looking for something,
 * and going through it by keyboard. Loaded with the first of these.
 */

import { dress } from './dress.js';
import SHEET from './more.css';
import { entries as told, list } from './texts.js';

/**
 * What it works on: the wasm's story, the element that it is mounted in, and what the loader has for it.
 * @typedef {{ story: any, mount: HTMLElement, anchor: string, host: HTMLElement, lead: (address: string, element: Element) => void, tag: string,
 *   texts: () => Promise<Record<string, any>>,
 *   notify: (name: string, detail: object) => void, compare: (before: string, after: string) => Promise<[string, string][]> }} Of
 */

/** How long an entry has to be in sight, in milliseconds, until it has been read. */
const READ = 2000;

/** Who watches over what is unread in which mount. @type {WeakMap<HTMLElement, () => void>} */
const watched = new WeakMap();

/** Tells the story which unread entries have been in sight for long enough, and whether any is. @param {Of} of */
export const watch = ({ story, mount }) => {
  const begun = watched.get(mount);
  if (begun) return begun();
  /** What is in sight, and since when it is waited for. @type {Map<Element, any>} */
  const sight = new Map();
  /** @param {Element} head */
  const wait = (head) => {
    clearTimeout(sight.get(head));
    sight.set(head, document.hidden ? undefined : setTimeout(() => {
      const id = head.closest('article')?.dataset.id;
      forget(head);
      if (mount.isConnected) story.act('read', id);
      look();
      tell();
    }, READ));
  };
  /** @param {Element} head */
  const forget = (head) => {
    clearTimeout(sight.get(head));
    sight.delete(head);
    observer.unobserve(head);
  };
  const unread = () => mount.querySelectorAll('article[data-unread] .head');
  const tell = () => {
    const isThere = sight.size || !unread().length;
    if (mount.isConnected) story.act(isThere ? 'there' : 'elsewhere', '');
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) wait(target);
      else {
        clearTimeout(sight.get(target));
        sight.delete(target);
      }
    }
    tell();
  }, { threshold: 0.5 });
  const seen = () => [...sight.keys()].forEach(wait);
  const look = () => {
    for (const head of sight.keys()) if (!head.isConnected) forget(head);
    // The observer says at once whether they are in sight.
    const heads = unread();
    heads.forEach((head) => observer.observe(head));
    if (heads.length && mount.isConnected) return;
    observer.disconnect();
    for (const head of sight.keys()) forget(head);
    document.removeEventListener('visibilitychange', seen);
    watched.delete(mount);
  };
  document.addEventListener('visibilitychange', seen);
  watched.set(mount, look);
  look();
};

/** @param {string} text @param {Record<string, string>} places */
const fill = (text, places) => text.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);

/** Hands an entry's address to the system, or else to the clipboard. @param {HTMLElement} link @param {Of} of */
const share = async (link, { anchor, notify, texts: labels }) => {
  const entry = link.closest('article');
  const id = entry?.dataset.id ?? '';
  const own = link.getAttribute('href') ?? '';
  const here = new URL(location.href);
  here.hash = anchor + encodeURIComponent(id);
  const url = own.startsWith('#') ? here.href : own;
  const told = link.parentElement?.querySelector('.told');
  const texts = await labels();
  const say = (/** @type {string} */ text) => { if (told) told.textContent = text; };
  try {
    if (navigator.share) {
      await navigator.share({ title: entry?.querySelector('h4')?.textContent ?? '', url });
      notify('story-shared', { id, url });
      return;
    }
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'AbortError') return;
  }
  try {
    await navigator.clipboard.writeText(url);
    say(texts.copied);
    notify('story-shared', { id, url });
  } catch {
    say(fill(texts['copy-failed'], { url }));
  }
};

/** Shows what was changed of an entry, or no more. @param {HTMLElement} button @param {Of} of */
const changes = async (button, { story, compare, mount }) => {
  const place = button.nextElementSibling;
  if (!place) return;
  const open = !place.firstChild;
  button.setAttribute('aria-expanded', String(open));
  place.replaceChildren();
  if (!open) return;
  const id = button.closest('article')?.dataset.id;
  const [{ text, before }] = told(story, id);
  dress(mount, SHEET);
  const parts = await compare(before, text);
  place.replaceChildren(...parts.map(([kind, text]) => {
    const element = document.createElement(kind || 'span');
    element.textContent = text;
    return element;
  }));
};

/** Letters without what is above and below them. @param {string} text */
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  .replace(/[øæœßłđðþı]/g, (letter) => /** @type {any} */ ({ ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' })[letter]);

/** Marks words where they show. @param {HTMLElement} mount @param {string[]} words */
const mark = (mount, words) => {
  const registry = /** @type {any} */ (CSS).highlights;
  if (!registry) return;
  registry.delete('developing-story');
  const ranges = [];
  const walk = document.createTreeWalker(mount.querySelector('.timeline') ?? mount, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); words.length && node; node = walk.nextNode()) {
    if (!node.parentElement?.closest('h4, .body')) continue;
    // Which letter of the text each folded letter is of.
    const at = [];
    let folded = '';
    for (const [index, letter] of [.../** @type {Text} */ (node).data].entries()) {
      for (const part of fold(letter)) {
        at.push(index);
        folded += part;
      }
    }
    for (const word of words) {
      for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) {
        const range = document.createRange();
        range.setStart(node, at[from]);
        range.setEnd(node, at[from + word.length - 1] + 1);
        ranges.push(range);
      }
    }
  }
  if (ranges.length) registry.set('developing-story', new /** @type {any} */ (window).Highlight(...ranges));
};

/** @template {keyof HTMLElementTagNameMap} N @param {N} name @param {Partial<HTMLElementTagNameMap[N]>} members @param {Node[]} inside */
const make = (name, members = {}, ...inside) => {
  const element = Object.assign(document.createElement(name), members);
  element.append(...inside);
  return element;
};

/** Opens the search, or closes it and shows everything again. @param {HTMLElement} button @param {Of} of */
const search = async (button, { story, mount, texts: labels, tag }) => {
  const texts = await labels();
  const place = mount.querySelector('.search');
  if (!place) return;
  const open = !place.firstChild;
  button.setAttribute('aria-expanded', String(open));
  if (!open) {
    place.replaceChildren();
    mark(mount, []);
    story.act('find-all', '');
    return;
  }
  dress(mount, SHEET);
  const read = () => told(story).map((entry) => ({ ...entry, text: fold(entry.text) }));
  let entries = read();
  const field = make('input', { type: 'search', ariaLabel: texts.search, placeholder: texts.search });
  const only = make('input', { type: 'checkbox' });
  const tags = [...new Set(entries.flatMap((entry) => entry.tags))].sort((a, b) => a.localeCompare(b, tag));
  const option = (/** @type {string} */ value, text = value) => make('option', { value, textContent: text });
  const topic = make('select', { ariaLabel: texts.tag }, option('', texts.all), ...tags.map((name) => option(name)));
  const count = make('p', { role: 'status' });
  const find = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    if (!words.length && !only.checked && !topic.value) {
      entries = read();
      count.textContent = '';
      story.act('find-all', '');
    } else {
      const found = entries.filter(({ text, isKey, tags: own }) => (
        words.every((word) => text.includes(word)) && (!only.checked || isKey) && (!topic.value || own.includes(topic.value))
      ));
      const forms = texts.found;
      const form = forms[new Intl.PluralRules(tag).select(found.length)] ?? forms.other;
      count.textContent = fill(form, { count: new Intl.NumberFormat(tag).format(found.length) });
      story.act('find', list(found.map(({ id }) => id)));
    }
    // The view is there in the next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => mark(mount, words)));
  };
  for (const control of [field, only, topic]) control.addEventListener('input', find);
  field.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    button.click();
    button.focus();
  });
  place.append(field);
  if (entries.some(({ isKey }) => isKey)) place.append(make('label', {}, only, new Text(texts['key-only'])));
  if (tags.length) place.append(topic);
  place.append(count);
  field.focus();
};

/** Says what the marks mean that there are, or no more. @param {HTMLElement} button @param {Of} of */
const marks = async (button, { mount, texts: labels }) => {
  const texts = await labels();
  const place = mount.querySelector('.legend');
  if (!place) return;
  const open = !place.firstChild;
  button.setAttribute('aria-expanded', String(open));
  place.replaceChildren();
  if (!open) return;
  dress(mount, SHEET);
  const shown = new Map([...mount.querySelectorAll('[data-certainty]')].map((mark) => [mark.getAttribute('data-certainty'), mark]));
  const order = ['confirmed', 'reported', 'unconfirmed', 'expected', 'analysis'].filter((certainty) => shown.has(certainty));
  place.append(make('dl', {}, ...order.map((certainty) => {
    const mark = make('dt', { className: 'mark' }, /** @type {Element} */ (shown.get(certainty)?.firstElementChild).cloneNode(true), new Text(texts[certainty]));
    mark.dataset.certainty = certainty;
    return make('div', {}, mark, make('dd', { textContent: texts[`${certainty}-why`] }));
  })));
};

/** Enlarges a picture, or loads what somebody else serves. @param {HTMLElement} button */
const show = async (button) => (await import('./media.js')).press(button);

/** Does what a button is for, or follows a link within the story. @param {HTMLElement} button @param {Of} of */
export const press = (button, of) => {
  const { action } = button.dataset;
  if (!action) return of.lead(button.getAttribute('href') ?? '', of.host);
  return { __proto__: null, share, changes, search, marks, enlarge: show, load: show }[action]?.(button, of);
};

/** What the keyboard can reach. */
const REACHED = 'a[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex="0"]';

/** @param {Element} element */
const shows = (element) => element.checkVisibility?.() ?? true;

/**
 * The keys of a feed (ARIA Authoring Practices): to the next entry, to the one before, to what comes before the feed or after it.
 * @param {HTMLElement} mount @param {Element} from an entry @param {string} key
 */
export const step = (mount, from, key) => {
  const entries = [...mount.querySelectorAll('article')].filter(shows);
  if (key === 'PageDown' || key === 'PageUp') {
    const next = entries[entries.indexOf(/** @type {HTMLElement} */ (from)) + (key === 'PageDown' ? 1 : -1)];
    next?.focus();
    return;
  }
  const inside = /** @type {HTMLElement[]} */ ([...mount.querySelectorAll(REACHED)]).filter((it) => shows(it) && !it.closest('.timeline'));
  const list = mount.querySelector('.timeline');
  const isAfter = (/** @type {Element} */ it) => Boolean(list && list.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING);
  const target = key === 'Home' ? inside.filter((it) => !isAfter(it)).at(-1) : inside.find(isAfter) ?? end(mount);
  target?.focus();
};

/** What the focus goes to behind the last entry, where nothing can have it: a place of no size. @param {HTMLElement} mount */
const end = (mount) => {
  const footer = /** @type {HTMLElement | null} */ (mount.querySelector('.footer'));
  footer?.setAttribute('tabindex', '-1');
  return footer;
};
