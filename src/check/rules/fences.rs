//! Marks of code that nothing closes.

use super::page::{CheckedPage, CodeForm, quoted};
use crate::diagnostic::{Code, Diagnostic};

/// Reports fences that are not closed, and back-quotes left as text.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for piece in &page.code {
        if !matches!(piece.form, CodeForm::Fenced(_)) {
            continue;
        }
        let source = &page.text[piece.range.clone()];
        let first = source.lines().next().unwrap_or_default();
        if !is_closed(source, first) {
            let end = piece.range.start + first.trim_end().len();
            let message = "nothing closes this block of code";
            let hint =
                "end it with a line of as many marks, not further left than the list around it";
            let problem = page.problem(Code::FenceUnclosed, message, piece.range.start..end);
            found.push(problem.hint(hint));
        }
    }
    for passage in &page.passages {
        let open = passage.texts.iter().find_map(|text| back_quote(page, text.clone()));
        found.extend(open.map(|at| {
            let message = format!(
                "the back-quote of `{}` is shown as it is: none closes the code",
                quoted(page.rest_of_line(at))
            );
            page.problem(Code::CodeUnclosed, message, at..at + 1)
        }));
    }
}

/// Whether the last line of a fenced block closes what its first one opens.
fn is_closed(source: &str, first: &str) -> bool {
    let opening = first.trim_start();
    let Some(mark) = opening.chars().next().filter(|mark| matches!(mark, '`' | '~')) else {
        return true;
    };
    let least = opening.chars().take_while(|c| *c == mark).count();
    let rest = source[first.len()..].trim_end();
    let last = rest.rsplit('\n').next().unwrap_or_default();
    let last = last.trim_start_matches(['>', ' ', '\t']);
    last.len() >= least && last.chars().all(|c| c == mark)
}

/// The first back-quote in a text that is neither escaped nor of words between two quotes of TeX.
fn back_quote(page: &CheckedPage<'_>, text: std::ops::Range<usize>) -> Option<usize> {
    let written = &page.text[text.clone()];
    let mut places = written.match_indices('`').map(|(at, _)| text.start + at);
    let at = places.find(|at| page.before(*at) != Some('\\'))?;
    (!written.contains("''")).then_some(at)
}
