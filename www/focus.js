// @ts-check
/** The focus in a timeline outlives its changes: where what had it is gone, the entry has it, or the last of the list. */

/**
 * `restore` gives it back.
 * @param {ShadowRoot} root @param {HTMLElement} mount @param {(entry: Element) => void} entered told of the entry that the reader is inside of
 */
export const focus = (root, mount, entered) => {
  const entries = () => [...mount.querySelectorAll('article')];
  /** What has it, and the entry or the list that it is in. @type {{ element: HTMLElement, list: Element | null, id?: string, place: number } | undefined} */
  let focused;

  const note = (/** @type {HTMLElement} */ element) => {
    const entry = element.closest('article');
    if (entry && element !== entry) entered(entry);
    focused = { element, list: element.closest('nav'), id: entry?.dataset.id, place: entry ? entries().indexOf(entry) : 0 };
  };
  mount.addEventListener('focusin', ({ target }) => note(/** @type {HTMLElement} */ (target)));
  mount.addEventListener('focusout', () => queueMicrotask(() => {
    if (focused?.element.isConnected) focused = undefined;
  }));

  const restore = () => {
    if (!focused || focused.element.isConnected || root.activeElement) return;
    const { list, id, place } = focused;
    focused = undefined;
    if (list?.isConnected) {
      /** @type {HTMLElement | null} */ (list.querySelector('li:last-child a'))?.focus({ preventScroll: true });
      return;
    }
    const all = entries();
    const entry = all.find((it) => it.dataset.id === id) ?? all[Math.min(place, all.length - 1)];
    (entry?.querySelector('summary') ?? entry)?.focus({ preventScroll: true });
  };

  // This has been asked for since something has it.
  const first = /** @type {HTMLElement | null} */ (root.activeElement);
  if (first && mount.contains(first)) note(first);

  return { restore };
};
