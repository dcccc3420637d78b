//! Filters are regular expressions of Go. This module rewrites them into those of the `regex` crate.
//!
//! Both are RE2's family, and where they differ the crate usually accepts and means something else:
//! `\w` is ASCII in Go and Unicode in the crate, `[[a]b]` is a class and a `b]` in Go and a nested
//! class in the crate, `\<` is a sign in Go and a word boundary in the crate. So a pattern is read by
//! Go's grammar, written anew so that it means the same, and refused where Go refuses it.
//!
//! Sources: <https://pkg.go.dev/regexp/syntax> with its `parse.go` (flags `Perl`), and
//! <https://docs.rs/regex/latest/regex/#syntax>.

mod class;
mod escape;

use std::iter::Peekable;
use std::str::CharIndices;

use regex::bytes::{Regex, RegexBuilder};

use escape::Item;

/// The most that Go lets a repetition count to.
const MOST_REPETITIONS: u32 = 1000;

/// Bytes of the longest repetition that can be one, with room for its refusal to be said.
const MOST_BRACES: usize = 24;

/// A filter, ready to match. It is not anchored.
#[derive(Clone, Debug)]
pub enum GoPattern {
    /// `.*`, which Prow does not even compile: it matches whatever there is.
    Everything,
    Regex(Regex),
}

/// Why a pattern is none, and what to type instead where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternProblem {
    pub message: String,
    pub hint: Option<&'static str>,
}

impl GoPattern {
    /// Compiles a pattern as Go would.
    ///
    /// # Errors
    /// When Go refuses the pattern: then Prow drops the filter.
    ///
    /// ```
    /// use site::owners::GoPattern;
    /// let quoted = GoPattern::compile(r"^\Qa.b\E\.md$").unwrap();
    /// assert!(quoted.is_match("a.b.md") && !quoted.is_match("axb.md"));
    /// assert!(GoPattern::compile(r"(?!draft)").is_err());
    /// ```
    pub fn compile(pattern: &str) -> Result<Self, PatternProblem> {
        if pattern == ".*" {
            return Ok(GoPattern::Everything);
        }
        let rewritten = Rewriter::new(pattern).rewrite()?;
        // Bytes, so that `(?-u:\B)`, Go's, may stand in it.
        let compiled = RegexBuilder::new(&rewritten).build();
        compiled.map(GoPattern::Regex).map_err(|error| {
            let words = error.to_string();
            let last = words.lines().last().unwrap_or_default();
            problem(last.trim_start_matches("error: "))
        })
    }

    pub fn is_match(&self, path: &str) -> bool {
        match self {
            GoPattern::Everything => true,
            GoPattern::Regex(regex) => regex.is_match(path.as_bytes()),
        }
    }
}

fn problem(message: impl Into<String>) -> PatternProblem {
    PatternProblem { message: message.into(), hint: None }
}

fn hinted(message: impl Into<String>, hint: &'static str) -> PatternProblem {
    PatternProblem { message: message.into(), hint: Some(hint) }
}

type Rewrite = Result<(), PatternProblem>;

/// Whether the thing that was just read can be repeated, and whether it was repeated already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Atom,
    Repetition,
}

struct Rewriter<'a> {
    pattern: &'a str,
    rest: Peekable<CharIndices<'a>>,
    out: String,
    last: Last,
}

impl<'a> Rewriter<'a> {
    fn new(pattern: &'a str) -> Self {
        let rest = pattern.char_indices().peekable();
        Self { pattern, rest, out: String::with_capacity(pattern.len()), last: Last::Nothing }
    }

    fn rewrite(mut self) -> Result<String, PatternProblem> {
        while let Some((at, c)) = self.rest.next() {
            match c {
                '\\' => self.escape(at)?,
                '[' => self.class(at)?,
                '(' => self.open(at)?,
                '|' => self.put("|", Last::Nothing),
                ')' => self.put(")", Last::Atom),
                '*' | '+' | '?' => self.repeat(&c.to_string())?,
                '{' => self.braces(at)?,
                '.' | '^' | '$' => self.put(c.encode_utf8(&mut [0; 4]), Last::Atom),
                other => self.literal(other),
            }
        }
        Ok(self.out)
    }

    fn put(&mut self, text: &str, last: Last) {
        self.out.push_str(text);
        self.last = last;
    }

    fn literal(&mut self, c: char) {
        self.put(&regex::escape(c.encode_utf8(&mut [0; 4])), Last::Atom);
    }

