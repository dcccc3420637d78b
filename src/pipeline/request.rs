//! What a build is asked for, and the configuration that it begins with.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use camino::Utf8Path;

use crate::artifact::Spool;
use crate::config::{self, LanguageId, Overrides, ProposedPaths, Settings};
use crate::diagnostic::{self, Code, Diagnostic, Severities, nearest};
use crate::memo::Memo;
use crate::world::{DiskWorld, Proposal, World};

/// What a build is asked for beyond the configuration.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub overrides: Overrides,
    /// Codes of the languages whose pages are made; all of them if empty.
    pub languages: Vec<String>,
    /// What earlier builds made; it changes how long a build takes, and nothing else.
    pub memo: Arc<Memo>,
    /// Where the files of the output wait until they are written.
    pub spool: Spool,
}

/// The configuration cannot be used: there is nothing to build.
#[derive(Debug)]
pub struct ConfigProblem {
    pub diagnostics: Vec<Diagnostic>,
    pub severities: Severities,
}

impl ConfigProblem {
    /// The site's directory cannot be opened.
    pub fn no_root(root: &Utf8Path, error: &io::Error) -> Self {
        Self { diagnostics: vec![no_root(root, error)], severities: Severities::default() }
    }
}

/// That the site's directory cannot be opened.
pub fn no_root(root: &Utf8Path, error: &io::Error) -> Diagnostic {
    let message = format!("cannot open the site's root `{root}`: {error}");
    let hint = "name the directory of the site with `--root DIR`";
    Diagnostic::new(Code::ArgumentValue, message).hint(hint)
}

/// Reads the configuration.
///
/// # Errors
/// When it cannot be used.
pub fn configure(
    world: &dyn World,
    request: &Request,
    found: &mut Vec<Diagnostic>,
) -> Result<Settings, ConfigProblem> {
    let loaded = match config::load(world, &request.overrides.environment, found) {
        Ok(loaded) => loaded,
        Err(diagnostic) => {
            found.push(*diagnostic);
            diagnostic::sort(found);
            let diagnostics = std::mem::take(found);
            return Err(ConfigProblem { diagnostics, severities: Severities::default() });
        }
    };
    let settings = config::resolve(&loaded, &request.overrides, found);
    let has_error = found.iter().any(|found| settings.severities.is_error(found));
    if settings.languages.is_empty() || has_error {
        diagnostic::sort(found);
        let diagnostics = std::mem::take(found);
        return Err(ConfigProblem { diagnostics, severities: settings.severities });
    }
    world.admit(&settings.input_directories());
    Ok(settings)
}

/// A change that nobody trusts, over the tree that it would change. The configuration of the base says what may
/// come from the change.
///
/// # Errors
/// When that configuration cannot be used.
pub fn propose(
    change: DiskWorld,
    base: DiskWorld,
    request: &Request,
) -> Result<Proposal, ConfigProblem> {
    let ProposedPaths { texts, statics } =
        configure(&base, request, &mut Vec::new())?.proposed_paths;
    Ok(Proposal::new(change, base, texts, statics))
}

/// The languages that the request names.
pub(super) fn chosen_languages(
    settings: &Settings,
    request: &Request,
) -> Result<BTreeSet<LanguageId>, ConfigProblem> {
    if request.languages.is_empty() {
        return Ok(settings.language_ids().collect());
    }
    let mut chosen = BTreeSet::new();
    let mut unknown = Vec::new();
    for code in &request.languages {
        match settings.language_by_code(code) {
            Some(id) => {
                chosen.insert(id);
            }
            None => unknown.push(unknown_language(settings, code)),
        }
    }
    if unknown.is_empty() {
        return Ok(chosen);
    }
    diagnostic::sort(&mut unknown);
    Err(ConfigProblem { diagnostics: unknown, severities: settings.severities.clone() })
}

/// That `--language` names no language of the site.
pub(crate) fn unknown_language(settings: &Settings, code: &str) -> Diagnostic {
    let codes: Vec<&str> =
        settings.languages.iter().map(|language| language.code.as_str()).collect();
    let hint = match nearest(code, codes.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the languages are {}", codes.join(", ")),
    };
    let message = format!("`--language {code}` is not a language of this site");
    Diagnostic::new(Code::ArgumentValue, message).hint(hint)
}
