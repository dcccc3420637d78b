//! Whoever looks on while a site is built.

use std::sync::Arc;

use crate::memo::Progress;
use crate::render::{Awaited, BudgetUse, EarlyPages};

/// Told when a stage begins. The pipeline itself has no clock.
pub trait Observer {
    fn stage(&mut self, name: &'static str);

    /// The pages that somebody waits for, of a site whose root URL has this path. They are made before all others.
    fn awaited(&self, _mount: &str) -> Awaited {
        Awaited::default()
    }

    /// Told of awaited pages while the others are still to be made.
    fn early(&mut self, _: EarlySite) {}

    /// What counts the steps of each stage, if somebody looks at it.
    fn progress(&self) -> Option<Arc<Progress>> {
        None
    }

    /// Told what the pages have used of their budgets.
    fn rendered(&mut self, _: &BudgetUse) {}
}

/// Pages of a site that are there before the others, and how the site is served.
#[derive(Debug)]
pub struct EarlySite {
    pub pages: EarlyPages,
    /// The path of the site's root URL, with a slash at both ends.
    pub mount: String,
    /// The Content-Security-Policy of its pages.
    pub policy: Option<String>,
}

/// An observer that does not care.
pub struct Silent;

impl Observer for Silent {
    fn stage(&mut self, _: &'static str) {}
}
