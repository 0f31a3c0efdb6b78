// @ts-check
/**
 * The timeline in a frame, for pages that take no scripts: embed.html?src=… and further attributes of the tag. It tells
 * the page around it how high it is, in the three ways that are common.
 */

import { DevelopingStory } from './developing-story.js';

const story = document.createElement('developing-story');
const asked = new URLSearchParams(location.search);

// Whoever follows a link in a frame does not want to lose the page around it, and the frame is the page's to load late.
for (const [name, value] of [['target', '_blank'], ['loading', 'eager'], ...asked]) {
  if (/** @type {any} */ (DevelopingStory).observedAttributes.includes(name)) story.setAttribute(name, value);
}
document.documentElement.lang = asked.get('lang') ?? 'en';

const link = document.createElement('a');
link.href = asked.get('from') ?? asked.get('src') ?? '';
if (/^https?:$/.test(link.protocol)) {
  // Shown until the timeline is up, and for good where it cannot start.
  link.target = '_blank';
  link.textContent = link.host;
  story.append(link);
}

story.addEventListener('story-ready', () => {
  const title = story.shadowRoot?.querySelector('[part=title]')?.textContent;
  if (title) document.title = title;
});

const measure = () => Math.ceil(document.body.getBoundingClientRect().height);

let told = 0;
const tell = () => {
  const height = measure();
  if (height === told || parent === window) return;
  told = height;
  const messages = [
    { 'datawrapper-height': { 'developing-story': height } },
    { sentinel: 'amp', type: 'embed-size', height },
    JSON.stringify({ src: location.href, context: 'iframe.resize', height }),
  ];
  // To whoever frames it: a number, and no more.
  for (const message of messages) parent.postMessage(message, '*');
};

let waiting = 0;
/** A story comes in slices on a slow device: a frame that shrinks and grows again moves the page, and in AMP may not grow. */
const change = () => {
  clearTimeout(waiting);
  waiting = setTimeout(tell, measure() < innerHeight ? 500 : 0);
};

// Before there is anything, the height that the page has given is the better one.
for (const outcome of ['story-ready', 'story-failed']) {
  story.addEventListener(outcome, () => new ResizeObserver(change).observe(document.body), { once: true });
}
document.body.append(story);
