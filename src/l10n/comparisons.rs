//! Comparisons of translations with their sources, each kept until something that it depends on changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use super::compare::{ComparedPage, Comparison, Former, compare};
use super::history::Drift;
use crate::config::Settings;
use crate::memo::{Fingerprint, Kind, Memo, Progress};
use crate::parse::{Document, parse_document};
use crate::world::World;

/// Comparisons by the translation's file, and in the cache those of earlier processes.
#[derive(Debug, Default)]
pub struct Comparisons {
    known: Mutex<HashMap<Utf8PathBuf, Known>>,
    memo: Option<Arc<Memo>>,
    /// Counts pages as they are compared.
    pub(super) progress: Arc<Progress>,
}

/// A comparison, and what it was made from.
#[derive(Debug)]
struct Known {
    of: Fingerprint,
    comparison: Arc<Comparison>,
}

/// A translation and its source.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    pub source: &'a Document,
    pub translation: &'a Document,
    /// What git says about the two.
    pub git: Option<&'a Drift>,
}

impl Comparisons {
    /// Nothing is known yet but what the cache holds.
    pub fn in_memo(memo: Arc<Memo>) -> Self {
        Self { memo: Some(memo), ..Self::default() }
    }

    /// The same, and counts pages as they are compared.
    pub fn counted(self, progress: &Arc<Progress>) -> Self {
        Self { progress: Arc::clone(progress), ..self }
    }

    /// Compares the texts of two pages. `None` if one is in Markdown and the other in HTML, and if a file
    /// cannot be read any more.
    pub fn of(
        &self,
        world: &dyn World,
        settings: &Settings,
        pair: Pair<'_>,
    ) -> Option<Arc<Comparison>> {
        if pair.source.file.format != pair.translation.file.format {
            return None;
        }
        let (path, print) = (&pair.translation.file.path, pair.fingerprint());
        let known = self.get(path, print);
        known.or_else(|| {
            let comparison = Arc::new(self.cached(print).or_else(|| {
                let comparison = pair.compare(world, settings)?;
                self.cache(print, &comparison);
                Some(comparison)
            })?);
            self.keep(path, print, &comparison);
            Some(comparison)
        })
    }

    /// Whether the texts of two pages need not be read to know how they compare.
    pub(super) fn know(&self, pair: Pair<'_>) -> bool {
        if pair.source.file.format != pair.translation.file.format {
            return true;
        }
        let (path, print) = (&pair.translation.file.path, pair.fingerprint());
        self.get(path, print).is_some()
            || self.cached(print).is_some_and(|cached| {
                self.keep(path, print, &Arc::new(cached));
                true
            })
    }

    fn get(&self, path: &Utf8Path, of: Fingerprint) -> Option<Arc<Comparison>> {
        let all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.get(path).filter(|known| known.of == of)?;
        Some(Arc::clone(&known.comparison))
    }

    fn keep(&self, path: &Utf8Path, of: Fingerprint, comparison: &Arc<Comparison>) {
        let known = Known { of, comparison: Arc::clone(comparison) };
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(path.to_owned(), known);
    }

    fn cached(&self, of: Fingerprint) -> Option<Comparison> {
        let bytes = self.memo.as_ref()?.get(Kind::Comparison, &[of.as_bytes()])?;
        serde_json::from_slice(&bytes).ok()
    }

    fn cache(&self, of: Fingerprint, comparison: &Comparison) {
        if let Some(memo) = &self.memo
            && let Ok(bytes) = serde_json::to_vec(comparison)
        {
            memo.put(Kind::Comparison, &[of.as_bytes()], bytes);
        }
    }
}

impl Pair<'_> {
    /// The source as of the translation's baseline.
    pub fn was(&self) -> Option<&str> {
        match self.git {
            Some(Drift::Known(changes)) => changes.was.as_deref(),
            Some(Drift::Unknown(_)) | None => None,
        }
    }

    /// Whether git knows that the source is what it was at the translation's baseline.
    fn is_unchanged(&self) -> bool {
        matches!(self.git, Some(Drift::Known(changes)) if !changes.has_drifted)
    }

    fn fingerprint(&self) -> Fingerprint {
        let (source, translation) = (self.source.fingerprint, self.translation.fingerprint);
        Fingerprint::of(&(source, translation, self.was(), self.is_unchanged()))
    }

    fn compare(&self, world: &dyn World, settings: &Settings) -> Option<Comparison> {
        let text =
            |document: &Document| String::from_utf8(world.read(&document.file.path).ok()?).ok();
        let (source, translation) = (text(self.source)?, text(self.translation)?);
        // Problems of a former text no longer matter.
        let mut ignored = Vec::new();
        let file = &self.source.file;
        let was = self.was();
        let earlier = was.and_then(|text| parse_document(settings, file, text, &mut ignored));
        let earlier = earlier.as_ref().zip(was);
        let earlier = earlier.map(|(document, text)| ComparedPage { document, text });
        let former = match &earlier {
            Some(page) => Former::Text(page),
            None if self.is_unchanged() => Former::Unchanged,
            None => Former::Unknown,
        };
        Some(compare(
            &ComparedPage { document: self.source, text: &source },
            &ComparedPage { document: self.translation, text: &translation },
            former,
            &settings.markup(file.language),
        ))
    }
}
