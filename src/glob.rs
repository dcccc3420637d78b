//! Globs as Hugo's configuration and front matter write them: `/docs/**`, `{page,section}`.

use regex::{Regex, RegexBuilder};

/// The longest glob that is read, in bytes.
const LONGEST: usize = 1024;

/// Bytes that a glob may have once it is compiled.
const LARGEST: usize = 1 << 18;

/// A pattern for paths and names. Case does not count.
///
/// `*` and `?` stay within one part of a path, `**` does not; `[a-z]` and `[!a-z]` are classes, `{a,b}` are
/// alternatives, and `\` takes the meaning from what follows it.
///
/// ```
/// use site::glob::Glob;
/// let glob = Glob::parse("/docs/{concepts,tasks}/**").unwrap();
/// assert!(glob.is_match("/docs/tasks/a/b"));
/// assert!(!glob.is_match("/docs/tasks"));
/// assert!(Glob::parse("{a").is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Glob(Regex);

impl Glob {
    /// Reads a glob; `None` where braces or brackets are not closed, or the text is too long.
    pub fn parse(text: &str) -> Option<Self> {
        let pattern = (text.len() <= LONGEST).then(|| Translation::of(text)).flatten()?;
        let mut builder = RegexBuilder::new(&pattern);
        builder.case_insensitive(true).size_limit(LARGEST).build().ok().map(Self)
    }

    /// Whether the glob matches all of `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// What is taken and what is left out, as a list of globs says it: one that begins with `!` leaves out.
///
/// ```
/// use site::glob::Globs;
/// let mut globs = Globs::default();
/// globs.add("**.md").unwrap();
/// globs.add("! draft/**").unwrap();
/// assert!(globs.is_match("a/b.md"));
/// assert!(!globs.is_match("draft/b.md"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Globs {
    taken: Vec<Glob>,
    left_out: Vec<Glob>,
}

impl Globs {
    /// Adds a glob; `None` if the text is none.
    pub fn add(&mut self, written: &str) -> Option<()> {
        let (list, text) = match written.strip_prefix('!') {
            Some(text) => (&mut self.left_out, text.trim_start()),
            None => (&mut self.taken, written),
        };
        list.push(Glob::parse(text)?);
        Some(())
    }

    /// Whether `text` is taken. Without a glob that takes, everything is that is not left out.
    pub fn is_match(&self, text: &str) -> bool {
        let is_in = |globs: &[Glob]| globs.iter().any(|glob| glob.is_match(text));
        (self.taken.is_empty() || is_in(&self.taken)) && !is_in(&self.left_out)
    }

    pub fn len(&self) -> usize {
        self.taken.len() + self.left_out.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The text of a regular expression in the making.
#[derive(Default)]
struct Translation {
    pattern: String,
    /// How many braces are open.
    open: usize,
}

impl Translation {
    fn of(text: &str) -> Option<String> {
        let mut translation = Self { pattern: r"(?s)\A".to_owned(), open: 0 };
        let mut rest = text.chars();
        while let Some(character) = rest.next() {
            match character {
                '*' if rest.as_str().starts_with('*') => {
                    rest = rest.as_str().trim_start_matches('*').chars();
                    translation.pattern.push_str(".*");
                }
                '*' => translation.pattern.push_str("[^/]*"),
                '?' => translation.pattern.push_str("[^/]"),
                '[' => rest = translation.class(rest.as_str())?.chars(),
                '\\' => translation.literal(rest.next()?),
                _ => translation.character(character)?,
            }
        }
        (translation.open == 0).then(|| translation.pattern + r"\z")
    }

    fn character(&mut self, character: char) -> Option<()> {
        match character {
            '{' => {
                self.open += 1;
                self.pattern.push_str("(?:");
            }
            '}' => {
                self.open = self.open.checked_sub(1)?;
                self.pattern.push(')');
            }
            ',' if self.open > 0 => self.pattern.push('|'),
            literal => self.literal(literal),
        }
        Some(())
    }

    fn literal(&mut self, character: char) {
        self.pattern.push_str(&regex::escape(character.encode_utf8(&mut [0; 4])));
    }

    /// A class from behind its bracket; gives back what follows it.
    fn class<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let (inside, rest) = text.split_once(']').filter(|(inside, _)| !inside.is_empty())?;
        let (negation, inside) = match inside.strip_prefix(['!', '^']) {
            Some(inside) => ("^", inside),
            None => ("", inside),
        };
        let members = inside.chars().map(|member| match member {
            '-' => "-".to_owned(),
            other => regex::escape(other.encode_utf8(&mut [0; 4])),
        });
        self.pattern.push_str(&format!("[{negation}{}]", members.collect::<String>()));
        Some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(glob: &str, text: &str) -> bool {
        Glob::parse(glob).is_some_and(|glob| glob.is_match(text))
    }

    #[test]
    fn one_star_stays_within_a_part_of_a_path() {
        assert!(matches("/a/*", "/a/b") && !matches("/a/*", "/a/b/c"));
        assert!(matches("/a/**", "/a/b/c") && !matches("/a/**", "/a"));
        assert!(matches("**/c", "/a/b/c") && !matches("/a/?", "/a//"));
    }

    #[test]
    fn classes_alternatives_and_escapes() {
        assert!(matches("[a-c]x", "Bx") && !matches("[!a-c]x", "bx"));
        assert!(matches("{/a,/a/**}", "/a") && matches("{/a,/a/**}", "/A/b"));
        assert!(matches(r"a\*", "a*") && !matches(r"a\*", "ab"));
        assert!(matches("a.b", "a.b") && !matches("a.b", "axb"));
    }

    #[test]
    fn what_is_not_closed_or_too_long_is_no_glob() {
        for text in ["{a", "a}", "[a", "[]", "a\\", &"*a".repeat(LONGEST)] {
            assert!(Glob::parse(text).is_none(), "{text}");
        }
    }
}
