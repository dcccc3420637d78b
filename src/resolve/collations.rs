//! The order of titles in each language of the site.

use std::cmp::Ordering;

use crate::config::{LanguageId, Settings};
use crate::locale::Collation;

/// The order of titles in each language of the site.
#[derive(Debug)]
pub struct Collations(Vec<Collation>);

impl Collations {
    pub(super) fn new(settings: &Settings) -> Self {
        let languages = settings.languages.iter();
        Self(languages.map(|language| Collation::new(&language.locale)).collect())
    }

    /// Which of two titles comes first in a language.
    pub fn compare(&self, language: LanguageId, left: &str, right: &str) -> Ordering {
        self.0[language.0].compare(left, right)
    }
}
