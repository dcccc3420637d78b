//! How far a translation is from its source: what is translated, what has drifted, and which segment.
//!
//! This room analyses; `board` decides what people see of it.

pub mod compare;
pub mod comparisons;
pub mod detect;
pub mod drifts;
pub mod finding;
mod heads;
pub mod history;
mod outlines;
pub mod parity;
mod place;
pub mod reading;
mod resources;
mod shape;
pub mod scope;
mod source;
pub mod start;
pub mod status;
pub mod strings;
pub mod survey;
pub mod words;

pub use place::translated_path;
pub use resources::resource_document;
