//! Translations held against their sources, each once as long as neither changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use camino::Utf8PathBuf;

use super::Preview;
use crate::l10n::compare::{self, Comparison};
use crate::parse::Document;

/// What was compared, by the translation's file.
#[derive(Default)]
pub(super) struct Comparisons(Mutex<HashMap<Utf8PathBuf, Kept>>);

/// The documents are kept with it: as long as somebody has a document, no other can be at its place in
/// memory, so that two at one place are one.
struct Kept {
    source: Arc<Document>,
    translation: Arc<Document>,
    comparison: Arc<Comparison>,
}

impl Preview {
    /// Holds a translation against its source. `None` where a file is gone since.
    pub(super) fn compare(
        &self,
        source: &Arc<Document>,
        translation: &Arc<Document>,
    ) -> Option<Arc<Comparison>> {
        if let Some(known) = self.kept.comparisons.get(source, translation) {
            return Some(known);
        }
        let source_text = self.text(&source.file.path)?;
        let translation_text = self.text(&translation.file.path)?;
        let markup = self.made.settings.markup(source.file.language);
        let comparison = Arc::new(compare::compare(
            &compare::Page { document: source, text: &source_text },
            &compare::Page { document: translation, text: &translation_text },
            None,
            &markup,
        ));
        self.kept.comparisons.keep(source, translation, &comparison);
        Some(comparison)
    }
}

impl Comparisons {
    fn get(&self, source: &Arc<Document>, translation: &Arc<Document>) -> Option<Arc<Comparison>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.get(&translation.file.path)?;
        let is_same =
            Arc::ptr_eq(&known.source, source) && Arc::ptr_eq(&known.translation, translation);
        is_same.then(|| Arc::clone(&known.comparison))
    }

    fn keep(
        &self,
        source: &Arc<Document>,
        translation: &Arc<Document>,
        comparison: &Arc<Comparison>,
    ) {
        let kept = Kept {
            source: Arc::clone(source),
            translation: Arc::clone(translation),
            comparison: Arc::clone(comparison),
        };
        let path = translation.file.path.clone();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path, kept);
    }
}
