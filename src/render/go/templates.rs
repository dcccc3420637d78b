//! The Go templates of a site, compiled when they are first called, and which of them answers a shortcode.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::config::{Prefer, Settings};
use crate::go::ast::{Format, Template};
use crate::go::error::Failure;
use crate::go::evaluate::compile;
use crate::go_pattern::Patterns;
use crate::parse::LayoutSource;
use crate::parse::body::Notation;

/// A template, or why it is none.
pub(super) type Compiled = Result<Arc<Template>, Failure>;

/// All Go templates of a site.
#[derive(Debug, Default)]
pub(in crate::render) struct GoTemplates {
    files: BTreeMap<String, GoFile>,
    prefer: Prefer,
    /// Whether the site's set of shortcodes is one that the built-in ones were made for.
    is_known_set: bool,
    /// Whether that of its themes is.
    is_known_theme: bool,
    pub patterns: Patterns,
    /// Whether any template asks where in its file a call stands.
    pub asks_for_places: bool,
    /// What there are render hooks for: `link`, `codeblock-mermaid`.
    hooked: BTreeSet<String>,
}

#[derive(Debug)]
struct GoFile {
    source: LayoutSource,
    compiled: OnceLock<Result<Arc<Template>, Failure>>,
}

/// Shortcodes that only the documentation of Kubernetes, and what is made like it, defines together. The built-in
/// shortcodes were made for that set, and the theme knows their markup; its own templates write the markup of
/// another theme.
const KNOWN_SET: [&str; 2] = ["shortcodes/feature-state.html", "shortcodes/glossary_tooltip.html"];

/// Shortcodes that only Docsy defines together. Many of the built-in ones are made after its own; a `tabs` or `link`
/// of another theme is something else.
const KNOWN_THEME: [&str; 2] = ["shortcodes/blocks/cover.html", "shortcodes/pageinfo.html"];

/// Shortcodes that this program answers better than any template could: they ask for all pages, for grammars, or
/// for a diagram.
const ANSWERED: [&str; 4] = ["ref", "relref", "mermaid", "highlight"];

impl GoTemplates {
    pub(in crate::render) fn new(
        settings: &Settings,
        sources: &BTreeMap<String, LayoutSource>,
    ) -> Self {
        let is_own = |name: &str| sources.get(name).is_some_and(|own| !own.is_of_component);
        let is_of_theme = |name: &str| sources.get(name).is_some_and(|own| own.is_of_component);
        let files = sources.iter().map(|(name, source)| {
            (name.clone(), GoFile { source: source.clone(), compiled: OnceLock::new() })
        });
        Self {
            files: files.collect(),
            prefer: settings.go_prefer.clone(),
            is_known_set: KNOWN_SET.iter().all(|name| is_own(name)),
            is_known_theme: KNOWN_THEME.iter().all(|name| is_of_theme(name)),
            patterns: Patterns::default(),
            hooked: sources.keys().filter_map(|name| hooked(name)).map(str::to_owned).collect(),
            asks_for_places: sources.values().any(|source| {
                [".Position", ".InnerDeindent"].iter().any(|name| source.text.contains(name))
            }),
        }
    }

    /// The template of a shortcode for a language. Between per cent signs it may be Markdown.
    pub(in crate::render) fn shortcode(
        &self,
        name: &str,
        notation: Notation,
        language: &str,
    ) -> Option<&str> {
        let html = [".html", ".html.html"];
        let markdown: &[&str] = match notation {
            Notation::Angle => &[],
            Notation::Percent => &[".md", ".markdown.md", ".txt"],
        };
        let endings = || html.iter().chain(markdown);
        let of_language = endings().map(|ending| format!("shortcodes/{name}.{language}{ending}"));
        let of_all = endings().map(|ending| format!("shortcodes/{name}{ending}"));
        let mut names = of_language.chain(of_all);
        names.find_map(|name| self.files.get_key_value(&name)).map(|(name, _)| name.as_str())
    }

    /// Whether the site has render hooks.
    pub(in crate::render) fn has_hooks(&self) -> bool {
        !self.hooked.is_empty()
    }

    /// The render hook for what Markdown has, such as `link`: that of the innermost section that has one.
    pub(super) fn hook(&self, of: &str, sections: &[&str], language: &str) -> Option<String> {
        if !self.hooked.contains(of) {
            return None;
        }
        let names = sections.iter().flat_map(|section| {
            let slash = if section.is_empty() { "" } else { "/" };
            let name = |ending: &str| format!("hooks/{section}{slash}render-{of}{ending}.html");
            [name(&format!(".{language}")), name(""), name(".html")]
        });
        names.into_iter().find(|name| self.files.contains_key(name))
    }

    /// Whether a template comes before the built-in shortcode of its name.
    pub(in crate::render) fn comes_first(&self, template: &str, name: &str) -> bool {
        let is_of_component =
            self.files.get(template).is_some_and(|file| file.source.is_of_component);
        match &self.prefer {
            Prefer::Templates => true,
            Prefer::BuiltIn => false,
            _ if ANSWERED.contains(&name) => false,
            Prefer::BuiltInFor(names) => !names.iter().any(|known| known == name),
            Prefer::ByOrigin if is_of_component => !self.is_known_theme && !self.is_known_set,
            Prefer::ByOrigin => !self.is_known_set,
        }
    }

    /// A template, compiled.
    pub(in crate::render) fn template(&self, name: &str) -> Option<Result<Arc<Template>, Failure>> {
        let file = self.files.get(name)?;
        let compiled = file.compiled.get_or_init(|| {
            let format = if name.ends_with(".html") { Format::Html } else { Format::Text };
            compile(file.source.path.as_str(), &file.source.text, format).map(Arc::new)
        });
        Some(compiled.clone())
    }

    /// The text of a template, by its file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        let mut files = self.files.values();
        files.find(|file| file.source.path == path).map(|file| file.source.text.as_str())
    }

    /// The partial of a name, for a language if it has its own.
    pub(in crate::render) fn partial(
        &self,
        name: &str,
        language: &str,
    ) -> Option<Result<Arc<Template>, Failure>> {
        let stem = name.strip_suffix(".html").unwrap_or(name);
        let names = [
            format!("partials/{stem}.{language}.html"),
            format!("partials/{name}"),
            format!("partials/{stem}.html"),
        ];
        names.iter().find_map(|name| self.template(name)).or_else(|| self.defined(name))
    }

    /// A partial that some file defines within itself. Files are looked at in the order of their names.
    fn defined(&self, name: &str) -> Option<Result<Arc<Template>, Failure>> {
        let names = ["partials/", "_partials/"].map(|directory| format!("{directory}{name}"));
        let holds = |file: &GoFile| names.iter().any(|name| file.source.text.contains(&**name));
        let candidates = self.files.iter().filter(|(_, file)| holds(file));
        let compiled = candidates.filter_map(|(name, _)| self.template(name)?.ok());
        let defined = |template: Arc<Template>| {
            let body = names.iter().find_map(|name| template.defines.get(name.as_str()))?.clone();
            Some(Ok(Arc::new(Template { body, ..(*template).clone() })))
        };
        compiled.filter_map(defined).next()
    }
}

/// What a render hook is for; `None` for another template.
fn hooked(name: &str) -> Option<&str> {
    let file = name.strip_prefix("hooks/")?.rsplit('/').next()?;
    file.strip_prefix("render-")?.split('.').next()
}
