//! A faithful translation of a page into a language that nobody speaks: prose is turned into words
//! of another script, in another order; code, names, numbers, links and calls stay.

use super::page::{Block, BlockKind, hash, item_mark};

/// How a language writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Without blanks between words.
    Ideographs,
    /// With blanks, and a particle behind each word.
    Syllables,
}

/// How a team translates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Each block behind a comment with its source.
    Comments,
    Bare,
}

/// The translation of each block.
pub fn translate(blocks: &[Block], script: Script, manner: Manner) -> Vec<Block> {
    let translated = blocks.iter().map(|block| {
        let own = translated_text(block, script);
        let is_kept = manner == Manner::Comments
            && matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph)
            && !block.text.starts_with([' ', '\t'])
            && !block.text.contains("-->");
        let text = match block.kind {
            _ if is_kept => format!("<!--\n{}-->\n{own}", block.text),
            BlockKind::FrontMatter if manner == Manner::Comments => {
                format!("{own}\n<!--\n{}-->\n", block.text)
            }
            _ => own,
        };
        Block { text, ..block.clone() }
    });
    let translated: Vec<Block> = translated.collect();
    match manner {
        Manner::Comments => with_kept_runs(blocks, translated),
        Manner::Bare => translated,
    }
}

/// Lists, tables and boxes are kept in one comment before all of them.
fn with_kept_runs(blocks: &[Block], mut translated: Vec<Block>) -> Vec<Block> {
    let is_part = |block: &Block| {
        use BlockKind::{Alert, Item, Row, Rule};
        matches!(block.kind, Item | Row | Rule | Alert) && !block.text.starts_with([' ', '\t'])
    };
    let mut at = 0;
    while at < blocks.len() {
        let length = blocks[at..].iter().take_while(|block| is_part(block)).count();
        if length > 0 {
            let kept: String = blocks[at..at + length].iter().map(|block| &*block.text).collect();
            if !kept.contains("-->") {
                translated[at].text = format!("<!--\n{kept}-->\n{}", translated[at].text);
            }
        }
        at += length.max(1);
    }
    translated
}

fn translated_text(block: &Block, script: Script) -> String {
    let text = &*block.text;
    let speech = Speech { script };
    let end = &text[text.trim_end().len()..];
    let words = text.trim_end();
    match block.kind {
        BlockKind::FrontMatter => {
            text.split_inclusive('\n').map(|line| speech.field(line)).collect()
        }
        BlockKind::Heading => {
            let marks = &words[..words.len() - words.trim_start_matches(['#', ' ']).len()];
            let (own, id) = match words.rfind("{#") {
                Some(at) => (words[marks.len()..at].trim_end(), &words[at..]),
                None => (&words[marks.len()..], ""),
            };
            let blank = if id.is_empty() { "" } else { " " };
            format!("{marks}{}{blank}{id}{end}", speech.text(own))
        }
        BlockKind::Paragraph => {
            let lead = &words[..words.len() - words.trim_start().len()];
            format!("{lead}{}{end}", speech.text(words))
        }
        BlockKind::Item => {
            let mark = item_mark(words);
            format!("{mark}{}{end}", speech.text(&words[mark.len()..]))
        }
        BlockKind::Row => {
            let cells: Vec<String> = cells(words).iter().map(|cell| speech.text(cell)).collect();
            format!("| {} |{end}", cells.join(" | "))
        }
        BlockKind::Alert => text
            .split_inclusive('\n')
            .map(|line| match line.trim_start_matches(['>', ' ']) {
                inside if inside.starts_with('[') || inside.trim().is_empty() => line.to_owned(),
                inside => format!("> {}\n", speech.text(inside.trim_end())),
            })
            .collect(),
        _ => text.to_owned(),
    }
}

