//! A formula in TeX as MathML, which browsers show without a script.
//!
//! `math-core` makes it; this module turns its `style` attributes, which a strict style policy refuses,
//! into other attributes and classes.

use std::fmt::Write;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use pulldown_cmark_escape::escape_html;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use super::source_problem::{SourceProblem, guarded};
use crate::parse::body::Form;

/// Bytes of source. No legible formula needs more.
const MAX_SOURCE: usize = 8 * 1024;

/// How deeply commands and groups may nest: the parser calls itself for each, and a
/// thread's stack is finite (a debug build takes 23 kB for a level). Real formulas have ten at most.
const MAX_DEPTH: usize = 32;

/// The formula as a `<math>`.
pub(super) fn render(tex: &str, form: Form) -> Result<String, SourceProblem> {
    if tex.len() > MAX_SOURCE {
        return Err(SourceProblem::new(format!("it is longer than {MAX_SOURCE} bytes")));
    }
    if depth(tex) > MAX_DEPTH {
        let message = format!("more than {MAX_DEPTH} commands stand in one another");
        return Err(SourceProblem::new(message));
    }
    let display = match form {
        Form::Inline => MathDisplay::Inline,
        Form::Display | Form::Block => MathDisplay::Block,
    };
    let converted = guarded(|| {
        let converter = LatexToMathML::new(MathCoreConfig::default()).ok()?;
        Some(converter.convert_with_local_state(tex, display))
    })?;
    match converted {
        Some(Ok(converted)) => rewrite(&converted.mathml, tex)
            .ok_or_else(|| SourceProblem::new("the result cannot be read")),
        Some(Err(error)) => {
            // An error at the end of the source is placed behind the last word.
            let end = tex.trim_end().len();
            let range = error.0.start.min(end)..error.0.end.min(end);
            let range = tex.get(range.clone()).is_some().then_some(range);
            Err(SourceProblem::new(own_words(&error.error_message())).at(range))
        }
        None => Err(SourceProblem::new("the program that reads it failed")),
    }
}

/// An upper bound for the depth of a formula: groups, pairs of `\left` and `\right`, environments, and commands
/// that directly follow each other, since each may be the next one's argument.
fn depth(tex: &str) -> usize {
    let (mut deepest, mut groups, mut run) = (0, 0_usize, 0_usize);
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        let length = match rest.strip_prefix('\\') {
            Some(name) => {
                let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
                match &name[..letters] {
                    "left" | "begin" => groups += 1,
                    "right" | "end" => groups = groups.saturating_sub(1),
                    _ => run += 1,
                }
                // A command without letters is one character.
                1 + if letters > 0 {
                    letters
                } else {
                    name.chars().next().map_or(0, char::len_utf8)
                }
            }
            None => {
                match c {
                    '{' => groups += 1,
                    '}' => groups = groups.saturating_sub(1),
                    _ if c.is_whitespace() => {}
                    _ => run = 0,
                }
                c.len_utf8()
            }
        };
        rest = &rest[length..];
        deepest = deepest.max(groups + run);
    }
    deepest
}

/// In the style of our messages: a lower-case fragment, the user's text in back-quotes.
fn own_words(message: &str) -> String {
    let message = message.trim_end_matches('.').replace('"', "`");
    let mut characters = message.chars();
    let first = characters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

/// The MathML without styles, with its source as the text alternative.
fn rewrite(mathml: &str, tex: &str) -> Option<String> {
    let mut html = String::with_capacity(mathml.len() + tex.len());
    let mut reader = Reader::from_str(mathml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => write_tag(&mut html, &tag, tex, ">")?,
            Event::Empty(tag) => write_tag(&mut html, &tag, tex, "/>")?,
            Event::End(tag) => {
                let _ = write!(html, "</{}>", name_of(&tag.name()));
            }
            Event::Text(text) => html.push_str(&text),
            Event::GeneralRef(reference) => {
                let _ = write!(html, "&{};", &*reference);
            }
            Event::Eof => return Some(html),
            _ => {}
        }
    }
}

/// The name of an element; a link, which might lead anywhere, becomes a `<span>` with the same text.
fn name_of<'a>(name: &QName<'a>) -> &'a str {
    if name.0 == "a" { "span" } else { name.0 }
}

