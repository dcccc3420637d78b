//! How far a translation is from its source: what is translated, what has drifted, and which part.

pub mod compare;
pub mod finding;
pub mod history;
mod place;
pub mod parity;
pub mod status;
pub mod strings;
pub mod survey;

pub use place::translated_path;
