//! The drawing as it goes into a page: rewritten from known elements and attributes, so that it can
//! contain nothing else.

use std::fmt::Write;

use pulldown_cmark_escape::escape_html_body_text;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Naming;
use super::attributes::{
    self, Attribute, ElementAttributes, declared, is_number_mark, kept, safe_link, set,
};
use super::mermaid::{FONT, FONT_SIZE};
use super::number::rounded;
use super::paint::{self, PartRole};
use super::shape::is_seen;
use super::survey::DrawingSurvey;
use super::writer::{DiagramText, Open, Writer};

/// Elements with a shape of their own.
const SHAPES: &[&str] = &["circle", "ellipse", "line", "path", "polygon", "polyline", "rect"];

/// Elements that only hold others. Any element that is in neither list is left out with its content,
/// except for `defs`, whose content is kept.
const GROUPS: &[&str] = &["a", "defs", "g", "marker", "text", "tspan"];

/// The drawing as one `<svg>` element for a page. `None` if it is not XML.
pub(super) fn rewrite(drawing: &str, naming: &Naming<'_>) -> Option<String> {
    let survey = DrawingSurvey::new(drawing, naming.prefix);
    let mut writer = Writer::new(survey, drawing.len() / 2);
    let mut reader = Reader::from_str(drawing);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => writer.start(&tag)?,
            Event::Empty(tag) => {
                writer.start(&tag)?;
                writer.end();
            }
            Event::End(_) => writer.end(),
            Event::Text(text) => writer.text(&text),
            Event::GeneralRef(reference) => writer.text(&resolved(&reference)?),
            Event::Eof => return Some(writer.finish(naming)),
            _ => {}
        }
    }
}

