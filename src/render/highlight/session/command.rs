//! Where a command ends: it may go on over lines by a backslash, a quote, a pipe or a document.

use std::collections::HashMap;

/// A command of which some lines have been read.
#[derive(Default)]
pub(super) struct ShellCommand {
    quote: Option<char>,
    /// The words that end the documents which are still to come, the next one last.
    documents: Vec<String>,
    joins: bool,
}

/// What there is further down in the text, so that a quote or a document that is never closed does
/// not swallow the rest.
pub(super) struct Later<'a> {
    /// Each line without the blanks round it, and every quote -> the last line with it.
    last: HashMap<&'a str, usize>,
}

impl<'a> Later<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut last = HashMap::new();
        for (number, line) in text.lines().enumerate() {
            last.insert(line.trim(), number);
            let quotes = ["'", "\""].into_iter().filter(|quote| line.contains(quote));
            last.extend(quotes.map(|quote| (quote, number)));
        }
        Self { last }
    }

    pub(super) fn has(&self, word: &str, after: usize) -> bool {
        self.last.get(word).is_some_and(|line| *line > after)
    }
}

impl ShellCommand {
    /// Whether the next line is text of a document that the command reads.
    pub(super) fn is_in_document(&self) -> bool {
        !self.documents.is_empty()
    }

    /// Whether the next line belongs to the command.
    pub(super) fn goes_on(&self) -> bool {
        self.joins || self.quote.is_some() || self.is_in_document()
    }

    /// Reads a line. `comes` tells whether a later line is just a word or holds just a quote.
    pub(super) fn read(&mut self, line: &str, comes: impl Fn(&str) -> bool) {
        if let Some(end) = self.documents.last() {
            if line.trim() == end {
                self.documents.pop();
            }
            return;
        }
        self.scan(line, &comes);
        self.documents.reverse();
        let mut quote = [0; 4];
        self.quote = self.quote.filter(|open| comes(open.encode_utf8(&mut quote)));
    }

    fn scan(&mut self, line: &str, comes: &impl Fn(&str) -> bool) {
        self.joins = false;
        let mut rest = line;
        let mut is_word_start = true;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match (self.quote, c) {
                (Some(quote), c) if c == quote => self.quote = None,
                (Some('\''), _) => {}
                (_, '\\') => {
                    self.joins = rest.is_empty();
                    rest = rest.get(rest.ceil_char_boundary(1)..).unwrap_or_default();
                }
                (Some(_), _) => {}
                (None, '\'' | '"') => self.quote = Some(c),
                (None, '#') if is_word_start => return,
                (None, '<') if rest.starts_with('<') => {
                    let (end, length) = document(&rest[1..]);
                    if !end.is_empty() && comes(end) {
                        self.documents.push(end.to_owned());
                    }
                    rest = &rest[1 + length..];
                }
                (None, _) => {}
            }
            is_word_start = c.is_whitespace();
        }
        let end = line.trim_end();
        self.joins |= self.quote.is_none() && (end.ends_with('|') || end.ends_with("&&"));
    }
}

/// The word that ends the document announced by `<<`, and how far the announcement goes.
fn document(text: &str) -> (&str, usize) {
    if text.starts_with('<') {
        return ("", 1);
    }
    let word = text.trim_start_matches('-').trim_start_matches(' ');
    let word = word.trim_start_matches(['\'', '"', '\\']);
    let start = text.len() - word.len();
    let end = word.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(word.len());
    let quote = usize::from(word[end..].starts_with(['\'', '"']));
    (&word[..end], start + end + quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which lines of a text belong to the command that its first line begins.
    fn length(text: &str) -> usize {
        let later = Later::of(text);
        let mut command = ShellCommand::default();
        for (number, line) in text.lines().enumerate() {
            if number > 0 && !command.goes_on() {
                return number;
            }
            command.read(line, |word| later.has(word, number));
        }
        text.lines().count()
    }

    #[test]
    fn where_a_command_ends() {
        let commands = [
            ("ls\nout", 1),
            ("ls \\\n  -l\nout", 2),
            ("ls \\\\\nout", 1),
            ("ls |\n  wc &&\n  date\nout", 3),
            ("echo 'a\nb'\nout", 2),
            ("echo \"a\\\"\nb\"\nout", 2),
            ("echo it\\'s\nout", 1),
            ("echo a # don't\nit's out", 1),
            ("cat <<EOF | wc\n$ a\nEOF\nout", 3),
            ("cat <<-'END' > f\n  a 'b\n  END\nout", 3),
            ("cat <<A <<B\n1\nA\n2\nB\nout", 5),
            ("cat <<< word\nword", 1),
            ("wc <<EOF\nthe end never comes", 1),
            ("echo don't\nthe end never comes", 1),
            ("echo \\", 1),
        ];
        for (text, lines) in commands {
            assert_eq!(length(text), lines, "{text}");
        }
    }
}
