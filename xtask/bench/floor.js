/**
 * A live timeline in as little JavaScript as does the job: what `cargo xtask bench page` measures the real one against. It
 * fetches a JSON Feed, takes allowed HTML only, shows the newest entries first, polls, changes what has changed and folds. It
 * has one language and one format, and nothing for what goes wrong: it is the floor, not a rival.
 */

const ELEMENTS = 'A B BLOCKQUOTE BR CODE EM H2 H3 H4 HR I LI OL P PRE STRONG UL'.split(' ');

const STYLES = `
  :host { display: block; font: 17px/1.5 sans-serif; }
  article { display: grid; grid-template-columns: 4em 1fr; border-top: 1px solid #ccc; padding: .5em 0; }
  summary { cursor: pointer; font-weight: bold; }
  h4, h3 { margin: 0; display: inline; font-size: 1em; }
  .mark { color: #666; font-weight: normal; }
`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);

const clock = new Intl.DateTimeFormat('da', { timeStyle: 'short' });
const calendar = new Intl.DateTimeFormat('da', { dateStyle: 'full' });
const parser = new DOMParser();

/** An element with attributes and children. @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

/** Copies of what is allowed, and of the text of everything else. @param {Node} from @param {Node} to */
const copy = (from, to) => {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.appendChild(document.createTextNode(node.data));
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    if (!ELEMENTS.includes(node.tagName)) {
      copy(node, to);
      continue;
    }
    const made = document.createElement(node.tagName);
    const href = node.getAttribute('href');
    if (node.tagName === 'A' && /^https?:/.test(href ?? '')) made.setAttribute('href', href);
    copy(node, made);
    to.appendChild(made);
  }
};

class FloorStory extends HTMLElement {
  static observedAttributes = ['limit'];

  #root = this.attachShadow({ mode: 'open' });
  #list = make('div', {});
  #header = make('header', {});
  #earlier = make('button', {}, 'Vis tidligere');
  #text = '';
  /** What the feed says, newest first. @type {any[]} */
  #items = [];
  /** What stands there, by id. @type {Map<string, { item: string, article: Element }>} */
  #shown = new Map();
  /** @type {Map<string, Element>} */
  #days = new Map();
  #timer = 0;
  /** Seconds between polls. */
  #pause = 15;

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(this.#header, this.#list, this.#earlier);
    this.#earlier.addEventListener('click', () => {
      this.setAttribute('limit', String(this.#limit + 20));
    });
    this.#list.addEventListener('toggle', (event) => {
      const { id } = event.target.closest('article').dataset;
      this.#tell('story-toggled', { id, open: event.target.open });
    }, { capture: true });
    this.refresh();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  attributeChangedCallback() {
    if (this.#text) this.#render();
  }

  get #limit() {
    return Number(this.getAttribute('limit') ?? 20);
  }

  /** Asks for the feed, and shows what is new in it. */
  async refresh() {
    clearTimeout(this.#timer);
    const response = await fetch(this.getAttribute('src'), { credentials: 'omit', cache: 'no-cache' });
    const text = await response.text();
    if (text !== this.#text) {
      const first = !this.#text;
      this.#text = text;
      const feed = JSON.parse(text);
      this.#pause = feed._story?.poll_seconds ?? 15;
      this.#items = feed.items.map((item) => ({ ...item, at: Date.parse(item.date_published) }));
      this.#items.sort((one, other) => other.at - one.at);
      this.#head(feed);
      this.#render();
      if (first) this.#tell('story-ready', { entries: this.#items.length });
    }
    this.#timer = setTimeout(() => this.refresh(), this.#pause * 1000);
  }

  unfoldAll() { this.#fold(true); }
  foldAll() { this.#fold(false); }

  /** @param {boolean} open */
  #fold(open) {
    for (const details of this.#list.querySelectorAll('details')) details.open = open;
  }

  /** @param {any} feed */
  #head(feed) {
    const known = (feed._story?.known ?? []).map((text) => make('li', {}, text));
    this.#header.replaceChildren(make('h2', {}, feed.title), make('ul', {}, ...known));
  }

  #render() {
    const wanted = this.#items.slice(0, this.#limit);
    const ids = new Set(wanted.map((item) => item.id));
    for (const [id, { article }] of this.#shown) {
      if (ids.has(id)) continue;
      article.remove();
      this.#shown.delete(id);
    }
    const before = new Map();
    for (const item of wanted) {
      const day = this.#day(item);
      const said = JSON.stringify(item);
      let held = this.#shown.get(item.id);
      if (held?.item !== said) {
        const open = held ? held.article.querySelector('details')?.open : this.#shown.size === 0;
        const article = this.#article(item, open);
        held?.article.replaceWith(article);
        held = { item: said, article };
        this.#shown.set(item.id, held);
      }
      const last = before.get(day) ?? day.firstChild;
      if (last.nextSibling !== held.article) last.after(held.article);
      before.set(day, held.article);
    }
    for (const [key, day] of this.#days) {
      if (before.has(day)) continue;
      day.remove();
      this.#days.delete(key);
    }
    this.#earlier.hidden = wanted.length === this.#items.length;
  }

  /** Where the entries of a day stand. @param {any} item */
  #day(item) {
    const key = new Date(item.at).toDateString();
    let day = this.#days.get(key);
    if (!day) {
      day = make('section', {}, make('h3', {}, calendar.format(item.at)));
      this.#days.set(key, day);
      const older = [...this.#days].find(([other]) => Date.parse(other) < Date.parse(key));
      this.#list.insertBefore(day, older?.[1] ?? null);
    }
    return day;
  }

  /** @param {any} item @param {boolean} open */
  #article(item, open) {
    const { withdrawn, certainty, correction } = item._story ?? {};
    const time = make('time', { datetime: item.date_published }, clock.format(item.at));
    if (withdrawn) return make('article', { 'data-id': item.id }, time, make('p', { class: 'stub' }, withdrawn));
    const mark = certainty ? [make('span', { class: 'mark' }, ` ${certainty}`)] : [];
    const body = make('div', {});
    copy(parser.parseFromString(item.content_html, 'text/html').body, body);
    if (correction) body.append(make('p', {}, correction));
    const details = make('details', open ? { open: '' } : {}, make('summary', {}, make('h4', {}, item.title), ...mark), body);
    return make('article', { 'data-id': item.id }, time, details);
  }

  /** @param {string} name @param {any} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

customElements.define('floor-story', FloorStory);
