//! All pages by their ids, in a form that builds can share.

use std::iter::Map;
use std::ops::Index;
use std::slice::Iter;
use std::sync::Arc;

use super::{Page, PageId};
use crate::parse::Document;

/// Pages in the order of their ids. A copy shares them.
#[derive(Clone, Debug, Default)]
pub struct Pages(Vec<Arc<Page>>);

impl Pages {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, index: usize) -> Option<&Page> {
        self.0.get(index).map(|page| &**page)
    }

    pub fn iter(&self) -> PageIter<'_> {
        self.0.iter().map(|page| page)
    }

    /// Replaces the document of a page by another that says the same of itself.
    pub(super) fn set_document(&mut self, id: PageId, document: &Arc<Document>) {
        Arc::make_mut(&mut self.0[id.0]).document = Some(Arc::clone(document));
    }
}

/// Goes through pages in the order of their ids.
pub type PageIter<'a> = Map<Iter<'a, Arc<Page>>, fn(&'a Arc<Page>) -> &'a Page>;

impl From<Vec<Page>> for Pages {
    fn from(pages: Vec<Page>) -> Self {
        Self(pages.into_iter().map(Arc::new).collect())
    }
}

impl Index<usize> for Pages {
    type Output = Page;

    fn index(&self, index: usize) -> &Page {
        &self.0[index]
    }
}

impl<'a> IntoIterator for &'a Pages {
    type Item = &'a Page;
    type IntoIter = PageIter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
