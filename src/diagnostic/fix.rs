//! Mending a file by itself: what `site check --fix` may write.

use std::collections::BTreeSet;

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

/// `text` after `fixes`, in their order. A fix that overlaps one before it is left for the next run, and so is one
/// that does not fit into the text.
///
/// ```
/// use site::diagnostic::{Fix, Span, apply};
/// let fixes = [Fix::replace(Span::new(0..1), "# "), Fix::replace(Span::new(0..2), "lost")];
/// assert_eq!(apply("#Title", &fixes), "# Title");
/// ```
pub fn apply<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> String {
    let mut fixed = String::with_capacity(text.len());
    let mut written = 0;
    for Edit { span, text: new } in chosen(text, fixes) {
        fixed.push_str(&text[written..span.start as usize]);
        fixed.push_str(new);
        written = span.end as usize;
    }
    fixed + &text[written..]
}

/// The edits that [`apply`] makes, in the order of the text and apart from each other.
pub fn chosen<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> Vec<&'a Edit> {
    let mut taken = BTreeSet::new();
    for fix in fixes {
        let fits = |edit: &Edit| text.get(edit.span.range()).is_some();
        if fix.edits.iter().all(|edit| fits(edit) && is_free(&taken, edit.span)) {
            taken.extend(&fix.edits);
        }
    }
    // The edits of one fix may meet each other: the first one counts.
    let mut end = 0;
    let mut chosen: Vec<&Edit> = taken.into_iter().collect();
    chosen.retain(|edit| {
        let is_apart = edit.span.start >= end && edit.span.start <= edit.span.end;
        end = if is_apart { edit.span.end } else { end };
        is_apart
    });
    chosen
}

/// Whether a span has no byte in common with the edits taken so far. These lie apart from each other, so only the
/// nearest have to be looked at: at most two begin at one place, one of them empty.
fn is_free(taken: &BTreeSet<&Edit>, span: Span) -> bool {
    let behind = Edit { span: Span { start: span.start, end: u32::MAX }, text: String::new() };
    let before = taken.range::<Edit, _>(..&behind).rev().take(3);
    let mut neighbours = before.chain(taken.range::<Edit, _>(&behind..).next());
    neighbours.all(|edit| !overlap(edit.span, span))
}

/// Whether both ranges have a byte in common, or both put something at one place.
fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end || one == other
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What `apply` means: each fix is compared with all before it.
    fn plainly(text: &str, fixes: &[Fix]) -> String {
        let mut edits: Vec<&Edit> = Vec::new();
        for edit in fixes.iter().flat_map(|fix| &fix.edits) {
            if edits.iter().all(|taken| !overlap(taken.span, edit.span)) {
                edits.push(edit);
            }
        }
        edits.sort();
        let mut fixed = String::new();
        let mut written = 0;
        for edit in edits {
            fixed += &text[written..edit.span.start as usize];
            fixed += &edit.text;
            written = edit.span.end as usize;
        }
        fixed + &text[written..]
    }

    proptest! {
        #[test]
        fn neighbours_tell_whether_a_fix_overlaps(
            places in proptest::collection::vec((0_usize..20, 0_usize..4, "[xy]{0,2}"), 0..12)
        ) {
            let text = "abcdefghijklmnopqrstuvwx";
            let fix = |(start, length, new): &(usize, usize, String)| {
                Fix::replace(Span::new(*start..start + length), new.as_str())
            };
            let fixes: Vec<Fix> = places.iter().map(fix).collect();
            prop_assert_eq!(apply(text, &fixes), plainly(text, &fixes));
        }
    }

    #[test]
    fn what_does_not_fit_into_the_text_is_left_out() {
        let fixes = [Fix::replace(Span::new(1..9), "x"), Fix::replace(Span::new(1..2), "y")];
        assert_eq!(apply("é", &fixes), "é");
    }
}
