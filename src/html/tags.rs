//! The tags in HTML, those of links and pictures above all, and everything between them.
//!
//! A page has twenty times as many tags as it has links and pictures. The rewriter takes 6 % of a build's
//! time for all tags, and less than half of that for these.

use std::ops::Range;

/// A piece of HTML; all pieces together are the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HtmlPiece<'a> {
    /// `<a …>`, `</a>` or `<img …>`.
    Tag(&'a str),
    /// The tag of another element that may have an address.
    Addressed(&'a str),
    Other(&'a str),
}

/// Elements that load, open or send to an address, other than links and pictures.
const ADDRESSED: &[&str] = &[
    "<area",
    "<audio",
    "<base",
    "<blockquote",
    "<button",
    "<embed",
    "<form",
    "<frame",
    "<iframe",
    "<image",
    "<input",
    "<link",
    "<object",
    "<source",
    "<track",
    "<use",
    "<video",
];

/// Which tags to look for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sought {
    LinksAndPictures,
    /// Every tag that may hold an address.
    Addresses,
}

/// Comments, and elements without tags inside: how each begins and ends.
const OPAQUE: &[(&str, &str)] = &[
    ("<!--", "-->"),
    ("<script", "</script"),
    ("<style", "</style"),
    ("<textarea", "</textarea"),
    ("<title", "</title"),
];

/// Cuts HTML at the tags of the given kind.
pub(crate) fn pieces(html: &str, sought: Sought) -> Vec<HtmlPiece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut position = 0;
    while let Some(next) = html[position..].find('<') {
        let start = position + next;
        let rest = &html[start..];
        if is_tag(rest, "<a") || is_tag(rest, "<img") || is_tag(rest, "</a") {
            let end = start + tag_length(rest);
            pieces.push(HtmlPiece::Other(&html[done..start]));
            pieces.push(HtmlPiece::Tag(&html[start..end]));
            (done, position) = (end, end);
        } else if sought == Sought::Addresses && ADDRESSED.iter().any(|tag| is_tag(rest, tag)) {
            let end = start + tag_length(rest);
            pieces.push(HtmlPiece::Other(&html[done..start]));
            pieces.push(HtmlPiece::Addressed(&html[start..end]));
            (done, position) = (end, end);
        } else {
            position = start + opaque_length(rest).unwrap_or(1);
        }
    }
    pieces.push(HtmlPiece::Other(&html[done..]));
    pieces
}

/// Where the tags of elements are, in their order.
pub(crate) fn all_tags(html: &str) -> impl Iterator<Item = Range<usize>> {
    let mut position = 0;
    std::iter::from_fn(move || {
        while let Some(next) = html[position..].find('<') {
            let start = position + next;
            let rest = &html[start..];
            let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
            let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic());
            let length = if is_tag { tag_length(rest) } else { 1 };
            position = start + opaque_length(rest).unwrap_or(length);
            if is_tag {
                return Some(start..start + length);
            }
        }
        None
    })
}

/// Where a tag has its name.
pub(crate) fn tag_name(tag: &str) -> Range<usize> {
    let start = if tag.starts_with("</") { 2 } else { 1 };
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    start..tag[start..].find(is_end).map_or(tag.len(), |length| start + length)
}

/// An attribute with a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TagAttribute<'a> {
    pub name: &'a str,
    /// Without quotes.
    pub value: &'a str,
    /// Where the tag has the value, quotes included.
    pub written: Range<usize>,
}

/// The attributes of a tag that have values, as HTML reads them. An end tag has none.
pub(crate) fn attributes(tag: &str) -> impl Iterator<Item = TagAttribute<'_>> {
    let mut at = if tag.starts_with("</") { tag.len() } else { tag_name(tag).end };
    let past = move |from: usize, is_in: fn(char) -> bool| {
        tag[from..].find(|c| !is_in(c)).map_or(tag.len(), |length| from + length)
    };
    std::iter::from_fn(move || {
        loop {
            let name = past(at, |c| c.is_ascii_whitespace() || c == '/');
            // An equals sign at its beginning belongs to the name.
            let first = tag[name..].chars().next().filter(|c| *c != '>')?;
            let end = past(name + first.len_utf8(), |c| {
                !c.is_ascii_whitespace() && !matches!(c, '/' | '>' | '=')
            });
            let equal = past(end, |c| c.is_ascii_whitespace());
            if !tag[equal..].starts_with('=') {
                at = equal;
                continue;
            }
            let start = past(equal + 1, |c| c.is_ascii_whitespace());
            let quote = tag[start..].chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, written) = match quote {
                Some(quote) => {
                    let value = tag[start + 1..].split(quote).next().unwrap_or_default();
                    (value, start..tag.len().min(start + value.len() + 2))
                }
                None => {
                    let written = start..past(start, |c| !c.is_ascii_whitespace() && c != '>');
                    (&tag[written.clone()], written)
                }
            };
            at = written.end;
            return Some(TagAttribute { name: &tag[name..end], value, written });
        }
    })
}

