//! The media type of an artifact, by its name.

/// A media type and whether such files can be compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Media {
    /// With its charset, where it is text.
    pub name: &'static str,
    pub is_compressible: bool,
}

impl Media {
    pub(super) fn is_html(self) -> bool {
        self.name.starts_with("text/html")
    }
}

/// The media type of a file. Unknown types are plain bytes; nothing is guessed.
pub(super) fn media_of(path: &str) -> Media {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    let text = TEXTS.iter().find(|(ending, _)| *ending == extension);
    if let Some((_, name)) = text {
        return Media { name, is_compressible: true };
    }
    let binary = BINARIES.iter().find(|(ending, _)| *ending == extension);
    let name = binary.map_or("application/octet-stream", |(_, name)| *name);
    Media { name, is_compressible: matches!(extension.as_str(), "wasm" | "ttf" | "otf" | "ico") }
}

const TEXTS: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("htm", "text/html; charset=utf-8"),
    ("xhtml", "application/xhtml+xml; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("jsonld", "application/ld+json; charset=utf-8"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("xsl", "application/xml; charset=utf-8"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("yaml", "application/yaml; charset=utf-8"),
    ("yml", "application/yaml; charset=utf-8"),
    ("toml", "application/toml; charset=utf-8"),
    ("sh", "text/plain; charset=utf-8"),
];

const BINARIES: &[(&str, &str)] = &[
    ("avif", "image/avif"),
    ("gif", "image/gif"),
    ("ico", "image/vnd.microsoft.icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
    ("bmp", "image/bmp"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("ogg", "audio/ogg"),
    ("opus", "audio/ogg"),
    ("wav", "audio/wav"),
    ("mp4", "video/mp4"),
    ("m4v", "video/mp4"),
    ("mov", "video/quicktime"),
    ("ogv", "video/ogg"),
    ("webm", "video/webm"),
    ("otf", "font/otf"),
    ("ttf", "font/ttf"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("gz", "application/gzip"),
    ("tgz", "application/gzip"),
    ("wasm", "application/wasm"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_the_last_extension_of_the_name() {
        for (path, expected) in [
            ("a/index.html", "text/html; charset=utf-8"),
            ("assets/site.0f.css", "text/css; charset=utf-8"),
            ("A.PNG", "image/png"),
            ("a.html/b", "application/octet-stream"),
            ("LICENSE", "application/octet-stream"),
            ("feed.xml", "application/xml; charset=utf-8"),
        ] {
            assert_eq!(media_of(path).name, expected, "{path}");
        }
    }
}
