//! Classes in brackets.

use super::problem::{PatternProblem, hinted, problem};
use super::rewriter::{Item, Last, Rewrite, Rewriter};

impl Rewriter<'_> {
    /// A class in brackets, as a class of the crate with every character escaped.
    pub(super) fn class(&mut self, at: usize) -> Rewrite {
        let unclosed = || hinted("a `[` is not closed", "write `\\[` for a bracket");
        self.put("[", Last::Atom);
        if self.next_if('^') {
            self.out.push('^');
        }
        let mut is_first = true;
        loop {
            let (start, c) = self.rest.next().ok_or_else(unclosed)?;
            if c == ']' && !is_first {
                break;
            }
            is_first = false;
            if let Some(posix) = posix_class(self.after(start)) {
                self.skip(posix.len() - 1);
                self.out.push_str(posix);
                continue;
            }
            match self.class_item(start, c)? {
                Item::Many(class) => self.out.push_str(&class),
                Item::One(low) => self.range(low, at)?,
            }
        }
        self.out.push(']');
        Ok(())
    }

    fn class_item(&mut self, at: usize, c: char) -> Result<Item, PatternProblem> {
        if c == '\\' { self.escaped(at) } else { Ok(Item::One(c)) }
    }

    /// A character of a class, and what follows it if the two are the ends of a range.
    fn range(&mut self, low: char, at: usize) -> Rewrite {
        self.out.push_str(&in_class(low));
        let mut ahead = self.rest.clone();
        let is_range = ahead.next().is_some_and(|(_, c)| c == '-')
            && ahead.next().is_some_and(|(_, c)| c != ']');
        if !is_range {
            return Ok(());
        }
        self.skip(1);
        let unclosed = || problem(format!("a range in `{}` has no end", self.pattern));
        let (start, c) = self.rest.next().ok_or_else(unclosed)?;
        match self.class_item(start, c)? {
            Item::One(high) if low <= high => {
                self.out.push('-');
                self.out.push_str(&in_class(high));
                Ok(())
            }
            _ => Err(problem(format!("a range in `{}` runs backwards", self.after(at)))),
        }
    }
}

/// `[:alpha:]` or `[:^alpha:]` at the start of a text; both sides have the same fourteen.
fn posix_class(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("[:")?;
    let name = inner.strip_prefix('^').unwrap_or(inner);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let is_named = rest.len() < name.len() && rest.starts_with(":]");
    is_named.then(|| &text[..text.len() - rest.len() + 2])
}

fn in_class(c: char) -> String {
    if c.is_ascii_punctuation() { format!("\\x{:02x}", u32::from(c)) } else { c.to_string() }
}
