//! Keys of Hugo's that change nothing here: those that mean nothing to `site`, and those that it does not
//! follow yet.

use crate::structured::Reader;

/// Keys of Hugo's that make no difference here: they are about its own caches, logs and tools.
const WITHOUT_MEANING: &[&str] = &[
    "archetypeDir",
    "author",
    "build",
    "cacheDir",
    "caches",
    "cleanDestinationDir",
    "defaultContentRole",
    "defaultContentVersion",
    "defaultOutputFormat",
    "deployment",
    "disableBrowserError",
    "disableFastRender",
    "disableHugoGeneratorInject",
    "disableLiveReload",
    "disqusShortname",
    "enableMissingTranslationPlaceholders",
    "environment",
    "footnoteAnchorPrefix",
    "footnoteReturnLinkContents",
    "googleAnalytics",
    "httpCache",
    "ignoreCache",
    "ignoreErrors",
    "ignoreLogs",
    "ignoreVendorPaths",
    "imaging",
    "logI18nWarnings",
    "logPathWarnings",
    "metaDataFormat",
    "minify",
    "newContentEditor",
    "noBuildLock",
    "noChmod",
    "noTimes",
    "panicOnWarning",
    "printI18nWarnings",
    "printPathWarnings",
    "printUnusedTemplates",
    "privacy",
    "pygmentsCodeFences",
    "pygmentsCodeFencesGuessSyntax",
    "pygmentsOptions",
    "pygmentsStyle",
    "pygmentsUseClasses",
    "pygmentsUseClassic",
    "renderSegments",
    "resourceDir",
    "segments",
    "server",
    "social",
    "templateMetrics",
    "templateMetricsHints",
    "themesDir",
    "timeout",
    "verbose",
    "watch",
    "workingDir",
];

/// Keys of Hugo's that would make a difference, and do not yet.
const NOT_DONE: &[(&str, &str)] = &[
    ("contentTypes", "content is Markdown and HTML"),
    ("hasCJKLanguage", "the language of a page tells"),
    ("page", "the next page is the later one"),
    ("related", "related pages are not listed"),
    ("roles", "there is one role"),
    ("versions", "there is one version"),
];

/// Asks for keys that change nothing here, so that they are not called unknown.
pub(super) fn skip(reader: &mut Reader<'_>) {
    for key in WITHOUT_MEANING {
        reader.any(key);
    }
    for (key, instead) in NOT_DONE {
        reader.unused(key, instead);
    }
}

/// Keys of Hugo's that a language may have, and that are those of the site here.
const OF_SITE: &[&str] = &[
    "canonifyURLs",
    "capitalizeListTitles",
    "disablePathToLower",
    "enableEmoji",
    "enableGitInfo",
    "enableRobotsTXT",
    "frontmatter",
    "hasCJKLanguage",
    "ignoreFiles",
    "mainSections",
    "markup",
    "mediaTypes",
    "outputFormats",
    "outputs",
    "pluralizeListTitles",
    "privacy",
    "publishDir",
    "refLinksErrorLevel",
    "refLinksNotFoundURL",
    "related",
    "relativeURLs",
    "removePathAccents",
    "services",
    "sitemap",
    "summaryLength",
    "timeZone",
    "titleCaseStyle",
    "uglyURLs",
];

/// Asks for the keys of a language that are followed for the whole site only.
pub(super) fn skip_of_language(reader: &mut Reader<'_>) {
    for key in OF_SITE {
        reader.unused(key, "all languages have that of the site");
    }
}
