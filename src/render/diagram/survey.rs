//! What the writer must know about a drawing before it writes the first element.

use std::collections::{BTreeMap, BTreeSet};

use super::attributes::NUMBER_MARK;
use super::colour::{self, Rgb};
use super::style;

/// What the whole drawing contains.
pub(super) struct DrawingSurvey {
    /// The markers that lines refer to: id -> the id that it gets.
    pub markers: BTreeMap<String, String>,
    /// The colours of a pie's slices, in their order.
    pub slices: Vec<Option<Rgb>>,
    /// The author's classes that colour text.
    pub inks: BTreeMap<String, String>,
}

impl DrawingSurvey {
    pub(super) fn new(drawing: &str, prefix: &str) -> Self {
        Self { markers: markers(drawing, prefix), slices: slices(drawing), inks: inks(drawing) }
    }
}

/// The markers that lines refer to, each with the id that it gets.
fn markers(drawing: &str, prefix: &str) -> BTreeMap<String, String> {
    const REFERENCE: &str = "url(#";
    let ids: BTreeSet<&str> = drawing
        .match_indices(REFERENCE)
        .filter_map(|(at, _)| {
            let rest = &drawing[at + REFERENCE.len()..];
            rest.split_once(')').map(|(id, _)| id)
        })
        .filter(|id| !id.ends_with(NUMBER_MARK))
        .collect();
    let named = ids.into_iter().enumerate();
    named.map(|(index, id)| (id.to_owned(), format!("{prefix}-{}", index + 1))).collect()
}

/// The colours of a pie's slices as its legend orders them: a slice that is too small to be seen has
/// one too.
fn slices(drawing: &str) -> Vec<Option<Rgb>> {
    let mut found = Vec::new();
    for legend in drawing.split("class=\"legend\"").skip(1) {
        let fill = legend.split_once("fill:").and_then(|(_, rest)| rest.split_once(';'));
        let colour = fill.and_then(|(fill, _)| colour::parse(fill));
        if !found.contains(&colour) {
            found.push(colour);
        }
    }
    found
}

/// For clusters, the text colour of a `classDef` is only in the stylesheet:
/// `#d .name tspan{fill:red!important;}`.
fn inks(drawing: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let rules = drawing.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    for rule in rules.map_or("", |(rules, _)| rules).split('}') {
        let Some((selector, body)) = rule.split_once('{') else { continue };
        let class = selector.strip_suffix(" tspan").and_then(|rest| rest.rsplit_once('.'));
        let fill = style::declarations(body).find(|(property, _)| *property == "fill");
        if let (Some((_, class)), Some((_, fill))) = (class, fill) {
            found.insert(class.to_owned(), fill.to_owned());
        }
    }
    found
}
