//! A stand-in for Microsoft's side of the commercial marketplace, for demo, tests and benches.
//!
//! It follows the contract with its quirks: uneven pages linked to a second origin, missing members, odd ids, slow
//! effects, a ten-second window that silence accepts. What the contract leaves open is a switch. It shares no parsing
//! with the client, so that one misreading cannot hide in both, and it listens on loopback only.

mod agenda;
mod api;
mod books;
mod clock;
mod control;
mod decide;
mod entra;
mod error;
mod faults;
mod landing;
mod ledger;
mod life;
mod net;
mod options;
mod post;
mod running;
mod seed;
mod sim;
mod storefront;
mod switches;
mod timers;
mod when;
mod world;

pub use crate::{
    api::route::RouteKind,
    books::{Action, OperationStatus, Source},
    clock::Clock,
    control::{Control, Door, Landing},
    entra::{
        RESOURCE,
        buyer::Buyer,
        claims::TokenVersion,
        identity::{App, Certificate},
    },
    error::Error,
    faults::{Fault, FaultInForce, FaultKind, Flaw},
    ledger::{Entry, SeenCall},
    options::Options,
    running::{Running, Simulator},
    sim::Addresses,
    storefront::Purchase,
    switches::{Contract, Members, Revert, Switches, Unknown, WindowStart},
    world::{Counts, Status},
};
