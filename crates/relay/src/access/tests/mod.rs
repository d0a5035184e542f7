//! Accounts by rule: what is called for, what is told, and what a service in trouble costs.

mod doing;
mod lasting;
mod scene;
