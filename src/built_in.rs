//! The files that are compiled into the program: the default theme.

use camino::{Utf8Path, Utf8PathBuf};

use crate::world::World;

/// A file and its text.
#[derive(Debug)]
pub struct BuiltInFile {
    /// The name in its directory: `blog/page.html`.
    pub name: &'static str,
    pub text: &'static str,
}

/// What stands before the names of built-in files in diagnostics.
const PREFIX: &str = "<built-in theme>/";

macro_rules! files {
    ($kind:literal: $($name:literal),+ $(,)?) => {
        &[$(BuiltInFile {
            name: $name,
            text: include_str!(concat!("../themes/default/", $kind, "/", $name)),
        }),+]
    };
}

/// The default theme's templates.
pub const TEMPLATES: &[BuiltInFile] = files!("templates":
    "404.html", "alert.html", "base.html", "blog/page.html", "blog/section.html",
    "components/frame.html", "components/lists.html", "components/page.html", "components/text.html",
    "docsportal_home.html", "glossary-terms.html", "home.html", "hooks/footer.html", "hooks/head.html",
    "page.html", "print.html",
    "redirect.html", "search.html", "section.html", "taxonomy.html", "term.html",
    "shortcodes/_param.html", "shortcodes/alert.html", "shortcodes/api-reference.html",
    "shortcodes/badge.html",
    "shortcodes/blocks/cover.html", "shortcodes/blocks/feature.html", "shortcodes/blocks/lead.html",
    "shortcodes/blocks/link-down.html", "shortcodes/blocks/section.html", "shortcodes/card.html",
    "shortcodes/cardpane.html", "shortcodes/case-studies/lead.html",
    "shortcodes/case-studies/quote.html", "shortcodes/caution.html", "shortcodes/cncf-landscape.html", "shortcodes/code.html",
    "shortcodes/code_sample.html", "shortcodes/codenew.html", "shortcodes/comment.html",
    "shortcodes/conditional-text.html", "shortcodes/current-version.html",
    "shortcodes/details.html", "shortcodes/dockershim-removal.html",
    "shortcodes/eol-releases.html", "shortcodes/example.html", "shortcodes/feature-state.html", "shortcodes/figure.html", "shortcodes/filetree.html", "shortcodes/gist.html",
    "shortcodes/glossary_definition.html", "shortcodes/glossary_tooltip.html",
    "shortcodes/heading.html", "shortcodes/iframe.html", "shortcodes/imgproc.html",
    "shortcodes/include.html", "shortcodes/instagram.html", "shortcodes/kat-button.html",
    "shortcodes/katacoda-removal.html",
    "shortcodes/latest-release-notes.html", "shortcodes/latest-semver.html",
    "shortcodes/latest-version.html", "shortcodes/legacy-repos-deprecation.html", "shortcodes/link.html", "shortcodes/note.html",
    "shortcodes/pageinfo.html", "shortcodes/param.html", "shortcodes/qr.html",
    "shortcodes/readfile.html", "shortcodes/redoc.html", "shortcodes/release-branch.html",
    "shortcodes/release-branches.html", "shortcodes/release-data.html",
    "shortcodes/skew.html", "shortcodes/steps.html", "shortcodes/swaggerui.html", "shortcodes/tab.html",
    "shortcodes/table.html", "shortcodes/tabpane.html", "shortcodes/tabs.html",
    "shortcodes/thirdparty-content.html", "shortcodes/tip.html", "shortcodes/toc.html", "shortcodes/tweet.html", "shortcodes/twitter.html",
    "shortcodes/version-check.html", "shortcodes/vimeo.html", "shortcodes/warning.html",
    "shortcodes/x.html", "shortcodes/youtube.html",
);

/// The default theme's style sheets and scripts.
pub const ASSETS: &[BuiltInFile] = files!("assets":
    "glossary.css", "lost.js", "palette.css", "search.js", "site.css", "site.js", "theme.js",
    "site/blocks.css", "site/boxes.css", "site/frame.css", "site/ground.css", "site/landing.css", "site/layout.css", "site/lists.css",
    "site/print.css", "site/scripts.css", "site/search.css", "site/text.css", "site/variables.css", "site/windows.css",
);

/// The default theme's strings.
pub const STRINGS: &[BuiltInFile] = files!("i18n":
    "ar.toml", "bn.toml", "cs.toml", "de.toml", "en.toml", "es.toml", "fa.toml", "fr.toml", "he.toml", "hi.toml", "id.toml", "it.toml", "ja.toml", "ko.toml", "nl.toml", "pl.toml", "pt-br.toml", "ru.toml", "sv.toml", "tr.toml", "uk.toml", "vi.toml", "zh-cn.toml", "zh-tw.toml",
);

/// All files of the built-in theme under a name of its own: path below the theme's directory, and text.
pub fn theme(name: &str) -> Vec<(String, String)> {
    const ABOUT: &str = include_str!("../themes/default/theme.toml");
    let about = ABOUT.replacen("\"default\"", &format!("{name:?}"), 1);
    let directories = [("templates", TEMPLATES), ("assets", ASSETS), ("i18n", STRINGS)];
    let files = directories.into_iter().flat_map(|(directory, files)| {
        files.iter().map(move |file| (format!("{directory}/{}", file.name), file.text.to_owned()))
    });
    std::iter::once(("theme.toml".to_owned(), about)).chain(files).collect()
}

/// What diagnostics call a built-in file.
pub fn path(name: &str) -> Utf8PathBuf {
    Utf8PathBuf::from(format!("{PREFIX}{name}"))
}

/// The text of a built-in file, by the path that [`path`] gives it.
pub fn text(path: &Utf8Path) -> Option<&'static str> {
    let name = path.as_str().strip_prefix(PREFIX)?;
    let all = TEMPLATES.iter().chain(ASSETS).chain(STRINGS);
    all.into_iter().find(|file| file.name == name).map(|file| file.text)
}

/// The texts of the world's files, and of the built-in theme's, for reports.
pub fn texts(world: Option<&dyn World>) -> impl Fn(&Utf8Path) -> Option<String> + '_ {
    move |file| {
        if let Some(text) = text(file) {
            return Some(text.to_owned());
        }
        // Up to the first byte that is not UTF-8 every offset stays right.
        Some(String::from_utf8_lossy(&world?.read(file).ok()?).into_owned())
    }
}
