//! Code in YAML, JSON and TOML that is none, and Kubernetes manifests that lack a key.

use super::code_lines::code_lines;
use super::page::{CheckedPage, CodeForm, CodePiece};
use crate::diagnostic::{Code, Diagnostic};
use crate::structured::{Format, SyntaxError, Table, Value};

/// The longest block that is parsed, in bytes.
const MAX_LENGTH: usize = 1 << 18;

/// Reports blocks of data that cannot be parsed.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for piece in page.code.iter().filter(|piece| piece.text.len() <= MAX_LENGTH) {
        let CodeForm::Fenced(language) = &piece.form else { continue };
        match language.as_str() {
            "yaml" | "yml" => found.extend(yaml(page, piece)),
            "json" | "jsonc" => found.extend(json(page, piece)),
            "toml" => found.extend(toml(page, piece)),
            _ => {}
        }
    }
}

/// A fault in a block: the line, counted from zero, and what is wrong.
struct Fault {
    line: usize,
    message: String,
}

fn yaml(page: &CheckedPage<'_>, piece: &CodePiece<'_>) -> Option<Diagnostic> {
    // Keys that are no text have no place in data as programs share them, and are YAML all the same.
    if is_template(&piece.text) || is_diff(&piece.text, &["+ "]) || has_key_mark(&piece.text) {
        return None;
    }
    if piece.text.trim_start().starts_with('{') {
        return json(page, piece);
    }
    if let Some(line) = piece.text.lines().position(is_tab_indented) {
        let message = "a tab indents a line of YAML, which allows blanks only";
        return Some(
            at_line(page, piece, Code::CodeTab, line, message.into()).hint("write blanks"),
        );
    }
    let mut start = 0;
    for document in documents(&piece.text) {
        let complete = without_elisions(document);
        let is_excerpt = complete.trim() != document.trim();
        match Format::Yaml.parse(&complete) {
            Ok(value) => {
                if let Some(table) = value.value.as_table()
                    && let Some(problem) = manifest(page, piece, table, start)
                {
                    return Some(problem);
                }
            }
            // What is left out may be what the rest stands in, and what a tag means, only its program knows.
            Err(_) if is_excerpt || has_tag(document) => {}
            Err(error) => {
                let line = start + line_of(&complete, &error);
                return Some(not_valid(
                    page,
                    piece,
                    "YAML",
                    Fault { line, message: error.message },
                ));
            }
        }
        start += document.lines().count() + 1;
    }
    None
}

fn toml(page: &CheckedPage<'_>, piece: &CodePiece<'_>) -> Option<Diagnostic> {
    if is_template(&piece.text) || is_diff(&piece.text, &["+ ", "- "]) {
        return None;
    }
    // Front matter stands between lines of plus signs.
    let is_fence = |line: &str| line.trim() == "+++";
    let plain: String = piece
        .text
        .lines()
        .flat_map(|line| [if is_fence(line) { "" } else { line }, "\n"])
        .collect();
    let complete = without_elisions(&plain);
    let error = Format::Toml.parse(&complete).err()?;
    // One way to write a key and then another are for people to choose from.
    if error.message.contains("duplicate key") {
        return None;
    }
    let line = line_of(&complete, &error);
    Some(not_valid(page, piece, "TOML", Fault { line, message: error.message }))
}

/// Comments, several values, and parts of an object are JSON enough to be read by people.
fn json(page: &CheckedPage<'_>, piece: &CodePiece<'_>) -> Option<Diagnostic> {
    if is_template(&piece.text) || is_session(&piece.text) || is_diff(&piece.text, &["+ ", "- "]) {
        return None;
    }
    let complete = plain_json(&without_elisions(&piece.text));
    let values = serde_json::Deserializer::from_str(&complete).into_iter::<serde::de::IgnoredAny>();
    let error = values.into_iter().find_map(Result::err)?;
    let part = complete.trim().trim_end_matches(',');
    // What is cut off at its end is an excerpt, and so is what leaves something out.
    if error.is_eof() || leaves_out(&complete) {
        return None;
    }
    let is_part = [format!("{{{part}}}"), format!("[{part}]"), format!("{{{part}")]
        .iter()
        .any(|whole| serde_json::from_str::<serde::de::IgnoredAny>(whole).is_ok());
    if is_part {
        return None;
    }
    let words = error.to_string();
    let message = words.split(" at line ").next().unwrap_or(&words).to_owned();
    let line = error.line().saturating_sub(1);
    Some(not_valid(page, piece, "JSON", Fault { line, message }))
}

/// One of the two keys that name what a manifest describes, where the rest is that of a manifest.
fn manifest(
    page: &CheckedPage<'_>,
    piece: &CodePiece<'_>,
    table: &Table,
    start: usize,
) -> Option<Diagnostic> {
    let has = |key: &str| table.entries.iter().any(|(name, _)| name.value == key);
    let missing = match (has("apiVersion"), has("kind")) {
        (true, false) => "kind",
        (false, true) => "apiVersion",
        _ => return None,
    };
    let metadata = table.entries.iter().find(|(name, _)| name.value == "metadata");
    let is_named = metadata.is_some_and(|(_, value)| matches!(value.value, Value::Table(_)));
    let is_whole = is_named
        && ["spec", "data", "rules", "subjects", "roleRef", "webhooks", "stringData"]
            .iter()
            .any(|key| has(key));
    if !is_whole {
        return None;
    }
    let message = format!("the manifest has no `{missing}`");
    let hint = "a manifest needs both `apiVersion` and `kind`";
    Some(at_line(page, piece, Code::ManifestKey, start, message).hint(hint))
}

