//! Numbers that look random and are the same on every run.
//!
//! Everything the simulator invents is a function of the seed and of what the thing is (`Room`) and which one it is
//! (an index). Nothing is kept: subscription 700,000 is computed when somebody asks for it. `scramble` is a bijection,
//! so that an id can be turned back into its index without a table.

use uuid::Uuid;

/// What a stream of numbers is for. Two rooms never share numbers.
#[derive(Debug, Clone, Copy)]
#[repr(u64)]
pub(crate) enum Room {
    Subscription = 1,
    Customer,
    Person,
    Reseller,
    Page,
    Identity,
    Runtime,
    Fault,
}

/// Stirs 64 bits so that neighbours become strangers (the finaliser of splitmix64).
pub(crate) const fn scramble(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Undoes `scramble`.
pub(crate) const fn unscramble(value: u64) -> u64 {
    let value = (value ^ (value >> 31) ^ (value >> 62)).wrapping_mul(0x3196_42b2_d24d_8ec3);
    let value = (value ^ (value >> 27) ^ (value >> 54)).wrapping_mul(0x96de_1b17_3f11_9089);
    value ^ (value >> 30) ^ (value >> 60)
}

/// A stream of numbers belonging to one thing.
#[derive(Debug, Clone)]
pub(crate) struct Draw(u64);

impl Draw {
    /// The stream of thing number `index` in `room`.
    pub(crate) const fn new(seed: u64, room: Room, index: u64) -> Self {
        Self(scramble(scramble(seed.wrapping_add((room as u64) << 56)) ^ index))
    }

    /// The next 64 bits.
    pub(crate) const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        scramble(self.0)
    }

    /// A number below `limit`; 0 where the limit is 0.
    pub(crate) const fn below(&mut self, limit: u64) -> u64 {
        ((self.bits() as u128 * limit as u128) >> 64) as u64
    }

    /// A fraction from 0 to just below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in `per_mille` of a thousand cases.
    pub(crate) const fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One entry of a list, or the empty text where the list is empty.
    pub(crate) fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.below(list.len() as u64) as usize).copied().unwrap_or_default()
    }

    /// An id in GUID form. Its version digit is as random as the rest, as in the service's own ids.
    pub(crate) fn guid(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.bits(), self.bits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrambling_can_be_undone() {
        for value in [0, 1, 2, 77, u64::MAX, 1 << 63, 0x0123_4567_89ab_cdef] {
            assert_eq!(unscramble(scramble(value)), value, "an id must lead back to its index");
        }
    }

    #[test]
    fn the_same_thing_draws_the_same_numbers() {
        let draw = |index| Draw::new(7, Room::Customer, index).bits();
        assert_eq!(draw(5), draw(5), "worlds must repeat");
        assert_ne!(draw(5), draw(6), "neighbours must differ");
    }
}
