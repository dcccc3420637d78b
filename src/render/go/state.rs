//! What calls of Go templates leave for later calls on the same page.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::call::GoCall;
use super::templates::Compiled;
use crate::go::budget::Budget;
use crate::go::value::Value;
use crate::resolve::PageId;

/// How deeply calls may run in each other by way of Markdown and of other pages.
const DEEPEST: usize = 5;

/// Steps and bytes of all calls of a page together.
const STEPS: u64 = 20_000_000;
const BYTES: u64 = 128 << 20;

/// What calls of Go templates leave for later calls on the same page.
#[derive(Debug)]
pub(in crate::render) struct GoState {
    /// The calls around, where a Go template answers them.
    pub around: Vec<Option<Arc<GoCall>>>,
    /// The number of calls so far that stand in no other.
    pub outermost: usize,
    /// How many calls run in each other by way of Markdown and of other pages.
    pub depth: usize,
    /// `.Page.Scratch` and `.Page.Store`, and those of the site, by the page.
    pub stores: BTreeMap<(PageId, &'static str), Value>,
    pub budget: Budget,
    /// The templates that calls have brought along, by the names of the calls.
    pub inline: BTreeMap<String, Compiled>,
    /// The ids of the page's headings and of those that its shortcodes have written, once one does.
    pub heading_ids: Option<HashSet<String>>,
    /// How often each kind of render hook has run.
    pub hooks: BTreeMap<&'static str, i64>,
    /// The file whose calls run, and its text, once a template may ask where they stand.
    pub file: Option<(Utf8PathBuf, Arc<str>)>,
}

impl Default for GoState {
    fn default() -> Self {
        Self {
            around: Vec::new(),
            outermost: 0,
            depth: 0,
            stores: BTreeMap::new(),
            budget: Budget::new(STEPS, BYTES),
            inline: BTreeMap::new(),
            heading_ids: None,
            hooks: BTreeMap::new(),
            file: None,
        }
    }
}

impl GoState {
    /// Whether another call may run within the one that runs.
    pub(super) fn may_go_deeper(&self) -> bool {
        self.depth < DEEPEST
    }
}
