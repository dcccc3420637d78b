//! The copy of the source's front matter that a translation keeps.

use std::collections::HashMap;

use super::changes::{self, Known, Side};
use super::likeness::common;
use super::pages::Pages;
use super::rows::Draft;
use super::unit::{Regard, Unit, UnitKind};
use super::word::{self, Word, WordKind};
use super::{Basis, DriftSeverity, Page, Row, State};
use crate::diagnostic::{Span, Spanned};
use crate::parse::body::SegmentKind;
use crate::structured::{Format, Table, Value};

/// What readers see of it as text.
const TEXTS: &[&str] = &["title", "linktitle", "description", "summary"];

/// Who wrote it.
const BYLINES: &[&str] = &["author", "authors"];

/// The rows of the front matter's keys, as far as either side has changed.
pub(super) fn compare(pages: &Pages<'_>) -> Vec<Draft> {
    let source = fields(pages.source.text, &pages.source.document.front_matter.params);
    let (kept, text) = match pages.was.filter(|_| pages.basis == Basis::Earlier) {
        Some(was) => (fields(was.text, &was.document.front_matter.params), was.text),
        None => (copied(pages), pages.translation.text),
    };
    let own = fields(pages.translation.text, &pages.translation.document.front_matter.params);
    let known: HashMap<&str, &Field> = kept.iter().map(|field| (&*field.key, field)).collect();
    let own: HashMap<&str, &Field> = own.iter().map(|field| (&*field.key, field)).collect();
    let mut drafts = Vec::new();
    for field in &source {
        let is_told = is(TEXTS, field) || is(BYLINES, field);
        let Some(kept) = known.get(&*field.key).filter(|_| is_told) else { continue };
        let old = Side { units: std::slice::from_ref(&kept.unit), text };
        let new = Side { units: std::slice::from_ref(&field.unit), text: pages.source.text };
        let Some((words, severity)) = changes::changes(old, new, &Known::default()) else {
            continue;
        };
        let severity = if is(TEXTS, field) { severity } else { DriftSeverity::Byline };
        drafts.push(Draft {
            row: Row {
                source: Some(field.unit.span),
                was: Some(kept.unit.span),
                translation: own.get(&*field.key).map(|own| own.unit.span),
                state: State::Changed,
                finding: None,
                words,
            },
            severity: Some(severity),
            unit: None,
            container: None,
        });
    }
    drafts
}

struct Field {
    /// In lower case.
    key: String,
    unit: Unit,
}

fn is(keys: &[&str], field: &Field) -> bool {
    keys.contains(&&*field.key)
}

/// The fields that are texts. `table` has the spans of `text`.
fn fields(text: &str, table: &Table) -> Vec<Field> {
    let entries = table.entries.iter();
    entries.filter_map(|(key, value)| field(text, &key.value, value)).collect()
}

fn field(text: &str, key: &str, value: &Spanned<Value>) -> Option<Field> {
    let words = match &value.value {
        Value::List(items) => {
            let items: Option<Vec<String>> =
                items.iter().map(|item| item.value.to_text()).collect();
            items?.join(", ")
        }
        other => other.to_text()?,
    };
    let inside = text.get(value.span.range()).unwrap_or_default();
    let lead = inside.find(&words).map(|at| value.span.range().start + at);
    let place = |start: usize, end: usize| match lead {
        Some(lead) => Span::new(lead + start..lead + end),
        None => value.span,
    };
    let mut told = Vec::new();
    word::split(&words, WordKind::Prose, &place, &mut told);
    let key = key.to_ascii_lowercase();
    let regard = if BYLINES.contains(&&*key) { Regard::Byline } else { Regard::Plain };
    Some(Field { key, unit: Unit::new(UnitKind::Paragraph, regard, value.span, told) })
}

/// The fields of the copy in a comment.
fn copied(pages: &Pages<'_>) -> Vec<Field> {
    let mut segments = pages.translation.document.body.segments.iter();
    let Some(copy) = segments.find(|segment| segment.kind == SegmentKind::FrontMatter) else {
        return Vec::new();
    };
    let text = pages.translation.text;
    let range = copy.source.range();
    let inside = &text[range.clone()];
    let yaml = without_fences(inside);
    match Format::Yaml.parse(&yaml) {
        Ok(Spanned { value: Value::Table(table), .. }) => {
            let shift = |value: &Spanned<Value>| Spanned {
                value: value.value.clone(),
                span: value.span.shifted(range.start),
            };
            let entries = table.entries.iter();
            entries.filter_map(|(key, value)| field(text, &key.value, &shift(value))).collect()
        }
        _ => Vec::new(),
    }
}

/// Blanks in place of lines of hyphens, so that all else stays where it is.
fn without_fences(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let words = line.trim_end();
        let is_fence = words.len() >= 3 && words.bytes().all(|byte| byte == b'-');
        if is_fence { line.replace('-', " ") } else { line.to_owned() }
    });
    lines.collect()
}

/// What a byline of the body is to the front matter's, to which sources moved theirs.
enum Byline {
    /// Nobody of the front matter, or no names at all.
    Other,
    /// The names of the front matter, and little else.
    Names,
    /// A sentence with these names.
    Sentence,
}

fn byline_of(page: &Page<'_>, unit: &Unit) -> Byline {
    /// A byline of the body that is longer says more than who wrote the page.
    const LONGEST: usize = 20;
    let authors = fields(page.text, &page.document.front_matter.params);
    let Some(authors) = authors.iter().find(|field| is(BYLINES, field)) else {
        return Byline::Other;
    };
    let roles = ["author", "authors", "by", "and"].map(word::hash);
    let is_name = |word: &&Word| word.kind == WordKind::Prose && !roles.contains(&word.folded);
    let names = |unit: &Unit| {
        let mut names: Vec<u64> =
            unit.words.iter().filter(is_name).map(|word| word.folded).collect();
        names.sort_unstable();
        names
    };
    let (own, theirs) = (names(unit), names(&authors.unit));
    // Titles and companies come and go; one side has all names of the other.
    let shared = common(&own, &theirs);
    let has_all = shared * 10 >= own.len().min(theirs.len()) * 8;
    match unit.regard {
        _ if theirs.is_empty() || !has_all => Byline::Other,
        Regard::Byline => Byline::Names,
        // Without a word that says so it takes a whole name.
        _ if shared < 2 || unit.kind != UnitKind::Paragraph => Byline::Other,
        _ if unit.bag.len() <= LONGEST => Byline::Names,
        _ => Byline::Sentence,
    }
}

/// A byline that moved from the body into the front matter, or the other way, and says the same, is no
/// finding.
pub(super) fn forget_moved_bylines(pages: &Pages<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (unit, page) = match draft.row.state {
            State::Gone => (draft.unit.and_then(|at| pages.kept.units.get(at)), pages.source),
            State::New => (draft.unit.and_then(|at| pages.units.get(at)), pages.translation),
            _ => continue,
        };
        match unit.map_or(Byline::Other, |unit| byline_of(page, unit)) {
            Byline::Other => {}
            Byline::Sentence => draft.severity = Some(DriftSeverity::Byline),
            Byline::Names => {
                draft.row.state = State::Same;
                draft.severity = None;
            }
        }
    }
}
