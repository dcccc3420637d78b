//! Which paths below the root may be read: the rule, without a file system.
//!
//! Content comes from strangers, and a link in it must not publish what its author could not read.
//! So a link may lead only to where the configuration could mount files from: the site's input
//! directories. Repositories and the root's hidden files are never read, linked or not.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::io;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// Where sites keep their files, whatever their configuration says.
pub const INPUT_DIRECTORIES: &[&str] = &[
    "archetypes",
    "assets",
    "content",
    "data",
    "examples",
    "i18n",
    "layouts",
    "static",
    "templates",
    "themes",
];

/// Files in the root that are inputs.
const FILES: &[&str] = &[
    "OWNERS",
    "OWNERS_ALIASES",
    "config.toml",
    "hugo.toml",
    "labels.yaml",
    "labels.yml",
    "site.toml",
];

const REPOSITORY: &str = ".git";

/// Which links are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkRule {
    /// Those that lead to input directories.
    ToInputs,
    /// None: whoever made them is not trusted.
    Never,
}

/// Which paths below a root may be read.
#[derive(Clone, Debug)]
pub(super) struct Boundary {
    links: LinkRule,
    /// The input directories.
    directories: BTreeSet<Utf8PathBuf>,
    /// Files found by name, which may be in hidden directories.
    found: BTreeSet<Utf8PathBuf>,
}

impl Default for Boundary {
    fn default() -> Self {
        let directories = INPUT_DIRECTORIES.iter().map(Utf8PathBuf::from).collect();
        Self { links: LinkRule::ToInputs, directories, found: BTreeSet::new() }
    }
}

impl Boundary {
    /// The same boundary with another rule for links.
    pub(super) fn with_links(self, links: LinkRule) -> Self {
        Self { links, ..self }
    }

    /// Whether a link is followed if it leads to a place that may be read.
    pub(super) fn follows_links(&self) -> bool {
        self.links == LinkRule::ToInputs
    }

    /// Adds input directories that the configuration names.
    pub(super) fn admit(&mut self, directories: &[Utf8PathBuf]) {
        self.directories.extend(directories.iter().filter_map(|directory| inside(directory)));
    }

    /// Adds files found by name.
    pub(super) fn admit_found(&mut self, files: &[Utf8PathBuf]) {
        self.found.extend(files.iter().cloned());
    }

    /// Whether a path may be read that is not a link.
    pub(super) fn allows(&self, path: &Utf8Path) -> bool {
        !is_forbidden(path) || self.found.contains(path)
    }

    /// Whether a link may lead to `target`, which is relative to the root.
    pub(super) fn allows_link_to(&self, target: &Utf8Path) -> bool {
        let is_input = target.ancestors().any(|above| self.directories.contains(above));
        self.follows_links()
            && !is_forbidden(target)
            && (is_input || FILES.contains(&target.as_str()))
    }

    /// Why a link to `target` is not followed.
    pub(super) fn link_refusal(&self, target: Utf8PathBuf) -> Refusal {
        match self.links {
            LinkRule::ToInputs => Refusal::LinkForbidden(target),
            LinkRule::Never => Refusal::LinkUntrusted,
        }
    }
}

/// Repositories, and the hidden files and directories of the root.
fn is_forbidden(path: &Utf8Path) -> bool {
    let is_hidden = path.as_str().starts_with('.') && path != ".";
    is_hidden || path.components().any(|part| part.as_str().eq_ignore_ascii_case(REPOSITORY))
}

/// A path relative to the root, without `.` and `..`; `None` if it leads out.
pub(super) fn inside(path: &Utf8Path) -> Option<Utf8PathBuf> {
    let mut inside = Utf8PathBuf::new();
    for part in path.components() {
        match part {
            Utf8Component::Normal(name) => inside.push(name),
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if inside.pop() => {}
            _ => return None,
        }
    }
    Some(inside)
}

