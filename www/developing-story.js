// @ts-check
/** What a page includes: with this the tag is there. */

import { define } from './pure.js';

export * from './pure.js';

define();
