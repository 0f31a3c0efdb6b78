// The tag in React 19.
/** @jsxImportSource react */
import 'developing-story/react';
import { createRef } from 'react';
import type { DevelopingStory } from 'developing-story';

const story = createRef<DevelopingStory>();

export const page = (
  <developing-story ref={story} src="feed.json" lang="da" limit={40} time-zone="scene" className="story"
    feed={{ items: [] }} onstory-ready={(event) => console.log(event.detail.entries + 1)}>
    <a href="https://news.example/hanoi">Følg dækningen</a>
  </developing-story>
);

// @ts-expect-error there is no such order
export const wrong = <developing-story order="random" />;
