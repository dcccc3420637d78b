//! The places of a page in which content is shown, with a payload in each of them.
#![allow(dead_code, reason = "each of the tests uses a part")]

use serde_json::json;
use site::world::MemoryWorld;

/// The configuration of a site whose pages hold payloads.
pub const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ntitle = 'A site'\n\
    mainSections = ['blog']\n\
    [markup.goldmark.parser.attribute]\nblock = true\n\
    [markup.goldmark.extensions.passthrough]\nenable = true\n\
    [taxonomies]\ntag = 'tags'\n";

/// A term of the glossary that holds payloads itself.
const TERM: &str = "---\ntitle: '<script>alert(1)</script>'\nfull_link: 'javascript:alert(1)'\n\
    short_description: '<img src=x onerror=alert(1)>'\n---\n\
    <script>alert(1)</script> [x](javascript:alert(1))\n";

/// What the pages need: path and text.
pub fn files() -> [(&'static str, &'static str); 3] {
    [
        ("site.toml", CONFIGURATION),
        ("content/docs/reference/glossary/evil.md", TERM),
        ("content/blog/_index.md", "---\ntitle: Blog\n---\n"),
    ]
}

/// A site that has the rest of what the pages need.
pub fn site() -> MemoryWorld {
    let world = MemoryWorld::new("2026-01-01T00:00:00Z");
    files().into_iter().fold(world, |world, (path, text)| world.file(path, text))
}

/// What a page says of itself in front matter, the payload in every field.
pub fn front_matter(payload: &str, number: usize) -> String {
    let matter = json!({
        "title": payload,
        "linkTitle": payload,
        "description": payload,
        "summary": payload,
        "author": payload,
        "translator": payload,
        "tags": [format!("{number} {payload}")],
        "canonicalUrl": payload,
        "layout": payload,
        "date": "2025-01-01",
        "slug": format!("page-{number}"),
        "images": [payload],
        "address": payload,
        "markdown": payload,
    });
    format!("{matter:#}\n")
}

/// A body with the payload in every kind of block and in the arguments of shortcodes.
pub fn body(payload: &str) -> String {
    let line = payload.replace(['\n', '\r'], " ");
    let argument = line.replace('`', "'");
    let mut body = format!("{payload}\n\n<!--more-->\n\n# {line}\n\n{line}\n---\n\n");
    body.push_str(&format!("## x {{title={:?} {line}}}\n\n", line));
    body.push_str(&format!("- {line}\n  1. **{line}**\n\n> {line}\n\n"));
    body.push_str(&format!("| {line} |\n| --- |\n| {line} |\n\n"));
    body.push_str(&format!(
        "[{line}]({line} \"{line}\") ![{line}]({line})\n\n[^1]\n\n[^1]: {line}\n\n"
    ));
    body.push_str(&format!(
        "```{line}\n{line}\n```\n\n```go {{title=`{argument}` {line}}}\n{line}\n```\n\n"
    ));
    for (name, keys) in ARGUMENTS {
        let named: String = keys.iter().map(|key| format!(" {key}=`{argument}`")).collect();
        body.push_str(&format!("{{{{< {name}{named} >}}}}{payload}{{{{< /{name} >}}}}\n\n"));
    }
    for name in POSITIONAL {
        body.push_str(&format!("{{{{< {name} `{argument}` `{argument}` `{argument}` >}}}}\n\n"));
    }
    body.push_str(&format!(
        "[x]({{{{< ref `{argument}` >}}}}) [x]({{{{< param \"address\" >}}}})\n\n"
    ));
    body.push_str("{{% param \"markdown\" %}}\n\n{{< param \"title\" >}}\n\n");
    body.push_str("{{< glossary_tooltip term_id=\"evil\" >}} {{< glossary_definition term_id=\"evil\" length=\"all\" >}}\n");
    body
}

/// Shortcodes with a text inside, and the arguments that they show.
const ARGUMENTS: &[(&str, &[&str])] = &[
    ("alert", &["title", "color"]),
    ("details", &["summary", "name", "class", "open"]),
    ("note", &[]),
    ("qr", &["text", "alt", "class"]),
    ("table", &["caption", "class"]),
    ("tab", &["name", "codelang"]),
    ("unknown", &["name"]),
];

/// Shortcodes that are called with the payload in all places.
const POSITIONAL: &[&str] = &[
    "ref",
    "relref",
    "param",
    "heading",
    "skew",
    "gist",
    "youtube",
    "vimeo",
    "instagram",
    "imgproc",
    "include",
    "highlight",
];

/// Shortcodes without a text inside, one for each line.
pub fn calls(payload: &str) -> String {
    let argument = payload.replace(['\n', '\r'], " ").replace('`', "'");
    let named = |name: &str, keys: &[&str]| {
        let named: String = keys.iter().map(|key| format!(" {key}=`{argument}`")).collect();
        format!("{{{{< {name}{named} >}}}}\n\n")
    };
    [
        named(
            "figure",
            &[
                "src", "link", "caption", "title", "attr", "attrlink", "alt", "class", "target",
                "rel", "width", "height", "loading",
            ],
        ),
        named("figure", &["src", "clicktozoom", "attr"]),
        named("link", &["text", "url"]),
        named("api-reference", &["page", "anchor", "text"]),
        named("glossary_tooltip", &["text", "term_id"]),
        named("glossary_definition", &["prepend", "term_id"]),
        format!("{{{{< glossary_definition term_id=\"evil\" prepend=`{argument}` >}}}}\n\n"),
        named("feature-state", &["state", "for_k8s_version"]),
        named("code_sample", &["file", "language"]),
        named("x", &["user", "id"]),
        named("tweet", &["user", "id"]),
    ]
    .concat()
}
