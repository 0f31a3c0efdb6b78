//! One timer for every story of the page.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::wasm_bindgen;

use super::driver::Driver;
use crate::session::Event;
use crate::time::{Instant, Now, Timestamp};

/// Longest time-out that a browser takes (2^31 − 1 ms); a longer one fires at once.
const LONGEST_TIMEOUT: Duration = Duration::from_millis(0x7fff_ffff);

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn wall_clock() -> f64;

    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn steady_clock() -> f64;
}

thread_local! {
    /// The stories of this page, for as long as an element shows them.
    static STORIES: RefCell<Vec<Weak<Driver>>> = const { RefCell::new(Vec::new()) };

    static TIMER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// What time it is.
pub(super) fn now() -> Now {
    Now {
        instant: Instant::from_millis(steady_clock() as u64),
        wall: Timestamp::from_millis(wall_clock() as i64),
    }
}

/// A new story.
pub(super) fn add(story: &Rc<Driver>) {
    STORIES.with_borrow_mut(|stories| stories.push(Rc::downgrade(story)));
}

/// Every story that there is.
pub(super) fn stories() -> Vec<Rc<Driver>> {
    STORIES.with_borrow_mut(|stories| {
        stories.retain(|story| story.strong_count() > 0);
        stories.iter().filter_map(Weak::upgrade).collect()
    })
}

/// Sets the timer to the earliest moment that any story waits for.
pub(super) fn set() {
    let first = stories().iter().filter_map(|story| story.wake_at()).min();
    let timer = first.map(|at| {
        let wait = at.since(now().instant).min(LONGEST_TIMEOUT);
        Timeout::new(wait.as_millis() as u32 + 1, ring)
    });
    TIMER.replace(timer);
}

fn ring() {
    let now = now().instant;
    for story in stories() {
        if story.wake_at().is_some_and(|at| at <= now) {
            story.handle(Event::Woke);
        }
    }
    set();
}
