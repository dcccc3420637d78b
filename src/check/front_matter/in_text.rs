//! Front matter that readers see: a second one behind the first, or one without its fence.

use std::ops::Range;

use super::KeyCounts;
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::discover::ContentFormat;
use crate::parse::{Document, split_front_matter};

/// Lines of a front matter.
const MOST_LINES: usize = 60;

pub(super) fn look(document: &Document, counts: &KeyCounts, text: &str) -> Option<Diagnostic> {
    if document.file.format != ContentFormat::Markdown {
        return None;
    }
    let split = split_front_matter(text).ok()?;
    let start = beginning(text, split.body_start);
    let own = &document.front_matter.written;
    let is_key = |key: &str| counts.is_known(key) || own.get(key).is_some();
    let range = keys(text, start, is_key)?;
    let place = Place::span(&document.file.path, Span::new(range));
    Some(match split.front_matter {
        Some(_) => {
            Diagnostic::new(Code::FrontMatterTwice, "this is front matter, and stands in the text")
                .at(place)
                .hint("remove it here; what it says has to be in the front matter before it")
        }
        None => Diagnostic::new(
            Code::FrontMatterUnfenced,
            "this is front matter without its fence: it is text",
        )
        .at(place)
        .hint("begin the file with a line `---`, and end the front matter with another one"),
    })
}

/// Where the text of a body begins, behind blank lines and comments.
fn beginning(text: &str, mut start: usize) -> usize {
    loop {
        let rest = &text[start..];
        let trimmed = rest.trim_start();
        start += rest.len() - trimmed.len();
        let Some(inside) = trimmed.strip_prefix("<!--") else { return start };
        match inside.find("-->") {
            Some(end) => start += "<!--".len() + end + "-->".len(),
            None => return start,
        }
    }
}

/// The lines at `start` that are front matter: two keys, or one between fences.
fn keys(text: &str, start: usize, is_key: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let mut end = start;
    let mut found = 0;
    let mut is_opened = false;
    for (index, line) in text[start..].split_inclusive('\n').take(MOST_LINES).enumerate() {
        let words = line.trim_end();
        if matches!(words, "---" | "+++") {
            if index == 0 {
                is_opened = true;
                end += line.len();
                continue;
            }
            let is_closed = found >= if is_opened { 1 } else { 2 };
            return is_closed.then(|| start..end + words.len());
        }
        match key(words) {
            Some(name) if is_key(name) => found += 1,
            // What belongs to the value above, and keys of the site's own.
            Some(_) => {}
            None if found > 0 && (line.starts_with([' ', '\t', '-', '#']) && !words.is_empty()) => {
            }
            None => break,
        }
        end += line.len();
    }
    let end = start + text[start..end].trim_end().len();
    (found >= 2 && !is_opened).then_some(start..end)
}

/// The key of a line `key: value` or `key = value`.
fn key(line: &str) -> Option<&str> {
    let end = line.find([':', '='])?;
    let name = line[..end].trim_end();
    let value = &line[end + 1..];
    let is_name = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    (is_name && (value.is_empty() || value.starts_with(' '))).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        let is_key = |key: &str| ["title", "date", "weight"].contains(&key.to_lowercase().as_str());
        keys(text, beginning(text, 0), is_key).map(|range| &text[range])
    }

    #[test]
    fn keys_at_the_beginning_are_front_matter() {
        assert_eq!(found("---\ntitle: A\n---\nText"), Some("---\ntitle: A\n---"));
        assert_eq!(
            found("<!-- b -->\n\ntitle: A\ndate: 2020\n\nText"),
            Some("title: A\ndate: 2020")
        );
        assert_eq!(
            found("title = A\nreview:\n  - b\nweight = 1\n---\n"),
            Some("title = A\nreview:\n  - b\nweight = 1\n---")
        );
    }

    #[test]
    fn a_text_with_a_colon_is_none() {
        for text in
            ["Title: the words of a book\n\nText", "---\n\nText", "Note: text\nweight", "text", ""]
        {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(found("<!--\ntitle: A\ndate: B\n-->\nText"), None);
    }
}
