//! Diagnostics of the configuration and the command line.

use super::{Guide, guide};
use crate::diagnostic::Code;

pub(super) const GUIDES: &[Guide] = &[
    guide(
        Code::ConfigSyntax,
        "title = 'My site",
        "Correct the file at the marked place: here, close the quotation mark.",
    ),
    guide(
        Code::ConfigUnknownKey,
        "titel = 'My site'",
        "Write the key as the hint says, or move a key of your own below `[params]`.",
    ),
    guide(
        Code::ConfigUnused,
        "[minify]\nminifyOutput = true",
        "Remove the key, or leave it for Hugo.",
    ),
    guide(
        Code::ArgumentValue,
        "site build --date tomorrow",
        "Type what the hint says; `site help COMMAND` lists the options.",
    ),
    guide(
        Code::ConfigType,
        "title = ['My site']",
        "Give the key a value of the type that the message names.",
    ),
    guide(
        Code::ConfigValue,
        "timeZone = 'Mars/Olympus'",
        "Use a value that the message or the hint names.",
    ),
    guide(
        Code::ConfigBaseUrl,
        "baseURL = '/blog/'",
        "Write the whole address: `https://example.org/blog/`.",
    ),
    guide(
        Code::ThemeUnknown,
        "theme = 'docsie'",
        "Correct the name, or put the theme into `themes/docsie`.",
    ),
    guide(
        Code::ContentNone,
        "contentDir = 'contents'",
        "Name a directory that exists, or create it.",
    ),
    guide(
        Code::ContentMissing,
        "[languages.ko]\ncontentDir = 'content/ko'",
        "Check the directory out, or remove the language.",
    ),
    guide(Code::ContentUnread, "content/en/page.adoc", "Convert the page to Markdown or HTML."),
    guide(
        Code::ContentAdapter,
        "{{ .AddPage (dict \"title\" \"No path\") }}",
        "Correct the template at the marked place: here, add a `path`.",
    ),
    guide(
        Code::TemplateSyntax,
        "{% if page.title %}",
        "Correct the template at the marked place: here, add `{% endif %}`.",
    ),
    guide(
        Code::TemplateRender,
        "{{ page.titel }}",
        "Use a field that templates have; the manual lists them.",
    ),
];
