//! What is a prompt, and what only looks like one.
//!
//! `$ ` and prompts that name a host or a drive are prompts wherever they stand. `# `, `> ` and `% `
//! are as often a comment, a quotation or output: they count when the session begins with one and has
//! no prompt of the first kind.

/// Beyond this many bytes nobody's prompt goes on.
const LONGEST: usize = 120;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `$ `
    Dollar,
    /// `user@host:~$ `, `[root@host /]# `
    Host,
    /// `PS C:\> `
    PowerShell,
    /// `C:\>`
    Dos,
    /// `controlplane $ `
    Word,
    /// `# `
    Root,
    /// `> `
    Angle,
    /// `% `
    Percent,
}

/// A prompt at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prompt {
    kind: Kind,
    /// With the blank behind it.
    pub length: usize,
}

impl Prompt {
    /// The grammar of the commands behind it.
    pub(super) fn grammar(self) -> &'static str {
        match self.kind {
            Kind::PowerShell => "PowerShell",
            Kind::Dos => "Batch File",
            _ => "Bourne Again Shell (bash)",
        }
    }
}

/// Whether a line begins with a prompt that is one in any text.
pub(super) fn is_unmistakable(line: &str) -> bool {
    prompt(line).is_some_and(|prompt| matches!(prompt.kind, Kind::Dollar | Kind::Host))
}

/// Which prompts count in a session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prompts {
    /// `None`: all that are strong.
    weak: Option<Kind>,
}

impl Prompts {
    /// Those of a whole session; `None` when there is no prompt in it.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.lines().filter_map(prompt).any(|prompt| prompt.kind.is_strong()) {
            return Some(Self { weak: None });
        }
        let first = text.lines().find(|line| !line.trim().is_empty())?;
        Some(Self { weak: Some(prompt(first)?.kind) })
    }

    pub(super) fn find(self, line: &str) -> Option<Prompt> {
        prompt(line).filter(|prompt| match self.weak {
            None => prompt.kind.is_strong(),
            Some(kind) => prompt.kind == kind,
        })
    }

    /// Whether a line without a prompt is a remark of the author's.
    pub(super) fn is_comment(self, line: &str) -> bool {
        self.weak != Some(Kind::Root) && line.starts_with("# ")
    }
}

impl Kind {
    fn is_strong(self) -> bool {
        matches!(self, Kind::Dollar | Kind::Host | Kind::PowerShell | Kind::Dos)
    }
}

/// The length of the prompt that a shell shows while a command goes on.
pub(super) fn continuation(line: &str) -> usize {
    if line.starts_with("> ") { 2 } else { 0 }
}

fn prompt(line: &str) -> Option<Prompt> {
    let line = line.trim_end_matches(['\r', '\n']);
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let signs = [("$>", Kind::Dollar), ("$", Kind::Dollar)].into_iter();
    let weak = [("#", Kind::Root), (">", Kind::Angle), ("%", Kind::Percent)];
    let sign =
        signs.chain(weak).find_map(|(sign, kind)| Some((kind, closed(text, sign.len(), sign)?)));
    let (kind, length) = sign
        .or_else(|| Some((Kind::Host, host(text)?)))
        .or_else(|| Some((Kind::PowerShell, power_shell(text)?)))
        .or_else(|| Some((Kind::Dos, dos(text)?)))
        .or_else(|| Some((Kind::Word, word(text)?)))?;
    Some(Prompt { kind, length: indent + length })
}

/// The length of what ends with `sign` at `end`, and the blank that must follow unless the line ends.
fn closed(text: &str, end: usize, sign: &str) -> Option<usize> {
    if !text.get(..end)?.ends_with(sign) {
        return None;
    }
    match text[end..].chars().next() {
        None => Some(end),
        Some(' ') => Some(end + 1),
        Some(_) => None,
    }
}

/// The place behind the first of some signs that stands before a blank or at the end.
fn end_of(text: &str, signs: &[char]) -> Option<usize> {
    let ends = text.match_indices(signs);
    ends.into_iter().find_map(|(at, sign)| closed(text, at + sign.len(), sign))
}

fn host(text: &str) -> Option<usize> {
    let named = text.strip_prefix('[').unwrap_or(text);
    let (user, rest) = named.split_once('@')?;
    let host = rest.len() - rest.trim_start_matches(is_name).len();
    let behind = rest[host..].chars().next()?;
    if user.is_empty() || !user.chars().all(is_name) || host == 0 || !":] $#%>".contains(behind) {
        return None;
    }
    let start = text.len() - rest.len() + host;
    Some(start + end_of(&text[start..], &['$', '#', '%', '>'])?)
}

fn power_shell(text: &str) -> Option<usize> {
    let path = text.strip_prefix("PS")?.trim_start_matches(' ');
    let is_path = path.starts_with(['>', '/', '~']) || is_drive(path);
    let start = text.len() - path.len();
    if is_path { Some(start + end_of(path, &['>'])?) } else { None }
}

/// `C:\dir>`, with no blank behind it.
fn dos(text: &str) -> Option<usize> {
    let end = text.find('>')? + 1;
    is_drive(text).then(|| if text[end..].starts_with(' ') { end + 1 } else { end })
}

fn word(text: &str) -> Option<usize> {
    let length = text.len() - text.trim_start_matches(is_name).len();
    let rest = &text[length..];
    let sign = [" $", " #"].into_iter().find(|sign| rest.starts_with(sign))?;
    if length == 0 { None } else { closed(text, length + sign.len(), sign) }
}

fn is_drive(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.as_str().starts_with(":\\")
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_as_shells_show_them() {
        let prompts = [
            ("$ ", Kind::Dollar),
            ("$> ", Kind::Dollar),
            ("  $ ", Kind::Dollar),
            ("# ", Kind::Root),
            ("> ", Kind::Angle),
            ("% ", Kind::Percent),
            ("user@host:~$ ", Kind::Host),
            ("user@host:~/a b/c$ ", Kind::Host),
            ("[root@host /]# ", Kind::Host),
            ("me@mac ~ % ", Kind::Host),
            ("PS C:\\> ", Kind::PowerShell),
            ("PS /home/me> ", Kind::PowerShell),
            ("PS> ", Kind::PowerShell),
            ("C:\\Users\\me>", Kind::Dos),
            ("controlplane $ ", Kind::Word),
        ];
        for (text, kind) in prompts {
            let expected = Some(Prompt { kind, length: text.len() });
            assert_eq!(prompt(&format!("{text}ls -l > out")), expected, "{text}");
            let alone = text.trim_end().len();
            assert_eq!(prompt(&text[..alone]), Some(Prompt { kind, length: alone }), "{text}");
        }
    }

    #[test]
    fn what_is_no_prompt() {
        let lines = [
            "",
            "$HOME/bin",
            "#0 0x7f in ?? ()",
            "a@",
            "@b $ x",
            "me@example.com",
            "#!/bin/sh",
            "PSPS> x",
            "C: drive>",
            "total 5$ each",
            "NAME   READY",
            "한국어 text",
        ];
        for line in lines {
            assert_eq!(prompt(line), None, "{line}");
        }
    }
}
