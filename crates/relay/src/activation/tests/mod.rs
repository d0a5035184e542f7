//! Purchases by rule: what is activated, who was quicker, and what trouble on the way costs.

mod doing;
mod lasting;
mod scene;
