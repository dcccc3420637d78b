//! What a survey asks of a page's text, in the cache by content: what it knows need not be parsed.

use std::sync::Arc;

use camino::Utf8PathBuf;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::heads::Heads;
use crate::config::Settings;
use crate::memo::{Fingerprint, Kind, Memo};
use crate::parse::body::Heading;
use crate::parse::{Body, Document};

/// What a survey asks of a page's text beside how it compares with another.
#[derive(Serialize, Deserialize)]
struct Outline {
    /// Of the whole document.
    fingerprint: Fingerprint,
    /// The level and the words of each heading.
    headings: Vec<(u8, String)>,
    keeps_source: bool,
}

impl Outline {
    fn of(document: &Document) -> Self {
        let headings = document.body.headings.iter();
        Self {
            fingerprint: document.fingerprint,
            headings: headings.map(|heading| (heading.level, heading.text.clone())).collect(),
            keeps_source: document.body.keeps_source,
        }
    }

    fn bytes(&self) -> Vec<u8> {
        // There is nothing in it that JSON cannot express; what cannot be read back counts as unknown.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Makes a document that ends with its front matter say what its text is.
    fn fill(self, document: &mut Document) {
        let heading = |(level, text)| Heading { level, id: String::new(), text };
        document.fingerprint = self.fingerprint;
        document.body = Body {
            headings: self.headings.into_iter().map(heading).collect(),
            keeps_source: self.keeps_source,
            ..Body::default()
        };
    }
}

/// Whether all of this site was read before with these settings, so that it pays to read heads first.
pub(super) fn are_known(memo: &Memo, settings: &Settings) -> bool {
    memo.get(Kind::Outline, &[settings.fingerprint.as_bytes()]).is_some()
}

/// Fills documents that end with their front matter from the cache, and caches the outlines of all others. Returns the
/// files of which nothing is known. The documents must be the only ones of their pages.
pub(super) fn complete(
    memo: &Memo,
    settings: &Settings,
    heads: &Heads<'_>,
    documents: &mut [Arc<Document>],
) -> Vec<Utf8PathBuf> {
    let read_of = |document: &Document| heads.read_of(&document.file.path);
    let is_whole = |document: &Arc<Document>| read_of(document).is_some_and(|read| read.is_whole);
    if documents.iter().all(is_whole) && !are_known(memo, settings) {
        memo.put(Kind::Outline, &[settings.fingerprint.as_bytes()], Vec::new());
    }
    let unknown = documents.par_iter_mut().filter_map(|document| {
        let read = read_of(document)?;
        // The head says everything but the text: the file, the settings, what it inherits.
        let parts: [&[u8]; 2] = [document.head.as_bytes(), read.text.as_bytes()];
        let known = memo.get(Kind::Outline, &parts);
        if read.is_whole {
            if known.is_none() {
                memo.put(Kind::Outline, &parts, Outline::of(document).bytes());
            }
            return None;
        }
        let outline = known.and_then(|bytes| serde_json::from_slice::<Outline>(&bytes).ok());
        match (outline, Arc::get_mut(document)) {
            (Some(outline), Some(document)) => outline.fill(document),
            _ => return Some(document.file.path.clone()),
        }
        None
    });
    unknown.collect()
}
