//! The tags in raw HTML.

use std::ops::Range;

/// The longest tag that is read: marks that nothing closes are not looked for up to the end again and again.
const MAX_TAG: usize = 4096;

/// How many brackets that begin no tag are looked at.
const MAX_FAILED: usize = 1000;

/// A tag and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TagAt {
    /// In lower case.
    pub name: String,
    pub range: Range<usize>,
    pub kind: TagKind,
    /// What stands behind the name, without a slash at its end.
    pub attributes: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Open,
    Close,
    /// `<br/>`
    SelfClosed,
}

/// The tags of a text that stands at `offset` in its file, but for those in scripts and styles.
pub(super) fn tags(text: &str, offset: usize) -> Vec<TagAt> {
    let mut tags = Vec::new();
    let mut at = 0;
    let mut failed = 0;
    while let Some(next) = text[at..].find('<').filter(|_| failed < MAX_FAILED) {
        let start = at + next;
        let rest = &text[start..];
        if rest.starts_with("<!--") {
            let Some(end) = rest.find("-->") else { return tags };
            at = start + end + 3;
            continue;
        }
        let Some((tag, length)) = tag(rest) else {
            at = start + 1;
            failed += 1;
            continue;
        };
        at = start + length;
        let is_raw = tag.kind == TagKind::Open
            && matches!(tag.name.as_str(), "script" | "style" | "textarea");
        if is_raw {
            let close = format!("</{}", tag.name);
            match text[at..].find(&close) {
                Some(end) => at += end,
                None => at = text.len(),
            }
        }
        let range = offset + start..offset + start + length;
        tags.push(TagAt { range, ..tag });
    }
    tags
}

/// The tag that a text begins with, and its length.
fn tag(text: &str) -> Option<(TagAt, usize)> {
    let limit = text.floor_char_boundary(MAX_TAG.min(text.len()));
    let text = &text[..limit];
    let inside = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let is_close = inside.len() + 1 < text.len();
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = inside.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'))?;
    let end = end_of_attributes(&inside[name..])?;
    let attributes = inside[name..name + end].trim();
    let bare = attributes.strip_suffix('/');
    let kind = match (is_close, bare) {
        (true, _) => TagKind::Close,
        (false, Some(_)) => TagKind::SelfClosed,
        (false, None) => TagKind::Open,
    };
    let tag = TagAt {
        name: inside[..name].to_ascii_lowercase(),
        range: 0..0,
        kind,
        attributes: bare.unwrap_or(attributes).trim().to_owned(),
    };
    Some((tag, text.len() - inside.len() + name + end + 1))
}

/// Where the bracket stands that closes a tag: outside of quotation marks.
fn end_of_attributes(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.find('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_browsers_do() {
        let found = tags("a <b c='>'>d</B> <br/> <!-- <i> --> <script>'<p>'</script> < e <f", 10);
        let found: Vec<_> = found.iter().map(|tag| (tag.name.as_str(), tag.kind)).collect();
        assert_eq!(
            found,
            [
                ("b", TagKind::Open),
                ("b", TagKind::Close),
                ("br", TagKind::SelfClosed),
                ("script", TagKind::Open),
                ("script", TagKind::Close),
            ]
        );
        assert_eq!(tags("a <b c='>'>", 10)[0].range, 12..21);
    }
}
