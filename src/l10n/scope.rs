//! A part of a site: what is asked about a page needs no other.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::source::source;
use super::translated_path;
use crate::config::Settings;
use crate::discover::ContentFile;
use crate::resolve::{Pairs, TranslationSet};

/// Leaves only the pages at or below some paths, each in all languages, so that no other is compared and no
/// other's history is searched; all if no path is named.
pub fn keep_named(pairs: &mut Pairs, settings: &Settings, paths: &[Utf8PathBuf]) {
    if paths.is_empty() {
        return;
    }
    let is_named = |file: &Utf8Path| paths.iter().any(|path| file.starts_with(path));
    let is_kept = |set: &TranslationSet| {
        let members = set.members.values().map(|member| &pairs.pages[member.page.0]);
        let mut files = members.filter_map(|page| page.document.as_ref());
        // A page that is not translated yet is named by the path where its translation belongs.
        let missing = || {
            source(settings, pairs, set).is_some_and(|source| {
                let file = &source.document.file;
                let mut languages = settings.language_ids();
                languages.any(|language| is_named(&translated_path(settings, file, language)))
            })
        };
        let has_named = |file: &ContentFile| {
            is_named(&file.path) || file.resources.iter().any(|file| is_named(&file.path))
        };
        files.any(|document| has_named(&document.file)) || missing()
    };
    let kept: Vec<bool> = pairs.sets.iter().map(is_kept).collect();
    let mut kept = kept.into_iter();
    Arc::make_mut(&mut pairs.sets).retain(|_| kept.next().unwrap_or(true));
}
