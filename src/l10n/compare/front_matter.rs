//! The copy of the source's front matter that a translation keeps.

use std::collections::HashMap;

use super::changes::{self, Context, Difference};
use super::comparison::{Basis, ComparedPage, SegmentState};
use super::draft::Draft;
use super::likeness::common;
use super::pages::Pages;
use super::text::ComparedText;
use super::unit::{Regard, Unit, UnitKind};
use super::word::{self, Word, WordKind};
use crate::diagnostic::{Span, Spanned};
use crate::l10n::finding::DriftSeverity;
use crate::parse::body::SegmentKind;
use crate::structured::{Format, Table, Value};

/// The fields that readers see as text.
const TEXTS: &[&str] = &["title", "linktitle", "description", "summary"];

/// Who wrote it.
const BYLINES: &[&str] = &["author", "authors"];

/// The drafts of the front matter's keys that have changed on either side.
pub(super) fn compare(pages: &Pages<'_>) -> Vec<Draft> {
    let kept = match pages.was.filter(|_| pages.basis == Basis::Earlier) {
        Some(was) => fields_of(was),
        None => copied(pages),
    };
    let translated = fields_of(pages.translation);
    let [kept, translated] = [&kept, &translated]
        .map(|fields| fields.iter().map(|field| (&*field.key, field)).collect::<HashMap<_, _>>());
    let mut drafts = Vec::new();
    for field in fields_of(pages.source) {
        let is_shown = is_text(&field) || is(BYLINES, &field);
        let Some(kept) = kept.get(&*field.key).filter(|_| is_shown) else { continue };
        let old =
            ComparedText { units: std::slice::from_ref(&kept.unit), file: pages.kept_page().text };
        let new =
            ComparedText { units: std::slice::from_ref(&field.unit), file: pages.source.text };
        let difference = changes::changes(old, new, &Context::default());
        let Difference::Changed(words, severity) = difference else { continue };
        drafts.push(Draft {
            source: Some(field.unit.span),
            was: Some(kept.unit.span),
            translation: translated.get(&*field.key).map(|field| field.unit.span),
            state: SegmentState::Changed,
            words,
            severity: Some(if is_text(&field) { severity } else { DriftSeverity::Byline }),
            ..Draft::default()
        });
    }
    drafts
}

struct Field {
    /// In lower case.
    key: String,
    /// How many words its text has, by the blanks between them; none for a list.
    words: usize,
    unit: Unit,
}

fn is(keys: &[&str], field: &Field) -> bool {
    keys.contains(&&*field.key)
}

/// Whether readers see a field as text: a title or the like, several words of what a table hands on to pages and
/// templates, or a sentence.
fn is_text(field: &Field) -> bool {
    const SENTENCE: usize = 5;
    let (above, name) = field.key.rsplit_once('.').unwrap_or(("", &field.key));
    let least = if above.is_empty() { SENTENCE } else { 2 };
    TEXTS.contains(&name) || field.words >= least && !BYLINES.contains(&name)
}

/// The fields of a page that are texts, those of tables in it too.
fn fields_of(page: &ComparedPage<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    gather(page.text, "", &page.document.front_matter.written, &mut fields);
    fields
}

/// Adds the fields of a table. `above` is the path of its key, with a dot behind it.
fn gather(text: &str, above: &str, table: &Table, fields: &mut Vec<Field>) {
    /// Hostile tables are as deep as their parser admits.
    const DEEPEST: usize = 8;
    if above.matches('.').count() > DEEPEST {
        return;
    }
    for (key, value) in &table.entries {
        let path = format!("{above}{}", key.value);
        match &value.value {
            Value::Table(table) => gather(text, &format!("{path}."), table, fields),
            Value::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    if let Value::Table(table) = &item.value {
                        gather(text, &format!("{path}.{at}."), table, fields);
                    }
                }
                fields.extend(field(text, &path, value));
            }
            _ => fields.extend(field(text, &path, value)),
        }
    }
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
    let mut split = Vec::new();
    word::split(&words, WordKind::Prose, &place, &mut split);
    let key = key.to_ascii_lowercase();
    let regard = if BYLINES.contains(&&*key) { Regard::Byline } else { Regard::Plain };
    let words = match value.value {
        Value::List(_) => 0,
        _ => words.split_whitespace().count(),
    };
    Some(Field { key, words, unit: Unit::new(UnitKind::Paragraph, regard, value.span, split) })
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
            let mut fields = Vec::new();
            gather(&yaml, "", &table, &mut fields);
            for field in &mut fields {
                field.unit = field.unit.shifted(range.start);
            }
            fields
        }
        _ => Vec::new(),
    }
}

/// Replaces lines of hyphens by blanks, so that all other offsets stay the same.
fn without_fences(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let words = line.trim_end();
        let is_fence = words.len() >= 3 && words.bytes().all(|byte| byte == b'-');
        if is_fence { line.replace('-', " ") } else { line.to_owned() }
    });
    lines.collect()
}

/// How a byline of the body relates to the front matter's: many sources have moved theirs there.
enum Byline {
    /// No author of the front matter, or no names at all.
    Other,
    /// The names of the front matter, and little else.
    Names,
    /// A sentence with these names.
    Sentence,
}

/// The names of a page's authors, by its front matter.
fn authors_of(page: &ComparedPage<'_>) -> Vec<u64> {
    fields_of(page)
        .iter()
        .find(|field| is(BYLINES, field))
        .map_or_else(Vec::new, |field| names_of(&field.unit))
}

/// The words of a unit that may be names, sorted.
fn names_of(unit: &Unit) -> Vec<u64> {
    let roles = ["author", "authors", "by", "and"].map(word::hash);
    let is_name = |word: &&Word| word.kind == WordKind::Prose && !roles.contains(&word.folded);
    let mut names: Vec<u64> = unit.words.iter().filter(is_name).map(|word| word.folded).collect();
    names.sort_unstable();
    names
}

fn byline_of(unit: &Unit, authors: &[u64]) -> Byline {
    /// A longer byline says more than who wrote the page.
    const LONGEST: usize = 20;
    let signed = names_of(unit);
    // Titles and companies come and go; one side has all names of the other.
    let shared = common(&signed, authors);
    let has_all = shared * 10 >= signed.len().min(authors.len()) * 8;
    match unit.regard {
        _ if authors.is_empty() || !has_all => Byline::Other,
        Regard::Byline => Byline::Names,
        // Without an introductory word, it takes a whole name.
        _ if shared < 2 || unit.kind != UnitKind::Paragraph => Byline::Other,
        _ if unit.bag.len() <= LONGEST => Byline::Names,
        _ => Byline::Sentence,
    }
}

/// A byline that moved from the body into the front matter or back, and has the same names, is not a
/// finding.
pub(super) fn forget_moved_bylines(pages: &Pages<'_>, drafts: &mut [Draft]) {
    let [of_source, of_translation] = [pages.source, pages.translation].map(authors_of);
    for draft in drafts {
        let (units, authors) = match draft.state {
            SegmentState::Gone => (&pages.kept.units, &of_source),
            SegmentState::New => (&pages.units, &of_translation),
            _ => continue,
        };
        let unit = draft.unit.and_then(|at| units.get(at));
        match unit.map_or(Byline::Other, |unit| byline_of(unit, authors)) {
            Byline::Other => {}
            Byline::Sentence => draft.severity = Some(DriftSeverity::Byline),
            Byline::Names => {
                draft.state = SegmentState::Same;
                draft.severity = None;
            }
        }
    }
}
