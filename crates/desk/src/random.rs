//! Chance, as somebody else brings it.

/// A source of random bytes. The program hands in the system's; tests hand in one that repeats.
pub trait Random: Send + Sync {
    /// Fills `bytes` with random ones.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's randomness, by way of AWS-LC.
#[derive(Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        aws_lc_rs::rand::fill(bytes).expect("an operating system without randomness cannot keep secrets");
    }
}

/// A fresh id in the form of a UUID, version 4.
pub(crate) fn fresh_id(random: &dyn Random) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}
