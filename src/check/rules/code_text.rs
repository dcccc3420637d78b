//! Characters in code that a program does not take for what they look like, and escapes that stayed in it.

use std::ops::Range;

use super::code_lines::code_lines;
use super::page::{CheckedPage, CodeForm, CodePiece, quoted};
use crate::diagnostic::{Code, Diagnostic, Fix, Span};

/// The longest line of code that is looked through, in bytes.
const MAX_LINE: usize = 4000;

/// Languages whose code is run or read by programs. What programs print is as they print it.
const PROGRAMS: &[&str] = &[
    "awk",
    "bash",
    "bat",
    "c",
    "c++",
    "cmd",
    "cpp",
    "cs",
    "csharp",
    "css",
    "docker",
    "dockerfile",
    "go",
    "golang",
    "hcl",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "json5",
    "jsonc",
    "kotlin",
    "lua",
    "makefile",
    "perl",
    "php",
    "powershell",
    "properties",
    "protobuf",
    "ps1",
    "py",
    "python",
    "rb",
    "ruby",
    "rust",
    "scala",
    "sh",
    "shell",
    "sql",
    "swift",
    "terraform",
    "toml",
    "ts",
    "typescript",
    "yaml",
    "yml",
    "zsh",
];

/// Languages in which an entity means what it says.
const MARKUP: &[&str] = &[
    "asp",
    "gotmpl",
    "handlebars",
    "htm",
    "html",
    "htmlbars",
    "jinja",
    "jinja2",
    "js",
    "javascript",
    "jsx",
    "markdown",
    "md",
    "mdx",
    "php",
    "rss",
    "svelte",
    "svg",
    "ts",
    "tsx",
    "typescript",
    "vue",
    "xhtml",
    "xml",
    "xsl",
    "go-html-template",
    "java",
    "kotlin",
];

/// What HTML writes for a character, and that character, if one sees it.
const ESCAPED: &[(&str, Option<char>)] = &[
    ("&lt;", Some('<')),
    ("&gt;", Some('>')),
    ("&amp;", Some('&')),
    ("&quot;", Some('"')),
    ("&#39;", Some('\'')),
    ("&nbsp;", None),
];

/// Reports what readers cannot copy.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for piece in &page.code {
        found.extend(first(page, piece, foreign));
        found.extend(first(page, piece, escape));
    }
}

/// Something odd in a line of code: where it stands in it, and what it is.
struct Odd {
    code: Code,
    range: Range<usize>,
    message: String,
    hint: &'static str,
    fix: Option<&'static str>,
}

/// What kind of code a line is of.
struct Kind<'a> {
    form: &'a CodeForm,
    /// Of the characters that HTML escapes, those that stand in the code as they are.
    unescaped: Vec<char>,
}

impl<'a> Kind<'a> {
    fn of(piece: &'a CodePiece<'_>) -> Self {
        let text = &piece.text;
        let is_raw_ampersand = |at: usize| {
            let behind = text[at + 1..].chars().next();
            !behind.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#')
        };
        let has = |c: char| match c {
            '&' => text.match_indices('&').any(|(at, _)| is_raw_ampersand(at)),
            _ => text.contains(c),
        };
        let unescaped = match text.contains('&') {
            true => ESCAPED.iter().filter_map(|(_, c)| *c).filter(|c| has(*c)).collect(),
            false => Vec::new(),
        };
        Self { form: &piece.form, unescaped }
    }

    fn is_among(&self, languages: &[&str]) -> bool {
        matches!(self.form, CodeForm::Fenced(language) if languages.contains(&language.as_str()))
    }

    fn is_program(&self) -> bool {
        *self.form == CodeForm::Inline || self.is_among(PROGRAMS)
    }
}

/// The first odd thing of a kind in a piece of code.
fn first(
    page: &CheckedPage<'_>,
    piece: &CodePiece<'_>,
    look: fn(&Kind<'_>, &str) -> Option<Odd>,
) -> Option<Diagnostic> {
    let kind = Kind::of(piece);
    let mut lines = code_lines(page, piece).filter(|(line, _)| line.len() <= MAX_LINE);
    let (odd, line, at) = lines.find_map(|(line, at)| Some((look(&kind, line)?, line, at)))?;
    // In a line of text the code stands behind its marks.
    let at = match piece.form {
        CodeForm::Inline => at + page.text[piece.range.clone()].find(line)?,
        _ => at,
    };
    let range = at + odd.range.start..at + odd.range.end;
    let is_there = page.text.get(range.clone()) == Some(&line[odd.range.clone()]);
    let range = if is_there { range } else { at..at };
    let problem = page.problem(odd.code, odd.message, range.clone()).hint(odd.hint);
    Some(match odd.fix.filter(|_| is_there) {
        Some(text) => problem.fix(Fix::replace(Span::new(range), text)),
        None => problem,
    })
}

/// A typographic character where a program needs a plain one.
fn foreign(kind: &Kind<'_>, line: &str) -> Option<Odd> {
    if line.is_ascii() || !kind.is_program() || line.contains(is_of_drawing) {
        return None;
    }
    let plain = plain_part(kind, line);
    let is_inline = *kind.form == CodeForm::Inline;
    let has_wide_letters = line.chars().any(is_wide_letter);
    line.char_indices().filter(|(_, c)| !c.is_ascii()).find_map(|(at, c)| {
        let range = at..at + c.len_utf8();
        if !plain.holds(at) {
            return None;
        }
        let odd = |message: String, hint, fix| {
            Some(Odd { code: Code::CodeTypography, range: range.clone(), message, hint, fix })
        };
        let before = line[..at].chars().next_back();
        let behind = line[range.end..].chars().next();
        match c {
            // Where something is left out, nobody copies it.
            '\u{a0}' | '\u{202f}' | '\u{2007}' if !(is_inline && line.contains('…')) => odd(
                "a non-breaking blank stands in the code".into(),
                "write a plain blank",
                Some(" "),
            ),
            '“' | '”' | '„' | '‘' | '’'
                if is_quotation(c, line, at) && !(is_inline && has_wide_letters) =>
            {
                odd(format!("`{c}` is no quotation mark in code"), "write `\"` or `'`", None)
            }
            '–' | '—' if before.is_none_or(|c| c == ' ') && begins_option(&line[range.end..]) => {
                odd(format!("`{c}` is no hyphen in code"), "write `-` or `--`", None)
            }
            '：' | '，' | '；' | '＝' | '（' | '）'
                if before.is_some_and(is_plain)
                    && behind.is_none_or(|c| is_plain(c) || c == ' ')
                    && !is_inline
                    && !has_wide_letters =>
            {
                let message = format!("`{c}` is full-width, and no mark of the code's language");
                odd(message, "write the plain character", None)
            }
            _ => None,
        }
    })
}

/// Whether a curly mark stands for a quotation mark. An apostrophe stands within a word.
fn is_quotation(c: char, line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let behind = line[at + c.len_utf8()..].chars().next();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(c == '’' && is_letter(before) && is_letter(behind))
}

/// Whether a character is of a script whose texts have full-width marks.
fn is_wide_letter(c: char) -> bool {
    c > '\u{2e80}' && c.is_alphabetic()
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '"' | '\'' | '_')
}

