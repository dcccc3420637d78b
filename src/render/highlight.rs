//! Code blocks into HTML with classes.
//!
//! The grammars are those of `two-face` (bat's). Their hundreds of scopes are folded into a few
//! classes, so that a page stays small and a theme has a short list to colour.

use std::collections::HashMap;
use std::fmt::Write;

use pulldown_cmark_escape::escape_html_body_text;
use syntect::parsing::{
    BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet,
};

use crate::parse::body::CodeBlock;

/// A block longer than this, in bytes, or with a longer line, is shown plain: no reader reads it,
/// and a grammar's regular expressions may take seconds on it.
const MAX_BLOCK: usize = 512 * 1024;
const MAX_LINE: usize = 8 * 1024;

/// The names that writers use for languages, where the grammars know another.
const ALIASES: &[(&str, &str)] = &[
    ("console", "sh"),
    ("shell", "sh"),
    ("shell-session", "sh"),
    ("terminal", "sh"),
    ("zsh", "sh"),
    ("golang", "go"),
    ("docker", "dockerfile"),
    ("proto", "protobuf"),
    ("protobuf", "protocol buffer"),
    ("yml", "yaml"),
    ("jsonc", "json"),
    ("js", "javascript"),
    ("ts", "typescript"),
    ("py", "python"),
    ("rs", "rust"),
];

/// Names that mean "no language".
const PLAIN: &[&str] = &["", "text", "plain", "plaintext", "txt", "none", "nohighlight", "output"];

/// Scope prefixes and their class. Of several that fit a scope, the longest decides; of several
/// scopes, the innermost that has a class.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("string", "s"),
    ("string.unquoted", ""),
    ("constant.numeric", "m"),
    ("constant.language", "k"),
    ("constant.character.escape", "e"),
    ("constant.other.placeholder", "e"),
    ("variable.parameter", "v"),
    ("variable.other.member", "v"),
    ("variable.language", "k"),
    ("keyword", "k"),
    ("keyword.operator", "o"),
    ("storage", "k"),
    ("storage.type", "t"),
    ("entity.name.function", "f"),
    ("entity.name.type", "t"),
    ("entity.name.class", "t"),
    ("entity.name.tag", "n"),
    ("entity.name.section", "n"),
    ("entity.other.attribute-name", "v"),
    ("support.function", "f"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("meta.function-call variable.function", "f"),
    ("variable.function", "f"),
    ("variable.other.readwrite.shell", "v"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup.heading", "n"),
    ("meta.diff.header", "n"),
    ("meta.diff.range", "n"),
    ("punctuation.definition.comment", "c"),
    ("punctuation.definition.string", "s"),
    ("punctuation.definition.variable", "v"),
];

/// The grammars and the classes of their scopes. Loading takes some milliseconds: make one.
pub struct Highlighter {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
}

/// A block as HTML, and whether its language was known.
pub struct Highlighted {
    pub html: String,
    pub known: bool,
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

impl Highlighter {
    pub fn new() -> Self {
        let mut classes: Vec<(Scope, &'static str)> = CLASSES
            .iter()
            .filter_map(|(prefix, class)| Some((Scope::new(prefix).ok()?, *class)))
            .collect();
        classes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        Self { syntaxes: two_face::syntax::extra_newlines(), classes }
    }

    /// The block as `<pre>`, with spans of classes where the grammar is known.
    pub fn highlight(&self, block: &CodeBlock) -> Highlighted {
        let language = block.language.to_lowercase();
        let syntax = self.syntax(&language);
        let known = syntax.is_some() || PLAIN.contains(&language.as_str());
        let code = syntax.and_then(|syntax| self.code(&block.text, syntax));
        Highlighted { html: wrapped(&language, code, &block.text), known }
    }

    /// The block as `<pre>` without classes.
    pub fn plain(&self, block: &CodeBlock) -> String {
        wrapped(&block.language.to_lowercase(), None, &block.text)
    }

    fn syntax(&self, language: &str) -> Option<&SyntaxReference> {
        if PLAIN.contains(&language) {
            return None;
        }
        let alias = ALIASES.iter().find(|(alias, _)| *alias == language);
        let name = alias.map_or(language, |(_, name)| *name);
        self.syntaxes.find_syntax_by_token(name)
    }

    /// `None` when the text is too long, or the grammar fails on it.
    fn code(&self, text: &str, syntax: &SyntaxReference) -> Option<String> {
        if text.len() > MAX_BLOCK || text.lines().any(|line| line.len() > MAX_LINE) {
            return None;
        }
        let mut painter =
            Painter { classes: &self.classes, known: HashMap::new(), stack: Vec::new() };
        let mut state = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        let mut html = String::with_capacity(text.len() * 2);
        let mut open = "";
        for line in text.split_inclusive('\n') {
            let operations = state.parse_line(line, &self.syntaxes).ok()?;
            let mut position = 0;
            for (at, operation) in operations {
                painter.paint(&mut html, &mut open, &line[position..at]);
                position = at;
                scopes
                    .apply_with_hook(&operation, |basic, _| match basic {
                        BasicScopeStackOp::Push(scope) => painter.push(scope),
                        BasicScopeStackOp::Pop => painter.pop(),
                    })
                    .ok()?;
            }
            painter.paint(&mut html, &mut open, &line[position..]);
        }
        close(&mut html, &mut open);
        Some(html)
    }
}

/// Keeps the class of every scope that is open.
struct Painter<'a> {
    classes: &'a [(Scope, &'static str)],
    known: HashMap<Scope, Option<&'static str>>,
    stack: Vec<Option<&'static str>>,
}

impl Painter<'_> {
    fn push(&mut self, scope: Scope) {
        let classes = self.classes;
        let class = *self.known.entry(scope).or_insert_with(|| {
            classes.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
        });
        self.stack.push(class);
    }

    fn pop(&mut self) {
        self.stack.pop();
    }

    /// Writes text in the innermost class. Neighbours of one class share a span, which ends with
    /// its line.
    fn paint(&self, html: &mut String, open: &mut &'static str, text: &str) {
        if text.is_empty() {
            return;
        }
        let (text, end) = text.strip_suffix('\n').map_or((text, ""), |text| (text, "\n"));
        let class = self.stack.iter().rev().find_map(|class| *class).unwrap_or_default();
        if class != *open && !text.trim().is_empty() {
            close(html, open);
            if !class.is_empty() {
                let _ = write!(html, "<span class=\"{class}\">");
            }
            *open = class;
        }
        let _ = escape_html_body_text(&mut *html, text);
        if !end.is_empty() {
            close(html, open);
            html.push_str(end);
        }
    }
}

/// Code, or else its plain text, in the element that all blocks have.
fn wrapped(language: &str, code: Option<String>, text: &str) -> String {
    let code = code.unwrap_or_else(|| escaped(text));
    let mut html = String::with_capacity(code.len() + 96);
    html.push_str("<pre class=\"code\" tabindex=\"0\"");
    if language.is_empty() {
        html.push_str("><code");
    } else {
        html.push_str(" data-lang=\"");
        push_attribute(&mut html, language);
        html.push_str("\"><code class=\"language-");
        push_attribute(&mut html, language);
        html.push('"');
    }
    html.push('>');
    html.push_str(&code);
    html.push_str("</code></pre>\n");
    html
}

fn close(html: &mut String, open: &mut &'static str) {
    if !open.is_empty() {
        html.push_str("</span>");
    }
    *open = "";
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let _ = escape_html_body_text(&mut html, text);
    html
}

fn push_attribute(html: &mut String, text: &str) {
    let _ = pulldown_cmark_escape::escape_html(html, text);
}
