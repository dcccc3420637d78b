//! Pages with less white space and without comments, as `site build --minify` writes them.
//!
//! Only what no reader can see is left out: text is never reordered, and tags stay as they are.

use bytes::Bytes;
use rayon::prelude::*;

use crate::artifact::{Artifact, Artifacts, Spool};

/// Elements whose content a browser reads as text up to the end tag, whatever stands in it.
const RAW: &[&str] = &[
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
];
/// Elements in which white space is shown as it is written, or belongs to another language.
const WRITTEN: &[&str] = &["pre", "svg", "math", "listing"];

/// Makes every page smaller.
pub fn minify(artifacts: &mut Artifacts, spool: &Spool) {
    let small = |(path, bytes): (&str, Bytes)| {
        Some((path.to_owned(), spool.keep(minified(std::str::from_utf8(&bytes).ok()?))))
    };
    let pages: Vec<(String, Artifact)> = artifacts.par_pages().filter_map(small).collect();
    for (path, page) in pages {
        artifacts.replace(&path, page);
    }
}

/// The page with each run of white space as one character, and without comments.
fn minified(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut out, &rest[..at]);
        rest = &rest[at..];
        let (kept, length) = markup(rest);
        if kept {
            out.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    push_text(&mut out, rest);
    out
}

/// Whether the markup at the start of a text is kept, and how long it is.
fn markup(text: &str) -> (bool, usize) {
    if text.starts_with("<!--") {
        // A condition of an old browser or a directive for a server is no comment.
        let is_read = text.starts_with("<!--[") || text.starts_with("<!--#");
        return comment(text).map_or((true, text.len()), |length| (is_read, length));
    }
    let tag = tag_length(text);
    let name = name_of(&text[1..tag]).to_ascii_lowercase();
    let length = if RAW.contains(&name.as_str()) {
        end_of_raw(text, tag, &name)
    } else if WRITTEN.contains(&name.as_str()) && !text[..tag].ends_with("/>") {
        end_of_written(text, tag, &name)
    } else {
        tag
    };
    (true, length)
}

/// The length of the comment that a text begins with, if it ends. It may end with `--!>`, too, and be `<!-->`.
fn comment(text: &str) -> Option<usize> {
    let ends = ["-->", "--!>"];
    ends.iter().filter_map(|end| Some(text[2..].find(end)? + 2 + end.len())).min()
}

/// The length of the tag that a text begins with, which may have `>` inside quotes. A `<` alone is a letter.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return 1;
    }
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The name at the start of a text.
fn name_of(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

/// Where the content of an element of text ends.
fn end_of_raw(text: &str, tag: usize, name: &str) -> usize {
    ends(text, tag, name).next().unwrap_or(text.len())
}

/// Where an element ends that others of its name may be in.
fn end_of_written(text: &str, tag: usize, name: &str) -> usize {
    let mut from = tag;
    let mut open = 1;
    for end in ends(text, tag, name) {
        open += starts(&text[from..end], name);
        open -= 1;
        if open == 0 {
            return end;
        }
        from = end;
    }
    text.len()
}

/// Where the end tags of this name begin, from a place on.
fn ends<'a>(text: &'a str, from: usize, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    places(text, from, "</").filter(move |at| name_of(&text[at + 2..]).eq_ignore_ascii_case(name))
}

/// How many start tags of this name are in a text.
fn starts(text: &str, name: &str) -> usize {
    places(text, 0, "<").filter(|at| name_of(&text[at + 1..]).eq_ignore_ascii_case(name)).count()
}

fn places<'a>(text: &'a str, from: usize, sign: &'a str) -> impl Iterator<Item = usize> + 'a {
    text[from..].match_indices(sign).map(move |(at, _)| from + at)
}

/// Adds text with one character for each run of white space: a line break, if there is one in it.
fn push_text(out: &mut String, text: &str) {
    let is_space = |c: char| c.is_ascii_whitespace();
    let mut rest = text;
    while let Some(at) = rest.find(is_space) {
        out.push_str(&rest[..at]);
        let end = rest[at..].find(|c| !is_space(c)).map_or(rest.len(), |length| at + length);
        if !out.ends_with(is_space) {
            out.push(if rest[at..end].contains('\n') { '\n' } else { ' ' });
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_comments_are_left_out() {
        let cases = [
            ("<p>a  b\n\n c</p>\n\n<p>", "<p>a b\nc</p>\n<p>"),
            ("a <!-- x --> b<!---->c<!-->d", "a bcd"),
            ("a<!-- x --!>  b<!-- y -->", "a b"),
            ("<a title=\"x >  y\" \n href='/'>", "<a title=\"x >  y\" \n href='/'>"),
            ("1 <  2", "1 < 2"),
        ];
        for (html, expected) in cases {
            assert_eq!(minified(html), expected);
            assert_eq!(minified(expected), expected);
        }
    }

    #[test]
    fn what_is_shown_or_read_as_it_is_written_stays() {
        for html in [
            "<pre>a  b\n\n<b>  c</b><!-- d --></pre>",
            "<PRE><pre>  a</pre>  b</PRE>",
            "<textarea>  <p>  </textarea>",
            "<script>let a  = \"<!-- \";</script>",
            "<style>a  {}</style>",
            "<svg><text>a  b</text></svg>",
            "<!--[if IE]>  <p>  <![endif]-->",
            "<!--#include  virtual=\"a\" -->",
            "<noscript><!-- </noscript> a -->",
            "<pre>  never closed",
            "<!-- never  closed",
            "<a href='never  closed",
        ] {
            assert_eq!(minified(html), html);
        }
    }
}
