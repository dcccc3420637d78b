//! What `site check` does, and when its checks are made: `[checks]`.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::structured::{Reader, UnknownKeys};

/// The file of problems that a site is known to have, unless `[checks]` names another.
const BASELINE: &str = "site-baseline.json";

/// How a site is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRules {
    /// Whether `site build` and `site serve` look for all that `site check` looks for.
    pub in_builds: bool,
    /// The file of problems that are known, relative to the root. It need not exist.
    pub baseline: Utf8PathBuf,
}

/// `[checks]` as it is written.
#[derive(Debug, Default)]
pub struct CheckOptions {
    in_builds: Option<bool>,
    baseline: Option<Spanned<String>>,
}

impl CheckOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let options = reader.within("checks", UnknownKeys::Report, |checks| Self {
            in_builds: checks.bool("inBuilds"),
            baseline: checks.text("baseline"),
        });
        options.unwrap_or_default()
    }

    /// The rules; a path that leaves the site is said and left out.
    pub(super) fn resolve(&self, file: &Utf8Path, found: &mut Vec<Diagnostic>) -> CheckRules {
        let usual = || Utf8PathBuf::from(BASELINE);
        let is_inside = |path: &Utf8Path| {
            let mut parts = path.components();
            !path.as_str().is_empty() && parts.all(|part| matches!(part, Utf8Component::Normal(_)))
        };
        let baseline = self.baseline.as_ref().map_or_else(usual, |written| {
            let path = Utf8PathBuf::from(&written.value);
            if is_inside(&path) {
                return path;
            }
            let message = format!("`{path}` is no file below the site's root");
            let place = Place::span(file, written.span);
            let hint = format!("write a relative path, such as `{BASELINE}`");
            found.push(Diagnostic::new(Code::ConfigValue, message).at(place).hint(hint));
            usual()
        });
        CheckRules { in_builds: self.in_builds.unwrap_or(false), baseline }
    }
}
