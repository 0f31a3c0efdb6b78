//! Where Trunk begins with the other formats, a wasm of its own: most readers never load it.

// Named so that it is linked, exports and all.
#[cfg(target_arch = "wasm32")]
use developing_story as _;

fn main() {}
