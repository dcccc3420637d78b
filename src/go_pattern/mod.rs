//! Regular expressions of Go, for the `regex` crate.
//!
//! Both belong to RE2's family. Where they differ, the crate usually accepts the pattern with another meaning:
//! `\w` is ASCII in Go and Unicode in the crate, `[[a]b]` is a class and a `b]` in Go and a nested
//! class in the crate, `\<` is a sign in Go and a word boundary in the crate. So a pattern is read by
//! Go's grammar, rewritten so that it means the same, and refused if Go refuses it.
//!
//! Sources: <https://pkg.go.dev/regexp/syntax> with its `parse.go` (flags `Perl`), and
//! <https://docs.rs/regex/latest/regex/#syntax>.

mod class;
mod escape;
mod problem;
mod rewriter;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use regex::bytes::{Regex, RegexBuilder};

use problem::problem;
use rewriter::Rewriter;

pub use problem::PatternProblem;

/// Compiles a pattern of Go.
///
/// # Errors
/// When Go refuses the pattern.
pub fn compile(pattern: &str) -> Result<Regex, PatternProblem> {
    let rewritten = Rewriter::new(pattern).rewrite()?;
    // Bytes, so that `(?-u:\B)`, Go's, may stand in it.
    RegexBuilder::new(&rewritten).build().map_err(|error| {
        let words = error.to_string();
        let last = words.lines().last().unwrap_or_default();
        problem(last.trim_start_matches("error: "))
    })
}

/// Patterns that have been compiled. A host keeps them from one call to the next: a shortcode asks for the same ones
/// thousands of times.
#[derive(Debug, Default)]
pub struct Patterns(Mutex<HashMap<String, Regex>>);

/// Patterns may be made by templates, so there is an end to how many are kept.
const MOST_KEPT: usize = 256;

impl Patterns {
    /// Compiles a pattern of Go, or takes what it became before.
    ///
    /// # Errors
    /// When Go refuses the pattern.
    pub fn compile(&self, pattern: &str) -> Result<Regex, PatternProblem> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(pattern) {
            return Ok(known.clone());
        }
        let regex = compile(pattern)?;
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(pattern.to_owned(), regex.clone());
        Ok(regex)
    }
}

#[cfg(test)]
mod tests {
    use super::Rewriter;

    #[test]
    fn a_long_pattern_is_rewritten_to_its_end() {
        let piece = "[a](?:b)\\Qc\\E{x}";
        let rewritten = Rewriter::new(&piece.repeat(20_000)).rewrite();
        assert!(rewritten == Ok(r"[a](?:b)c\{x\}".repeat(20_000)));
    }
}
