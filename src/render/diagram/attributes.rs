//! The attributes of a drawing's elements: which ones are kept, and which links are allowed.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::number::rounded;
use super::style;
use crate::html::{AddressUse, address_is_safe};

/// ElementAttributes that hold geometry.
const GEOMETRY: &[&str] = &[
    "cx",
    "cy",
    "d",
    "dx",
    "dy",
    "height",
    "markerHeight",
    "markerWidth",
    "points",
    "r",
    "refX",
    "refY",
    "rx",
    "ry",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// Other attributes that are kept unchanged.
const KEPT: &[&str] = &[
    "dominant-baseline",
    "fill-opacity",
    "fill-rule",
    "font-size",
    "font-style",
    "font-weight",
    "markerUnits",
    "opacity",
    "orient",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-width",
    "text-anchor",
];

const MARKERS: &[&str] = &["marker-end", "marker-mid", "marker-start"];

/// The attributes of an element, by name.
pub(super) type ElementAttributes = BTreeMap<String, String>;

/// An attribute to write.
pub(super) type Attribute = (&'static str, String);

/// `None` if they are malformed.
pub(super) fn read(tag: &BytesStart<'_>) -> Option<ElementAttributes> {
    tag.attributes()
        .map(|attribute| {
            let attribute = attribute.ok()?;
            let value = quick_xml::escape::unescape(&attribute.value).ok()?.into_owned();
            Some((attribute.key.as_ref().to_owned(), value))
        })
        .collect()
}

/// The attributes that every element keeps; references to markers get the new ids.
pub(super) fn kept(
    attributes: &ElementAttributes,
    markers: &BTreeMap<String, String>,
) -> Vec<Attribute> {
    let mut written: Vec<Attribute> = Vec::new();
    let known =
        |names: &'static [&str], name: &String| names.iter().copied().find(|known| known == name);
    for (name, value) in attributes {
        if let Some(name) = known(GEOMETRY, name) {
            written.push((name, rounded(value)));
        } else if let Some(name) = known(KEPT, name) {
            if !style::is_usual(name, value) {
                written.push((name, value.clone()));
            }
        } else if let Some(name) = known(MARKERS, name) {
            let id = value.trim_start_matches("url(#").trim_end_matches(')');
            written.extend(markers.get(id).map(|id| (name, format!("url(#{id})"))));
        }
    }
    written
}

/// The declarations of its `style`.
pub(super) fn declared(
    attributes: &ElementAttributes,
) -> impl Iterator<Item = (&'static str, &str)> {
    attributes.get("style").into_iter().flat_map(|style| style::declarations(style))
}

/// The target of an author's link, if following it can do nothing else than open a page.
pub(super) fn safe_link(attributes: &ElementAttributes) -> Option<String> {
    let link = attributes.get("xlink:href").or_else(|| attributes.get("href"))?;
    address_is_safe(link, AddressUse::Link).then(|| link.clone())
}

/// The suffix of the id of the marker behind a message's number.
pub(super) const NUMBER_MARK: &str = "-sequencenumber";

pub(super) fn is_number_mark(attributes: &ElementAttributes) -> bool {
    let start = attributes.get("marker-start").and_then(|start| start.strip_suffix(')'));
    start.is_some_and(|start| start.ends_with(NUMBER_MARK))
}

/// Writes an attribute, replacing its former value.
pub(super) fn set(written: &mut Vec<Attribute>, name: &'static str, value: &str) {
    match written.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known)) => value.clone_into(known),
        None => written.push((name, value.to_owned())),
    }
}

/// Writes an attribute that has no value yet.
pub(super) fn default(written: &mut Vec<Attribute>, name: &'static str, value: &str) {
    if !written.iter().any(|(known, _)| *known == name) {
        written.push((name, value.to_owned()));
    }
}
