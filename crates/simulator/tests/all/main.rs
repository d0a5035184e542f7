//! The simulator seen from outside, over loopback.

#[cfg(test)]
mod reading;
#[cfg(test)]
mod visitor;
