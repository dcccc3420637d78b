//! Whether those who wrote the content are trusted, and what is taken from them: `--untrusted` and
//! `[untrusted]`.

use camino::{Utf8Path, Utf8PathBuf};

use super::paths::is_below_root;
use super::{Mount, Mounts};
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::structured::{Reader, UnknownKeys};

/// Whether those who wrote the content are trusted. Decided once; every stage that treats a stranger's
/// content otherwise asks the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Trust {
    /// They could write templates as well.
    #[default]
    Trusted,
    /// Anybody may have written it: it is shown, and can do nothing.
    Untrusted,
}

/// The directories that files of a proposed change are taken from, if those who wrote it are not trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposedPaths {
    /// Content, and what the site names besides.
    pub texts: Vec<Utf8PathBuf>,
    /// Static files: a change may bring pictures, and no scripts.
    pub statics: Vec<Utf8PathBuf>,
}

/// What only trusted people write: none of it is ever taken from a proposed change.
const RESERVED: &[&str] = &[
    "templates",
    "layouts",
    "themes",
    "config",
    "archetypes",
    "_vendor",
    "site.toml",
    "hugo.toml",
    "config.toml",
];

/// `[untrusted]` as it is written.
#[derive(Debug, Default)]
pub struct UntrustedOptions {
    /// Directories beside those of content and static files that come from a change.
    paths: Vec<Spanned<String>>,
}

impl UntrustedOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let options = reader.within("untrusted", UnknownKeys::Report, |untrusted| Self {
            paths: untrusted.texts("paths").unwrap_or_default(),
        });
        options.unwrap_or_default()
    }

    /// What a change may bring. What must not be named is reported and left out.
    pub(super) fn resolve(
        &self,
        mounts: &Mounts,
        file: &Utf8Path,
        found: &mut Vec<Diagnostic>,
    ) -> ProposedPaths {
        let sources = |mounts: &[Mount]| -> Vec<Utf8PathBuf> {
            let sources = mounts.iter().map(|mount| mount.source.clone());
            sources.filter(|source| may_be_proposed(source)).collect()
        };
        let mut texts = sources(&mounts.content);
        for named in &self.paths {
            let path = named.value.trim_start_matches("./").trim_matches('/');
            if may_be_proposed(Utf8Path::new(path)) {
                texts.push(Utf8PathBuf::from(path));
                continue;
            }
            let message = format!("`{}` cannot come from somebody who is not trusted", named.value);
            let hint = "name directories of text and data below the root, such as `i18n`";
            let place = Place::span(file, named.span);
            found.push(Diagnostic::new(Code::ConfigValue, message).at(place).hint(hint));
        }
        ProposedPaths { texts, statics: sources(&mounts.statics) }
    }
}

/// Whether a path is below the root, and neither holds nor is in what is reserved.
fn may_be_proposed(path: &Utf8Path) -> bool {
    let is_hidden = path.components().any(|part| part.as_str().starts_with('.'));
    let is_reserved = is_hidden || RESERVED.iter().any(|name| path.starts_with(name));
    !path.as_str().is_empty() && is_below_root(path.as_str()) && !is_reserved
}
