//! The input of rendering.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use crate::artifact::Spool;
use crate::config::{LanguageId, Settings};
use crate::memo::Memo;
use crate::parse::Documents;
use crate::resolve::{Page, PageId, Site};
use crate::world::World;

/// Which pages are rendered, and in what circumstances.
pub struct Scope {
    /// The languages whose pages are made.
    pub languages: BTreeSet<LanguageId>,
    /// Pages whose bodies feeds need as HTML.
    pub keep_bodies: BTreeSet<PageId>,
    pub now: Timestamp,
    /// Remembers code, formulas and the like between builds.
    pub memo: Arc<Memo>,
    /// Keeps the files that are made until they are written.
    pub spool: Spool,
}

impl Scope {
    /// Whether a page's body is needed, for the page itself or for a fallback.
    pub(super) fn wants(&self, site: &Site, page: &Page) -> bool {
        self.languages.contains(&page.language)
            || site.fallbacks_of(page).any(|fallback| self.languages.contains(&fallback.language))
    }
}

/// The results of the earlier stages.
#[derive(Clone, Copy)]
pub struct RenderInput<'a> {
    pub settings: &'a Settings,
    pub documents: &'a Documents,
    pub site: &'a Site,
    pub scope: &'a Scope,
    /// Where Go templates read files from; without it they find none.
    pub world: Option<&'a dyn World>,
}