    fn after(&self, at: usize) -> &'a str {
        &self.pattern[at..]
    }

    fn skip(&mut self, characters: usize) {
        for _ in 0..characters {
            self.rest.next();
        }
    }

    fn next_if(&mut self, wanted: char) -> bool {
        self.rest.next_if(|(_, c)| *c == wanted).is_some()
    }

    /// `*`, `+`, `?` or `{…}`, and the `?` that makes it lazy.
    fn repeat(&mut self, operator: &str) -> Rewrite {
        match self.last {
            Last::Nothing => return Err(problem(format!("`{operator}` repeats nothing"))),
            Last::Repetition => {
                let message = format!("`{operator}` repeats a repetition");
                return Err(hinted(message, "put the first one in a group: `(?:a*)*`"));
            }
            Last::Atom => {}
        }
        self.put(operator, Last::Repetition);
        if self.next_if('?') {
            self.out.push('?');
        }
        Ok(())
    }

    /// `{2}`, `{2,}`, `{2,5}`; anything else that begins with a brace is that brace.
    fn braces(&mut self, at: usize) -> Rewrite {
        let text = self.after(at);
        // As long as `{1000,1000}`, so that a row of braces is not searched again and again.
        let near = &text.as_bytes()[..text.len().min(MOST_BRACES)];
        let Some(end) = near.iter().position(|byte| *byte == b'}') else {
            self.literal('{');
            return Ok(());
        };
        let inner = &text[1..end];
        let (least, most) = inner.split_once(',').unwrap_or((inner, inner));
        let is_count = |text: &str| {
            let plain = text.bytes().all(|byte| byte.is_ascii_digit());
            plain && !text.is_empty() && (text.len() == 1 || !text.starts_with('0'))
        };
        if !is_count(least) || !(most.is_empty() || is_count(most)) {
            self.literal('{');
            return Ok(());
        }
        let count = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        let most_count = if most.is_empty() { count(least) } else { count(most) };
        if count(least).max(most_count) > MOST_REPETITIONS {
            return Err(problem(format!("`{{{inner}}}` repeats more than 1000 times")));
        }
        self.skip(inner.len() + 1);
        self.repeat(&format!("{{{inner}}}"))
    }

    /// A group, its name, or flags.
    fn open(&mut self, at: usize) -> Rewrite {
        if !self.next_if('?') {
            self.put("(", Last::Nothing);
            return Ok(());
        }
        let text = self.after(at);
        if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|look| text.starts_with(look)) {
            let message = "Go has no look-ahead and no look-behind";
            return Err(hinted(message, "write a filter for each kind of path instead"));
        }
        if text.starts_with("(?P<") || text.starts_with("(?<") {
            let end = text.find('>').ok_or_else(|| problem("the name of a group has no end"))?;
            self.skip(text[2..=end].chars().count());
            // The name is of no use here.
            self.put("(", Last::Nothing);
            return Ok(());
        }
        let end = text.find([':', ')']).ok_or_else(|| problem("a group has no end"))?;
        let flags = &text[2..end];
        if let Some(unknown) = flags.chars().find(|c| !"imsU-".contains(*c)) {
            return Err(problem(format!("Go has no flag `{unknown}`")));
        }
        self.skip(flags.len() + 1);
        let closed = text[end..].starts_with(')');
        match (flags, closed) {
            ("", true) => {}
            (_, true) => self.out.push_str(&format!("(?{flags})")),
            (_, false) => self.put(&format!("(?{flags}:"), Last::Nothing),
        }
        Ok(())
    }

    /// An escape outside a class.
    fn escape(&mut self, at: usize) -> Rewrite {
        let Some((_, c)) = self.rest.peek().copied() else {
            return Err(hinted("a backslash ends the pattern", "write `\\\\` for a backslash"));
        };
        match c {
            'Q' => {
                self.quoted();
                return Ok(());
            }
            'A' | 'z' => self.put(&format!("\\{c}"), Last::Atom),
            'b' | 'B' => self.put(&format!("(?-u:\\{c})"), Last::Atom),
            _ => {
                let item = self.escaped(at)?;
                let text = match item {
                    Item::One(c) => regex::escape(c.encode_utf8(&mut [0; 4])),
                    Item::Many(class) => class,
                };
                self.put(&text, Last::Atom);
                return Ok(());
            }
        }
        self.skip(1);
        Ok(())
    }

    /// `\Q…\E`: everything between is itself; without an end it goes on to the end.
    fn quoted(&mut self) {
        self.skip(1);
        let start = self.rest.peek().map_or(self.pattern.len(), |(at, _)| *at);
        let text = self.after(start);
        let end = text.find("\\E").unwrap_or(text.len());
        text[..end].chars().for_each(|c| self.literal(c));
        self.skip(text[..end].chars().count() + 2);
    }
}

