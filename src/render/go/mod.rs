//! Shortcodes that a site brings along in Go's template language: which of its templates answers a call, and what
//! the template sees of the site.
//!
//! The language itself is in [`crate::go`].

mod call;
mod files;
mod host;
mod lists;
mod order;
mod page;
mod page_resource;
mod page_text;
mod record;
mod resource;
mod run;
mod site;
mod state;
mod templates;
mod texts;
mod values;
mod view;

pub(super) use state::GoState;
pub(super) use templates::GoTemplates;