/// Whether `rest` begins with the tag `start`, in whatever case.
fn is_tag(rest: &str, start: &str) -> bool {
    let bytes = rest.as_bytes();
    let begins =
        bytes.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start.as_bytes()));
    begins
        && bytes
            .get(start.len())
            .is_some_and(|c| c.is_ascii_whitespace() || matches!(c, b'>' | b'/'))
}

/// The length of a tag up to its unquoted `>`; an unclosed tag takes all that is left.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a comment or of an element that holds no tags; an unclosed one takes all that is
/// left.
fn opaque_length(rest: &str) -> Option<usize> {
    let (start, end) = OPAQUE
        .iter()
        .find(|(start, _)| *start == "<!--" && rest.starts_with(start) || is_tag(rest, start))?;
    let inside = &rest.as_bytes()[start.len()..];
    let mut ends = inside.windows(end.len());
    let length = ends.position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
    Some(length.map_or(rest.len(), |length| start.len() + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(html: &str) -> Vec<&str> {
        let pieces = pieces(html, Sought::LinksAndPictures);
        let whole: String = pieces
            .iter()
            .map(|piece| match piece {
                HtmlPiece::Tag(text) | HtmlPiece::Addressed(text) | HtmlPiece::Other(text) => *text,
            })
            .collect();
        assert_eq!(whole, html);
        let tags = pieces.into_iter().filter_map(|piece| match piece {
            HtmlPiece::Tag(tag) => Some(tag),
            HtmlPiece::Addressed(_) | HtmlPiece::Other(_) => None,
        });
        tags.collect()
    }

    #[test]
    fn links_and_pictures_are_found() {
        assert_eq!(
            tags("x<A href='>'>é</a ><IMG\nsrc=x/>"),
            ["<A href='>'>", "</a >", "<IMG\nsrc=x/>"]
        );
        assert_eq!(tags("<abbr><image><article><a"), [""; 0]);
        assert_eq!(tags("<a href=\"unclosed"), ["<a href=\"unclosed"]);
    }

    #[test]
    fn every_tag_is_found_but_those_that_are_text() {
        let html = "a < b<p id='>'>é</p ><!-- <i> --><script src=x>'<b>'</script><h2";
        let found: Vec<&str> = all_tags(html).map(|tag| &html[tag]).collect();
        assert_eq!(found, ["<p id='>'>", "</p >", "<script src=x>", "</script>", "<h2"]);
    }

    #[test]
    fn attributes_are_read_as_html_reads_them() {
        let tag = "<a href='x>' ID = y/z data-x  title=\"\" / class='é'>";
        let found: Vec<(&str, &str, &str)> =
            attributes(tag).map(|own| (own.name, own.value, &tag[own.written])).collect();
        assert_eq!(
            found,
            [
                ("href", "x>", "'x>'"),
                ("ID", "y/z", "y/z"),
                ("title", "", "\"\""),
                ("class", "é", "'é'"),
            ]
        );
        for without in ["<a>", "</a id=x>", "<a", "<br/>", "<a disabled>", "<a =", "<a b="] {
            assert_eq!(attributes(without).filter(|own| !own.value.is_empty()).count(), 0);
        }
        assert_eq!(attributes("<a id='unclosed").next().map(|own| own.written), Some(6..15));
    }

    #[test]
    fn what_is_no_markup_is_passed_over() {
        for opaque in [
            "<!-- <a> -->",
            "<!-- <a>",
            "<script>'<a>'</SCRIPT>",
            "<style><img></style>",
            "<textarea><a></textarea>",
        ] {
            assert_eq!(tags(opaque), [""; 0], "{opaque}");
        }
        assert_eq!(tags("<!--a--><a>"), ["<a>"]);
        assert_eq!(tags("<script></script><a>"), ["<a>"]);
    }
}
