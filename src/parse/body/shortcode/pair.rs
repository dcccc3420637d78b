//! Which closing tag belongs to which opening one.

use std::collections::HashMap;

use super::{Call, CallKind, Tag, TagKind};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::parse::body::Source;

/// Joins tags into calls and keeps the outermost.
///
/// An opening tag without a closing one is a call without inner text. A closing tag belongs to the
/// nearest open tag of its name; tags opened between the two are calls of their own.
pub(super) fn pair(source: &Source<'_>, tags: Vec<Tag>, found: &mut Vec<Diagnostic>) -> Vec<Call> {
    let closed_by = match_tags(source, &tags, found);
    let mut calls = Vec::new();
    let mut covered = 0;
    for (index, tag) in tags.iter().enumerate() {
        if tag.range.start < covered {
            continue;
        }
        let close = closed_by[index].map(|close| &tags[close]);
        let range = tag.range.start..close.map_or(tag.range.end, |close| close.range.end);
        let kind = match &tag.kind {
            TagKind::Close { .. } => continue,
            TagKind::Escaped(text) => CallKind::Escaped(text.clone()),
            TagKind::Open { name, name_span, notation, arguments } => CallKind::Shortcode {
                name: name.clone(),
                name_span: *name_span,
                notation: *notation,
                arguments: arguments.clone(),
                inner: close.map(|close| tag.range.end..close.range.start),
            },
            TagKind::Alone { name, name_span, notation, arguments } => CallKind::Shortcode {
                name: name.clone(),
                name_span: *name_span,
                notation: *notation,
                arguments: arguments.clone(),
                inner: Some(tag.range.end..tag.range.end),
            },
        };
        covered = range.end;
        calls.push(Call { range, kind });
    }
    calls
}

/// For each tag the index of the tag that closes it.
fn match_tags(
    source: &Source<'_>,
    tags: &[Tag],
    found: &mut Vec<Diagnostic>,
) -> Vec<Option<usize>> {
    let mut closed_by = vec![None; tags.len()];
    // Open tags in order, and for each name where in that list its tags are.
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, tag) in tags.iter().enumerate() {
        match &tag.kind {
            TagKind::Open { name, .. } => {
                by_name.entry(name).or_default().push(open.len());
                open.push((index, name));
            }
            TagKind::Close { name } => {
                let Some(position) = by_name.get_mut(name.as_str()).and_then(Vec::pop) else {
                    found.push(closes_nothing(source, tag, name));
                    continue;
                };
                closed_by[open[position].0] = Some(index);
                for (_, inside) in open.drain(position..).skip(1) {
                    by_name.get_mut(inside).and_then(Vec::pop);
                }
            }
            TagKind::Alone { .. } | TagKind::Escaped(_) => {}
        }
    }
    closed_by
}

fn closes_nothing(source: &Source<'_>, tag: &Tag, name: &str) -> Diagnostic {
    Diagnostic::new(Code::ShortcodeSyntax, format!("no `{name}` is open here that could be closed"))
        .at(Place::span(source.file, Span::new(tag.range.clone())))
}
