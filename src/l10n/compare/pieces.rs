//! The words of everything other than running text: HTML tags, code blocks, calls.

use super::word::{self, Word, WordKind};
use crate::diagnostic::Span;
use crate::parse::body::Shortcode;

/// Titles of links and the like are not compared: few readers see them.
pub(super) fn tag_words(
    tag: &str,
    prefix: &str,
    place: &dyn Fn(usize, usize) -> Span,
) -> Vec<Word> {
    let mut words = Vec::new();
    for (name, kind) in [("href=", WordKind::Link), ("src=", WordKind::Picture)] {
        let Some(at) = tag.find(name) else { continue };
        let value = &tag[at + name.len()..];
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = quote.map_or(value, |quote| &value[quote.len_utf8()..]);
        let is_end = |c: char| quote.map_or(c.is_whitespace() || c == '>', |quote| c == quote);
        let value = &value[..value.find(is_end).unwrap_or(value.len())];
        let start = value.as_ptr() as usize - tag.as_ptr() as usize;
        words.push(word::target(kind, value, prefix, place(start, start + value.len())));
    }
    words
}

/// The lines of a block of code by their words and indentation, without its fences.
pub(super) fn code_words(text: &str, span: Span) -> Vec<Word> {
    let range = span.range();
    let block = &text[range.clone()];
    let is_fenced = block.starts_with("```") || block.starts_with("~~~") || block.starts_with("{{");
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = range.start;
    for line in block.split_inclusive('\n') {
        let inside = line.trim_start_matches(['>', ' ', '\t']);
        lines.push((at + line.len() - inside.len(), inside.trim_end()));
        at += line.len();
    }
    if is_fenced {
        lines.remove(0);
        let is_closing = |(_, line): &(usize, &str)| {
            line.starts_with("```") || line.starts_with("~~~") || line.starts_with("{{")
        };
        if lines.last().is_some_and(is_closing) {
            lines.pop();
        }
    }
    lines.retain(|(_, line)| !line.is_empty());
    let indent = |at: usize| at - text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let mut levels = Levels::default();
    let is_outline = is_outline(lines.iter().filter(|(_, line)| !is_comment(line)));
    let mut words = Vec::new();
    let mut is_continued = false;
    for (at, line) in lines {
        // A comment is at home at any depth.
        let is_free = !is_outline || is_comment(line) || is_continued;
        let depth = if is_free { 0 } else { levels.of(indent(at), line) };
        let bare = without_prompt(line);
        let at = at + line.len() - bare.len();
        // A line that goes on is one with the next, however it is indented.
        is_continued = bare.ends_with('\\');
        let bare = bare.trim_end_matches(['\\', ' ', '\t']);
        let place = |start: usize, end: usize| Span::new(at + start..at + end);
        let first = words.len();
        word::split(bare, WordKind::Code, &place, &mut words);
        // Indentation matters in YAML and Python: it is part of a line's first word.
        if let Some(word) = words.get_mut(first).filter(|_| depth > 0) {
            word.exact = word.exact.wrapping_add(depth as u64);
        }
    }
    words
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("//")
}

/// Whether the indentation of lines tells what they say, as in YAML and Python. It does not in what has
/// brackets, in what a command prints, and in diagrams. Comments, which may be longer in another language, do
/// not count.
fn is_outline<'a>(lines: impl Iterator<Item = &'a (usize, &'a str)> + Clone) -> bool {
    let has_bracket = |(_, line): &(usize, &str)| {
        line.ends_with(['{', '[', '(']) || line.starts_with(['}', ']', ')'])
    };
    let is_step = |(_, line): &&(usize, &str)| {
        // What a command prints stands in columns.
        let is_pair = |(key, value): (&str, &str)| {
            !key.is_empty() && !key.contains(' ') && !value.starts_with("  ")
        };
        line.ends_with(':') || line.starts_with("- ") || line.split_once(':').is_some_and(is_pair)
    };
    let steps = lines.clone().filter(is_step).count();
    !lines.clone().any(has_bracket) && steps * 2 >= lines.count()
}

/// A line of a terminal without what the shell wrote.
fn without_prompt(line: &str) -> &str {
    const PROMPTS: [&str; 4] = ["$ ", "C:\\> ", "PS> ", "PS C:\\> "];
    PROMPTS.iter().find_map(|prompt| line.strip_prefix(prompt)).unwrap_or(line)
}

/// The nesting depth of lines, whatever the width of a step. In YAML, the items of a list may
/// have the same indentation as its key, and are below it nevertheless.
#[derive(Default)]
struct Levels {
    open: Vec<usize>,
}

impl Levels {
    fn of(&mut self, indent: usize, line: &str) -> usize {
        let column = 2 * indent + usize::from(line.starts_with("- "));
        while self.open.last().is_some_and(|open| *open >= column) {
            self.open.pop();
        }
        self.open.push(column);
        self.open.len() - 1
    }
}

/// The name and the arguments of a call.
pub(super) fn call_words(call: &Shortcode, prefix: &str) -> Vec<Word> {
    let mut words = vec![word::literal(WordKind::Tag, &call.name, call.name_span)];
    for argument in &call.arguments.0 {
        let value = &argument.value;
        let name = argument.name.as_deref().unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "src" => {
                words.push(word::target(WordKind::Picture, &value.value, prefix, value.span));
            }
            "link" | "href" | "url" => {
                words.push(word::target(WordKind::Link, &value.value, prefix, value.span));
            }
            "title" | "caption" | "alt" | "text" | "attr" => {
                let place = |_, _| value.span;
                word::split(&value.value, WordKind::Prose, &place, &mut words);
            }
            // Its appearance is not part of the text.
            "class" | "width" | "height" | "clear" | "color" => {}
            _ => words.push(word::literal(WordKind::Tag, &value.value, value.span)),
        }
    }
    words
}

/// Inline code of several words that begins as commands do.
pub(super) fn is_command(code: &str) -> bool {
    let mut words = code.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./".contains(c);
    let is_program = first.len() > 1 && first.chars().all(is_name) && !first.ends_with(':');
    words.next().is_some() && (is_program || first == "$")
}
