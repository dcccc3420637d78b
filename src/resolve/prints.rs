//! Print views: a section and all pages below it, as one text to print or to keep.
//!
//! The format is Docsy's: `outputs: [HTML, print]` in the configuration or in the front matter.

use std::collections::BTreeSet;

use super::{Page, PageId, PagePath, Site};
use crate::config::Settings;

/// A page of a print view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chapter {
    pub page: PageId,
    /// How deep it stands below the page that is printed: 0 is that page itself.
    pub level: usize,
    /// Whether its own print view holds it and all that is below it, and this one only leads there.
    pub is_apart: bool,
}

impl Page {
    /// Where the print view of the page is; `None` if it has none.
    pub fn print_path(&self, settings: &Settings) -> Option<PagePath> {
        let has_directory = self.path.is_directory();
        (self.is_printed(settings) && has_directory && self.is_rendered())
            .then(|| self.path.below(&settings.outputs.print_directory))
    }
}

impl Site {
    /// The print view that a page is in: its own, else that of the nearest section above.
    pub fn print_view(&self, settings: &Settings, page: &Page) -> Option<PagePath> {
        let mut above = Some(page);
        while let Some(page) = above {
            if let Some(path) = page.print_path(settings) {
                return Some(path);
            }
            above = page.parent.map(|parent| self.page(parent));
        }
        None
    }

    /// The pages of a print view in the order of reading: the page itself, then what it lists, each with
    /// what is below it. Of a page that is apart there is nothing but itself.
    pub fn chapters(&self, page: &Page, is_apart: &dyn Fn(&Page) -> bool) -> Vec<Chapter> {
        let mut chapters = Vec::new();
        let mut seen = BTreeSet::new();
        // What is still to be read, the next at the end.
        let mut waiting = vec![Chapter { page: page.id, level: 0, is_apart: false }];
        while let Some(chapter) = waiting.pop() {
            // A page of several terms is read once.
            if !seen.insert(chapter.page) {
                continue;
            }
            let own = self.page(chapter.page);
            if own.is_rendered() {
                chapters.push(chapter);
            }
            if chapter.is_apart {
                continue;
            }
            let level = chapter.level + 1;
            let below = self.entries(own).iter().rev().map(|&page| {
                let is_apart = is_apart(self.page(page));
                Chapter { page, level, is_apart }
            });
            waiting.extend(below);
        }
        chapters
    }
}
