// What a test is told, as text: WebKit's driver writes it with what the page has made of JSON, arrays and objects.
window.e2eAnswer ??= (() => {
  const { JSON: { stringify }, Array: { isArray }, Object: { keys } } = window;
  // No `toJSON` of the page's is asked, and no method of its arrays.
  const write = (it) => {
    if (it === null || typeof it !== 'object') return stringify(it) ?? 'null';
    let all = '';
    if (isArray(it)) {
      for (let at = 0; at < it.length; at += 1) all += `${at ? ',' : ''}${write(it[at])}`;
      return `[${all}]`;
    }
    const names = keys(it);
    for (let at = 0; at < names.length; at += 1) all += `${at ? ',' : ''}${stringify(names[at])}:${write(it[names[at]])}`;
    return `{${all}}`;
  };
  return (it) => (it?.nodeType ? it : `e2e ${write(it)}`);
})();
