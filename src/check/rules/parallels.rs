//! What a translation has to leave as its source has it: ids, and the indentation of code.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Tag};

use super::code_lines::code_lines;
use super::data_code::{documents, without_elisions};
use super::page::{CheckedPage, CodeForm, CodePiece};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::body::Node;
use crate::structured::Format;

/// Languages in which indentation says something.
const INDENTED: [&str; 6] = ["yaml", "yml", "python", "py", "makefile", "haml"];

/// Compares a translation with its source.
pub(super) fn look(page: &CheckedPage<'_>, source: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    ids(page, source, found);
    indentation(page, source, found);
}

/// A heading as its author wrote it.
struct Written<'a> {
    level: u8,
    id: Option<&'a str>,
    start: usize,
}

/// Ids that were translated, where both pages have the same headings.
fn ids(page: &CheckedPage<'_>, source: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let (own, theirs) = (headings(page), headings(source));
    let is_parallel = own.len() == theirs.len()
        && own.iter().zip(&theirs).all(|(own, their)| own.level == their.level);
    if !is_parallel {
        return;
    }
    let known: BTreeSet<&str> = theirs.iter().filter_map(|heading| heading.id).collect();
    for (heading, meant) in own.iter().zip(&theirs) {
        let (Some(id), Some(meant)) = (heading.id, meant.id) else { continue };
        // An id that stands at another heading of the source was moved and not translated.
        if id == meant || known.contains(id) {
            continue;
        }
        let line = page.rest_of_line(heading.start);
        let at = line.rfind(id).map_or(heading.start, |at| heading.start + at);
        let message = format!("the id `{id}` is `{meant}` in the source");
        let problem = page.problem(Code::HeadingId, message, at..at + id.len());
        found.push(
            problem.hint(format!("write `{{#{meant}}}`, so that links work in each language")),
        );
    }
}

fn headings<'a>(page: &CheckedPage<'a>) -> Vec<Written<'a>> {
    let nodes = page.parts.first().copied().unwrap_or_default();
    let headings = nodes.iter().filter_map(|node| match &node.value {
        Node::Markdown(Event::Start(Tag::Heading { level, .. })) => {
            let start = node.span.start as usize;
            Some(Written { level: *level as u8, id: written_id(page.rest_of_line(start)), start })
        }
        _ => None,
    });
    headings.collect()
}

/// The id at the end of a heading's line.
fn written_id(line: &str) -> Option<&str> {
    let inside = line.trim_end().strip_suffix('}')?;
    let (_, inside) = inside.rsplit_once('{')?;
    inside.split_whitespace().find_map(|word| word.strip_prefix('#')).filter(|id| !id.is_empty())
}

/// Blocks with the lines of a block of the source that are indented otherwise, and mean something else by it.
fn indentation(page: &CheckedPage<'_>, source: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let mut theirs: BTreeMap<Vec<String>, BTreeMap<Vec<usize>, &CodePiece<'_>>> = BTreeMap::new();
    for piece in source.code.iter().filter(|piece| depends_on_indentation(piece)) {
        let (words, indents) = lines(&piece.text);
        theirs.entry(words).or_default().insert(indents, piece);
    }
    if theirs.is_empty() {
        return;
    }
    for piece in page.code.iter().filter(|piece| depends_on_indentation(piece)) {
        let (words, own) = lines(&piece.text);
        let Some(alike) = theirs.get(&words) else { continue };
        if alike.contains_key(&own) || alike.values().any(|their| means_the_same(piece, their)) {
            continue;
        }
        let meant = alike.keys().next().and_then(|meant| first_other(&own, meant));
        let Some((line, meant)) = meant else { continue };
        let place = code_lines(page, piece).filter(|(line, _)| says_something(line)).nth(line);
        let Some((words, at)) = place else { continue };
        let message = format!(
            "the line is indented by {}, and in the source by {meant}",
            words.len() - words.trim_start().len()
        );
        let problem = page.problem(Code::CodeIndentation, message, at..at + words.len());
        found.push(
            problem
                .hint("indent the block as the source does: what belongs together depends on it"),
        );
    }
}

fn depends_on_indentation(piece: &CodePiece<'_>) -> bool {
    matches!(&piece.form, CodeForm::Fenced(language) if INDENTED.contains(&language.as_str()))
}

/// Whether two blocks of YAML say the same: a list may stand below its key or further right.
fn means_the_same(own: &CodePiece<'_>, their: &CodePiece<'_>) -> bool {
    let value = |document: &str| {
        let value = Format::Yaml.parse(&without_elisions(document)).ok()?;
        serde_json::to_string(&value.value).ok()
    };
    let values = |piece: &CodePiece<'_>| -> Option<Vec<String>> {
        documents(&piece.text).into_iter().map(value).collect()
    };
    let is_yaml = |piece: &CodePiece<'_>| matches!(&piece.form, CodeForm::Fenced(language) if matches!(language.as_str(), "yaml" | "yml"));
    is_yaml(own) && is_yaml(their) && values(own).is_some_and(|own| values(their) == Some(own))
}

/// The lines of code without comments, and how far each is indented beyond the first.
fn lines(text: &str) -> (Vec<String>, Vec<usize>) {
    let lines = text.lines().filter(|line| says_something(line));
    lines
        .map(|line| {
            let words = line.trim_start();
            let code = words.find(" #").map_or(words, |comment| &words[..comment]);
            (code.trim_end().to_owned(), line.len() - words.len())
        })
        .unzip()
}

/// Whether a line is more than a comment.
fn says_something(line: &str) -> bool {
    let words = line.trim();
    !words.is_empty() && !words.starts_with('#')
}

/// The first line that is not as far from the first one as it should be, and how far it should be indented.
fn first_other(own: &[usize], meant: &[usize]) -> Option<(usize, usize)> {
    let (first, first_meant) = (*own.first()?, *meant.first()?);
    let pairs = own.iter().zip(meant).enumerate();
    pairs
        .map(|(line, (own, meant))| (line, *own, *meant))
        .find(|(_, own, meant)| own + first_meant != meant + first)
        .map(|(line, _, meant)| (line, (meant + first).saturating_sub(first_meant)))
}
