//! What the name on a fence means.

use super::session;

/// How a block is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeLanguage<'a> {
    /// Text that is no code.
    Plain,
    /// What stood on a terminal: prompts, commands and what they printed.
    Session,
    /// The query language of Prometheus, for which there is no grammar elsewhere.
    PromQl,
    /// A language by a name that the grammars may know.
    Named(&'a str),
}

/// Names that mean "no language".
const PLAIN: &[&str] = &["", "none", "nohighlight", "output", "plain", "plaintext", "text", "txt"];

/// Names for a session whatever is in it.
const SESSIONS: &[&str] = &[
    "bash-session",
    "console",
    "powershell-session",
    "ps1con",
    "sh-session",
    "shell-session",
    "shellsession",
    "terminal",
    "zsh-session",
];

/// Names that are written over scripts and over sessions alike.
const SHELLS: &[&str] = &["bash", "sh", "shell", "zsh"];

/// The names that writers use for languages, where the grammars know another.
const ALIASES: &[(&str, &str)] = &[
    ("docker", "dockerfile"),
    ("golang", "go"),
    ("js", "javascript"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("proto", "protocol buffer"),
    ("protobuf", "protocol buffer"),
    ("ps1", "powershell"),
    ("pwsh", "powershell"),
    ("py", "python"),
    ("python3", "python"),
    ("rs", "rust"),
    ("shell", "sh"),
    ("ts", "typescript"),
    ("yml", "yaml"),
    ("zsh", "sh"),
];

impl<'a> CodeLanguage<'a> {
    /// The language of a block by its name, in lower case, and its text: a script that begins with
    /// a prompt is a session.
    pub(super) fn of(name: &'a str, text: &str) -> Self {
        if PLAIN.contains(&name) {
            CodeLanguage::Plain
        } else if SESSIONS.contains(&name)
            || (SHELLS.contains(&name) && session::begins_with_prompt(text))
        {
            CodeLanguage::Session
        } else if name == "promql" {
            CodeLanguage::PromQl
        } else {
            let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
            CodeLanguage::Named(alias.map_or(name, |(_, name)| name))
        }
    }
}