/// The cells of a row.
pub fn cells(row: &str) -> Vec<String> {
    let inside = row.trim().trim_matches('|');
    let mut cells = vec![String::new()];
    let mut is_code = false;
    let mut before = ' ';
    for c in inside.chars() {
        is_code ^= c == '`';
        if c == '|' && !is_code && before != '\\' {
            cells.push(String::new());
        } else {
            cells.last_mut().expect("a cell").push(c);
        }
        before = c;
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

struct Speech {
    script: Script,
}

impl Speech {
    /// A line of the front matter.
    fn field(&self, line: &str) -> String {
        for key in ["title:", "description:", "linkTitle:"] {
            if let Some(value) = line.strip_prefix(key) {
                let value = value.trim().trim_matches(['"', '\'']);
                if value.is_empty() || value.starts_with(['>', '|']) {
                    return line.to_owned();
                }
                return format!("{key} '{}'\n", self.text(value).replace('\'', "''"));
            }
        }
        line.to_owned()
    }

    /// A text, clause by clause, each with its words in the reverse order.
    fn text(&self, text: &str) -> String {
        let mut clauses: Vec<Vec<String>> = vec![Vec::new()];
        let mut marks: Vec<&str> = Vec::new();
        let mut is_first = true;
        for token in tokens(text) {
            match token {
                Token::Mark(mark) => {
                    marks.push(mark);
                    clauses.push(Vec::new());
                    is_first = matches!(mark, "." | "!" | "?");
                }
                Token::Kept(kept) => clauses.last_mut().expect("one").push(kept.to_owned()),
                Token::Link { text, rest } => {
                    let own = format!("[{}]{rest}", self.text(text));
                    clauses.last_mut().expect("one").push(own);
                }
                Token::Strong { mark, text } => {
                    let own = format!("{mark}{}{mark}", self.text(text));
                    clauses.last_mut().expect("one").push(own);
                }
                Token::Word(word) => {
                    let own = self.word(word, is_first);
                    clauses.last_mut().expect("one").extend(own);
                    is_first = false;
                }
            }
        }
        let mut spoken = String::new();
        for (at, mut clause) in clauses.into_iter().enumerate() {
            clause.reverse();
            if at > 0 && !clause.is_empty() && !spoken.ends_with(['（', '“']) {
                spoken.push(' ');
            }
            spoken.push_str(&self.joined(&clause));
            if let Some(mark) = marks.get(at) {
                spoken.push_str(self.mark(mark));
            }
        }
        spoken.trim().to_owned()
    }

    fn mark<'a>(&self, mark: &'a str) -> &'a str {
        match (self.script, mark) {
            (Script::Ideographs, ",") => "，",
            (Script::Ideographs, ".") => "。",
            (Script::Ideographs, ":") => "：",
            (_, mark) => mark,
        }
    }

    fn joined(&self, words: &[String]) -> String {
        let is_own = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
        let mut text = String::new();
        for word in words {
            let is_run = is_own(text.chars().last()) && is_own(word.chars().next());
            if !text.is_empty() && !is_run {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    }

    /// Names stay, and small words have no counterpart.
    fn word(&self, word: &str, is_first: bool) -> Option<String> {
        let mut letters = word.chars();
        let first = letters.next()?;
        let is_small = letters.all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '\'' | '’'));
        let is_prose = is_small && (first.is_ascii_lowercase() || (is_first && word.len() < 12));
        if !is_prose {
            return Some(word.to_owned());
        }
        let lower = word.to_ascii_lowercase();
        if matches!(&*lower, "a" | "an" | "the" | "of" | "to" | "is" | "are" | "it") {
            return None;
        }
        let number = hash(&lower);
        let length = 1 + number % 2;
        let sign = |at: u64| {
            let number = (number >> (8 + 13 * at)) as u32;
            let (base, count) = match self.script {
                Script::Ideographs => (0x4e00, 6000),
                Script::Syllables => (0xac00, 9000),
            };
            char::from_u32(base + number % count)
        };
        let extra = u64::from(self.script == Script::Syllables);
        Some((0..length + extra).filter_map(sign).collect())
    }
}

enum Token<'a> {
    Word(&'a str),
    /// Code, tags, calls, pictures, addresses.
    Kept(&'a str),
    Link {
        text: &'a str,
        /// From the bracket that closes the text.
        rest: &'a str,
    },
    Strong {
        mark: &'a str,
        text: &'a str,
    },
    /// Punctuation.
    Mark(&'a str),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (token, length) = token(rest);
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    tokens
}

fn token(rest: &str) -> (Token<'_>, usize) {
    let upto = |end: &str, from: usize| {
        rest.get(from..).and_then(|behind| behind.find(end)).map(|at| from + at + end.len())
    };
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let kept = match () {
        () if ticks > 0 => upto(&"`".repeat(ticks), ticks),
        () if rest.starts_with("{{") => upto("}}", 2),
        () if rest.starts_with("\\(") => upto("\\)", 2),
        () if rest.starts_with("\\[") => upto("\\]", 2),
        () if rest.starts_with("![") => upto(")", 2),
        () if rest.starts_with('<') => {
            // A call in a tag has such a sign of its own.
            let call = rest.find('>').and_then(|end| rest[..end].contains("{{<").then_some(end));
            let end = call.map_or(0, |end| end + 3);
            upto(">", end.max(1))
        }
        () if rest.starts_with("http") => {
            Some(rest.find(char::is_whitespace).unwrap_or(rest.len()))
        }
        () => None,
    };
    if let Some(end) = kept {
        return (Token::Kept(&rest[..end]), end);
    }
    for mark in ["**", "_", "*"] {
        if let Some(end) = rest.strip_prefix(mark).and_then(|inside| inside.find(mark))
            && end > 0
        {
            let text = &rest[mark.len()..mark.len() + end];
            return (Token::Strong { mark, text }, 2 * mark.len() + end);
        }
    }
    if rest.starts_with('[')
        && let Some(close) = closing_bracket(rest)
    {
        let behind = &rest[close + 1..];
        let target = match behind.chars().next() {
            Some('(') => behind.find(')').map_or(0, |end| end + 1),
            Some('[') => behind.find(']').map_or(0, |end| end + 1),
            _ => 0,
        };
        let rest_of_link = &rest[close + 1..close + 1 + target];
        if target == 0 {
            return (Token::Kept(&rest[..=close]), close + 1);
        }
        return (Token::Link { text: &rest[1..close], rest: rest_of_link }, close + 1 + target);
    }
    let first = rest.chars().next().expect("not empty");
    if !first.is_alphanumeric() && !matches!(first, '-' | '/' | '$' | '@') {
        return (Token::Mark(&rest[..first.len_utf8()]), first.len_utf8());
    }
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '`' | '[' | '*' | '<' | '(' | '{' | '|');
    let end = rest.find(is_end).unwrap_or(rest.len()).max(1);
    let word = rest[..end].trim_end_matches([',', '.', ':', ';', '!', '?', ')', '"', '”', ']']);
    let word = if word.is_empty() { &rest[..first.len_utf8()] } else { word };
    (Token::Word(word), word.len())
}

fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}
