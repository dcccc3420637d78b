//! `site l10n pin`: a translation that was brought up to date says so.

use camino::Utf8Path;

use super::arguments::PinArguments;
use super::load::Loaded;
use crate::cli::exit::Exit;
use crate::cli::global::GlobalArguments;
use crate::cli::output::print;
use crate::cli::paths;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::emit;
use crate::git::{self, GitProgram};
use crate::l10n::start::pinned;
use crate::l10n::status::PageStatus;
use crate::world::World;

/// Writes the last commit of each source into the front matter of its translation.
///
/// # Errors
/// When a path is no translation, when its source is in no commit or has changed since, and when the file
/// cannot be written. Nothing is written then.
pub(super) fn run(
    global: &GlobalArguments,
    arguments: &PinArguments,
    loaded: &Loaded,
) -> Result<Exit, Vec<Diagnostic>> {
    let named = paths::below_root(&global.root, &arguments.paths)?;
    let git = GitProgram::new(&global.root);
    let mut pins = Vec::new();
    let mut problems = Vec::new();
    for path in &named {
        match pin(loaded, &git, path) {
            Ok(pin) => pins.push(pin),
            Err(problem) => problems.push(*problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    for pin in &pins {
        emit::replace_text(&global.root.join(pin.path), &pin.text).map_err(|problem| {
            let message = format!("cannot write `{}`: {}", problem.path, problem.error);
            vec![Diagnostic::new(Code::FileUnreadable, message)]
        })?;
    }
    let told = pins.iter().map(|pin| format!("{} {}\n", pin.commit, pin.path));
    Ok(print(&told.collect::<String>()))
}

/// A translation with its new text.
struct Pin<'a> {
    path: &'a Utf8Path,
    commit: String,
    text: String,
}

fn pin<'a>(
    loaded: &Loaded,
    git: &GitProgram,
    path: &'a Utf8Path,
) -> Result<Pin<'a>, Box<Diagnostic>> {
    let mut pages = loaded.board.pages.iter().map(|page| &page.status);
    let page = pages.find(|page| page.path == path);
    let source = page.and_then(|page: &PageStatus| page.source.as_deref());
    let document = loaded.document(path);
    let (Some(source), Some(document)) = (source, document) else {
        return Err(Box::new(no_translation(path)));
    };
    let refused = |message: String| Box::new(Diagnostic::new(Code::ArgumentValue, message));
    if git::is_changed(git, source) {
        let hint = "commit it first: a pin names a commit that has the text";
        return Err(Box::new(refused(format!("`{source}` has uncommitted changes")).hint(hint)));
    }
    let commit = git::last_commit(git, source).ok().flatten();
    let commit = commit.ok_or_else(|| refused(format!("`{source}` is in no commit")))?;
    let text = loaded.world.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.and_then(|text| pinned(document, &text, &commit));
    let text = text.ok_or_else(|| {
        let message = "has no front matter that a commit can be written into";
        Box::new(Diagnostic::new(Code::ArgumentValue, message).at(Place::file(path)))
    })?;
    Ok(Pin { path, commit, text })
}

fn no_translation(path: &Utf8Path) -> Diagnostic {
    let message = format!("`{path}` is no translation with a source");
    let hint = "name the file of a translation; `site l10n status` lists them";
    Diagnostic::new(Code::ArgumentValue, message).hint(hint)
}
