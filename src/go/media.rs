//! Types of media, by the names of files.
//!
//! Source: what Hugo 0.168 says of files with these endings, measured.

use camino::Utf8Path;

use super::record::Record;
use super::value::Value;

/// Each type with the endings of its files. A file of another ending has none.
const TYPES: &[(&str, &[&str])] = &[
    ("application/epub+zip", &["epub"]),
    ("application/gpx+xml", &["gpx"]),
    ("application/gzip", &["gz"]),
    ("application/json", &["json"]),
    ("application/manifest+json", &["webmanifest"]),
    ("application/octet-stream", &["bin"]),
    ("application/pdf", &["pdf"]),
    ("application/rss+xml", &["xml", "rss"]),
    ("application/source-map", &["map"]),
    ("application/toml", &["toml"]),
    ("application/vnd.google-earth.kml+xml", &["kml"]),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    ("application/wasm", &["wasm"]),
    ("application/x-ipynb+json", &["ipynb"]),
    ("application/x-ruby", &["rb"]),
    ("application/x-shellscript", &["sh"]),
    ("application/x-tar", &["tar"]),
    ("application/xml", &["xml"]),
    ("application/yaml", &["yaml", "yml"]),
    ("application/zip", &["zip"]),
    ("audio/aac", &["aac"]),
    ("audio/flac", &["flac"]),
    ("audio/mp4", &["m4a"]),
    ("audio/mpeg", &["mp3"]),
    ("audio/ogg", &["ogg"]),
    ("audio/wav", &["wav"]),
    ("font/otf", &["otf"]),
    ("font/ttf", &["ttf"]),
    ("font/woff", &["woff"]),
    ("font/woff2", &["woff2"]),
    ("image/avif", &["avif"]),
    ("image/bmp", &["bmp"]),
    ("image/gif", &["gif"]),
    ("image/heic", &["heic"]),
    ("image/jpeg", &["jpg", "jpeg", "jpe", "jif", "jfif"]),
    ("image/jxl", &["jxl"]),
    ("image/png", &["png"]),
    ("image/svg+xml", &["svg"]),
    ("image/tiff", &["tif", "tiff"]),
    ("image/vnd.microsoft.icon", &["ico"]),
    ("image/webp", &["webp"]),
    ("text/asciidoc", &["adoc", "asciidoc", "ad"]),
    ("text/calendar", &["ics"]),
    ("text/css", &["css"]),
    ("text/csv", &["csv"]),
    ("text/html", &["html", "htm"]),
    ("text/javascript", &["js", "jsm", "mjs"]),
    ("text/jsx", &["jsx"]),
    ("text/markdown", &["md", "mdown", "markdown"]),
    ("text/org", &["org"]),
    ("text/plain", &["txt"]),
    ("text/tsx", &["tsx"]),
    ("text/typescript", &["ts"]),
    ("text/vtt", &["vtt"]),
    ("text/x-go", &["go"]),
    ("text/x-python", &["py"]),
    ("text/x-sass", &["sass"]),
    ("text/x-scss", &["scss"]),
    ("video/3gpp", &["3gpp", "3gp"]),
    ("video/mp4", &["mp4"]),
    ("video/mpeg", &["mpg", "mpeg"]),
    ("video/ogg", &["ogv"]),
    ("video/quicktime", &["mov"]),
    ("video/webm", &["webm"]),
    ("video/x-msvideo", &["avi"]),
];

/// The type of a file without an ending.
const BYTES: (&str, &[&str]) = ("application/octet-stream", &[]);

/// The first part of the type, which `resources.ByType` asks for: `image` of `image/png`.
pub fn main_type(path: &Utf8Path) -> &'static str {
    of_path(path).map_or("", |(whole, _)| whole.split('/').next().unwrap_or_default())
}

/// `.MediaType` of a file.
pub fn media_type(path: &Utf8Path) -> Value {
    let Some((whole, endings)) = of_path(path) else { return media_record("", &[]) };
    media_record(whole, endings)
}

/// `.MediaType` of a page.
pub fn media_type_of_page() -> Value {
    media_record(BYTES.0, BYTES.1)
}

fn of_path(path: &Utf8Path) -> Option<(&'static str, &'static [&'static str])> {
    let Some(ending) = path.extension() else { return Some(BYTES) };
    let is_of = |known: &&str| known.eq_ignore_ascii_case(ending);
    TYPES.iter().find(|(_, endings)| endings.iter().any(&is_of)).copied()
}

fn media_record(whole: &str, endings: &[&'static str]) -> Value {
    let (main, sub) = whole.split_once('/').unwrap_or_default();
    let sub = sub.split_once('+').map_or(sub, |(sub, _)| sub);
    let first = endings.first().copied().unwrap_or_default();
    let full = if first.is_empty() { String::new() } else { format!(".{first}") };
    let suffix = [("Suffix", Value::string(first)), ("FullSuffix", Value::string(full))];
    Record::value(
        "media.Type",
        whole,
        [
            ("Type", Value::string(whole)),
            ("MainType", Value::string(main)),
            ("SubType", Value::string(sub)),
            ("FirstSuffix", Record::value("media.SuffixInfo", "", suffix)),
            ("Suffixes", Value::strings(endings.iter().copied())),
        ],
    )
}