fn write_tag(html: &mut String, tag: &BytesStart<'_>, tex: &str, end: &str) -> Option<()> {
    let name = tag.name();
    let name = name_of(&name);
    let _ = write!(html, "<{name}");
    let mut classes: Vec<String> = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let value = &*attribute.value;
        match attribute.key.as_ref() {
            "class" => classes.push(value.to_owned()),
            "style" => write_style(html, &mut classes, value),
            "href" | "id" => {}
            key => {
                let _ = write!(html, " {key}=\"{value}\"");
            }
        }
    }
    if !classes.is_empty() {
        let _ = write!(html, " class=\"{}\"", classes.join(" "));
    }
    if name == "math" {
        html.push_str(" alttext=\"");
        let _ = escape_html(&mut *html, tex.trim());
        html.push('"');
    }
    html.push_str(end);
    Some(())
}

/// Declarations that become a class of the theme, by how they begin.
const CLASSES: &[(&str, &str)] = &[
    ("text-align: left", "m-start"),
    ("text-align: right", "m-end"),
    ("padding-left: 0", "m-close-start"),
    ("padding-right: 0", "m-close-end"),
    ("padding-left:1em", "m-wide-start"),
    ("width: 100%", "m-whole"),
    ("width: 50%", "m-half"),
    ("width: 7.5%", "m-half"),
    ("border-top", "m-rule-above"),
    ("border-left", "m-rule-start"),
    ("border-right", "m-rule-end"),
    ("font-variant-caps", "m-small-caps"),
];

fn write_style(html: &mut String, classes: &mut Vec<String>, style: &str) {
    for declaration in style.split(';').map(str::trim) {
        if let Some(colour) = declaration.strip_prefix("color:") {
            let _ = write!(html, " mathcolor=\"{}\"", colour.trim());
        } else if let Some((_, class)) =
            CLASSES.iter().find(|(known, _)| declaration.starts_with(known))
        {
            classes.push((*class).to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PIECES: &[&str] = &[
        "a",
        "12",
        "+",
        "=",
        "^",
        "_",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "&",
        "\\\\",
        "\\frac",
        "\\sqrt",
        "\\left",
        "\\right",
        "\\begin{array}{cc}",
        "\\end{array}",
        "\\begin{align}",
        "\\end{align}",
        "\\text{",
        "\\color{red}",
        "\\mathbb",
        "\\hat",
        "\\sum",
        "\\int",
        "\\limits",
        "\\operatorname",
        "\\hline",
        "\\label{x}",
        "\\ref{x}",
        "\\tag{1}",
        "\\not",
        "\\middle|",
        "'",
        "\"",
        "<script>",
        "$",
        "%",
        "#1",
        "\\",
        "\\ ",
        "若",
        "\u{301}",
        "\0",
        "\n",
        "~",
        "\\hspace{1em}",
        "\\kern-1em",
        "\\phantom",
        "\\newcommand{\\x}{\\x}\\x",
        "\\def\\y{\\y\\y}\\y",
        "\\href{javascript:x}{y}",
        "\\unicode{1}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn whatever_is_written_there_is_an_answer_and_it_is_safe(
            words in proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..24)
        ) {
            let mut tex = String::new();
            for (piece, blank) in words {
                tex.push_str(PIECES[piece]);
                tex.push_str(if blank { " " } else { "" });
            }
            if let Ok(mathml) = render(&tex, Form::Block) {
                prop_assert!(mathml.starts_with("<math ") && mathml.ends_with("</math>"));
                for forbidden in ["<script", " style=\"", " href=", "<merror"] {
                    prop_assert!(!mathml.contains(forbidden), "{forbidden} in {mathml}");
                }
            }
        }
    }

    #[test]
    fn what_is_deep_or_long_has_an_answer_too() {
        for (piece, end) in [
            ("{", ""),
            ("{", "}"),
            ("\\sqrt", ""),
            ("\\sqrt ", "x"),
            ("\\frac", ""),
            ("\\left(", "\\right)"),
            ("\\begin{array}{c}", "\\end{array}"),
            ("x^{", "}"),
            ("\\text{", "}"),
            ("\\not", ""),
            ("a ", ""),
            ("^", ""),
            ("'", ""),
            ("\\\\", ""),
            ("&", ""),
        ] {
            for count in [30, 1_000, 1_000_000] {
                let _ = render(&(piece.repeat(count) + &end.repeat(count)), Form::Block);
            }
        }
    }
}
