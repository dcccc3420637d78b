//! How severe each diagnostic is: `[diagnostics]`, and Hugo's `refLinksErrorLevel`.

use std::collections::BTreeMap;

use camino::Utf8Path;

use super::diagnostic_options::{ScopedOptions, Written};
use super::{Language, LoadedConfig, Mounts};
use crate::diagnostic::{
    Code, Diagnostic, FileLanguages, Place, Scope, ScopedSeverities, Severities, Severity, Spanned,
    nearest,
};
use crate::glob::Globs;

/// What is no diagnostic, no severity, no glob or no language is reported, and counts for nothing.
pub(super) fn resolve(
    config: &LoadedConfig,
    (languages, mounts): (&[Language], &Mounts),
    found: &mut Vec<Diagnostic>,
) -> Severities {
    let options = &config.options.diagnostics;
    let mut resolver = Resolver { file: &config.file, languages, found };
    let mut overrides = resolver.overrides(&options.everywhere);
    if let Some((code, severity)) =
        resolver.of_references(config.options.links.error_level.as_ref())
    {
        overrides.entry(code).or_insert(severity);
    }
    let scoped = options.scoped.iter().map(|scoped| ScopedSeverities {
        scope: resolver.scope(scoped),
        overrides: resolver.overrides(&scoped.codes),
    });
    let scoped = scoped.collect();
    let directories = mounts.content.iter().filter_map(|mount| {
        let language = mount.languages.first()?;
        Some((mount.source.clone(), languages.get(language.0)?.code.to_lowercase()))
    });
    let languages = FileLanguages::new(directories.collect());
    Severities { flavour: config.flavour, overrides, scoped, languages }
}

struct Resolver<'a> {
    file: &'a Utf8Path,
    languages: &'a [Language],
    found: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn reject(&mut self, at: &Spanned<String>, message: String, hint: &str) {
        let place = Place::span(self.file, at.span);
        let problem = Diagnostic::new(Code::ConfigValue, message).at(place);
        self.found.push(if hint.is_empty() { problem } else { problem.hint(hint.to_owned()) });
    }

    /// `refLinksErrorLevel`.
    fn of_references(
        &mut self,
        level: Option<&Spanned<String>>,
    ) -> Option<(Code, Option<Severity>)> {
        let level = level?;
        match level.value.to_lowercase().as_str() {
            "error" => Some((Code::RefMissing, Some(Severity::Error))),
            "warning" => Some((Code::RefMissing, Some(Severity::Warning))),
            _ => {
                let message = format!("`{}` is not an error level", level.value);
                self.reject(level, message, "use `ERROR` or `WARNING`");
                None
            }
        }
    }

    fn overrides(&mut self, written: &Written) -> BTreeMap<Code, Option<Severity>> {
        written
            .iter()
            .filter_map(|(name, level)| Some((self.code(name)?, self.severity(level)?)))
            .collect()
    }

    fn code(&mut self, name: &Spanned<String>) -> Option<Code> {
        let code = Code::from_name(&name.value);
        if code.is_none() {
            let meant = nearest(&name.value, Code::ALL.iter().map(|code| code.name()));
            let hint = meant.map_or_else(String::new, |meant| format!("did you mean `{meant}`?"));
            self.reject(name, format!("there is no diagnostic `{}`", name.value), &hint);
        }
        code
    }

    fn severity(&mut self, level: &Spanned<String>) -> Option<Option<Severity>> {
        match level.value.as_str() {
            "error" => Some(Some(Severity::Error)),
            "warning" => Some(Some(Severity::Warning)),
            "note" => Some(Some(Severity::Note)),
            "off" => Some(None),
            _ => {
                let message = format!("`{}` is not a severity", level.value);
                self.reject(level, message, "use `error`, `warning`, `note` or `off`");
                None
            }
        }
    }

    fn scope(&mut self, scoped: &ScopedOptions) -> Scope {
        let mut files = Globs::default();
        for glob in &scoped.files {
            if files.add(&glob.value).is_none() {
                let message = format!("`{}` is not a glob", glob.value);
                self.reject(glob, message, "write one such as `content/en/**`");
            }
        }
        let is_known = |code: &str| {
            self.languages.iter().any(|language| language.code.eq_ignore_ascii_case(code))
        };
        let (known, unknown): (Vec<_>, Vec<_>) =
            scoped.languages.iter().partition(|code| is_known(&code.value));
        for code in unknown {
            let message = format!("the site has no language `{}`", code.value);
            self.reject(code, message, "name it as `[languages]` does");
        }
        Scope { files, languages: known.iter().map(|code| code.value.to_lowercase()).collect() }
    }
}
