//! What people are shown of a site's translations: per page and language the state, the severity, what
//! was found, whose it is and what to do next, in one order.
//!
//! `l10n` analyses, this room decides, and whoever shows a board decides nothing: the command line, JSON,
//! Markdown, the pages of the report and the preview.

mod action;
pub mod check;
mod coverage;
mod filter;
pub mod json;
mod notice;
mod order;
mod page;
pub mod report;
mod whole;

pub use action::{Action, ActionKind};
pub use coverage::Coverage;
pub use filter::Filter;
pub use notice::Notice;
pub use page::BoardPage;
pub use whole::{Board, BoardLanguage};
