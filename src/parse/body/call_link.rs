//! Links and pictures whose addresses or titles shortcodes write: `![a map]({{< param "maps" >}}/a.png)`.
//!
//! Markdown has read them with the calls masked. They are cut at the masks, and the calls come back in their order:
//! they are the last ones in the link, for its text comes first, or those in the definition that it refers to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::slice::Iter;

use pulldown_cmark::{CowStr, LinkType, RefDefs, Tag};

use super::mask::{Masked, is_filler};
use super::shortcode::{Call, CallKind};
use super::{CallLink, DestinationPart};
use crate::diagnostic::Span;

/// The longest definition with a call that holds within other calls as well: a page may refer to it often.
const MAX_SHARED: usize = 4096;

/// The address and the title of a link, which shortcodes write.
#[derive(Clone, Debug, Default)]
pub struct CalledLink {
    destination: Vec<DestinationPart>,
    title: Vec<DestinationPart>,
}

impl CalledLink {
    /// The link as a node, where a tag begins it.
    pub(super) fn begun_by(self, tag: &Tag<'_>) -> CallLink {
        let Self { destination, title } = self;
        CallLink { is_picture: matches!(tag, Tag::Image { .. }), destination, title }
    }

    /// The same where another text refers to it: what is wrong in it is said of that place.
    pub(super) fn referred_to_at(&self, range: &Range<usize>) -> Self {
        let span = Span::new(range.clone());
        let mut link = self.clone();
        for part in link.destination.iter_mut().chain(&mut link.title) {
            if let DestinationPart::Call(call) = part {
                call.name_span = span;
                call.arguments.0.iter_mut().for_each(|argument| argument.value.span = span);
            }
        }
        link
    }
}

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

    /// What they say to the texts of calls, each read by `read` from its tag and its place.
    pub(super) fn links(
        &self,
        definitions: &RefDefs<'_>,
        mut read: impl FnMut(&Tag<'_>, &Range<usize>) -> Option<CalledLink>,
    ) -> BTreeMap<String, CalledLink> {
        let shared = definitions.iter().filter_map(|(label, definition)| {
            let label = label.to_lowercase();
            let place = self.0.get(&label).filter(|place| place.len() <= MAX_SHARED)?;
            let tag = Tag::Link {
                link_type: LinkType::Reference,
                dest_url: definition.dest.clone(),
                title: definition.title.clone().unwrap_or(CowStr::Borrowed("")),
                id: CowStr::Borrowed(""),
            };
            Some((label, read(&tag, place)?))
        });
        shared.collect()
    }
}

/// What is written between the calls in an address or a title, and these.
enum LinkPiece<'c> {
    Text(String),
    Call(&'c Call),
}

/// Cuts the address and the title of a tag, which are written at a place of a text, at the last of its calls.
/// `part` says what becomes of a call.
pub(super) fn cut(
    tag: &Tag<'_>,
    (masked, place): (&Masked<'_>, &Range<usize>),
    calls: &[Call],
    mut part: impl FnMut(&Call) -> DestinationPart,
) -> Option<CalledLink> {
    let (Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) = tag else {
        return None;
    };
    let mut calls = last_of(calls, hidden(dest_url) + hidden(title))?.iter();
    let mut parts = |read: &str| {
        let pieces = match hidden(read) {
            0 => vec![LinkPiece::Text(masked.restored(read, place).into_owned())],
            _ => pieces(read, &mut calls),
        };
        let parts = pieces.into_iter().map(|piece| match piece {
            LinkPiece::Text(text) => DestinationPart::Text(text),
            LinkPiece::Call(call) => part(call),
        });
        parts.collect()
    };
    Some(CalledLink { destination: parts(dest_url), title: parts(title) })
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
