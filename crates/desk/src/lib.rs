//! What an operator can do, one method per command, without a window.

pub mod contract;
