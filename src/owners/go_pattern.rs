//! Filters are regular expressions of Go ([`go_pattern`]).

use regex::bytes::Regex;

use crate::go_pattern::{self, PatternProblem};

/// A filter, ready to match. It is not anchored.
#[derive(Clone, Debug)]
pub enum GoPattern {
    /// `.*`, which Prow does not even compile: it matches everything.
    Everything,
    Regex(Regex),
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
        go_pattern::compile(pattern).map(GoPattern::Regex)
    }

    pub fn is_match(&self, path: &str) -> bool {
        match self {
            GoPattern::Everything => true,
            GoPattern::Regex(regex) => regex.is_match(path.as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GoPattern;

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
        assert_refused(r"\C", r"`\C` is not an escape");
        assert_refused(r"\u0041", r"`\u` is not an escape");
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
        assert_matches(&format!("^{}$", piece.repeat(100)), &[&"abc{x}".repeat(100)], &["abc{x}"]);
    }

    #[test]
    fn a_pattern_too_large_to_be_compiled_is_refused() {
        assert_refused(&"(?:a{1000}){1000}".repeat(100), "size limit");
    }
}
