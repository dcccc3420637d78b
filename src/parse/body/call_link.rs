//! Links and pictures whose addresses or titles shortcodes write: `![a map]({{< param "maps" >}}/a.png)`.
//!
//! Markdown has read them with the calls masked. They are cut at the masks, and the calls come back in their order:
//! they are the last ones in the link, for its text comes first, or those in the definition that it refers to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::slice::Iter;

use pulldown_cmark::{LinkType, RefDefs, Tag};

use super::mask::{Masked, is_filler};
use super::shortcode::{Call, CallKind};

/// Where the link definitions with calls in them stand in the file, by their labels in lower case.
#[derive(Default)]
pub(super) struct CalledDefinitions(BTreeMap<String, Range<usize>>);

impl CalledDefinitions {
    pub(super) fn new(definitions: &RefDefs<'_>, masked: &Masked<'_>) -> Self {
        let called = definitions.iter().filter(|(_, definition)| {
            let title = definition.title.as_deref().unwrap_or_default();
            hidden(&definition.dest) + hidden(title) > 0
        });
        let placed = called.map(|(label, definition)| {
            (label.to_lowercase(), masked.in_source(definition.span.clone()))
        });
        Self(placed.collect())
    }

    /// Where the address and the title of a tag at `range` are written, if calls stand in them.
    pub(super) fn place_of(&self, tag: &Tag<'_>, range: &Range<usize>) -> Option<Range<usize>> {
        let (Tag::Link { link_type, dest_url, title, id }
        | Tag::Image { link_type, dest_url, title, id }) = tag
        else {
            return None;
        };
        match link_type {
            _ if hidden(dest_url) + hidden(title) == 0 => None,
            LinkType::Inline => Some(range.clone()),
            _ => self.0.get(&id.to_lowercase()).cloned(),
        }
    }
}

/// What is written between the calls in an address or a title, and these.
pub(super) enum LinkPiece<'c> {
    Text(String),
    Call(&'c Call),
}

/// The address and the title of a tag.
pub(super) struct LinkPieces<'c> {
    pub destination: Vec<LinkPiece<'c>>,
    pub title: Vec<LinkPiece<'c>>,
}

/// Cuts the address and the title of a tag at the last of some calls. `restored` gives a text as it is written.
pub(super) fn cut<'c>(
    tag: &Tag<'_>,
    calls: &'c [Call],
    restored: impl Fn(&str) -> String,
) -> Option<LinkPieces<'c>> {
    let (Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) = tag else {
        return None;
    };
    let mut calls = last_of(calls, hidden(dest_url) + hidden(title))?.iter();
    let mut pieces = |masked: &str| match hidden(masked) {
        0 => vec![LinkPiece::Text(restored(masked))],
        _ => pieces(masked, &mut calls),
    };
    Some(LinkPieces { destination: pieces(dest_url), title: pieces(title) })
}

fn pieces<'c>(masked: &str, calls: &mut Iter<'c, Call>) -> Vec<LinkPiece<'c>> {
    let written = |text: &str| (!text.is_empty()).then(|| LinkPiece::Text(text.to_owned()));
    let mut pieces = Vec::new();
    let mut rest = masked;
    while let Some(start) = rest.find(is_filler) {
        let (text, behind) = rest.split_at(start);
        pieces.extend(written(text));
        // Calls that touch each other have one run of masks.
        let end = behind.find(|c| !is_filler(c)).unwrap_or(behind.len());
        let mut left = end;
        while left > 0
            && let Some(call) = calls.next()
        {
            left = left.saturating_sub(call.range.len());
            pieces.push(LinkPiece::Call(call));
        }
        rest = &behind[end..];
    }
    pieces.extend(written(rest));
    pieces
}

/// How many bytes of a text are masks.
fn hidden(text: &str) -> usize {
    text.chars().filter(|c| is_filler(*c)).map(char::len_utf8).sum()
}

/// The last calls that take up so many bytes; `None` if it is anything else that is hidden there.
fn last_of(calls: &[Call], bytes: usize) -> Option<&[Call]> {
    let mut first = calls.len();
    let mut length = 0;
    while length < bytes {
        first = first.checked_sub(1)?;
        length += calls[first].range.len();
    }
    let last = &calls[first..];
    let are_shortcodes = last.iter().all(|call| matches!(call.kind, CallKind::Shortcode { .. }));
    (length == bytes && are_shortcodes).then_some(last)
}
