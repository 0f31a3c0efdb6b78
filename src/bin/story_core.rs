//! Where Trunk begins. What the page calls is exported by the library.

// Named so that it is linked, exports and all.
#[cfg(target_arch = "wasm32")]
use developing_story as _;

fn main() {}
