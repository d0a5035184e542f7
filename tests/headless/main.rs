//! What holds across crates and needs no window.

mod architecture;
