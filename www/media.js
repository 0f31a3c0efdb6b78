// @ts-check
/**
 * What few readers ask for, loaded when the first of them does: pictures in full, and what others serve. Nothing is
 * asked of anybody else before the reader presses the button of a card, or the host says that it may (`consent`).
 */

import { dress } from './dress.js';
import SHEET from './media.css';

/**
 * How a provider's frame is reached: of the address in the feed (of a post, or of a frame already) the address of the
 * frame, on the provider's host that tells least where there are several.
 * @typedef {{ frame: (url: URL) => string, allow?: string, referrer?: boolean, shape?: string, height?: number }} Provider
 */

/** What a film may do beyond a page of text. */
const FILM = 'fullscreen; encrypted-media; picture-in-picture';

/** @param {URL} url @param {RegExp} pattern */
const part = ({ pathname }, pattern) => pattern.exec(pathname)?.[1] ?? '';

/** A frame that the feed names itself. @param {URL} url */
const same = (url) => url.href;

/** The providers that src/content/card.rs names, under the same names. @type {Record<string, Provider>} */
const PROVIDERS = {
  YouTube: {
    frame(url) {
      const id = url.searchParams.get('v') ?? part(url, /([\w-]+)\/?$/);
      const at = parseInt(url.searchParams.get('t') ?? url.searchParams.get('start') ?? '', 10);
      return `https://www.youtube-nocookie.com/embed/${encodeURIComponent(id)}${at ? `?start=${at}` : ''}`;
    },
    // Without one it plays nothing.
    referrer: true,
    allow: FILM,
    shape: '16 / 9',
  },
  Vimeo: {
    frame(url) {
      const [, id, hash] = /(\d+)(?:\/(\w+))?/.exec(url.pathname) ?? [];
      const secret = url.searchParams.get('h') ?? hash;
      return `https://player.vimeo.com/video/${id}?dnt=1${secret ? `&h=${encodeURIComponent(secret)}` : ''}`;
    },
    referrer: true,
    allow: FILM,
    shape: '16 / 9',
  },
  X: {
    frame: (url) => `https://platform.twitter.com/embed/Tweet.html?dnt=true&id=${url.searchParams.get('id') ?? part(url, /status\/(\d+)/)}`,
    height: 600,
  },
  Bluesky: {
    frame: (url) => (url.hostname === 'embed.bsky.app' ? url.href
      : `https://embed.bsky.app/embed/${part(url, /profile\/([^/]+)/)}/app.bsky.feed.post/${part(url, /post\/([^/]+)/)}`),
    height: 500,
  },
  Mastodon: { frame: (url) => `${url.origin}${url.pathname.replace(/(\/embed)?\/?$/, '/embed')}`, height: 500 },
  Instagram: { frame: (url) => `https://www.instagram.com/p/${part(url, /\/(?:p|reel|tv)\/([^/]+)/)}/embed/captioned/`, height: 700 },
  Facebook: {
    frame(url) {
      if (url.pathname.startsWith('/plugins/')) return url.href;
      const kind = /\/(videos|reel|watch)\b|fb\.watch/.test(url.href) ? 'video' : 'post';
      return `https://www.facebook.com/plugins/${kind}.php?href=${encodeURIComponent(url.href)}`;
    },
    allow: FILM,
    height: 500,
  },
  TikTok: { frame: (url) => `https://www.tiktok.com/player/v1/${part(url, /(\d+)/)}`, allow: FILM, height: 700 },
  Spotify: { frame: (url) => `https://open.spotify.com${url.pathname.replace(/^\/(embed\/)?/, '/embed/')}`, allow: FILM, height: 232 },
  SoundCloud: {
    frame: (url) => (url.hostname === 'w.soundcloud.com' ? url.href
      : `https://w.soundcloud.com/player/?url=${encodeURIComponent(url.href)}`),
    height: 166,
  },
  DR: { frame: same, allow: FILM, shape: '16 / 9' },
  'TV 2': { frame: same, allow: FILM, shape: '16 / 9' },
};

/** Whoever else: as little as a frame can do with. @type {Provider} */
const ANYBODY = { frame: same, height: 420 };

/** Shows a picture as large as the page. @param {HTMLElement} button */
const enlarge = (button) => {
  const small = button.querySelector('img');
  const root = button.getRootNode();
  if (!small || !(root instanceof ShadowRoot)) return;
  dress(button, SHEET);
  const address = button.dataset.address ?? small.src;
  const large = document.createElement('img');
  large.alt = small.alt;
  if (address === small.src && small.srcset) {
    large.sizes = '100vw';
    large.srcset = small.srcset;
  }
  large.src = address;
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = '✕';
  close.setAttribute('aria-label', button.dataset.close ?? '');
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', small.alt || button.title);
  dialog.append(large, close);
  const caption = button.closest('figure')?.querySelector('figcaption')?.textContent;
  if (caption) {
    const words = document.createElement('p');
    words.textContent = caption;
    dialog.append(words);
  }
  // A press anywhere but on the picture closes it, as does Escape.
  dialog.addEventListener('click', ({ target }) => { if (target !== large) dialog.close(); });
  dialog.addEventListener('close', () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
};

/** Loads what a card is about. @param {HTMLElement} button @param {boolean} [pressed] */
const load = (button, pressed = true) => {
  const place = /** @type {HTMLElement | null} */ (button.previousElementSibling);
  if (!place || place.firstChild) return;
  const url = new URL(place.dataset.address ?? '');
  const name = button.dataset.from ?? '';
  const provider = Object.hasOwn(PROVIDERS, name) ? PROVIDERS[name] : ANYBODY;
  const frame = document.createElement('iframe');
  const address = provider.frame(url);
  const isKnown = provider !== ANYBODY && new URL(address).origin !== location.origin;
  frame.setAttribute('sandbox', `allow-scripts allow-popups allow-popups-to-escape-sandbox${isKnown ? ' allow-same-origin allow-forms allow-presentation' : ''}`);
  frame.allow = provider.allow ?? '';
  frame.referrerPolicy = provider.referrer ? 'strict-origin' : 'no-referrer';
  frame.loading = pressed ? 'eager' : 'lazy';
  frame.title = place.closest('figure')?.querySelector('p, blockquote')?.textContent ?? name;
  if (provider.shape) frame.style.aspectRatio = provider.shape;
  else frame.height = String(provider.height);
  frame.src = address;
  place.append(frame);
  if (pressed) frame.focus();
};

/** Does what a button in an entry's text is for. @param {HTMLElement} button */
export const press = (button) => (button.dataset.action === 'load' ? load(button) : enlarge(button));

/** Names of providers are the same however they are written. @param {string} name */
const plain = (name) => name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '');

/** Who watches which mount. @type {WeakMap<HTMLElement, MutationObserver>} */
const watching = new WeakMap();

/** Loads at once what the host has the reader's consent for. @param {HTMLElement} mount @param {string} list */
export const consent = (mount, list) => {
  const wished = new Set(list.split(',').map(plain));
  const look = () => {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (mount.querySelectorAll('[data-action="load"]'))) {
      if (wished.has(plain(button.dataset.from ?? ''))) load(button, false);
    }
  };
  watching.get(mount)?.disconnect();
  const observer = new MutationObserver(look);
  observer.observe(mount, { childList: true, subtree: true });
  watching.set(mount, observer);
  look();
};
