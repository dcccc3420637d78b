//! What to do about a page next, and the command to type for it.

use camino::Utf8Path;
use serde::Serialize;

use crate::l10n::status::{PageStatus, State};

/// Something to do, with a command that does it or begins it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Action {
    pub kind: ActionKind,
    /// For a POSIX shell, in the site's root.
    pub command: String,
}

/// The kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionKind {
    /// The translation no longer says what its source says.
    Update,
    /// There is no translation.
    Translate,
    /// The translation is not at the path of its source.
    Move,
    /// The translation has no source. Only its team knows whether it ever had one.
    Remove,
}

impl ActionKind {
    pub const ALL: [ActionKind; 4] =
        [ActionKind::Update, ActionKind::Translate, ActionKind::Move, ActionKind::Remove];

    pub fn name(self) -> &'static str {
        match self {
            ActionKind::Update => "update",
            ActionKind::Translate => "translate",
            ActionKind::Move => "move",
            ActionKind::Remove => "remove",
        }
    }

    /// What to know before you run the command, in English.
    pub fn advice(self) -> &'static str {
        match self {
            ActionKind::Update => "see what has changed",
            ActionKind::Translate => "start the translation",
            ActionKind::Move => "move it to the path of its source",
            ActionKind::Remove => {
                "keep it if it was written in this language first; if its source was renamed, move it to \
                 the same path; remove it only if its source was removed for good"
            }
        }
    }
}

impl Action {
    /// Starts the translation of a source.
    pub fn translate(source: &Utf8Path, code: &str) -> Self {
        let source = quoted(source.as_str());
        let command = format!("site l10n start {source} --language {}", quoted(code));
        Self { kind: ActionKind::Translate, command }
    }

    /// Notes in a translation that was brought up to date what it follows.
    pub fn pin(translation: &Utf8Path) -> Self {
        let command = format!("site l10n pin {}", quoted(translation.as_str()));
        Self { kind: ActionKind::Update, command }
    }

    /// Everything to do about a page, in order. `code` is that of its language.
    pub(super) fn all(page: &PageStatus, code: &str) -> Vec<Self> {
        let path = quoted(page.path.as_str());
        let action = |kind, command| Some(Action { kind, command });
        let state = match page.state {
            // A disparity is not in the texts that `diff` compares.
            State::Drifted if page.findings().is_empty() && !page.disparities.is_empty() => {
                action(ActionKind::Update, format!("site l10n status {path}"))
            }
            State::Drifted => action(ActionKind::Update, format!("site l10n diff {path}")),
            State::Missing => page.source.as_ref().map(|source| Self::translate(source, code)),
            State::Orphan => action(ActionKind::Remove, format!("git rm {path}")),
            State::InSync | State::Unknown | State::Untranslated => None,
        };
        let relocation = page
            .proper_path
            .as_deref()
            .and_then(|proper| action(ActionKind::Move, moving(&page.path, proper)));
        state.into_iter().chain(relocation).collect()
    }
}

/// Moves a page with all files of its bundle, whether or not the target's directory exists.
fn moving(from: &Utf8Path, to: &Utf8Path) -> String {
    let bundle = from.parent().filter(|_| from.file_stem() == Some("index"));
    let (from, to) = match bundle {
        // A bundle stays a bundle, even if the source is a single file.
        Some(directory) if to.file_stem() == Some("index") => {
            (directory.to_owned(), to.parent().unwrap_or(to).to_owned())
        }
        Some(directory) => (directory.to_owned(), to.with_extension("")),
        None => (from.to_owned(), to.to_owned()),
    };
    let moved = format!("git mv {} {}", quoted(from.as_str()), quoted(to.as_str()));
    match to.parent().filter(|parent| !parent.as_str().is_empty()) {
        Some(parent) => format!("mkdir -p {} && {moved}", quoted(parent.as_str())),
        None => moved,
    }
}

/// An argument as a shell reads it.
fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if argument.chars().all(is_plain) && !argument.starts_with('-') {
        return argument.to_owned();
    }
    format!("'{}'", argument.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_moves_with_its_files() {
        let cases = [
            (
                "ko/blog/old.md",
                "ko/posts/new.md",
                "mkdir -p ko/posts && git mv ko/blog/old.md ko/posts/new.md",
            ),
            (
                "ko/blog/old/index.md",
                "ko/posts/new/index.md",
                "mkdir -p ko/posts && git mv ko/blog/old ko/posts/new",
            ),
            (
                "ko/blog/old/index.md",
                "ko/posts/new.md",
                "mkdir -p ko/posts && git mv ko/blog/old ko/posts/new",
            ),
            ("a b.md", "c.md", "git mv 'a b.md' c.md"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(moving(Utf8Path::new(from), Utf8Path::new(to)), expected);
        }
    }

    #[test]
    fn a_name_cannot_become_a_command() {
        assert_eq!(quoted("a'; rm -r ."), r"'a'\''; rm -r .'");
        assert_eq!(quoted("--force"), "'--force'");
    }
}
