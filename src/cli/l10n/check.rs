//! `site l10n check`: diagnostics where translations are worse than a team allows.

use super::arguments::CheckArguments;
use super::load::{Loaded, Selection};
use super::select;
use super::tell::tell;
use crate::board::BoardPage;
use crate::board::check::{Condition, Failure};
use crate::cli::exit::Exit;
use crate::cli::global::GlobalArguments;
use crate::cli::output::say;
use crate::diagnostic::report::counted;
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::l10n::status::State;

/// Shows what fails.
///
/// # Errors
/// For a path, a language or a condition that does not exist.
pub(super) fn run(
    global: &GlobalArguments,
    arguments: &CheckArguments,
    loaded: &Loaded,
) -> Result<Exit, Vec<Diagnostic>> {
    let conditions = conditions(&arguments.fail_on)?;
    let Loaded { settings, board, .. } = loaded;
    let filter = select::filter(&global.root, settings, board, &arguments.pages)?;
    let selection = Selection { board, filter: &filter };
    let failures = failures(&selection, &conditions);
    let exit = tell(global, &failures, Some(&loaded.world), &settings.severities);
    if failures.is_empty() {
        let checked = board.admitted(&filter).filter(|page| page.state() != State::Missing);
        say(&format!("{} checked\n", counted(checked.count(), "translation")));
    }
    Ok(exit)
}

/// The conditions that the arguments name.
fn conditions(names: &[String]) -> Result<Vec<Condition>, Vec<Diagnostic>> {
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
    let message = format!("`--fail-on {name}` is not a condition");
    let hint = match nearest(name, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the conditions are {}", names.join(", ")),
    };
    Diagnostic::new(Code::ArgumentValue, message).hint(hint)
}

/// What fails by any of the conditions, each failure once.
fn failures(selection: &Selection<'_>, conditions: &[Condition]) -> Vec<Diagnostic> {
    let mut failures: Vec<Diagnostic> = Vec::new();
    let mut push = |diagnostic: Diagnostic| {
        if !failures.contains(&diagnostic) {
            failures.push(diagnostic);
        }
    };
    for page in selection.board.admitted(selection.filter) {
        for condition in conditions {
            condition.of_page(page).into_iter().for_each(|failure| push(of_page(page, failure)));
        }
    }
    for language in selection.board.languages(selection.filter) {
        for condition in conditions {
            for words in condition.of_strings(language.strings) {
                let message = format!("in `{}`, {words}", language.code);
                push(Diagnostic::new(Code::TranslationCheck, message));
            }
        }
    }
    failures
}

fn of_page(page: &BoardPage, failure: Failure<'_>) -> Diagnostic {
    let place = match failure.place {
        Some(passage) => Place::span(&passage.path, passage.span),
        None => Place::file(&page.status.path),
    };
    let problem = Diagnostic::new(Code::TranslationCheck, failure.words).at(place);
    match &page.status.source {
        Some(source) => problem.hint(format!("the source is `{source}`")),
        None => problem,
    }
}
