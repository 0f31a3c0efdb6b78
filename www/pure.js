// @ts-check
/**
 * <developing-story>: the live timeline of a breaking story, in one tag.
 *
 * This file is the element and its loader, and nothing more: it translates between the page and
 * the Yew application (story_core.js, story_core_bg.wasm), which it finds beside itself. Glue,
 * wasm, styles, labels and the first page of the feed are asked for at the same moment.
 */

import { ANCHOR, comes, goes, lead } from './anchor.js';
import { labels, language } from './language.js';
import { core, exchange, life, request, styles, trouble, up } from './loading.js';

/** Every attribute, in the order of src/config.rs; a test holds the two lists together. */
const ATTRIBUTES = [
  'src', 'lang', 'order', 'reveal', 'unfold', 'limit',
  'poll', 'time-zone', 'theme', 'loading', 'json-ld', 'remember', 'key-tags',
  'target', 'consent', 'heading-level', 'debug',
];

/** The first exchange about each feed of this page, until one of its elements is up and takes it over. @type {Map<string | undefined, any>} */
const asked = new Map();

/** @param {string | undefined} source */
const take = (source) => {
  const first = asked.get(source);
  asked.set(source, undefined);
  return first;
};

/** @type {Set<string>} */
const said = new Set();

/** Tells whoever runs the page, once a page. @param {string} message */
const complain = (message) => {
  if (!said.has(message)) console.error(`developing-story: ${message}`);
  said.add(message);
};

/** A property set is an attribute set. @param {Element} element @param {string} name @param {unknown} value */
const reflect = (element, name, value) => {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
};

/** @param {string} name */
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

