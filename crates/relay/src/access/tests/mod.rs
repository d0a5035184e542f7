//! Accounts by rule: what is called for, what is told, what a service in trouble costs, and what people make of it.

mod doing;
mod lasting;
mod moving;
mod scene;
