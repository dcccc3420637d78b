//! Which file answers each shortcode that has a template in Go, and why that file does.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use super::go::GoTemplates;
use crate::built_in;
use crate::config::{Prefer, Settings};
use crate::discover::{LayoutFile, Theme};
use crate::parse::LayoutSource;

/// What answers a shortcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub name: String,
    /// The file; nothing for a shortcode that is a part of the program.
    pub file: Option<Utf8PathBuf>,
    /// The file that would answer if that one did not.
    pub over: Option<Utf8PathBuf>,
    pub reason: &'static str,
}

/// What answers each shortcode that has a template in Go, by name.
pub fn shortcode_answers(
    settings: &Settings,
    layouts: &BTreeMap<String, LayoutFile>,
    theme: &Theme,
) -> Vec<Answer> {
    let source = |file: &LayoutFile| LayoutSource {
        path: file.path.clone(),
        is_of_component: file.is_of_component,
        text: String::new(),
    };
    let sources = layouts.iter().map(|(name, file)| (name.clone(), source(file))).collect();
    let go = GoTemplates::new(settings, &sources);
    let tera: BTreeMap<&str, Utf8PathBuf> =
        theme.templates.iter().map(|file| (file.name.as_str(), file.path())).collect();
    let answers = layouts.iter().filter_map(|(template, file)| {
        let name = shortcode_name(template)?;
        let template_of_theme = format!("shortcodes/{name}.html");
        let other = tera.get(template_of_theme.as_str());
        let is_of_site = other.is_some_and(|path| *path != built_in::path(&template_of_theme));
        let is_go = !is_of_site && go.comes_first(template, name);
        let is_part = super::shortcodes::problems::BUILT_IN.contains(&name);
        let go_file = file.path.clone();
        let is_there = other.is_some() || is_part;
        let reason = reason(settings, file, &Other { is_of_site, is_there, is_go });
        let (file, over) = match (other, is_part) {
            (None, false) => (Some(go_file), None),
            (other, _) if is_go => (Some(go_file), other.cloned()),
            (other, _) => (other.cloned(), Some(go_file)),
        };
        Some(Answer { name: name.to_owned(), file, over, reason })
    });
    answers.collect()
}

/// `blocks/card` of `shortcodes/blocks/card.html`; `None` for what is no shortcode, or one in a language.
fn shortcode_name(template: &str) -> Option<&str> {
    let name = template.strip_prefix("shortcodes/")?;
    let name = name.strip_suffix(".html").or_else(|| name.strip_suffix(".md"))?;
    (!name.contains('.')).then_some(name)
}

/// The template of a theme that has the same name.
struct Other {
    is_there: bool,
    is_of_site: bool,
    /// Whether the template in Go comes before it.
    is_go: bool,
}

fn reason(settings: &Settings, file: &LayoutFile, other: &Other) -> &'static str {
    match &settings.go_prefer {
        _ if other.is_of_site => "a Tera template of the site comes first",
        _ if !other.is_there => "nothing else has this name",
        Prefer::ByOrigin if !other.is_go => "what is built in was made for this set of shortcodes",
        Prefer::ByOrigin if file.is_of_component => {
            "a template of the theme comes before what is built in"
        }
        Prefer::ByOrigin => "a template of the site comes before what is built in",
        _ => "`go.prefer` says so",
    }
}
