//! Tests of messages and tokens, over an Entra that answers without a socket.

mod anything;
mod hostile;
mod keys;
mod messages;
mod signing;
mod tokens;
