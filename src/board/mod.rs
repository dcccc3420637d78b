//! What people see of a site's translations: for each page and language the state, the severity, the
//! findings, the owners and what to do next, in one order.
//!
//! `l10n` analyses, this room decides, and the surfaces that show a board decide nothing: the command
//! line, JSON, Markdown, the pages of the report and the preview.

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
mod words;

pub use action::{Action, ActionKind};
pub use coverage::Coverage;
pub use filter::Filter;
pub use notice::Notice;
pub use page::BoardPage;
pub use whole::{Board, BoardLanguage};
pub use words::{Tongue, Words};
