//! How much each problem matters to one site.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Code, ConfigFlavour, Diagnostic, Severity};
use crate::glob::Globs;

/// The severity of every code for one site: `[diagnostics]` in the configuration, else the default.
#[derive(Clone, Debug, Default)]
pub struct Severities {
    pub flavour: ConfigFlavour,
    /// `None` switches a code off.
    pub overrides: BTreeMap<Code, Option<Severity>>,
    /// What holds in some files only, in the order of the configuration. The last one that names a code counts.
    pub scoped: Vec<ScopedSeverities>,
    /// Which language each file is of.
    pub languages: FileLanguages,
}

/// Severities for some files.
#[derive(Clone, Debug, Default)]
pub struct ScopedSeverities {
    pub scope: Scope,
    /// `None` switches a code off.
    pub overrides: BTreeMap<Code, Option<Severity>>,
}

/// Some files of a site: those that one of the globs matches and that are of one of the languages. An empty list
/// excludes nothing.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub files: Globs,
    /// Codes in lower case.
    pub languages: Vec<String>,
}

/// Tells the language of a file by its name or by the content directory that it is in.
#[derive(Clone, Debug, Default)]
pub struct FileLanguages {
    directories: Vec<(Utf8PathBuf, String)>,
}

impl Severities {
    /// How much `code` matters where nothing else is said of a file; `None` when it is switched off.
    pub fn of(&self, code: Code) -> Option<Severity> {
        match self.overrides.get(&code) {
            Some(chosen) => *chosen,
            None => Some(code.severity(self.flavour)),
        }
    }

    /// How much a problem matters at its place; `None` when it is switched off there.
    pub fn rate(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        let file = diagnostic.place.as_ref().map(|place| place.file.as_path());
        let holds = |scoped: &&ScopedSeverities| {
            scoped.overrides.contains_key(&diagnostic.code)
                && file.is_some_and(|file| scoped.scope.has(file, &self.languages))
        };
        match self.scoped.iter().rev().find(holds) {
            Some(scoped) => scoped.overrides[&diagnostic.code],
            None => self.of(diagnostic.code),
        }
    }

    /// Whether a problem keeps what is built from being shown.
    pub fn is_error(&self, diagnostic: &Diagnostic) -> bool {
        self.rate(diagnostic) == Some(Severity::Error)
    }
}

impl Scope {
    fn has(&self, file: &Utf8Path, languages: &FileLanguages) -> bool {
        let is_named = |code: &str| self.languages.iter().any(|named| named == code);
        let is_of_language = || languages.of(file).is_some_and(is_named);
        self.files.is_match(file.as_str()) && (self.languages.is_empty() || is_of_language())
    }
}

impl FileLanguages {
    /// `directories` are content directories, each with the code of its language.
    pub fn new(mut directories: Vec<(Utf8PathBuf, String)>) -> Self {
        // The innermost directory decides.
        directories.sort_by_key(|(directory, _)| std::cmp::Reverse(directory.as_str().len()));
        Self { directories }
    }

    /// The code of the language that a content file is in.
    pub fn of(&self, file: &Utf8Path) -> Option<&str> {
        let suffix = file.file_stem().and_then(|stem| stem.rsplit_once('.'));
        let is_named =
            |code: &str| suffix.is_some_and(|(_, named)| named.eq_ignore_ascii_case(code));
        let by_name = self.directories.iter().find(|(_, code)| is_named(code));
        let by_directory =
            || self.directories.iter().find(|(directory, _)| file.starts_with(directory));
        by_name.or_else(by_directory).map(|(_, code)| code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    fn scoped(glob: &str, languages: &[&str], severity: Option<Severity>) -> ScopedSeverities {
        let mut files = Globs::default();
        files.add(glob).expect("a glob");
        let languages = languages.iter().map(|code| (*code).to_owned()).collect();
        let overrides = BTreeMap::from([(Code::LinkDead, severity)]);
        ScopedSeverities { scope: Scope { files, languages }, overrides }
    }

    #[test]
    fn the_last_scope_that_holds_a_file_decides() {
        let directories = [("content", "en"), ("content/ko", "ko")];
        let owned = directories.map(|(path, code)| (path.into(), code.to_owned()));
        let severities = Severities {
            scoped: vec![
                scoped("content/**", &[], Some(Severity::Note)),
                scoped("**", &["ko"], Some(Severity::Error)),
                scoped("content/ko/old/**", &[], None),
            ],
            languages: FileLanguages::new(owned.to_vec()),
            ..Severities::default()
        };
        let rated = |file: &str| {
            severities.rate(&Diagnostic::new(Code::LinkDead, "dead").at(Place::file(file)))
        };
        assert_eq!(rated("site.toml"), Some(Severity::Warning));
        assert_eq!(rated("content/a.md"), Some(Severity::Note));
        assert_eq!(rated("content/a.ko.md"), Some(Severity::Error));
        assert_eq!(rated("content/ko/a.md"), Some(Severity::Error));
        assert_eq!(rated("content/ko/old/a.md"), None);
        let other =
            Diagnostic::new(Code::LinkAnchor, "no place").at(Place::file("content/ko/a.md"));
        assert_eq!(severities.rate(&other), Some(Severity::Warning));
    }
}
