//! Shortcodes and render hooks that a site brings along in Go's template language: which of its templates answers a call
//! or writes an element of Markdown, and what the template sees of the site.
//!
//! The language itself is in [`crate::go`].

mod call;
mod files;
mod functions;
mod hook_code;
mod hook_table;
mod hooks;
mod host;
mod lists;
mod made_resource;
mod markdown;
mod order;
mod page;
mod page_resource;
mod page_text;
mod resource;
mod run;
mod site;
mod state;
mod templates;
mod texts;
mod view;

pub(super) use hooks::{Around, Hooked};
pub(super) use state::GoState;
pub(super) use templates::GoTemplates;
