//! How far a translation is from its source: what is translated, what has drifted, and which part.

pub mod finding;
pub mod history;