/// Why something that exists was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A link out of the root; where it leads.
    LinkOutside(String),
    /// A link to where the site has no input files; relative to the root.
    LinkForbidden(Utf8PathBuf),
    /// A link where none is followed, wherever it leads.
    LinkUntrusted,
    /// A repository, or a hidden file of the root.
    Forbidden,
    /// A path that leads out of the root without a link.
    Outside,
    /// A pipe, a socket or a device.
    NotRegular,
    /// More than this number of bytes.
    TooLarge(u64),
}

impl Refusal {
    /// The refusal that an error of [`World`](super::World) is about.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    /// Whether the cause is a link that must not be followed.
    pub fn is_link(&self) -> bool {
        matches!(self, Self::LinkOutside(_) | Self::LinkForbidden(_) | Self::LinkUntrusted)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LinkOutside(target) => {
                write!(f, "this link leads out of the site, to `{target}`")
            }
            Self::LinkForbidden(target) => {
                write!(f, "this link leads to `{target}`, which is not an input of the site")
            }
            Self::LinkUntrusted => {
                f.write_str("this is a link, and links of an untrusted change are not followed")
            }
            Self::Forbidden => f.write_str("hidden files and repositories are not read"),
            Self::Outside => f.write_str("this path leads out of the site"),
            Self::NotRegular => f.write_str("this is not a regular file"),
            Self::TooLarge(limit) => write!(f, "this file is larger than {} MiB", limit >> 20),
        }
    }
}

impl Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal {
            Refusal::NotRegular => io::ErrorKind::InvalidInput,
            Refusal::TooLarge(_) => io::ErrorKind::FileTooLarge,
            _ => io::ErrorKind::PermissionDenied,
        };
        io::Error::new(kind, refusal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_inputs_only() {
        let mut boundary = Boundary::default();
        boundary.admit(&["docs/content".into(), "../elsewhere".into()]);
        for target in ["content", "static/a.png", "data/x/y.toml", "docs/content/a.md", "OWNERS"] {
            assert!(boundary.allows_link_to(target.into()), "{target}");
        }
        for target in [
            "",
            ".git/config",
            ".env",
            "static/.git/config",
            "static/.GIT/config",
            "Makefile",
            "docs",
            "docs/other.md",
            "contents/a.md",
            "elsewhere",
            "node_modules/x/OWNERS",
        ] {
            assert!(!boundary.allows_link_to(target.into()), "{target}");
        }
    }

    #[test]
    fn an_untrusted_link_leads_nowhere() {
        let boundary = Boundary::default().with_links(LinkRule::Never);
        assert!(boundary.allows("content/a.md".into()));
        assert!(!boundary.allows_link_to("content/a.md".into()));
        assert_eq!(boundary.link_refusal("content/a.md".into()), Refusal::LinkUntrusted);
    }

    #[test]
    fn repositories_and_hidden_files_of_the_root_are_not_read() {
        let mut boundary = Boundary::default();
        for path in ["content/.hidden/a.md", "notes/a.md", "static/.well-known/x", ""] {
            assert!(boundary.allows(path.into()), "{path}");
        }
        for path in [".git/config", "themes/x/.git/config", ".env", ".github/OWNERS"] {
            assert!(!boundary.allows(path.into()), "{path}");
        }
        boundary.admit_found(&[".github/OWNERS".into()]);
        assert!(boundary.allows(".github/OWNERS".into()));
        assert!(!boundary.allows_link_to(".github/OWNERS".into()));
    }

    #[test]
    fn a_root_that_is_its_own_content_directory_is_an_input_but_for_what_is_hidden() {
        let mut boundary = Boundary::default();
        boundary.admit(&[".".into()]);
        assert!(boundary.allows_link_to("notes/a.md".into()));
        assert!(!boundary.allows_link_to(".env".into()));
    }

    #[test]
    fn paths_that_climb_out_are_outside() {
        assert_eq!(inside("a/./b/../c".into()).as_deref(), Some("a/c".into()));
        for path in ["..", "a/../../b", "/etc/passwd"] {
            assert_eq!(inside(path.into()), None, "{path}");
        }
    }
}