export class DevelopingStory extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #root = this.attachShadow({ mode: 'open' });
  /** @type {CustomStateSet | undefined} */
  #states = this.attachInternals?.().states;
  /** The story in wasm, kept while the element is out of the document. @type {any} */
  #story;
  /** The wasm that it is in. */
  #life = 0;
  /** Counts starts, so that a start that has been overtaken knows it. */
  #start = 0;
  #live = false;
  /** The feed that this element was the first to ask for. @type {string | undefined} */
  #begun;
  #starting = false;
  /** Puts the timeline in the place of what has been prerendered. @type {(() => void) | undefined} */
  #stand;
  /** @type {IntersectionObserver | undefined} */
  #near;
  /** @type {unknown} */
  #feed;
  /** What is to be done with the story once there is one, or with nothing if there will be none. @type {((story: any) => void)[]} */
  #waiting = [];
  /** What a promise has been given for. @type {Set<(story: any) => void>} */
  #wishes = new Set();
  #changed = false;
  #renew = () => {
    this.#states?.clear();
    this.#waiting.push(...this.#wishes);
    this.#begin();
  };

  constructor() {
    super();
    this.#fallBack();
  }

  connectedCallback() {
    for (const name of [...ATTRIBUTES.map(camelCase), 'feed']) {
      // A property set before the class was there hides the class's own.
      if (Object.hasOwn(this, name)) {
        const value = /** @type {any} */ (this)[name];
        delete /** @type {any} */ (this)[name];
        /** @type {any} */ (this)[name] = value;
      }
    }
    if (this.#live) return; // moved within the page
    this.#live = true;
    comes(this);
    if (this.getAttribute('loading') === 'eager' || this.#story) {
      this.#begin();
      return;
    }
    this.#near = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#begin();
    }, { rootMargin: '600px' });
    this.#near.observe(this);
  }

  disconnectedCallback() {
    // A move is a disconnect and a connect; only what is still gone a microtask later has left.
    queueMicrotask(() => {
      if (this.isConnected || !this.#live) return;
      this.#live = false;
      goes(this);
      this.#starting = false;
      up.delete(this.#renew);
      this.#near?.disconnect();
      this.#start += 1;
      take(this.#begun)?.controller.abort();
      this.#story?.disconnect();
    });
  }

  /** Keeps everything under `moveBefore`. */
  connectedMoveCallback() {}

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === 'src' || name === 'lang') this.#restart();
    else if (!this.#changed) {
      // Several attributes set in one go are one change.
      this.#changed = true;
      queueMicrotask(() => {
        this.#changed = false;
        this.#story?.configure(this.#attributes());
      });
    }
  }

  /** Polls now. */
  async refresh() {
    await this.#ask((story) => story.refresh());
  }

  pause() { this.#act('pause'); }
  resume() { this.#act('resume'); }
  /** Shows what waits. The attribute of the same name can be set as a property, and read as an attribute. */
  get reveal() { return () => this.#act('reveal'); }
  set reveal(value) { reflect(this, 'reveal', value); }
  unfoldAll() { this.#act('unfold-all'); }
  foldAll() { this.#act('fold-all'); }

  /** Brings an entry into view; whether there is one. @param {string} id @returns {Promise<boolean>} */
  goTo(id) {
    return this.#ask((story) => story.goTo(String(id)));
  }

  /** A feed object instead of `src`. */
  get feed() { return this.#feed; }
  set feed(feed) {
    const before = this.#feed;
    this.#feed = feed ?? undefined;
    if (before !== undefined && this.#feed !== undefined && this.#story) this.#hand();
    else if (before !== this.#feed) this.#restart();
  }

  /** @param {string} name */
  #act(name) { this.#when((story) => story?.act(name, '')); }

  /** @param {(story: any) => Promise<any>} wish @returns {Promise<any>} */
  #ask(wish) {
    // Whoever asks does not wait for the reader to scroll, and has a failed start tried again.
    if (this.#live && !this.#story && !this.#starting) this.#begin();
    return new Promise((resolve) => {
      const ask = async (/** @type {any} */ story) => {
        this.#wishes.add(ask);
        const kept = story ? await wish(story) : false;
        this.#wishes.delete(ask);
        resolve(kept);
      };
      this.#when(ask);
    });
  }

  /** @param {(story: any) => void} then */
  #when(then) {
    if (this.#story) then(this.#story);
    else this.#waiting.push(then);
  }

  #attributes() {
    return Object.fromEntries(ATTRIBUTES.map((name) => [name, this.getAttribute(name)]));
  }

  /** The absolute address of the feed. */
  #source() {
    const src = this.getAttribute('src') ?? '';
    const source = src && URL.canParse(src, this.baseURI) ? new URL(src, this.baseURI) : undefined;
    if (!source || !/^https?:$/.test(source.protocol)) {
      throw trouble('src', src);
    }
    return source.href;
  }

  #restart() {
    if (!this.#live) {
      this.#story?.free();
      this.#story = undefined;
      return;
    }
    this.#start += 1;
    const start = this.#start;
    queueMicrotask(() => {
      if (start !== this.#start || this.#near) return;
      this.#story?.disconnect();
      this.#story?.free();
      this.#story = undefined;
      this.#states?.clear();
      this.#fallBack();
      this.#begin();
    });
  }

  async #begin() {
    this.#near?.disconnect();
    this.#near = undefined;
    this.#start += 1;
    const start = this.#start;
    this.#starting = true;
    up.add(this.#renew);
    if (this.#life !== life) this.#story = undefined;
    this.#life = life;
    take(this.#begun)?.controller.abort();
    this.#begun = undefined;
    try {
      const source = this.#feed === undefined ? this.#source() : undefined;
      // The session asks by itself; only its first request is begun here, beside the rest.
      /** @type {any} */
      let first;
      if (source && !this.#story && !asked.has(source)) {
        first = request(source);
        asked.set(source, first);
        this.#begun = source;
      }
      const answers = exchange().then((it) => {
        it.watch.debug ||= this.hasAttribute('debug');
        if (first) first.exchange = it.exchanges.ask(/** @type {string} */ (source), first);
        return it;
      });
      // What has been prerendered stays where it is until there is a timeline to take its place.
      const before = !this.#story && this.querySelector('.h-feed') ? import('./stand.js') : null;
      const all = Promise.all([answers, core(), styles(), before]);
      // To find that out takes a while, and nothing else waits for it.
      const { tag, file } = language(this);
      const [[{ exchanges, resumed, compare, held }, glue, sheet, stand], texts] = await Promise.all([all, labels[file][0]()]);
      if (start !== this.#start || !this.isConnected) return;
      const story = this.#story ?? new glue.Story(exchanges, source, this.#attributes(), tag, texts, take(source)?.exchange ?? resumed(source));
      if (start !== this.#start) return; // it has broken down
      const mount = document.createElement('div');
      mount.lang = tag;
      // No other of our languages is a part of this.
      mount.dir = 'ar fa he'.includes(file) ? 'rtl' : 'ltr';
      this.#root.adoptedStyleSheets = [sheet];
      this.#stand = stand?.stand(this, mount);
      if (!stand) this.#root.replaceChildren(mount);
      this.#story = story;
      const notify = (/** @type {string} */ name, /** @type {any} */ detail) => this.#notify(name, detail);
      story.connect(mount, notify);
      /** What www/attend.js and www/more.js work on. */
      const of = {
        story, mount, tag, notify, lead, compare, host: this, anchor: ANCHOR, source, held: () => held.get(source),
        texts: async () => Object.assign({}, ...await Promise.all(labels[file].map((read) => read()))),
      };
      // After the first view.
      requestAnimationFrame(() => import('./attend.js').then((it) => it.attend(of)).catch(complain));
      mount.addEventListener('click', (event) => {
        const button = /** @type {Element} */ (event.target).closest(`[data-action], a[href^="${ANCHOR}"]`);
        if (!button) return;
        if (button.localName === 'a') event.preventDefault();
        import('./more.js').then(({ press }) => press(button, of)).catch(complain);
      });
      if (this.#feed !== undefined) this.#hand();
      if (start === this.#start) this.#settle();
    } catch (error) {
      if (start !== this.#start) return;
      take(this.#begun)?.controller.abort();
      this.#fallBack();
      const message = await import('./trouble.js').then(
        (trouble) => trouble.explain(error, import.meta.url),
        () => `the timeline cannot start: ${error}`,
      );
      if (start !== this.#start) return;
      this.#notify('story-failed', { kind: 'start', message });
      this.#settle();
    }
  }

  #settle() {
    this.#starting = false;
    for (const then of this.#waiting.splice(0)) then(this.#story);
  }

  #hand() {
    if (this.#story?.hand(this.#feed, this.baseURI) === false) {
      import('./trouble.js').then(({ HANDED: message }) => {
        complain(message);
        this.#notify('story-failed', { kind: 'not-feed', message });
      }, () => {});
    }
  }

  /** What stands inside the tag, until there is a timeline and wherever there can be none. */
  #fallBack() {
    this.#root.replaceChildren(document.createElement('slot'));
  }

  /** @param {string} name @param {any} detail */
  #notify(name, detail) {
    if (name === 'story-ready') {
      this.#mark('ready', true);
      this.#mark('failed', false);
      this.#stand?.();
    }
    if (name === 'story-failed' && !this.#states?.has('ready')) {
      // There is no good timeline yet that could tell by its header.
      this.#mark('failed', true);
      complain(detail.message);
    }
    if (name === 'story-state-changed') {
      for (const state of ['live', 'ended']) this.#mark(state, detail.state === state);
      this.#mark('stale', /stale|offline|broken/.test(detail.freshness));
    }
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** @param {string} state @param {boolean} on */
  #mark(state, on) {
    try {
      if (on) this.#states?.add(state);
      else this.#states?.delete(state);
    } catch {
      // Older browsers want another spelling; a style hook is not worth more.
    }
  }
}

for (const name of ATTRIBUTES) {
  // Every element has lang, and reveal is a method too.
  if (name === 'lang' || name === 'reveal') continue;
  Object.defineProperty(DevelopingStory.prototype, camelCase(name), {
    // What a page has given all objects is no part of it.
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this.getAttribute(name); },
    set(value) { reflect(this, name, value); },
  });
}

/** Makes the tag known, unless the page has one of that name. */
export const define = () => {
  if (!customElements.get('developing-story')) customElements.define('developing-story', DevelopingStory);
};
