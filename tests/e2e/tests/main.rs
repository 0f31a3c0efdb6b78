//! What a reader, a newsroom and a partner can rely on, in a real browser. One file a feature.

mod attacks;
mod control;
mod earlier;
mod element;
mod entries;
mod fallback;
mod faults;
mod fold;
mod formats;
mod gaps;
mod guests;
mod hosts;
mod idle;
mod leak;
mod live;
mod memory;
mod pages;
mod pictures;
mod places;
mod shared;
mod soak;
mod speed;
mod storage;
mod tabs;
mod waking;
