//! `site l10n start`: the file of a new translation.

use std::sync::Arc;

use camino::Utf8Path;

use super::arguments::StartArguments;
use super::load::Loaded;
use crate::cli::exit::Exit;
use crate::cli::global::GlobalArguments;
use crate::cli::output::{print, say};
use crate::cli::paths;
use crate::config::LanguageId;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::emit;
use crate::git::{self, GitProgram};
use crate::l10n;
use crate::l10n::start::{Comments, Convention, start};
use crate::l10n::status::{PageStatus, State};
use crate::parse::Document;
use crate::pipeline::unknown_language;
use crate::world::World;

/// Creates the file and prints its path.
///
/// # Errors
/// When there is no such page or language, when the translation exists already, and when the file cannot
/// be written.
pub(super) fn run(
    global: &GlobalArguments,
    arguments: &StartArguments,
    loaded: &Loaded,
) -> Result<Exit, Vec<Diagnostic>> {
    let page = wanted(global, arguments, loaded)?;
    let source = source(loaded, page).ok_or_else(|| vec![unreadable(&page.path)])?;
    let path = &source.file.path;
    let text = loaded.world.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.ok_or_else(|| vec![unreadable(path)])?;
    let git = GitProgram::new(&global.root);
    let pin = if arguments.no_pin { None } else { git::last_commit(&git, path).ok().flatten() };
    let convention = Convention { comments: comments(loaded, page.language), pin: pin.as_deref() };
    let started = start(&source, &text, convention);
    emit::create_file(&global.root.join(&page.path), &started).map_err(|problem| {
        let message = format!("cannot write `{}`: {}", problem.path, problem.error);
        vec![Diagnostic::new(Code::FileUnreadable, message)]
    })?;
    let printed = print(&format!("{}\n", page.path));
    say(&match &pin {
        Some(pin) => format!("created from `{path}` as of {}\n", pin.get(..10).unwrap_or(pin)),
        None => format!("created from `{path}`, without a commit to pin\n"),
    });
    if pin.is_some() && git::is_changed(&git, path) {
        say("note: the source has uncommitted changes, which the pinned commit does not have\n");
    }
    Ok(printed)
}

/// The page in the requested language, in which it must not exist yet.
fn wanted<'a>(
    global: &GlobalArguments,
    arguments: &StartArguments,
    loaded: &'a Loaded,
) -> Result<&'a PageStatus, Vec<Diagnostic>> {
    let path = paths::below_root(&global.root, std::slice::from_ref(&arguments.path))?.remove(0);
    let pages = || loaded.board.pages.iter().map(|page| &page.status);
    let at = pages().find(|page| page.path == path);
    let named = match &arguments.language {
        None => at,
        Some(code) => {
            let language = loaded.settings.language_by_code(code);
            let language =
                language.ok_or_else(|| vec![unknown_language(&loaded.settings, code)])?;
            let source = at.and_then(|page| page.source.as_ref()).unwrap_or(&path);
            pages().find(|page| page.language == language && page.source.as_ref() == Some(source))
        }
    };
    match named {
        Some(page) if page.state == State::Missing => Ok(page),
        Some(page) => Err(vec![translated(&page.path)]),
        None => Err(vec![no_page(loaded, arguments, &path)]),
    }
}

/// The source of a page, or of a text of a bundle.
fn source(loaded: &Loaded, page: &PageStatus) -> Option<Arc<Document>> {
    let path = page.source.as_ref()?;
    let all = &loaded.documents.content;
    let page = all.iter().find(|document| document.file.path == *path).map(Arc::clone);
    page.or_else(|| {
        let mut bundles = all.iter().map(|document| &document.file);
        let bundle = bundles.find(|file| file.has_resource(path))?;
        l10n::resource_document(&loaded.world, &loaded.settings, bundle, path).map(Arc::new)
    })
}

/// The convention of the configuration for the language, or else that of its translations.
fn comments(loaded: &Loaded, language: LanguageId) -> Comments {
    match loaded.settings.l10n.comments.get(&language) {
        Some(true) => Comments::Source,
        Some(false) => Comments::None,
        None => {
            let documents = loaded.documents.content.iter().map(|document| &**document);
            Comments::usual(documents.filter(|document| document.file.language == language))
        }
    }
}

fn translated(path: &Utf8Path) -> Diagnostic {
    let message = format!("the translation exists already: `{path}`");
    Diagnostic::new(Code::ArgumentValue, message).hint(format!("`site l10n status {path}`"))
}

fn unreadable(path: &Utf8Path) -> Diagnostic {
    Diagnostic::new(Code::FileUnreadable, "cannot be read").at(Place::file(path))
}

fn no_page(loaded: &Loaded, arguments: &StartArguments, path: &Utf8Path) -> Diagnostic {
    let is_source =
        loaded.board.pages.iter().any(|page| page.status.source.as_deref() == Some(path));
    if is_source && arguments.language.is_none() {
        let message = format!("the language to translate `{path}` into is not named");
        return Diagnostic::new(Code::ArgumentValue, message).hint("add `--language CODE`");
    }
    if loaded.document(path).is_some_and(|document| document.front_matter.draft) {
        let message = format!("`{path}` is a draft, which is not translated yet");
        let hint = "take `draft` out of its front matter first";
        return Diagnostic::new(Code::ArgumentValue, message).hint(hint);
    }
    let message = format!("there is no page to translate at `{path}`");
    let hint = "name the page's file in any language, and the language to translate into";
    Diagnostic::new(Code::ArgumentValue, message).hint(hint)
}
