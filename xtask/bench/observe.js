// Runs before the scripts of a page that `cargo xtask bench page` opens, and measures one timeline, whichever it is: both
// have articles with a data-id, refresh(), unfoldAll(), foldAll(), the attribute limit, and tell story-ready.
// `COUNT` is how many entries the first view shows.
window.bench = (() => {
  /** Milliseconds since the page was asked for. */
  const marks = {};

  /** Waits for what changes in the timeline. @type {Set<() => void>} */
  const waiting = new Set();

  let root;
  let host;

  const painted = () => new Promise((done) => {
    // What is posted before a frame is painted arrives after it.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(null);
    });
  });

  const idle = () => new Promise((done) => { requestIdleCallback(done); });

  /** Resolves as soon as the timeline is so, before that is painted. */
  const until = (so) => new Promise((done) => {
    const look = () => {
      if (!so()) return;
      waiting.delete(look);
      done(performance.now());
    };
    waiting.add(look);
    look();
  });

  const observer = new MutationObserver(() => {
    for (const look of [...waiting]) look();
  });

  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(options) {
    const made = attach.call(this, options);
    if (/-story$/.test(this.localName)) {
      host = this;
      root = made;
      const attributeFilter = ['open'];
      observer.observe(root, { childList: true, characterData: true, attributes: true, attributeFilter, subtree: true });
      for (const look of [...waiting]) look();
    }
    return made;
  };

  // The memory of a wasm is reachable from its exports alone.
  const memories = [];
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const made = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const found = await made.apply(WebAssembly, given);
      const all = Object.values((found.instance ?? found).exports);
      memories.push(...all.filter((it) => it instanceof WebAssembly.Memory));
      return found;
    };
  }

  const tasks = [];
  const long = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  long.observe({ type: 'longtask', buffered: true });

  const ready = new Promise((done) => { addEventListener('story-ready', done, { once: true }); });
  ready.then(() => { marks.ready = performance.now(); });

  const articles = () => root?.querySelectorAll('article').length ?? 0;
  const article = (id) => root.querySelector(`article[data-id="${id}"]`);

  const first = until(() => articles() > 0).then(painted).then((at) => { marks.first = at; });
  const all = until(() => articles() >= COUNT).then(painted).then((at) => { marks.all = at; });

  /** Waits until the browser has nothing to do for this page. */
  const quiet = async () => {
    for (let times = 0; times < 3; times += 1) {
      await painted();
      await idle();
    }
  };

  /** Waits until files with these endings have been loaded. */
  const loaded = (endings) => new Promise((done) => {
    const names = () => performance.getEntriesByType('resource').map((it) => it.name);
    const look = () => {
      const all = names();
      return endings.every((ending) => all.some((name) => name.endsWith(ending)));
    };
    const watch = new PerformanceObserver(() => {
      if (!look()) return;
      watch.disconnect();
      done();
    });
    watch.observe({ type: 'resource', buffered: true });
    if (!endings.length) done();
  });

  const nodes = (node) => {
    let count = 1;
    if (node.shadowRoot) count += nodes(node.shadowRoot);
    for (const child of node.childNodes) count += nodes(child);
    return count;
  };

  const weighed = () => ({
    nodes: nodes(document),
    wasm: memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
  });

  /** When the last byte of the last answer of the feed had come. */
  const answered = () => {
    const all = performance.getEntriesByType('resource').filter((it) => it.name.endsWith(host.getAttribute('src')));
    return all.at(-1).responseEnd;
  };

  return {
    /** The first view: waits until it has been painted, and until these files have come. */
    async view(endings) {
      await Promise.all([ready, first, all]);
      await loaded(endings);
      await quiet();
      tasks.push(...long.takeRecords());
      const files = performance.getEntriesByType('resource').filter((it) => !it.name.startsWith('data:'));
      const bytes = (kind) => files.reduce((sum, it) => sum + it[kind], 0);
      const feed = files.find((it) => it.name.endsWith(host.getAttribute('src')));
      return {
        ...marks,
        there: Math.max(...files.map((it) => it.responseEnd).filter((at) => at <= marks.ready)),
        longest: Math.max(0, ...tasks.map((it) => it.duration)),
        blocked: tasks.reduce((sum, it) => sum + it.duration - 50, 0),
        transferred: bytes('transferSize') - feed.transferSize,
        raw: bytes('decodedBodySize') - feed.decodedBodySize,
        files: files.length - 1,
        ...weighed(),
      };
    },

    weighed,

    /** Shows every entry; milliseconds until they are painted. */
    async everything(count) {
      const began = performance.now();
      host.setAttribute('limit', String(count));
      await until(() => articles() >= count);
      const took = await painted() - began;
      await quiet();
      return took;
    },

    /** Polls, once for each id; milliseconds from each answer to its being painted. */
    async polls(kind, ids) {
      const so = {
        new: (id) => article(id),
        edit: (id) => article(id).textContent.includes(`rettet ${id}`),
        withdrawal: (id) => article(id).querySelector('.stub'),
      };
      const times = [];
      for (const id of ids) {
        const done = host.refresh();
        if (so[kind]) await until(() => so[kind](id));
        else await done;
        times.push((so[kind] ? await painted() : performance.now()) - answered());
        await done;
      }
      await quiet();
      return times;
    },

    /** Opens or closes these entries, one after the other, as a press does; milliseconds to painted. */
    async folds(ids) {
      const times = [];
      for (const id of ids) {
        const told = new Promise((done) => { host.addEventListener('story-toggled', done, { once: true }); });
        const began = performance.now();
        article(id).querySelector('summary').click();
        await told;
        times.push(await painted() - began);
      }
      await quiet();
      return times;
    },

    /** Opens and closes all of them, so many times; milliseconds to painted for each. */
    async foldsAll(times) {
      const took = [];
      const all = () => [...root.querySelectorAll('article details')];
      for (let time = 0; time < times; time += 1) {
        for (const [method, open] of [['unfoldAll', true], ['foldAll', false]]) {
          const began = performance.now();
          host[method]();
          await until(() => all().every((it) => it.open === open));
          took.push(await painted() - began);
        }
      }
      await quiet();
      return took;
    },
  };
})();
