//! Decides whether a path can be the name of a file of the output.
//!
//! An output is served by web servers, unpacked on Windows and committed to repositories. A name that means
//! something else there, or cannot be written at all, is refused before anything is written.

use std::fmt;

/// What a file of the output is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputKind {
    /// A page, its resources, a redirect, or anything else that is made.
    Made,
    /// A static file: its name is its author's, and services ask for hidden ones such as `.nojekyll`.
    Static,
}

/// Why a path cannot be the name of a file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It is empty, absolute, or holds `.` or `..`.
    Outside,
    Hidden(String),
    /// Git's, or that of `site` itself.
    Reserved(String),
    Control(char),
    Backslash,
    /// A part of it, in bytes.
    LongPart(usize),
    /// All of it, in bytes.
    LongPath(usize),
    /// A device on Windows.
    Device(String),
    /// A character that names on Windows cannot have.
    Character(char),
    /// A dot or a blank at the end, which Windows drops.
    End(String),
}

/// The one hidden directory that web servers publish: RFC 8615.
const WELL_KNOWN: &str = ".well-known";

/// The prefix of the names of `site`'s own files in an output.
const OURS: &str = ".site-";

/// The longest name on common file systems.
const MAX_PART: usize = 255;

/// The shortest limit of an operating system for a whole path.
const MAX_PATH: usize = 1024;

/// Names of devices on Windows, whatever follows their first dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Whether `path`, relative to the output and with `/`, may be a file there.
///
/// # Errors
/// Says what is wrong with it.
///
/// ```
/// use site::artifact::{NameFault, OutputKind, check_name};
/// assert_eq!(check_name(".well-known/security.txt", OutputKind::Made), Ok(()));
/// assert_eq!(check_name("tags/.net/index.html", OutputKind::Made), Ok(()));
/// assert_eq!(check_name(".git/config", OutputKind::Static), Err(NameFault::Reserved(".git".into())));
/// ```
pub fn check_name(path: &str, kind: OutputKind) -> Result<(), NameFault> {
    if path.len() > MAX_PATH {
        return Err(NameFault::LongPath(path.len()));
    }
    let parts = || path.split('/').filter(|part| !is_plain(part));
    // Unsafe parts are reported before parts that are only inconvenient, wherever they are.
    parts().try_for_each(check_safety)?;
    if kind == OutputKind::Made {
        check_visibility(path)?;
    }
    parts().try_for_each(check_portability)
}

/// Whether nothing can be wrong with a part, as with nearly all of them. No device has such a long name without a
/// sign in it.
fn is_plain(part: &str) -> bool {
    let is_harmless = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    part == "index.html" || ((5..=MAX_PART).contains(&part.len()) && part.bytes().all(is_harmless))
}

fn check_safety(part: &str) -> Result<(), NameFault> {
    if matches!(part, "" | "." | "..") {
        return Err(NameFault::Outside);
    }
    if let Some(control) = part.chars().find(|c| c.is_control()) {
        return Err(NameFault::Control(control));
    }
    if part.contains('\\') {
        return Err(NameFault::Backslash);
    }
    if part.len() > MAX_PART {
        return Err(NameFault::LongPart(part.len()));
    }
    let lower = part.to_lowercase();
    if is_of_git(&lower) || lower.starts_with(OURS) {
        return Err(NameFault::Reserved(part.to_owned()));
    }
    Ok(())
}