#[cfg(test)]
mod tests {
    use super::{GoPattern, Rewriter};

    #[track_caller]
    fn assert_matches(pattern: &str, yes: &[&str], no: &[&str]) {
        let compiled = GoPattern::compile(pattern).expect(pattern);
        for path in yes {
            assert!(compiled.is_match(path), "`{pattern}` must match `{path}`");
        }
        for path in no {
            assert!(!compiled.is_match(path), "`{pattern}` must not match `{path}`");
        }
    }

    #[track_caller]
    fn assert_refused(pattern: &str, words: &str) {
        let problem = GoPattern::compile(pattern).expect_err(pattern);
        assert!(problem.message.contains(words), "{}", problem.message);
    }

    #[test]
    fn what_both_sides_know_is_left_as_it_is() {
        assert_matches(r"\.toml$", &["a.toml", "x/b.toml"], &["a.tomly", "atoml"]);
        assert_matches(r"^(en|zh-cn)/.*\.jpe?g$", &["en/a.jpg", "zh-cn/b.jpeg"], &["ko/a.jpg"]);
        assert_matches(r"(?i)readme", &["README.md"], &["read me"]);
        assert_matches(r"^a{2,3}$", &["aa", "aaa"], &["a", "aaaa"]);
        assert_matches(r"\x41\x{4e2d}\pN", &["A中7"], &["A中x"]);
    }

    #[test]
    fn what_go_means_otherwise_means_what_go_means() {
        assert_matches(r"^\w$", &["a", "_"], &["é", "中"]);
        assert_matches(r"^\d$", &["7"], &["٣"]);
        assert_matches(r"^[\W]$", &["é"], &["a"]);
        assert_matches(r"^[[a]b]$", &["[b]", "ab]"], &["a", "b"]);
        assert_matches(r"^[a&&b]$", &["a", "&", "b"], &["&&"]);
        assert_matches(r"^\<a\>$", &["<a>"], &["a"]);
        assert_matches(r"^{foo}{,2}x{$", &["{foo}{,2}x{"], &["xx"]);
        assert_matches(r"^\Qa.(b\E$", &["a.(b"], &["ab"]);
        assert_matches(r"^\101\0$", &["A\0"], &["101"]);
        assert_matches(r"^\p{Greek}\P{^Lu}$", &["αA"], &["aA", "αa"]);
        assert_matches(r"^(?P<n>a)(?<m>b)(?)(?s:.)$", &["ab\n"], &["ab"]);
        assert_matches(r"^[]a-c^\]-]+$", &["]b^-"], &["d"]);
        assert_matches(r"^[[:alpha:][:^digit:]]$", &["a", "-"], &["1"]);
    }

    #[test]
    fn what_go_refuses_is_refused() {
        assert_refused("(?x) a", "no flag `x`");
        assert_refused("(?R)a", "no flag `R`");
        assert_refused("(?!a)", "no look-ahead");
        assert_refused("(?<=a)b", "no look-behind");
        assert_refused("a**", "repeats a repetition");
        assert_refused("*a", "repeats nothing");
        assert_refused("a|*", "repeats nothing");
        assert_refused("a{1001}", "more than 1000");
        assert_refused(r"\1", "no back-references");
        assert_refused(r"\C", r"`\C` is no escape");
        assert_refused(r"\u0041", r"`\u` is no escape");
        assert_refused(r"\p{Script=Greek}", "no class");
        assert_refused(r"\p{Alphabetic}", "");
        assert_refused("[a", "not closed");
        assert_refused("[z-a]", "backwards");
        assert_refused("(a", "");
        assert_refused("a)", "");
        assert_refused("a\\", "backslash ends");
    }

    #[test]
    fn a_long_pattern_is_rewritten_to_its_end() {
        let piece = "[a](?:b)\\Qc\\E{x}";
        let rewritten = Rewriter::new(&piece.repeat(20_000)).rewrite();
        assert!(rewritten == Ok(r"[a](?:b)c\{x\}".repeat(20_000)));
        assert_matches(&format!("^{}$", piece.repeat(100)), &[&"abc{x}".repeat(100)], &["abc{x}"]);
    }

    #[test]
    fn a_pattern_too_large_to_be_compiled_is_refused() {
        assert_refused(&"(?:a{1000}){1000}".repeat(100), "size limit");
    }
}
