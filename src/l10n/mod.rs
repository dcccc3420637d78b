//! How far a translation is from its source: what is translated, what has drifted, and which part.

pub mod check;
pub mod compare;
pub mod comparisons;
pub mod coverage;
pub mod drifts;
pub mod finding;
pub mod history;
pub mod json;
pub mod parity;
mod place;
mod source;
pub mod report;
pub mod start;
pub mod status;
pub mod strings;
pub mod survey;
pub mod todo;
pub mod words;

pub use place::translated_path;
