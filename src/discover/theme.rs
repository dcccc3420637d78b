//! Templates, assets and strings, from the built-in theme up to the site's own files.

use camino::{Utf8Path, Utf8PathBuf};

use super::walk::walk;
use crate::built_in::{self, BuiltInFile};
use crate::config::Settings;
use crate::diagnostic::{Code, ConfigFlavour, Diagnostic, Place};
use crate::world::World;

/// Everything that decides how pages look. A later file of the same name wins.
#[derive(Debug, Default)]
pub struct Theme {
    pub templates: Vec<ThemeFile>,
    pub assets: Vec<ThemeFile>,
    pub strings: Vec<ThemeFile>,
}

impl Theme {
    /// Whether all templates are those of the built-in theme.
    pub fn is_built_in(&self) -> bool {
        self.templates.iter().all(|file| matches!(file.layer, Layer::BuiltIn(_)))
    }
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
            Layer::BuiltIn(_) => built_in::path(&self.name),
            Layer::File(path) => path.clone(),
        }
    }
}

/// What only the search needs.
const OF_SEARCH: &[&str] = &["search.html", "search.js"];

/// Finds the layers: the built-in theme, the configured one, the site's own `templates` and `assets`.
pub fn find_theme(world: &dyn World, settings: &Settings, found: &mut Vec<Diagnostic>) -> Theme {
    // A site without a search may have a `base.html` that `search.html` does not fit into.
    let is_used = |name: &str| settings.search || !OF_SEARCH.contains(&name);
    let built_in = |files: &'static [BuiltInFile]| {
        let files = files.iter().filter(|file| is_used(file.name));
        files
            .map(|file| ThemeFile { name: file.name.to_owned(), layer: Layer::BuiltIn(file.text) })
            .collect::<Vec<_>>()
    };
    let mut theme = Theme {
        templates: built_in(built_in::TEMPLATES),
        assets: built_in(built_in::ASSETS),
        strings: built_in(built_in::STRINGS),
    };
    for component in settings.components.iter().rev() {
        let dir = &component.directory;
        theme.templates.extend(layer(world, &dir.join("templates"), found));
        // Beside Go templates, `assets` holds what those work on, and not what a page asks for.
        if world.walk(&dir.join("layouts")).is_none() {
            theme.assets.extend(layer(world, &dir.join("assets"), found));
        }
        theme.strings.extend(layer(world, &dir.join("i18n"), found));
    }
    if let Some(name) = &settings.theme {
        let is_there = settings.components.iter().any(|component| component.name == *name);
        found.extend((!is_there).then(|| unknown_theme(settings, name)));
    }
    theme.templates.extend(layer(world, Utf8Path::new("templates"), found));
    // A site for Hugo has in `assets` what its templates work on.
    if settings.flavour == ConfigFlavour::Site && world.walk(Utf8Path::new("layouts")).is_none() {
        theme.assets.extend(layer(world, Utf8Path::new("assets"), found));
    }
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
        .hint(format!(
            "put the theme into `themes/{name}/`; of a theme for Hugo, shortcodes run, and pages have the built-in theme"
        ))
}
