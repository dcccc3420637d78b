//! The link definitions that hold where a text stands: `[label]: https://example.org/`.
//!
//! What a shortcode encloses is parsed on its own, yet may refer to what the page defines.

use std::collections::BTreeMap;
use std::iter::successors;

use pulldown_cmark::{BrokenLink, CowStr, RefDefs, Tag};

use super::call_link::CalledLink;
use super::mask::is_filler;

/// Stands for what shortcodes write: a character that no text holds.
const CALLED: &str = "\u{F0001}";

/// The definitions of a text, and those of the text around it.
#[derive(Clone, Debug, Default)]
pub struct Definitions<'a> {
    around: Option<&'a Definitions<'a>>,
    /// By their labels, in lower case.
    by_label: BTreeMap<String, Destination>,
    /// Those in which shortcodes write something.
    called: BTreeMap<String, CalledLink>,
}

/// What a definition says of its label.
#[derive(Clone, Debug)]
struct Destination {
    address: String,
    title: String,
}

impl<'a> Definitions<'a> {
    pub const fn none() -> Self {
        Self { around: None, by_label: BTreeMap::new(), called: BTreeMap::new() }
    }

    /// All lines of a text that look like a definition, those in comments among them: the first of each
    /// label. What a translator keeps of a page refers to definitions that may stand anywhere.
    pub fn scattered(text: &str, around: &'a Definitions<'a>) -> Self {
        let mut by_label = BTreeMap::new();
        for line in text.lines() {
            let rest = line.trim_start().strip_prefix('[').and_then(|rest| rest.split_once("]:"));
            let Some((label, destination)) = rest else { continue };
            if let Some(destination) = destination.split_whitespace().next() {
                let address = destination.trim_matches(['<', '>']).to_owned();
                by_label
                    .entry(label.to_lowercase())
                    .or_insert(Destination { address, title: String::new() });
            }
        }
        Self { around: Some(around), by_label, called: BTreeMap::new() }
    }

    /// These around those of a text within, of which shortcodes write the `called` ones.
    pub(super) fn around(
        &'a self,
        inner: &RefDefs<'_>,
        called: BTreeMap<String, CalledLink>,
    ) -> Self {
        let definitions = inner.iter().filter(|(_, definition)| {
            let title = definition.title.as_deref().unwrap_or_default();
            !definition.dest.contains(is_filler) && !title.contains(is_filler)
        });
        let by_label = definitions.map(|(label, definition)| {
            let title = definition.title.as_deref().unwrap_or_default().to_owned();
            (label.to_lowercase(), Destination { address: definition.dest.to_string(), title })
        });
        Self { around: Some(self), by_label: by_label.collect(), called }
    }

    /// What a reference means that its own text does not define.
    pub(super) fn resolve(
        &self,
        link: &BrokenLink<'_>,
    ) -> Option<(CowStr<'static>, CowStr<'static>)> {
        let label = link.reference.to_lowercase();
        let here = self.outwards().find(|here| here.defines(&label))?;
        Some(match here.by_label.get(&label) {
            Some(Destination { address, title }) => (address.clone().into(), title.clone().into()),
            None => (CowStr::Borrowed(CALLED), CowStr::Borrowed("")),
        })
    }

    /// The link that a tag refers to, if [`Self::resolve`] found that shortcodes write it.
    pub(super) fn called(&self, tag: &Tag<'_>) -> Option<&CalledLink> {
        let (Tag::Link { dest_url, id, .. } | Tag::Image { dest_url, id, .. }) = tag else {
            return None;
        };
        if &**dest_url != CALLED {
            return None;
        }
        let label = id.to_lowercase();
        self.outwards().find(|here| here.defines(&label))?.called.get(&label)
    }

    fn outwards(&self) -> impl Iterator<Item = &Self> {
        successors(Some(self), |here| here.around)
    }

    fn defines(&self, label: &str) -> bool {
        self.by_label.contains_key(label) || self.called.contains_key(label)
    }
}
