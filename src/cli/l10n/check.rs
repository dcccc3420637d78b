//! `site l10n check`: diagnostics where translations are worse than somebody puts up with.

use super::Answer;
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::l10n::check::Condition;

/// The conditions that the arguments name.
///
/// # Errors
/// A diagnostic for each name that is none.
pub(super) fn conditions(names: &[String]) -> Result<Vec<Condition>, Vec<Diagnostic>> {
    let mut conditions = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        match Condition::from_name(name) {
            Some(condition) => conditions.push(condition),
            None => unknown.push(no_condition(name)),
        }
    }
    if unknown.is_empty() { Ok(conditions) } else { Err(unknown) }
}

fn no_condition(name: &str) -> Diagnostic {
    let names: Vec<&str> = Condition::all().into_iter().map(Condition::name).collect();
    let message = format!("`--fail-on {name}` is no condition");
    let hint = match nearest(name, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the conditions are {}", names.join(", ")),
    };
    Diagnostic::new(Code::ConfigValue, message).hint(hint)
}

/// What is wrong by any of the conditions, each once.
pub(super) fn failures(answer: &Answer<'_>, conditions: &[Condition]) -> Vec<Diagnostic> {
    let mut failures: Vec<Diagnostic> = Vec::new();
    let mut push = |diagnostic: Diagnostic| {
        if failures.last() != Some(&diagnostic) {
            failures.push(diagnostic);
        }
    };
    for page in &answer.pages {
        for condition in conditions {
            for (words, passage) in condition.of_page(page) {
                let place = match passage {
                    Some(passage) => Place::span(&passage.path, passage.span),
                    None => Place::file(&page.path),
                };
                let problem = Diagnostic::new(Code::TranslationCheck, words).at(place);
                push(match &page.source {
                    Some(source) => problem.hint(format!("the source is `{source}`")),
                    None => problem,
                });
            }
        }
    }
    for language in &answer.languages {
        let code = &answer.settings.language(language.language).code;
        for condition in conditions {
            for words in condition.of_strings(&language.strings) {
                push(Diagnostic::new(Code::TranslationCheck, format!("in `{code}`, {words}")));
            }
        }
    }
    failures
}
