// What Chromium's driver tells of the console, for drivers that tell nothing of it.
window.e2eSaid ??= (() => {
  const said = [];
  const text = (it) => (typeof it === 'string' ? JSON.stringify(it) : String(it));
  for (const [method, level] of [['error', 'SEVERE'], ['warn', 'WARNING'], ['info', 'INFO'], ['log', 'INFO'], ['debug', 'DEBUG']]) {
    const own = console[method];
    console[method] = (...all) => {
      said.push({ level, source: 'console-api', message: `${location} ${all.map(text).join(' ')}` });
      own.apply(console, all);
    };
  }
  addEventListener('error', ({ message }) => {
    if (message) said.push({ level: 'SEVERE', source: 'javascript', message });
  });
  addEventListener('unhandledrejection', ({ reason }) => said.push({ level: 'SEVERE', source: 'javascript', message: String(reason) }));
  return said;
})();
