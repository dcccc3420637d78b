//! The input and output of a comparison: texts go in, rows and findings come out.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Span;
use crate::discover::{ContentFile, ContentRole};
use crate::l10n::finding::Finding;
use crate::parse::Document;

/// A page with the text of its file.
#[derive(Clone, Copy, Debug)]
pub struct ComparedPage<'a> {
    pub document: &'a Document,
    pub text: &'a str,
}

impl ComparedPage<'_> {
    /// The part of a path that stands for the page's language: `/ko/`, for a page in `content/ko`.
    pub(super) fn language_prefix(&self) -> &str {
        language_prefix(&self.document.file)
    }
}

/// The name of the directory that a file's location is relative to, between slashes.
fn language_prefix(file: &ContentFile) -> &str {
    let names = file.location.split('/').filter(|name| !name.is_empty()).count();
    let directories = match file.role {
        ContentRole::Single => names.saturating_sub(1),
        ContentRole::Section | ContentRole::Bundle => names,
    };
    let path = file.path.as_str();
    // Each slash from the end closes a directory; the last one closes the language's.
    let Some((end, _)) = path.rmatch_indices('/').nth(directories) else { return "/" };
    path[..end].rfind('/').map_or("/", |start| &path[start..=end])
}

/// What is known of a source as of the time when it was translated.
#[derive(Clone, Copy, Debug)]
pub enum Former<'a> {
    Unknown,
    /// It had the text that it has today.
    Unchanged,
    /// It had another text.
    Text(&'a ComparedPage<'a>),
}

impl<'a> Former<'a> {
    /// Its text, if that was another.
    pub(super) fn text(self) -> Option<&'a ComparedPage<'a>> {
        match self {
            Former::Text(page) => Some(page),
            Former::Unknown | Former::Unchanged => None,
        }
    }
}

/// How a translation compares with its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    pub basis: Basis,
    /// Whether all text of the translation is still the source's.
    pub is_untranslated: bool,
    pub counts: Counts,
    /// The most severe first, then by place.
    pub findings: Vec<Finding>,
    /// Both pages side by side, the front matter first.
    pub rows: Vec<Row>,
}

impl Comparison {
    /// For each finding, the words that changed in the text that it shows.
    pub fn words_of_findings(&self) -> Vec<WordChanges> {
        let mut words = vec![WordChanges::default(); self.findings.len()];
        for row in &self.rows {
            let [removed, added] = [&row.words.removed, &row.words.added].map(|spans| {
                let mut sorted = spans.clone();
                sorted.sort_unstable();
                sorted
            });
            for index in &row.findings {
                let (finding, words) = (&self.findings[*index], &mut words[*index]);
                let [was, source] = [&finding.was, &finding.source]
                    .map(|passage| passage.as_ref().map(|passage| passage.span));
                words.removed.extend(inside(was, &removed));
                words.added.extend(inside(source, &added));
            }
        }
        words
    }
}

/// Of some sorted spans, those inside another span.
fn inside(whole: Option<Span>, spans: &[Span]) -> impl Iterator<Item = Span> {
    let from =
        whole.map_or(spans.len(), |whole| spans.partition_point(|span| span.start < whole.start));
    let starts_inside = move |span: &&Span| whole.is_some_and(|whole| span.start < whole.end);
    let ends_inside = move |span: &&Span| whole.is_some_and(|whole| span.end <= whole.end);
    spans[from..].iter().take_while(starts_inside).filter(ends_inside).copied()
}

/// What today's source was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The source in the translation's comments.
    Comments,
    /// The source as of an earlier time.
    Earlier,
    /// The translation itself: everything that is the same in both languages.
    Structure,
}

/// How many rows there are in each state, and of how many texts only the spelling changed. The front matter is not
/// counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub same: usize,
    pub changed: usize,
    pub new: usize,
    pub gone: usize,
    pub moved: usize,
    pub unknown: usize,
    /// Texts that are the same but for their spelling; they are among the rows above.
    pub respelled: usize,
}

impl Counts {
    pub(super) fn of(rows: &[Row]) -> Self {
        let mut counts = Self::default();
        for row in rows {
            *match row.state {
                SegmentState::Same => &mut counts.same,
                SegmentState::Changed => &mut counts.changed,
                SegmentState::New => &mut counts.new,
                SegmentState::Gone => &mut counts.gone,
                SegmentState::Moved => &mut counts.moved,
                SegmentState::Unknown => &mut counts.unknown,
            } += 1;
        }
        counts
    }
}

/// A segment: corresponding parts of the source and the translation. A shortcode call and everything
/// that it encloses are one segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// In today's source.
    pub source: Option<Span>,
    /// The text that readers of the translation see.
    pub translation: Option<Span>,
    /// The former text of the source: in the translation with [`Basis::Comments`] and [`Basis::Structure`], in
    /// the earlier source with [`Basis::Earlier`].
    pub was: Vec<Span>,
    pub state: SegmentState,
    /// Indices of [`Comparison::findings`], in ascending order. A finding may span several rows.
    pub findings: Vec<usize>,
    pub words: WordChanges,
}

/// What has happened to a segment of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SegmentState {
    #[default]
    Same,
    Changed,
    New,
    Gone,
    Moved,
    /// Its counterpart is unknown.
    Unknown,
}

impl SegmentState {
    pub fn name(self) -> &'static str {
        match self {
            SegmentState::Same => "same",
            SegmentState::Changed => "changed",
            SegmentState::New => "new",
            SegmentState::Gone => "gone",
            SegmentState::Moved => "moved",
            SegmentState::Unknown => "unknown",
        }
    }
}

/// The words that changed, as spans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordChanges {
    /// In the text that [`Row::was`] refers to.
    pub removed: Vec<Span>,
    /// In today's source.
    pub added: Vec<Span>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::LanguageId;
    use crate::discover::ContentFormat;

    #[test]
    fn the_language_prefix_is_the_directory_that_locations_are_relative_to() {
        let prefix = |path: &str, location: &str, role| {
            let file = ContentFile {
                path: path.into(),
                language: LanguageId(0),
                location: location.to_owned(),
                role,
                format: ContentFormat::Markdown,
                resources: Vec::new(),
                directory: "".into(),
            };
            language_prefix(&file).to_owned()
        };
        let single = ContentRole::Single;
        assert_eq!(prefix("content/ko/docs/a.md", "docs/a", single), "/ko/");
        assert_eq!(prefix("content/ko/t.md", "t", single), "/ko/", "a `t` stands before");
        assert_eq!(prefix("content/ko/m.md", "m", single), "/ko/", "an `m` stands behind");
        assert_eq!(prefix("content/ko/docs/a/index.md", "docs/a", ContentRole::Bundle), "/ko/");
        assert_eq!(prefix("content/ko/_index.md", "", ContentRole::Section), "/ko/");
        assert_eq!(prefix("content/a.md", "a", single), "/");
    }
}
