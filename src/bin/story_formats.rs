//! Where Trunk begins with the other formats, a wasm of its own: most readers never load it.

// Named so that it is linked, exports and all.
#[cfg(target_arch = "wasm32")]
use developing_story as _;

fn main() {}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
