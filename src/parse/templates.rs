//! The templates of all layers: which of them counts, and which can still be named.

use std::collections::BTreeMap;

use super::components;
use super::declaration::{Declaration, TemplateSource};
use super::files::read_text;
use crate::diagnostic::Diagnostic;
use crate::discover::{Layer, ThemeFile};
use crate::world::World;

/// Reads the files, of which a later one takes the place of an earlier one of its name; and a later component that of
/// an earlier one.
pub(super) fn read(
    world: &dyn World,
    files: &[ThemeFile],
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, TemplateSource> {
    let mut layers = Layers::default();
    for file in files {
        let text = match &file.layer {
            Layer::BuiltIn(text) => Some((*text).to_owned()),
            Layer::File(path) => read_text(world, path, found),
        };
        if let Some(text) = text {
            let declaration = Declaration::read(&text);
            layers.add(&file.name, TemplateSource { path: file.path(), text, declaration });
        }
    }
    add_named(layers.covered, &mut layers.templates);
    layers.templates
}

/// The layers that have been read.
#[derive(Default)]
struct Layers {
    templates: BTreeMap<String, TemplateSource>,
    /// What a file of the same name has taken the place of: `theme:NAME` is what was there before, and
    /// `built-in:NAME` the first of all, which is the built-in theme's.
    covered: BTreeMap<String, TemplateSource>,
    /// Component -> the template that defines it. There cannot be two of one name.
    components: BTreeMap<String, String>,
}

impl Layers {
    fn add(&mut self, name: &str, source: TemplateSource) {
        let own: Vec<String> =
            components::names(&source.text).into_iter().map(str::to_owned).collect();
        if let Some(below) = self.templates.insert(name.to_owned(), source) {
            self.cover(name, below);
        }
        for component in own {
            let earlier = self.components.insert(component.clone(), name.to_owned());
            let earlier = earlier.filter(|earlier| earlier != name);
            if let Some(earlier) = earlier.and_then(|earlier| self.templates.get_mut(&earlier)) {
                components::blank(&mut earlier.text, &component);
            }
        }
    }

    /// The components of what is covered are still there, under the name of its file.
    fn cover(&mut self, name: &str, below: TemplateSource) {
        let (alone, rest) = components::split(&below.text);
        let kept = below.path.to_string();
        for component in components::names(&alone) {
            self.components.insert(component.to_owned(), kept.clone());
            let source = TemplateSource { text: alone.clone(), ..below.clone() };
            self.templates.entry(kept.clone()).or_insert(source);
        }
        let below = TemplateSource { text: rest, ..below };
        self.covered.entry(format!("built-in:{name}")).or_insert_with(|| below.clone());
        self.covered.insert(format!("theme:{name}"), below);
    }
}

/// Adds the covered templates that others name.
fn add_named(
    mut covered: BTreeMap<String, TemplateSource>,
    templates: &mut BTreeMap<String, TemplateSource>,
) {
    loop {
        let is_named = |name: &str| {
            let mut texts = templates.values().map(|source| source.text.as_str());
            let quoted = [format!("\"{name}\""), format!("'{name}'")];
            texts.any(|text| quoted.iter().any(|name| text.contains(name)))
        };
        let (named, rest): (BTreeMap<_, _>, BTreeMap<_, _>) =
            covered.into_iter().partition(|(name, _)| is_named(name));
        if named.is_empty() {
            return;
        }
        templates.extend(named);
        covered = rest;
    }
}
