// Runs before the element's script, and tells what it has left on the page: listeners, timers, observers, channels,
// globals, what is built in, and the document.
globalThis.traces = (() => {
  const going = new Map();
  const count = (what, by) => going.set(what, (going.get(what) ?? 0) + by);
  const wrap = (of, name, make) => {
    const original = of[name];
    of[name] = make(original);
  };
  const inOurs = (target) => target instanceof Node && target.getRootNode() instanceof ShadowRoot;
  const heard = new WeakMap();
  const key = (name, options) => `${name} ${Boolean(options?.capture ?? options)}`;
  wrap(EventTarget.prototype, 'addEventListener', (original) => function (name, listener, options) {
    const target = this ?? globalThis;
    const of = heard.get(listener) ?? new WeakMap();
    heard.set(listener, of);
    const names = of.get(target) ?? new Set();
    of.set(target, names);
    if (!names.has(key(name, options)) && !inOurs(target)) count(`listener ${target.constructor.name} ${name}`, 1);
    names.add(key(name, options));
    return original.call(target, name, listener, options);
  });
  wrap(EventTarget.prototype, 'removeEventListener', (original) => function (name, listener, options) {
    const target = this ?? globalThis;
    if (heard.get(listener)?.get(target)?.delete(key(name, options)) && !inOurs(target)) {
      count(`listener ${target.constructor.name} ${name}`, -1);
    }
    return original.call(target, name, listener, options);
  });
  const timers = new Set();
  // WebKit's driver sets one around every command, in a promise of its own.
  const isOfDriver = () => new Error().stack.includes('\n@\nPromise@[native code]\n_execute@');
  wrap(globalThis, 'setTimeout', (original) => (act, wait, ...given) => {
    if (isOfDriver()) return original(act, wait, ...given);
    const id = original(() => {
      timers.delete(id);
      act(...given);
    }, wait);
    timers.add(id);
    return id;
  });
  wrap(globalThis, 'setInterval', (original) => (...given) => {
    const id = original(...given);
    timers.add(id);
    return id;
  });
  for (const name of ['clearTimeout', 'clearInterval']) {
    wrap(globalThis, name, (original) => (id) => {
      timers.delete(id);
      original(id);
    });
  }
  for (const name of ['IntersectionObserver', 'MutationObserver', 'ResizeObserver', 'PerformanceObserver']) {
    const { prototype } = globalThis[name];
    const observing = new WeakSet();
    wrap(prototype, 'observe', (original) => function (...given) {
      if (!observing.has(this)) count(name, 1);
      observing.add(this);
      return original.apply(this, given);
    });
    wrap(prototype, 'disconnect', (original) => function () {
      if (observing.delete(this)) count(name, -1);
      return original.call(this);
    });
  }
  const channels = new Set();
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(...given) {
      super(...given);
      channels.add(this);
    }

    close() {
      channels.delete(this);
      super.close();
    }
  };

  /** Everything that goes on, by name. */
  const now = async () => {
    const { held, pending } = await navigator.locks.query();
    return [
      ...[...going].filter(([, times]) => times !== 0).map(([what, times]) => `${what}: ${times}`),
      ...[...timers].map(() => 'timer'),
      ...[...channels].map(({ name }) => `channel ${name}`),
      ...[...held, ...pending].map(() => 'lock'),
    ].sort();
  };

  /** Globals, and members of what is built in, with what each is. */
  const builtIn = () => {
    const found = new Map();
    const list = (name, object) => {
      for (const key of Reflect.ownKeys(object)) {
        // What the browser's driver adds with its commands is nobody's.
        if (/cdc_|^ret_nodes$|^se_exported/.test(String(key))) continue;
        const it = Reflect.getOwnPropertyDescriptor(object, key);
        found.set(`${name}.${String(key)}`, it);
      }
    };
    list('window', window);
    for (const key of Reflect.ownKeys(window)) {
      const it = Reflect.getOwnPropertyDescriptor(window, key).value;
      if ((typeof it !== 'function' && typeof it !== 'object') || it === null || it === window) continue;
      // What the tests themselves keep there changes.
      if (['e2e', 'traces', 'before'].includes(key) || /cdc_|^ret_nodes$|^se_exported/.test(String(key))) continue;
      list(String(key), it);
      if (typeof it === 'function' && it.prototype) list(`${String(key)}.prototype`, it.prototype);
    }
    list('document', document);
    list('navigator', navigator);
    list('history', history);
    return found;
  };

  // WebKit makes a list of its own anew for whoever asks.
  const alike = (a, b) => Object.is(a, b) || (Array.isArray(a) && Array.isArray(b) && Object.isFrozen(a) && a.join() === b.join());

  const same = (a, b) => a && b && ['value', 'get', 'set', 'writable', 'enumerable', 'configurable']
    .every((name) => alike(a[name], b[name]));

  /** Names of what is not as it was. */
  const changed = (before) => {
    const after = builtIn();
    return [...new Set([...before.keys(), ...after.keys()])].filter((name) => !same(before.get(name), after.get(name)));
  };

  /** The document, as text, and what else belongs to the page. */
  const page = () => [
    document.documentElement.outerHTML, document.adoptedStyleSheets.length, document.styleSheets.length, document.title,
    document.cookie, location.href, history.length, JSON.stringify(history.state), name, scrollX,
    Object.keys(sessionStorage).join(), document.getAnimations().length, performance.getEntriesByType('mark').length,
  ];

  /** Loads a script as the page would: what Firefox's driver imports gets answers that nobody may read. */
  const bring = (address) => import(address).then(() => null);

  return { now, builtIn, changed, page, bring };
})();
