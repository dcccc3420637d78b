//! Mending a file by itself: what `site check --fix` may write.

use super::Span;

/// Other text for a range of bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// Edits of one file that belong together: all of them are made, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fix {
    pub edits: Vec<Edit>,
}

impl Fix {
    /// One range with another text.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { edits: vec![Edit { span, text: text.into() }] }
    }
}

/// `text` after `fixes`, in their order. A fix that overlaps one before it is left for the next run.
///
/// ```
/// use site::diagnostic::{Fix, Span, apply};
/// let fixes = [Fix::replace(Span::new(0..1), "# "), Fix::replace(Span::new(0..2), "lost")];
/// assert_eq!(apply("#Title", &fixes), "# Title");
/// ```
pub fn apply<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> String {
    let mut edits: Vec<&Edit> = Vec::new();
    for fix in fixes {
        let is_free = |edit: &Edit| edits.iter().all(|taken| !overlap(taken.span, edit.span));
        if fix.edits.iter().all(is_free) {
            edits.extend(&fix.edits);
        }
    }
    edits.sort();
    let mut fixed = String::with_capacity(text.len());
    let mut written = 0;
    for edit in edits {
        fixed.push_str(&text[written..edit.span.start as usize]);
        fixed.push_str(&edit.text);
        written = edit.span.end as usize;
    }
    fixed + &text[written..]
}

/// Whether both ranges have a byte in common, or both put something at one place.
fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end || one == other
}