/// `lt`, `#38`
fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    if let Some(character) = reference.resolve_char_ref().ok()? {
        return Some(character.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(reference).map(str::to_owned)
}

impl Writer {
    fn start(&mut self, tag: &BytesStart<'_>) -> Option<()> {
        let name = tag.local_name().as_ref().to_owned();
        let attributes = attributes::read(tag)?;
        if self.skipped > 0 {
            self.skipped += 1;
            return Some(());
        }
        let word = match (name.as_str(), self.open.len()) {
            ("title", 1) => Some(DiagramText::Name),
            ("desc", 1) => Some(DiagramText::Description),
            _ => None,
        };
        if name == "svg" && self.open.is_empty() {
            self.view_box = attributes.get("viewBox").map(|box_| rounded(box_)).unwrap_or_default();
            self.is_flowchart = attributes.get("class").is_some_and(|class| class == "flowchart");
            self.open.push(Open::default());
        } else if word.is_some() {
            self.open.push(Open { word, ..Open::default() });
        } else {
            self.element(&name, &attributes);
        }
        Some(())
    }

    fn element(&mut self, name: &str, attributes: &ElementAttributes) {
        let classes = attributes.get("class").map_or("", String::as_str);
        let outer = self.open.last().map(|open| open.role).unwrap_or_default();
        let role = paint::role(name, classes, outer);
        let mut open = Open { role, ..Open::default() };
        if let Some(shape) = SHAPES.iter().find(|shape| **shape == name) {
            if is_number_mark(attributes) {
                self.number_mark(attributes);
            } else if is_seen(name, classes, attributes) {
                let written = self.shape(name, attributes, role);
                self.write_tag(shape, &written, "/>");
            }
        } else if let Some(group) = GROUPS.iter().find(|group| **group == name) {
            if name == "marker" && !self.is_referred_to(attributes) {
                self.skipped = 1;
                return;
            }
            self.group(group, attributes, &mut open);
        } else {
            self.skipped = 1;
            return;
        }
        self.open.push(open);
    }

    fn group(&mut self, name: &'static str, attributes: &ElementAttributes, open: &mut Open) {
        let classes = attributes.get("class").map_or("", String::as_str);
        let mut written = kept(attributes, &self.survey.markers);
        for (property, value) in declared(attributes) {
            match (name, property) {
                (_, "color") | ("g", "fill") => open.ink = Some(value.to_owned()),
                _ => set(&mut written, property, value),
            }
        }
        if matches!(open.role, PartRole::Node | PartRole::Cluster) && open.ink.is_none() {
            open.ink = classes
                .split_ascii_whitespace()
                .find_map(|class| self.survey.inks.get(class))
                .cloned();
        }
        if matches!(name, "g" | "text") {
            for (attribute, value) in paint::of_text(classes) {
                set(&mut written, attribute, value);
            }
        }
        match name {
            "text" => self.label(classes, &mut written, open),
            "marker" => {
                if let Some(id) = attributes.get("id").and_then(|id| self.survey.markers.get(id)) {
                    written.insert(0, ("id", id.clone()));
                }
            }
            "a" => written.extend(safe_link(attributes).map(|link| ("href", link))),
            _ => {}
        }
        // A group without attributes is not needed, nor is the span of a word.
        if !written.is_empty() || !matches!(name, "a" | "defs" | "g" | "tspan") {
            let is_link = written.iter().any(|(attribute, _)| *attribute == "href");
            let name = if name == "a" && !is_link { "g" } else { name };
            self.write_tag(name, &written, ">");
            open.end = name;
        }
    }

    /// The start of a text, in the ink for its background.
    fn label(&self, classes: &str, written: &mut Vec<Attribute>, open: &mut Open) {
        open.text_start = Some(self.html.len());
        open.word = paint::is_title(classes).then_some(DiagramText::Title);
        if self.is_flowchart && open.role == PartRole::Node {
            set(written, "text-anchor", "middle");
        }
        if let Some(ink) = open.ink.as_deref().or_else(|| self.ink()) {
            set(written, "fill", ink);
        }
    }

    fn ink(&self) -> Option<&str> {
        self.open.iter().rev().find_map(|open| open.ink.as_deref())
    }

    fn is_referred_to(&self, marker: &ElementAttributes) -> bool {
        marker.get("id").is_some_and(|id| self.survey.markers.contains_key(id))
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        match self.open.iter().find_map(|open| open.word) {
            Some(DiagramText::Name) => self.words.name.push_str(text),
            Some(DiagramText::Description) => self.words.description.push_str(text),
            Some(DiagramText::Title) => self.words.title.push_str(text),
            None => {}
        }
        if let Some(open) = self.open.iter_mut().find(|open| open.text_start.is_some()) {
            open.has_words |= !text.trim().is_empty();
            let _ = escape_html_body_text(&mut self.html, text);
        }
    }

    fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some(open) = self.open.pop() else { return };
        match open.text_start {
            Some(start) if !open.has_words => return self.html.truncate(start),
            _ => {}
        }
        if !open.end.is_empty() {
            let _ = write!(self.html, "</{}>", open.end);
        }
    }

    fn finish(self, naming: &Naming<'_>) -> String {
        let mut svg = String::with_capacity(self.html.len() + 512);
        let size: Vec<&str> = self.view_box.split_ascii_whitespace().collect();
        let (width, height) = (size.get(2).unwrap_or(&"0"), size.get(3).unwrap_or(&"0"));
        let ground = if self.is_on_light { " class=\"on-light\"" } else { "" };
        let _ = write!(
            svg,
            "<svg{ground} role=\"img\" viewBox=\"{}\" width=\"{width}\" height=\"{height}\" \
             fill=\"currentColor\" font-family=\"{FONT}\" font-size=\"{FONT_SIZE}\"",
            self.view_box
        );
        let words = &self.words;
        if !words.description.is_empty() {
            let _ = write!(svg, " aria-describedby=\"{}-text\"", naming.prefix);
        }
        svg.push_str("><title>");
        let names = [words.name.trim(), words.title.trim(), naming.title];
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let _ = escape_html_body_text(&mut svg, name);
        svg.push_str("</title>");
        if !words.description.is_empty() {
            let _ = write!(svg, "<desc id=\"{}-text\">", naming.prefix);
            let _ = escape_html_body_text(&mut svg, words.description.trim());
            svg.push_str("</desc>");
        }
        svg.push_str(&self.html);
        svg.push_str("</svg>");
        svg
    }
}
