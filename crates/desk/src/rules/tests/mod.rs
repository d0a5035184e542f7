//! What rules say in plain words, what they would have answered, and how they come to be in force.

mod book;
mod given;
mod keeping;
mod remembering;
mod surviving;
mod telling;
mod trying;
