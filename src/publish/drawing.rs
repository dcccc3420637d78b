//! Decides whether an SVG file does nothing but draw.
//!
//! Opened on its own, a drawing is a document: its scripts run with the rights of the site. So it is read
//! as XML, and everything in it must be known to be harmless.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

const SVG: &str = "http://www.w3.org/2000/svg";

/// The namespaces of drawing programs, which browsers ignore.
const NOTES: &[&str] = &[
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://web.resource.org/cc/",
    "http://www.bohemiancoding.com/sketch/ns",
    "http://www.inkscape.org/namespaces/inkscape",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
];

/// Elements that draw. Scripts, links, animations and foreign objects are not among them.
const ELEMENTS: &[&str] = &[
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComposite",
    "feDropShadow",
    "feFlood",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "feTurbulence",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "metadata",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

/// Whether a file is nothing but a drawing.
pub(super) fn draws_only(svg: &[u8]) -> bool {
    std::str::from_utf8(svg).is_ok_and(|text| is_harmless(text).unwrap_or(false))
}

/// `None` if it is malformed.
fn is_harmless(text: &str) -> Option<bool> {
    let mut reader = NsReader::from_str(text);
    let mut in_style = false;
    loop {
        let (namespace, event) = reader.read_resolved_event().ok()?;
        let is_fine = match event {
            Event::Start(tag) => {
                in_style = tag.local_name().as_ref() == "style";
                is_fine_element(&namespace, &tag)? && has_fine_attributes(&tag)?
            }
            Event::Empty(tag) => is_fine_element(&namespace, &tag)? && has_fine_attributes(&tag)?,
            Event::End(_) => {
                in_style = false;
                true
            }
            Event::Text(words) => !in_style || is_fine_style(&words),
            Event::CData(words) => !in_style || is_fine_style(&words),
            Event::Decl(_) | Event::Comment(_) => true,
            Event::GeneralRef(_) => !in_style,
            // A document type may define entities, and an instruction may name a style sheet.
            Event::DocType(_) | Event::PI(_) => false,
            Event::Eof => return Some(true),
        };
        if !is_fine {
            return Some(false);
        }
    }
}

fn is_fine_element(namespace: &ResolveResult<'_>, tag: &BytesStart<'_>) -> Option<bool> {
    let ResolveResult::Bound(namespace) = namespace else { return Some(false) };
    let (namespace, name) = (namespace.as_ref(), tag.local_name());
    Some(NOTES.contains(&namespace) || (namespace == SVG && ELEMENTS.contains(&name.as_ref())))
}

fn has_fine_attributes(tag: &BytesStart<'_>) -> Option<bool> {
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let name = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let value = quick_xml::escape::unescape(&attribute.value).ok()?.to_lowercase();
        let is_fine = match name.as_str() {
            "href" | "src" => is_fine_reference(&value),
            name if name.starts_with("on") => false,
            _ => is_fine_style(&value) && !value.contains("script:"),
        };
        if !is_fine {
            return Some(false);
        }
    }
    Some(true)
}

/// A part of the same drawing, or a picture that is written out.
fn is_fine_reference(value: &str) -> bool {
    const PICTURES: &[&str] =
        &["data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;"];
    value.starts_with('#') || PICTURES.iter().any(|start| value.starts_with(start))
}

/// A style, or an attribute that paints: it loads nothing.
fn is_fine_style(style: &str) -> bool {
    let style = style.to_lowercase();
    let mut references = style.split("url(").skip(1);
    let is_local = |rest: &str| rest.trim_start_matches(['"', '\'', ' ']).starts_with('#');
    !style.contains("@import") && !style.contains('\\') && references.all(is_local)
}

#[cfg(test)]
mod tests {
    use super::draws_only;

    fn svg(inside: &str) -> Vec<u8> {
        format!(
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{inside}</svg>"
        )
        .into_bytes()
    }

    #[test]
    fn drawings_pass() {
        for inside in [
            "<path d=\"M0 0\" fill=\"url(#a)\" style=\"stroke:#fff\"/>",
            "<defs><linearGradient id=\"a\"><stop offset=\"0\"/></linearGradient></defs>",
            "<use xlink:href=\"#a\"/><image href=\"data:image/png;base64,AA==\"/>",
            "<style>.a{fill:url(#b)}</style><text class=\"a\">script: on &amp; off</text>",
            "<metadata><r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/></metadata>",
        ] {
            assert!(draws_only(&svg(inside)), "{inside}");
        }
    }

    #[test]
    fn documents_that_do_more_do_not() {
        for inside in [
            "<script>x()</script>",
            "<path onload=\"x()\"/>",
            "<a href=\"javascript:x()\"><text>a</text></a>",
            "<foreignObject/>",
            "<animate attributeName=\"href\" to=\"javascript:x()\"/>",
            "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">x()</h:script>",
            "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">x()</s:script>",
            "<image href=\"https://evil.example/a.png\"/>",
            "<use href=\"data:image/svg+xml;base64,AA==#x\"/>",
            "<style>@import 'https://evil.example'</style>",
            "<path style=\"fill:url(https://evil.example)\"/>",
            "<style>a{b:u\\72l(https://evil.example)}</style>",
            "<?xml-stylesheet href=\"https://evil.example\"?>",
            "<unclosed>",
        ] {
            assert!(!draws_only(&svg(inside)), "{inside}");
        }
        let entity =
            "<!DOCTYPE svg [<!ENTITY e '<script/>'>]><svg xmlns='http://www.w3.org/2000/svg'/>";
        assert!(!draws_only(entity.as_bytes()));
        assert!(!draws_only(b"<svg onload='x()'/>"), "no drawing at all");
        assert!(!draws_only(b"\xff\xfe<\0s\0v\0g\0"), "not in an encoding that was read");
    }
}
