//! Moments in layouts of Go (`Jan 2, 2006 at 3:04pm (MST)`): written and read, with English names.
//!
//! Source: Go's package `time`, file `format.go`.

mod field;
mod read;
mod write;

pub(in crate::go) use field::{MONTHS, WEEKDAYS};
pub use read::parse;
pub use write::{Name, format, format_with};
