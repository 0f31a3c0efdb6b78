// The tag in Vue's templates, which are compiled to this.
import 'developing-story/vue';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['developing-story']>['$props'];

export const right: Props = {
  src: 'feed.json',
  lang: 'da',
  limit: 40,
  'time-zone': 'scene',
  class: 'story',
  'onStory-ready': (event) => console.log(event.detail.entries + 1),
};

// @ts-expect-error there is no such order
export const wrong: Props = { order: 'random' };
