// @ts-check
/**
 * What a reader does with a timeline beside reading it: seeing what is new, sharing, comparing, looking for something,
 * and going through it by keyboard. Loaded with the first of these.
 */

/**
 * What it works on: the wasm's story, the element that it is mounted in, `#story-` and the texts of labels/more.
 * @typedef {{ story: any, mount: HTMLElement, anchor: string, texts: Record<string, any>, tag: string,
 *   notify: (name: string, detail: object) => void, compare: (before: string, after: string) => Promise<[string, string][]> }} Of
 */

/** How long an entry has to be in sight, in milliseconds, until it has been read. */
const READ = 2000;

/** Between entries, and between what is said of one (src/session/texts.rs). */
const [ENTRY, ITEM] = ['\x1e', '\x1f'];

/** What only these need. */
const SHEET = `
  .search { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin-bottom: 14px; font: 14px/1.4 var(--_ui); }
  .search input[type=search], .search select { font: inherit; font-size: 16px; color: inherit; background: none; min-height: 36px;
    min-width: 0; max-width: 100%; padding: 4px 10px; border: 1px solid var(--_muted); border-radius: 6px; }
  .search input[type=search] { flex: 1 1 200px; }
  .search label { display: inline-flex; gap: 6px; align-items: center; min-height: 32px; }
  .search input[type=checkbox] { width: 18px; height: 18px; margin: 0; }
  .search p { flex-basis: 100%; color: var(--_muted); }
  .compared { white-space: pre-line; margin-top: 8px; }
  .compared ins { text-decoration: underline 2px; text-decoration-color: var(--_good); color: var(--_good); }
  .compared del { color: var(--_warn); }
  ::highlight(developing-story) { background: #ffe26b; color: #16181b; }
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** @param {HTMLElement} mount */
const dress = (mount) => {
  const root = /** @type {ShadowRoot} */ (mount.getRootNode());
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

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
const share = async (link, { anchor, notify, texts }) => {
  const entry = link.closest('article');
  const id = entry?.dataset.id ?? '';
  const own = link.getAttribute('href') ?? '';
  const here = new URL(location.href);
  here.hash = anchor + encodeURIComponent(id);
  const url = own.startsWith('#') ? here.href : own;
  const told = link.parentElement?.querySelector('.told');
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
const changes = async (button, { story, texts, compare, mount }) => {
  const place = button.nextElementSibling;
  if (!place) return;
  const open = !place.firstChild;
  button.setAttribute('aria-expanded', String(open));
  place.replaceChildren();
  if (!open) return;
  const id = button.closest('article')?.dataset.id;
  const [, now, , before] = story.texts(id).split(ENTRY)[0].split(ITEM);
  dress(mount);
  const parts = await compare(before, now);
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
const search = (button, { story, mount, texts, tag }) => {
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
  dress(mount);
  const read = () => story.texts().split(ENTRY).filter(Boolean).map((/** @type {string} */ entry) => {
    const [id, text, key, , ...tags] = entry.split(ITEM);
    return { id, text: fold(text), key: Boolean(key), tags };
  });
  let entries = read();
  const field = make('input', { type: 'search', ariaLabel: texts.search, placeholder: texts.search });
  const only = make('input', { type: 'checkbox' });
  const tags = [...new Set(entries.flatMap((/** @type {any} */ entry) => entry.tags))].sort((a, b) => a.localeCompare(b, tag));
  const option = (/** @type {string} */ value, text = value) => make('option', { value, textContent: text });
  const topic = make('select', { ariaLabel: texts.tag }, option('', texts.all), ...tags.map((name) => option(name)));
  const told = make('p', { role: 'status' });
  const find = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    if (!words.length && !only.checked && !topic.value) {
      entries = read();
      told.textContent = '';
      story.act('find-all', '');
    } else {
      const found = entries.filter((/** @type {any} */ { text, key, tags: own }) => (
        words.every((word) => text.includes(word)) && (!only.checked || key) && (!topic.value || own.includes(topic.value))
      ));
      const forms = texts.found;
      const form = forms[new Intl.PluralRules(tag).select(found.length)] ?? forms.other;
      told.textContent = fill(form, { count: new Intl.NumberFormat(tag).format(found.length) });
      story.act('find', found.map((/** @type {any} */ { id }) => id).join(ITEM));
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
  if (entries.some((/** @type {any} */ { key }) => key)) place.append(make('label', {}, only, new Text(texts['key-only'])));
  if (tags.length) place.append(topic);
  place.append(told);
  field.focus();
};

/** Does what a button is for. @param {HTMLElement} button @param {Of} of */
export const press = (button, of) => (
  { __proto__: null, share, changes, search }[button.dataset.action ?? '']?.(button, of)
);

/** The keys of a feed (ARIA practices): to the next entry, and to the one before. @param {HTMLElement} mount @param {Element} from @param {string} key */
export const step = (mount, from, key) => {
  const entries = [...mount.querySelectorAll('article')].filter((entry) => entry.checkVisibility?.() ?? true);
  const next = entries[entries.indexOf(/** @type {HTMLElement} */ (from)) + (key === 'PageDown' ? 1 : -1)];
  next?.focus();
};
