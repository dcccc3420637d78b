//! How much had to be done, in counts: what a clock tells depends on the machine.

/// What was done, and how often: `("pages", 2)`.
pub type Work = Vec<(&'static str, usize)>;
