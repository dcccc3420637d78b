//! The text of HTML, as Hugo's `plainify` finds it: without tags, and with a line for each paragraph.
//!
//! Source: `stripTags` of Go's `html/template`, and Hugo 0.168.

/// HTML without its tags. What has none is not touched.
pub fn plainify(html: &str) -> String {
    if !html.contains(['<', '>']) {
        return html.to_owned();
    }
    let lines =
        html.replace('\n', " ").replace("</p>", "\n").replace("<br>", "\n").replace("<br />", "\n");
    let mut text = String::with_capacity(lines.len());
    let mut was_blank = false;
    for c in without_tags(&lines).chars() {
        let is_blank = c.is_whitespace();
        if !(is_blank && was_blank) {
            text.push(c);
        }
        was_blank = is_blank;
    }
    text
}

/// Elements whose content is no markup, and whether a reader sees it.
const RAW: &[(&str, bool)] =
    &[("script", false), ("style", false), ("textarea", true), ("title", true)];

fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    let mut has_tags = false;
    while let Some((start, tag)) = next_tag(rest) {
        text.push_str(&rest[..start]);
        if tag.end.is_none() && !tag.is_open {
            // Nothing follows the name, so that it is no tag yet.
            return if has_tags { text } else { html.to_owned() };
        }
        has_tags = true;
        let Some(end) = tag.end else { return text };
        rest = &rest[start + end..];
        if let Some((name, is_seen)) = tag.raw {
            let content = end_of_raw(rest, name);
            if *is_seen {
                // As Go does it: what stands behind the last `<` is lost.
                let seen = rest[..content].rfind('<').unwrap_or(content);
                text.push_str(&rest[..seen]);
            }
            rest = &rest[content..];
        }
    }
    if !has_tags {
        return html.to_owned();
    }
    text + rest
}

/// A tag or a comment.
struct Tag {
    /// Where it ends, from where it starts; `None` if the text ends before.
    end: Option<usize>,
    /// Whether more than a name is there of a tag that does not end.
    is_open: bool,
    raw: Option<&'static (&'static str, bool)>,
}

/// The next tag, and where it starts.
fn next_tag(html: &str) -> Option<(usize, Tag)> {
    let mut from = 0;
    while let Some(found) = html[from..].find('<') {
        let start = from + found;
        let inner = &html[start + 1..];
        if let Some(comment) = inner.strip_prefix("!--") {
            let end = comment.find("-->").map(|at| 1 + 3 + at + 3);
            return Some((start, Tag { end, is_open: true, raw: None }));
        }
        let (name_from, closes) = if inner.starts_with('/') { (1, true) } else { (0, false) };
        let length = name_length(&inner[name_from..]);
        if length > 0 {
            let name_end = name_from + length;
            let name = inner[name_from..name_end].to_ascii_lowercase();
            let raw = RAW.iter().find(|(raw, _)| !closes && *raw == name);
            let end = end_of_tag(&inner[name_end..]).map(|end| 1 + name_end + end);
            return Some((start, Tag { end, is_open: inner.len() > name_end, raw }));
        }
        from = start + 1;
    }
    None
}

/// How long the name of an element is at the beginning of a text.
fn name_length(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-')))
        .unwrap_or(text.len())
}

/// Where the attributes of a tag end: behind its `>`, quoted ones not counted.
fn end_of_tag(attributes: &str) -> Option<usize> {
    let mut quote = None;
    let mut is_value = false;
    for (at, c) in attributes.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => {
                quote = None;
                is_value = false;
            }
            (Some(_), _) => {}
            (None, '>') => return Some(at + 1),
            (None, '=') => is_value = true,
            (None, '"' | '\'') if is_value => quote = Some(c),
            (None, c) if c.is_ascii_whitespace() => {}
            (None, _) => is_value = false,
        }
    }
    None
}

/// Where the end tag of an element stands whose content is no markup.
fn end_of_raw(text: &str, name: &str) -> usize {
    let is_end = |at: &usize| {
        let behind = &text.as_bytes()[at + 2..];
        let after = behind.get(name.len());
        behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && after.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    };
    text.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(text.len())
}
