// Runs before every page's own scripts, and tells the tests what a reader would see.
// Selectors pierce shadow roots and frames with " >>> ".
window.e2e ??= (() => {
  const told = [];
  const names = [
    'story-ready', 'story-updated', 'story-revealed', 'story-toggled', 'story-state-changed', 'story-failed',
  ];
  for (const name of names) {
    addEventListener(name, (event) => told.push({ name, detail: event.detail, target: event.target.id }));
  }

  /** What the page's policies have refused. */
  const violations = [];
  document.addEventListener('securitypolicyviolation', (it) => violations.push(`${it.effectiveDirective} ${it.blockedURI} ${it.sample}`));

  /** Whether the page could be seen, each time that this changed, and when it was frozen. */
  const sights = [];
  document.addEventListener('visibilitychange', () => sights.push(document.visibilityState));
  document.addEventListener('freeze', () => sights.push('freeze'));

  const inside = (node) => node?.shadowRoot ?? node?.contentDocument ?? node;

  const find = (selector) => {
    let node = document;
    for (const part of selector.split(' >>> ')) node = inside(node)?.querySelector(part);
    return node ?? null;
  };

  const shows = (node) => {
    const box = node?.getBoundingClientRect();
    return Boolean(node?.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1);
  };

  /** The text of an element as it shows, or nothing. */
  const text = (root, selector) => {
    const node = root.querySelector(selector);
    return shows(node) ? node.innerText.trim() : null;
  };

  /** A headline as it shows, without the words that only a screen reader says. */
  const headline = (article) => {
    let all = text(article, '[part=headline]');
    for (const { textContent } of all ? article.querySelectorAll('[part=headline] .said') : []) {
      const word = textContent.trim();
      if (all.startsWith(word)) all = all.slice(word.length).trim();
    }
    return all;
  };

  const entry = (article) => ({
    id: article.dataset.id,
    shown: shows(article),
    open: article.querySelector('details')?.open ?? false,
    headline: headline(article),
    said: [...article.querySelectorAll('h4 .said')].map((word) => word.innerText.trim()),
    time: text(article, '[part=time]'),
    body: text(article, '[part=body]'),
    certainty: text(article, '[part=certainty]')?.replace(text(article, '.was') ?? '', '').trim(),
    correction: text(article, '[part=correction]'),
    stub: text(article, '.stub'),
    top: article.getBoundingClientRect().top,
    in_view: (({ top, bottom }) => bottom > 0 && top < innerHeight)(article.firstElementChild.getBoundingClientRect()),
  });

  const look = (host) => {
    const root = host?.shadowRoot;
    if (!root) return null;
    const reveal = root.querySelector('[part=reveal][data-action=reveal]');
    return {
      title: text(root, '[part=title]'),
      state: text(root, '[part=state]'),
      freshness: text(root, '[part=freshness]') ?? '',
      gist: text(root, '[part=summary]'),
      reveal: reveal ? reveal.innerText.trim() : null,
      earlier: text(root, '[part=earlier]'),
      tools: ['toggle-all', 'pause'].map((part) => text(root, `[part=${part}]`)),
      days: [...root.querySelectorAll('[part=day]')].map((day) => ({
        date: day.dataset.day, heading: text(day, 'h3'), count: text(day, '.count'), open: day.open,
      })),
      entries: [...root.querySelectorAll('article')].map(entry),
      // What stands inside the tag, while it shows.
      fallback: [...host.children].filter(shows).map((child) => child.innerText.trim()).join('\n') || null,
      skeleton: shows(root.querySelector('.outline')),
      states: ['ready', 'live', 'stale', 'ended', 'failed'].filter((state) => host.matches(`:state(${state})`)),
    };
  };

  /** Every element of the page, with where it stands, for the message of a test that fails. */
  const all = (root = document) => [...root.querySelectorAll('*')].flatMap((node) => {
    const deeper = inside(node) === node ? [] : all(inside(node));
    return node.localName === 'developing-story' ? [node, ...deeper] : deeper;
  });

  const focus = () => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node;
  };

  const turn = () => new Promise((done) => setTimeout(done));

  return { told, violations, sights, find, shows, look, all, focus, turn };
})();