/// A hidden directory may hold pages and feeds, such as those of the term `.net`. Anything else in it, or a hidden
/// file, may be meant for a server or a service.
fn check_visibility(path: &str) -> Result<(), NameFault> {
    let is_harmless = [".html", ".xml"].iter().any(|end| path.ends_with(end));
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut hidden = path.split('/').filter(|part| part.starts_with('.') && *part != WELL_KNOWN);
    match hidden.next() {
        Some(part) if !is_harmless || name.starts_with('.') => {
            Err(NameFault::Hidden(part.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Whether some file system takes a name for git's directory: Windows drops dots and blanks at the end,
/// has the alias `git~1`, and ends names at a colon; macOS ignores zero-width characters.
fn is_of_git(lower: &str) -> bool {
    let visible: String = lower.chars().filter(|c| !is_ignorable(*c)).collect();
    let name = visible.split(':').next().unwrap_or_default().trim_end_matches(['.', ' ']);
    matches!(name, ".git" | "git~1")
}

fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn check_portability(part: &str) -> Result<(), NameFault> {
    if let Some(character) = part.chars().find(|c| "<>:\"|?*".contains(*c)) {
        return Err(NameFault::Character(character));
    }
    if part.ends_with(['.', ' ']) {
        return Err(NameFault::End(part.to_owned()));
    }
    if is_device(part) {
        return Err(NameFault::Device(part.to_owned()));
    }
    Ok(())
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let mut digits = port.unwrap_or_default().chars();
    let is_port =
        matches!(digits.next(), Some('1'..='9' | '¹' | '²' | '³')) && digits.next().is_none();
    is_port || DEVICES.contains(&stem.as_str())
}

impl NameFault {
    /// Whether a file of this name could do harm, or cannot be written anywhere. Other faults only matter on
    /// Windows.
    pub fn is_unsafe(&self) -> bool {
        !matches!(self, Self::Device(_) | Self::Character(_) | Self::End(_))
    }
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => write!(f, "it is not a path within the output"),
            Self::Hidden(name) => write!(f, "`{name}` is a hidden name"),
            Self::Reserved(name) => write!(f, "`{name}` is reserved for git or for `site` itself"),
            Self::Control(c) => write!(f, "it holds the control character U+{:04X}", *c as u32),
            Self::Backslash => {
                write!(f, "it holds a backslash, which separates directories on Windows")
            }
            Self::LongPart(bytes) => {
                write!(f, "a name in it has {bytes} bytes, and file systems take {MAX_PART}")
            }
            Self::LongPath(bytes) => {
                write!(f, "it has {bytes} bytes, and operating systems take {MAX_PATH}")
            }
            Self::Device(name) => write!(f, "`{name}` is a device on Windows"),
            Self::Character(c) => write!(f, "`{c}` cannot be in a file name on Windows"),
            Self::End(name) => write!(f, "Windows drops the last character of `{name}`"),
        }
    }
}

/// The directories above a path, the nearest first.
pub fn directories(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(slash, _)| &path[..slash])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        let found = check_name(path, OutputKind::Made).map_err(|fault| fault.to_string());
        assert_eq!(found.err().as_deref().unwrap_or("fine"), expected, "{path}");
    }

    #[test]
    fn ordinary_names_are_fine() {
        for path in [
            "index.html",
            "a/b.c/d-e_f/index.html",
            "zh-cn/博客/index.html",
            "a b",
            ".well-known/x",
        ] {
            check(path, "fine");
        }
        for path in [
            "console/index.html",
            "auxiliary",
            "com10",
            "lpt",
            "company/x",
            "a..b",
            "...a/b".trim_start_matches('.'),
        ] {
            check(path, "fine");
        }
    }

    #[test]
    fn nothing_leads_out_of_the_output() {
        for path in ["", "/a", "a//b", "a/", "../a", "a/../b", "./a"] {
            check(path, "it is not a path within the output");
        }
    }

    #[test]
    fn git_finds_nothing_of_its_own() {
        for name in
            [".git", ".GIT", ".git.", ".git ", "git~1", ".g\u{200C}it", ".git::$INDEX_ALLOCATION"]
        {
            for kind in [OutputKind::Made, OutputKind::Static] {
                let path = format!("a/{name}/config");
                assert_eq!(
                    check_name(&path, kind),
                    Err(NameFault::Reserved(name.to_owned())),
                    "{path}"
                );
            }
        }
    }

    #[test]
    fn what_is_made_is_not_hidden_and_what_is_static_may_be() {
        check("a/.htaccess", "`.htaccess` is a hidden name");
        assert_eq!(check_name(".nojekyll", OutputKind::Static), Ok(()));
        let manifest = check_name(".site-manifest", OutputKind::Static);
        assert_eq!(manifest, Err(NameFault::Reserved(".site-manifest".to_owned())));
    }

    #[test]
    fn names_that_cannot_be_written() {
        check("a\\b", "it holds a backslash, which separates directories on Windows");
        check("a\nb", "it holds the control character U+000A");
        check(&"a".repeat(256), "a name in it has 256 bytes, and file systems take 255");
        check(&"a/".repeat(600), "it has 1200 bytes, and operating systems take 1024");
    }

    #[test]
    fn names_that_are_trouble_on_windows() {
        for device in ["con", "NUL.txt", "aux.tar.gz", "com1", "lpt³", "conin$", "con .html"] {
            check(&format!("a/{device}"), &format!("`{device}` is a device on Windows"));
        }
        check("a:b", "`:` cannot be in a file name on Windows");
        check("etc./index.html", "Windows drops the last character of `etc.`");
        assert!(!NameFault::Device("con".to_owned()).is_unsafe());
    }

    #[test]
    fn the_worse_fault_is_told() {
        check("con/.git/config", "`.git` is reserved for git or for `site` itself");
    }
}
