//! What translators change so that it can stand in a comment: `<!--td>Default: 1</td-->` hides a cell by two marks
//! more, and `{{ <` a call by a blank.

use std::borrow::Cow;
use std::ops::Range;

use super::comparison::ComparedPage;
use crate::diagnostic::Span;

/// The text of a page with such tags restored. All offsets stay the same.
pub(super) fn restored<'a>(page: &ComparedPage<'a>) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(page.text);
    for segment in &page.document.body.segments {
        unbroken(&mut text, segment.source.range());
        let place = place(page.text, segment.source);
        if place == segment.source {
            continue;
        }
        let Range { start, end } = place.range();
        debug_assert!(start + 1 < end, "an element has a name");
        let restored = text.to_mut();
        restored.replace_range(start..start + 1, "<");
        restored.replace_range(end - 1..end, ">");
    }
    text
}

/// Restores calls that a blank keeps from running: `{{ <` is `{{<`.
fn unbroken(text: &mut Cow<'_, str>, comment: Range<usize>) {
    for (broken, whole) in [("{{ <", " {{<"), ("{{ %", " {{%"), ("> }}", ">}} "), ("% }}", "%}} ")]
    {
        let inside = text.get(comment.clone()).unwrap_or_default();
        let places: Vec<usize> = inside.match_indices(broken).map(|(at, _)| at).collect();
        for at in places {
            let start = comment.start + at;
            text.to_mut().replace_range(start..start + broken.len(), whole);
        }
    }
}

/// The place of a comment's text, with the marks of its tags.
pub(super) fn place(file: &str, comment: Span) -> Span {
    let range = comment.range();
    let text = file.get(range.clone()).unwrap_or_default();
    let (before, behind) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let is_marked = file[..range.start.min(file.len())].trim_end().ends_with("<!--")
        && file.get(range.end..).is_some_and(|rest| rest.trim_start().starts_with("-->"));
    // One mark or one blank on either side becomes a mark of the tag.
    let is_plain = |at: usize| file.as_bytes().get(at).is_some_and(u8::is_ascii);
    let (start, end) = (range.start + before, range.start + behind);
    if is_marked && is_element(text.trim()) && is_plain(start - 1) && is_plain(end) {
        Span::new(start - 1..end + 1)
    } else {
        comment
    }
}

/// Whether a text begins with the rest of a tag, and ends with the tag that belongs to it.
fn is_element(text: &str) -> bool {
    let length = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
    let (name, rest) = text.split_at(length);
    let is_open = rest.starts_with('>') || rest.starts_with(' ') && rest.contains('>');
    !name.is_empty() && is_open && text.strip_suffix(name).is_some_and(|text| text.ends_with("</"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_without_their_marks_are_recognized() {
        for text in ["td>x</td", "td colspan=\"2\">--a</td", "li>a <b>b</b></li"] {
            assert!(is_element(text), "{text}");
        }
        for text in ["", "td", ">x</", "The pump > the valve", "a b</c", "td>x</td>"] {
            assert!(!is_element(text), "{text}");
        }
    }
}
