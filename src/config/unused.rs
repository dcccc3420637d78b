//! Keys of Hugo's that change nothing here: those that mean nothing to `site`, and those that it does not
//! follow yet.

use crate::structured::Reader;

/// Keys of Hugo's that make no difference here: they are about its own caches, logs and tools.
const WITHOUT_MEANING: &[&str] = &[
    "archetypeDir",
    "build",
    "cacheDir",
    "caches",
    "cleanDestinationDir",
    "deployment",
    "disableBrowserError",
    "disableHugoGeneratorInject",
    "disableLiveReload",
    "enableMissingTranslationPlaceholders",
    "environment",
    "footnoteAnchorPrefix",
    "httpCache",
    "ignoreCache",
    "ignoreErrors",
    "ignoreLogs",
    "ignoreVendorPaths",
    "imaging",
    "layoutDir",
    "logPathWarnings",
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
    "renderSegments",
    "resourceDir",
    "security",
    "segments",
    "server",
    "templateMetrics",
    "templateMetricsHints",
    "themesDir",
    "timeout",
    "verbose",
    "watch",
];

/// Keys of Hugo's that would make a difference, and do not yet.
const NOT_DONE: &[(&str, &str)] = &[
    ("assetDir", "assets are those of the theme"),
    ("canonifyURLs", "links are relative to the host"),
    ("contentTypes", "content is Markdown and HTML"),
    ("enableEmoji", "`:smile:` stays as it is"),
    ("hasCJKLanguage", "the language of a page tells"),
    ("page", "the next page is the later one"),
    ("related", "related pages are not listed"),
    ("relativeURLs", "links are relative to the host"),
    ("roles", "there is one role"),
    ("sectionPagesMenu", "menus list what is named"),
    ("uglyURLs", "a page's address ends with `/`"),
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