fn not_valid(
    page: &CheckedPage<'_>,
    piece: &CodePiece<'_>,
    name: &str,
    fault: Fault,
) -> Diagnostic {
    let message = format!("the code is not valid {name}: {}", fault.message);
    at_line(page, piece, Code::CodeSyntax, fault.line, message)
        .hint("give the block another language if it is none, or `text`")
}

fn at_line(
    page: &CheckedPage<'_>,
    piece: &CodePiece<'_>,
    code: Code,
    line: usize,
    message: String,
) -> Diagnostic {
    let place = code_lines(page, piece).nth(line).or_else(|| code_lines(page, piece).last());
    let start = place.map_or(piece.range.start, |(_, at)| at);
    let length = place.map_or(0, |(line, _)| line.len()).min(page.text.len() - start);
    let end = page.text.floor_char_boundary(start + length);
    page.problem(code, message, start..end)
}

/// Whether a program makes the code before anybody reads it as data.
fn is_template(text: &str) -> bool {
    ["{{", "{%", "<%", "${", "$("].iter().any(|sign| text.contains(sign)) || has_placeholder(text)
}

/// `<name>`, `[name]...`: what the reader is to write.
fn has_placeholder(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let inside = &text[at + 1..];
        let end = inside.find(['>', '\n', '<']).unwrap_or(inside.len());
        end > 0 && inside[end..].starts_with('>') && !inside.starts_with([' ', '='])
    })
}

/// Whether lines begin with the marks of a comparison.
fn is_diff(text: &str, marks: &[&str]) -> bool {
    text.lines()
        .any(|line| line.starts_with("@@ ") || marks.iter().any(|mark| line.starts_with(mark)))
}

/// Whether a line begins with YAML's mark for a key of any kind.
fn has_key_mark(text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with("? "))
}

/// Whether something has a tag: `!include file.yaml`.
fn has_tag(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || "[]{},".contains(c)).any(|word| {
        word.strip_prefix('!')
            .is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '!'))
    })
}

/// Whether dots stand among values: `[1, …, 9]`.
fn leaves_out(json: &str) -> bool {
    json.lines().any(|line| {
        let between = line.split('"').step_by(2);
        between.into_iter().any(|part| part.contains('…') || part.contains("..."))
    })
}

/// Whether code is what a terminal shows.
fn is_session(text: &str) -> bool {
    let first = text.trim_start();
    first.starts_with("$ ")
        || first.starts_with("# ") && !first.starts_with("# {")
        || ["GET ", "POST ", "PUT ", "PATCH ", "DELETE ", "HTTP/", "kubectl ", "curl "]
            .iter()
            .any(|word| first.starts_with(word))
}

/// Whether a tab stands before the first word of a line that has one.
fn is_tab_indented(line: &str) -> bool {
    let blanks = line.len() - line.trim_start().len();
    line[..blanks].contains('\t') && blanks < line.len() && !line.trim_start().starts_with('#')
}

/// The documents of a YAML text.
pub(super) fn documents(text: &str) -> Vec<&str> {
    let mut documents = Vec::new();
    let mut start = 0;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == "---" || line.starts_with("--- ") {
            documents.push(&text[start..offset]);
            start = offset + line.len();
        }
        offset += line.len();
    }
    documents.push(&text[start..]);
    documents
}

/// The text with empty lines for those that say only that something is left out, and for those that are about YAML itself.
pub(super) fn without_elisions(text: &str) -> String {
    let shown = text.lines().map(|line| {
        if line.starts_with("%YAML ") || line.starts_with("%TAG ") {
            return "";
        }
        let words = line
            .trim()
            .trim_matches(['[', ']', '(', ')', '<', '>', '{', '}', ',', '-', '#', '/', ' ']);
        let is_elision = !words.is_empty() && words.chars().all(|c| matches!(c, '.' | '…' | '⋮'));
        if is_elision { "" } else { line }
    });
    shown.flat_map(|line| [line, "\n"]).collect()
}

/// JSON without comments and without commas behind the last item. Lines stay lines.
fn plain_json(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut is_string = false;
    while let Some(c) = rest.next() {
        match c {
            '"' => is_string = !is_string,
            '\\' if is_string => {
                plain.push(c);
                plain.extend(rest.next());
                continue;
            }
            '\n' => is_string = false,
            '#' if !is_string => {
                while rest.next_if(|c| *c != '\n').is_some() {}
                continue;
            }
            '/' if !is_string && rest.peek() == Some(&'/') => {
                while rest.next_if(|c| *c != '\n').is_some() {}
                continue;
            }
            '/' if !is_string && rest.peek() == Some(&'*') => {
                let mut before = ' ';
                for c in rest.by_ref() {
                    if c == '\n' {
                        plain.push(c);
                    }
                    if before == '*' && c == '/' {
                        break;
                    }
                    before = c;
                }
                continue;
            }
            '}' | ']' if !is_string => {
                let kept = plain.trim_end().len();
                if plain[..kept].ends_with(',') {
                    plain.replace_range(kept - 1..kept, " ");
                }
            }
            _ => {}
        }
        plain.push(c);
    }
    plain
}

/// The line of an error, counted from zero.
fn line_of(text: &str, error: &SyntaxError) -> usize {
    let at = error.span.map_or(0, |span| span.range().start.min(text.len()));
    text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count()
}