fn is_of_drawing(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{259f}')
}

/// Whether a text goes on as an option does behind its hyphens: `name`, `name=`.
fn begins_option(rest: &str) -> bool {
    let length = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(rest.len());
    let behind = &rest[length..];
    length > 0 && (behind.is_empty() || behind.starts_with(['=', ' ']))
}

/// The parts of a line that are neither comment nor text between quotation marks.
struct PlainPart {
    strings: Vec<Range<usize>>,
    comment: usize,
}

impl PlainPart {
    fn holds(&self, at: usize) -> bool {
        let next = self.strings.partition_point(|string| string.end <= at);
        let is_in_string = self.strings.get(next).is_some_and(|string| string.contains(&at));
        at < self.comment && !is_in_string
    }
}

fn plain_part(kind: &Kind<'_>, line: &str) -> PlainPart {
    let trimmed = line.trim_start();
    let is_comment = ["#", "//", "/*", "* ", "--", ";", "<!--", "%", "rem "]
        .iter()
        .any(|sign| trimmed.starts_with(sign));
    let mut part = PlainPart { strings: Vec::new(), comment: line.len() };
    if *kind.form == CodeForm::Inline {
        return part;
    }
    if is_comment {
        part.comment = 0;
        return part;
    }
    let mut open: Option<(char, usize)> = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match open {
            Some((mark, start)) if c == mark && before != '\\' => {
                part.strings.push(start..at);
                open = None;
            }
            None if matches!(c, '"' | '`') || c == '\'' && !before.is_alphanumeric() => {
                open = Some((c, at));
            }
            None if c == '#' && before.is_whitespace() || c == '/' && before == '/' => {
                part.comment = at;
                break;
            }
            _ => {}
        }
        before = c;
    }
    // A string that goes on in the next line.
    part.strings.extend(open.map(|(_, start)| start..line.len()));
    part
}

/// An escape that was right in text and is shown as it is in code.
fn escape(kind: &Kind<'_>, line: &str) -> Option<Odd> {
    let odd = |range: Range<usize>, hint| {
        let message = format!("`{}` is shown as it is in code", quoted(&line[range.clone()]));
        Some(Odd { code: Code::CodeEscape, range, message, hint, fix: None })
    };
    if !kind.is_among(MARKUP) && !line.contains("</") {
        // Whoever writes a character as it is, too, means the entity.
        let is_meant = |c: &Option<char>| c.is_some_and(|c| kind.unescaped.contains(&c));
        let entities = ESCAPED.iter().filter(|(_, c)| !is_meant(c));
        let entity =
            entities.filter_map(|(entity, _)| Some((line.find(entity)?, entity.len()))).min();
        if let Some((at, length)) = entity.filter(|_| !is_about_entities(kind, line)) {
            return odd(at..at + length, "write the character itself");
        }
    }
    let start = line.find("\\<")?;
    let inside = &line[start + 2..];
    let end = inside
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')))
        .unwrap_or(inside.len());
    let is_placeholder = end > 0 && inside[end..].starts_with("\\>");
    let is_pattern =
        ["grep", "sed", "awk", "vim", "=~", "s/"].iter().any(|word| line.contains(word));
    if !is_placeholder || is_pattern {
        return None;
    }
    odd(start..start + end + 4, "leave out the backslashes: code has no tags")
}

/// Whether an entity is what the code is about: code in a line of text that is nothing but entities, or a block that
/// shows Markdown, with code between back-quotes.
fn is_about_entities(kind: &Kind<'_>, line: &str) -> bool {
    if *kind.form == CodeForm::Inline {
        return line.starts_with('&') && line.ends_with(';') && line.len() < 12;
    }
    !kind.is_among(PROGRAMS) && line.contains('`')
}
