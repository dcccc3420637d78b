//! The templates of all layers: which of them counts, and which can still be named.

use std::collections::BTreeMap;

use super::declaration::{Declaration, TemplateSource};
use super::files::read_text;
use crate::diagnostic::Diagnostic;
use crate::discover::{Layer, ThemeFile};
use crate::world::World;

/// Reads the files, of which a later one takes the place of an earlier one of its name.
pub(super) fn read(
    world: &dyn World,
    files: &[ThemeFile],
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, TemplateSource> {
    let mut templates = BTreeMap::new();
    let mut covered = BTreeMap::new();
    for file in files {
        let text = match &file.layer {
            Layer::BuiltIn(text) => Some((*text).to_owned()),
            Layer::File(path) => read_text(world, path, found),
        };
        if let Some(text) = text {
            let declaration = Declaration::read(&text);
            let source = TemplateSource { path: file.path(), text, declaration };
            cover(templates.insert(file.name.clone(), source), &file.name, &mut covered);
        }
    }
    add_named(covered, &mut templates);
    templates
}

/// Keeps what a file of the same name has taken the place of: `theme:NAME` is what was there before, and
/// `built-in:NAME` the first of all, which is the built-in theme's.
fn cover(
    below: Option<TemplateSource>,
    name: &str,
    covered: &mut BTreeMap<String, TemplateSource>,
) {
    // Components have names of their own: there cannot be two of one.
    if let Some(below) = below.filter(|_| name != "components.html") {
        covered.entry(format!("built-in:{name}")).or_insert_with(|| below.clone());
        covered.insert(format!("theme:{name}"), below);
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
