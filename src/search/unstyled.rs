//! HTML without the elements that only style words, of which highlighted code has most.
//!
//! The index knows words, weights and anchors. An element within a line that has neither an id nor a mark tells it
//! nothing, and takes it as long as a paragraph.

use std::ops::Range;

use crate::html::tags::{all_tags, tag_name};

/// Elements whose text is to pagefind the text of the element around them.
const STYLING: &[&str] = &[
    "a", "abbr", "b", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "q", "samp", "small", "span",
    "strong", "sub", "sup", "time", "tt", "var",
];

/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// What an element that is being read means for the index.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It can go when its end is found.
    Styling,
    /// It says something, or its end was not where it should be.
    Telling,
    /// pagefind leaves it out, but not the anchors in it.
    LeftOut,
}

struct Open<'h> {
    name: &'h str,
    start: Range<usize>,
    role: Role,
}

/// The HTML without elements that only style.
pub(super) fn unstyled(html: &str) -> String {
    let mut removed = styling_tags(html);
    removed.sort_unstable_by_key(|tag| tag.start);
    let mut rest = String::with_capacity(html.len());
    let mut done = 0;
    for tag in removed {
        rest.push_str(&html[done..tag.start]);
        done = tag.end;
    }
    rest.push_str(&html[done..]);
    rest
}

/// The tags of all elements that only style, as far as they are nested well.
fn styling_tags(html: &str) -> Vec<Range<usize>> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut removed = Vec::new();
    for tag in all_tags(html) {
        let text = &html[tag.clone()];
        let name = &text[tag_name(text)];
        if !text.starts_with("</") {
            if !is_among(VOID, name) {
                let role = role(text, name, open.last());
                open.push(Open { name, start: tag, role });
            }
            continue;
        }
        match open.pop_if(|last| last.name.eq_ignore_ascii_case(name)) {
            Some(Open { start, role: Role::Styling, .. }) => removed.extend([start, tag]),
            Some(_) => {}
            None => close_beyond(&mut open, name),
        }
    }
    removed
}

/// What an element means that begins with the tag `text` inside `around`.
fn role(text: &str, name: &str, around: Option<&Open<'_>>) -> Role {
    let is_left_out = around.is_some_and(|around| around.role == Role::LeftOut);
    if is_left_out || text.contains("data-pagefind-ignore") || is_among(LEFT_OUT, name) {
        Role::LeftOut
    } else if is_among(STYLING, name) && !says_something(text) {
        Role::Styling
    } else {
        Role::Telling
    }
}

/// Elements that pagefind leaves out.
const LEFT_OUT: &[&str] = &[
    "head", "style", "script", "noscript", "label", "form", "svg", "footer", "nav", "iframe",
    "template",
];

/// Whether a start tag may have an id or a mark.
fn says_something(tag: &str) -> bool {
    let is_id =
        |bytes: &[u8]| !bytes[0].is_ascii_alphanumeric() && bytes[1..].eq_ignore_ascii_case(b"id");
    tag.contains("data-pagefind") || tag.as_bytes().windows(3).any(is_id)
}

/// Closes an element inside which others are not closed. Where these end is for others to guess.
fn close_beyond(open: &mut Vec<Open<'_>>, name: &str) {
    if let Some(place) = open.iter().rposition(|element| element.name.eq_ignore_ascii_case(name)) {
        open.truncate(place);
    }
    for element in open.iter_mut().filter(|element| element.role == Role::Styling) {
        element.role = Role::Telling;
    }
}

fn is_among(names: &[&str], name: &str) -> bool {
    names.iter().any(|own| own.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_styles_is_left_out() {
        for (html, expected) in [
            ("<p>a <em>b <code class=x>c</code></em> d</p>", "<p>a b c d</p>"),
            ("<p><span id=x>a</span><SPAN>b</span></p>", "<p><span id=x>a</span>b</p>"),
            ("<a data-pagefind-weight=2>a</a>", "<a data-pagefind-weight=2>a</a>"),
            ("<h2 id=a>x<br><a href='>'>y</a></h2>", "<h2 id=a>x<br>y</h2>"),
            ("<nav><b>a</b></nav><b>c</b>", "<nav><b>a</b></nav>c"),
            ("<p data-pagefind-ignore><b>a</b></p>", "<p data-pagefind-ignore><b>a</b></p>"),
            ("<script>'<b></b>'</script><b>a</b>", "<script>'<b></b>'</script>a"),
        ] {
            assert_eq!(unstyled(html), expected);
        }
    }

    #[test]
    fn what_is_not_nested_well_stays() {
        for html in ["<b>a", "a</b>", "<b><i>a</b></i>", "<b><p>a</b>", "<p><b>a</p></b>"] {
            assert_eq!(unstyled(html), html);
        }
        assert_eq!(unstyled("<ul><li><b>a</b><li>c</ul>"), "<ul><li>a<li>c</ul>");
    }
}
