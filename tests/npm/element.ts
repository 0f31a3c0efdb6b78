// The element from a script: what the compiler knows, and what it refuses.
import { define, DevelopingStory } from 'developing-story/pure';
import 'developing-story';
import type { DevelopingStoryEventMap } from 'developing-story';

define();

const story = document.createElement('developing-story');
const same: DevelopingStory = story;
document.body.append(same);
document.querySelector('developing-story')?.refresh().then((done: void) => done);

story.src = new URL('feed.json', location.href).href;
story.limit = 40;
story.order = 'oldest';
story.timeZone = 'Asia/Ho_Chi_Minh';
story.debug = true;
story.reveal = 'auto';
story.reveal();
story.unfold = null;
story.feed = { version: 'https://jsonfeed.org/version/1.1', items: [] };
const limit: string | null = story.limit;
const there: Promise<boolean> = story.goTo('talks-end');
story.pause();
console.log(limit, there);

story.addEventListener('story-updated', function ({ detail }) {
  const added: string[] = detail.added;
  const unseen: number = detail.unseen;
  this.foldAll();
  console.log(added, unseen);
});
story.addEventListener('click', (event) => event.clientX);
const hear = (event: DevelopingStoryEventMap['story-failed']) => console.log(event.detail.message);
story.addEventListener('story-failed', hear, { once: true });
story.removeEventListener('story-failed', hear);

// @ts-expect-error a list of entries is no number of them
story.limit = [40];
// @ts-expect-error an id is a text
story.goTo(7);
// @ts-expect-error there is no such member of the detail
story.addEventListener('story-ready', ({ detail }) => detail.ids);
