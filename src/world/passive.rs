//! Which files browsers never run.

use camino::Utf8Path;

/// Kinds of files that people look at, listen to or save. Any other kind may run in the reader's
/// browser (scripts, pages) or tell a host what to do (`_redirects`,
/// `CNAME`).
const PASSIVE: &[&str] = &[
    // Pictures.
    "apng", "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "webp",
    // A drawing may contain scripts, so `publish` looks at its text.
    "svg", // Sound and film, and their words.
    "flac", "m4a", "mov", "mp3", "mp4", "ogg", "ogv", "opus", "vtt", "wav", "webm",
    // Fonts.
    "otf", "ttf", "woff", "woff2", // Texts and data that are shown as they are.
    "csv", "json", "log", "md", "toml", "tsv", "txt", "yaml", "yml",
    // Files that browsers save or that other programs open.
    "gz", "pdf", "tar", "tgz", "xz", "zip",
];

/// Whether browsers never run a file of this name.
pub fn is_passive(path: &Utf8Path) -> bool {
    let is_hidden = path.file_name().is_none_or(|name| name.starts_with(['.', '_']));
    let extension = path.extension().unwrap_or_default();
    !is_hidden && PASSIVE.iter().any(|passive| extension.eq_ignore_ascii_case(passive))
}
