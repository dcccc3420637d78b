//! Words that a team has agreed to avoid.

use std::collections::BTreeMap;

use super::page::CheckedPage;
use super::term_book::{Terms, Unwanted, is_whole};
use crate::diagnostic::{Code, Diagnostic};

/// Reports each word of a page that its language's terms avoid. `source` is the page that it translates.
pub(super) fn look(
    page: &CheckedPage<'_>,
    source: Option<&CheckedPage<'_>>,
    terms: &Terms,
    found: &mut Vec<Diagnostic>,
) {
    let mut asked: BTreeMap<&str, bool> = BTreeMap::new();
    for passage in &page.passages {
        for text in &passage.texts {
            let unwanted = terms.unwanted(&page.text[text.clone()]).into_iter();
            let here = unwanted.filter(|unwanted| match (&unwanted.term.source, source) {
                (Some(word), Some(source)) => {
                    *asked.entry(word).or_insert_with(|| is_about(source, word))
                }
                _ => true,
            });
            found.extend(here.map(|unwanted| problem(page, text.start, &unwanted)));
        }
    }
}

/// Whether a page speaks of something, in the singular or the plural.
fn is_about(page: &CheckedPage<'_>, word: &str) -> bool {
    let word = word.to_lowercase();
    let stem = word.strip_suffix('s').unwrap_or(&word);
    let plural = format!("{stem}s");
    page.passages.iter().flat_map(|passage| &passage.texts).any(|text| {
        let text = page.text[text.clone()].to_lowercase();
        let holds = |word: &str| text.match_indices(word).any(|(at, _)| is_whole(&text, at, word));
        holds(stem) || holds(&plural)
    })
}

fn problem(page: &CheckedPage<'_>, start: usize, unwanted: &Unwanted<'_>) -> Diagnostic {
    let Unwanted { word, term, .. } = unwanted;
    let range = start + unwanted.start..start + unwanted.start + word.len();
    let message = format!("the team's terms avoid `{word}`");
    let problem = page.problem(Code::TermUnwanted, message, range);
    match &term.wanted {
        Some(wanted) => problem.hint(format!("write `{wanted}`")),
        None => problem,
    }
}
