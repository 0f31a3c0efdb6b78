//! Where Trunk begins. What the page calls is exported by the library.

// Named so that it is linked, exports and all.
#[cfg(target_arch = "wasm32")]
use developing_story as _;

fn main() {}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
