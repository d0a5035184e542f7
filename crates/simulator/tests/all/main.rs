//! The simulator seen from outside, over loopback.

#[cfg(test)]
mod changing;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod landing;
#[cfg(test)]
mod passing_time;
#[cfg(test)]
mod process;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod receiver;
#[cfg(test)]
mod recorded;
#[cfg(test)]
mod signing_in;
#[cfg(test)]
mod visitor;
#[cfg(test)]
mod webhooks;
