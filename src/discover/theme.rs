//! Templates, assets and strings, from the built-in theme up to the site's own files.

use camino::{Utf8Path, Utf8PathBuf};

use super::walk;
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::world::World;

/// Everything that decides how pages look. A later file of the same name wins.
#[derive(Debug, Default)]
pub struct Theme {
    pub templates: Vec<ThemeFile>,
    pub assets: Vec<ThemeFile>,
    pub strings: Vec<ThemeFile>,
}

/// A file of the theme and the layer it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFile {
    /// The name in its layer: `blog/page.html`.
    pub name: String,
    pub layer: Layer,
}

/// Where a theme file is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Compiled into the program.
    BuiltIn(&'static str),
    /// A file of the site or of a theme below `themes`.
    File(Utf8PathBuf),
}

impl ThemeFile {
    /// What diagnostics call the file.
    pub fn path(&self) -> Utf8PathBuf {
        match &self.layer {
            Layer::BuiltIn(_) => Utf8PathBuf::from(format!("{BUILT_IN}{}", self.name)),
            Layer::File(path) => path.clone(),
        }
    }
}

/// What stands before the names of built-in files in diagnostics.
const BUILT_IN: &str = "<built-in theme>/";

macro_rules! built_in {
    ($kind:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../themes/default/", $kind, "/", $name)))),+]
    };
}

/// The default theme's templates: name and text.
pub const TEMPLATES: &[(&str, &str)] = built_in!("templates":
    "404.html", "base.html", "blog/page.html", "blog/section.html", "components.html", "home.html",
    "page.html", "redirect.html", "search.html", "section.html", "taxonomy.html", "term.html",
    "shortcodes/alert.html", "shortcodes/api-reference.html", "shortcodes/caution.html",
    "shortcodes/code_sample.html", "shortcodes/comment.html", "shortcodes/current-version.html",
    "shortcodes/details.html", "shortcodes/feature-state.html", "shortcodes/figure.html",
    "shortcodes/gist.html", "shortcodes/glossary_definition.html", "shortcodes/glossary_tooltip.html",
    "shortcodes/heading.html", "shortcodes/imgproc.html", "shortcodes/include.html",
    "shortcodes/instagram.html", "shortcodes/latest-release-notes.html",
    "shortcodes/latest-semver.html", "shortcodes/latest-version.html", "shortcodes/link.html",
    "shortcodes/note.html", "shortcodes/pageinfo.html",
    "shortcodes/param.html", "shortcodes/qr.html", "shortcodes/skew.html", "shortcodes/tab.html",
    "shortcodes/table.html", "shortcodes/tabs.html", "shortcodes/tweet.html", "shortcodes/twitter.html",
    "shortcodes/version-check.html", "shortcodes/vimeo.html", "shortcodes/warning.html",
    "shortcodes/x.html", "shortcodes/youtube.html",
);

/// The default theme's style sheets and scripts.
pub const ASSETS: &[(&str, &str)] =
    built_in!("assets": "search.js", "site.css", "site.js", "theme.js");

/// The default theme's strings.
pub const STRINGS: &[(&str, &str)] = built_in!("i18n":
    "ar.toml", "bn.toml", "cs.toml", "de.toml", "en.toml", "es.toml", "fa.toml", "fr.toml", "he.toml", "hi.toml", "id.toml", "it.toml", "ja.toml", "ko.toml", "nl.toml", "pl.toml", "pt-br.toml", "ru.toml", "sv.toml", "tr.toml", "uk.toml", "vi.toml", "zh-cn.toml", "zh-tw.toml",
);

/// All files of the built-in theme under a name of its own: path below the theme's directory, and text.
pub fn built_in_theme(name: &str) -> Vec<(String, String)> {
    const ABOUT: &str = include_str!("../../themes/default/theme.toml");
    let about = ABOUT.replacen("\"default\"", &format!("{name:?}"), 1);
    let directories = [("templates", TEMPLATES), ("assets", ASSETS), ("i18n", STRINGS)];
    let files = directories.into_iter().flat_map(|(directory, files)| {
        files.iter().map(move |(name, text)| (format!("{directory}/{name}"), (*text).to_owned()))
    });
    std::iter::once(("theme.toml".to_owned(), about)).chain(files).collect()
}

/// What only the search needs.
const OF_SEARCH: &[&str] = &["search.html", "search.js"];

/// Finds the layers: the built-in theme, the configured one, the site's own `templates`.
pub fn find_theme(world: &dyn World, settings: &Settings, found: &mut Vec<Diagnostic>) -> Theme {
    // A site without a search may have a `base.html` that `search.html` does not fit into.
    let is_used = |name: &str| settings.search || !OF_SEARCH.contains(&name);
    let built_in = |files: &'static [(&'static str, &'static str)]| {
        let files = files.iter().filter(|(name, _)| is_used(name));
        files
            .map(|(name, text)| ThemeFile { name: (*name).to_owned(), layer: Layer::BuiltIn(text) })
            .collect::<Vec<_>>()
    };
    let mut theme = Theme {
        templates: built_in(TEMPLATES),
        assets: built_in(ASSETS),
        strings: built_in(STRINGS),
    };
    if let Some(name) = &settings.theme {
        let dir = Utf8PathBuf::from(format!("themes/{name}"));
        match world.walk(&dir) {
            Some(_) => {
                theme.templates.extend(layer(world, &dir.join("templates"), found));
                theme.assets.extend(layer(world, &dir.join("assets"), found));
                theme.strings.extend(layer(world, &dir.join("i18n"), found));
            }
            None => found.push(unknown_theme(settings, name)),
        }
    }
    theme.templates.extend(layer(world, Utf8Path::new("templates"), found));
    theme
}

fn layer(world: &dyn World, dir: &Utf8Path, found: &mut Vec<Diagnostic>) -> Vec<ThemeFile> {
    let files = walk(world, dir, found).into_iter();
    files
        .map(|path| ThemeFile {
            name: path.strip_prefix(dir).unwrap_or(&path).to_string(),
            layer: Layer::File(path),
        })
        .collect()
}

fn unknown_theme(settings: &Settings, name: &str) -> Diagnostic {
    let message = format!("there is no theme `{name}` in `themes/`; the built-in theme is used");
    Diagnostic::new(Code::ThemeUnknown, message)
        .at(Place::file(&settings.file))
        .hint("a theme for Hugo is written in Go templates, which `site` does not read")
}

/// The text of a file of the built-in theme, by the path that diagnostics call it.
pub fn built_in_text(path: &Utf8Path) -> Option<&'static str> {
    let name = path.as_str().strip_prefix(BUILT_IN)?;
    let all = TEMPLATES.iter().chain(ASSETS).chain(STRINGS);
    all.into_iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
}

/// The texts of the world's files, and of the built-in theme's, for reports.
pub fn texts(world: Option<&dyn World>) -> impl Fn(&Utf8Path) -> Option<String> + '_ {
    move |file| {
        if let Some(text) = built_in_text(file) {
            return Some(text.to_owned());
        }
        // Up to the first byte that is not UTF-8 every offset stays right.
        Some(String::from_utf8_lossy(&world?.read(file).ok()?).into_owned())
    }
}
