//! The relay's long checks: it is killed, lied to, and driven as fast as it goes.

pub mod desk;
pub mod driving;
pub mod failing;
pub mod floor;
pub mod forging;
pub mod fuzz;
pub mod hostile;
pub mod kill;
pub mod kill_on_postgres;
pub mod ledger;
pub mod letters;
pub mod load;
pub mod nonsense;
pub mod postgres;
pub mod station;
pub mod traffic;
pub mod witness;
