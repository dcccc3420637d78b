//! Shapes of a drawing in the colours of the theme, or of its author.

use super::attributes::{Attribute, ElementAttributes, declared, default, kept, set};
use super::colour;
use super::number::rounded;
use super::paint::{self, PartRole};
use super::writer::Writer;

impl Writer {
    /// The paint of a shape, from the least to the most specific source.
    pub(super) fn shape(
        &mut self,
        name: &str,
        attributes: &ElementAttributes,
        role: PartRole,
    ) -> Vec<Attribute> {
        let classes = attributes.get("class").map_or("", String::as_str);
        let mut written = kept(attributes, &self.survey.markers);
        let paint = match paint::of_class(classes) {
            Some(paint) => paint,
            None => themed(paint::of_role(role, name), attributes),
        };
        set(&mut written, "fill", paint.fill);
        if paint.stroke != paint::NONE {
            set(&mut written, "stroke", paint.stroke);
            default(&mut written, "stroke-width", "1.5");
        }
        for (attribute, value) in paint.more.iter().copied().chain(paint::strokes(classes)) {
            set(&mut written, attribute, value);
        }
        if classes == "rect" {
            self.author_rectangle(attributes, &mut written);
        }
        if classes == "pieCircle" || (role == PartRole::Legend && name == "rect") {
            let slice = self.slice(attributes);
            set(&mut written, "fill", paint::slice(slice));
            set(&mut written, "stroke", paint::PAPER);
            return written;
        }
        for (property, value) in declared(attributes) {
            set(&mut written, property, value);
            if property == "fill" && matches!(role, PartRole::Node | PartRole::Cluster) {
                self.set_ink(value, role);
            }
        }
        if classes.split_ascii_whitespace().any(|class| class == "milestone") {
            turn(&mut written);
        }
        written
    }

    /// An author's rectangles in sequence diagrams have their colour in an attribute.
    fn author_rectangle(&mut self, attributes: &ElementAttributes, written: &mut Vec<Attribute>) {
        for property in ["fill", "stroke"] {
            if let Some(value) = attributes.get(property).filter(|value| is_colour(value)) {
                set(written, property, value);
            }
        }
        let fill = attributes.get("fill").and_then(|fill| colour::parse(fill));
        self.is_on_light |= fill.map(colour::ink_on) == Some(colour::BLACK);
    }

    /// The disc behind the number of a message. Mermaid draws it as the head of a line of no length.
    pub(super) fn number_mark(&mut self, line: &ElementAttributes) {
        let centre = |name: &str| line.get(name).map(|place| rounded(place)).unwrap_or_default();
        let disc = [
            ("cx", centre("x1")),
            ("cy", centre("y1")),
            ("r", "10".to_owned()),
            ("fill", paint::LINE.to_owned()),
        ];
        self.write_tag("circle", &disc, "/>");
    }

    /// Text on a background that the author coloured is black or white, whatever the theme.
    fn set_ink(&mut self, ground: &str, role: PartRole) {
        let ink = colour::parse(ground).map(colour::ink_on);
        self.is_on_light |= role == PartRole::Cluster && ink == Some(colour::BLACK);
        if let (Some(ink), Some(open)) = (ink, self.open.last_mut()) {
            open.ink.get_or_insert_with(|| ink.to_owned());
        }
    }

    /// The index of a slice's colour.
    fn slice(&mut self, attributes: &ElementAttributes) -> usize {
        let declared = declared(attributes).find(|(property, _)| *property == "fill");
        let fill = declared.map(|(_, value)| value).or(attributes.get("fill").map(String::as_str));
        let colour = fill.and_then(colour::parse);
        self.survey.slices.iter().position(|known| *known == colour).unwrap_or_else(|| {
            self.survey.slices.push(colour);
            self.survey.slices.len() - 1
        })
    }
}

/// Leaves out the empty rectangles that Mermaid draws behind every label, and today's line:
/// a build does not know when its pages are read.
pub(super) fn is_seen(name: &str, classes: &str, attributes: &ElementAttributes) -> bool {
    let is_empty = name == "rect" && !attributes.contains_key("width");
    !is_empty && classes != "today"
}

/// The colours that `merman` gave a shape, as those of the theme.
fn themed(paint: paint::Paint, attributes: &ElementAttributes) -> paint::Paint {
    let themed = |property: &str, usual: &'static str, shown: &'static str| {
        match attributes.get(property).map(String::as_str) {
            Some("none" | "transparent") => paint::NONE,
            Some("currentColor") => usual,
            Some("black" | "#000" | "#000000" | "#333333") => paint::LINE,
            // A shape filled with the colour of borders is the inner disc of an end state.
            Some("#9370DB") if property == "fill" => paint::LINE,
            Some(_) if usual == paint::NONE => shown,
            _ => usual,
        }
    };
    paint::Paint {
        fill: themed("fill", paint.fill, paint::BOX),
        stroke: themed("stroke", paint.stroke, paint::BORDER),
        more: paint.more,
    }
}

fn is_colour(value: &str) -> bool {
    matches!(value, "none" | "transparent") || colour::parse(value).is_some()
}

/// A milestone is a square on its corner.
fn turn(written: &mut Vec<Attribute>) {
    let number = |name: &str| -> Option<f64> {
        written.iter().find(|(known, _)| *known == name)?.1.parse().ok()
    };
    let corner = (number("x"), number("y"), number("width"), number("height"));
    if let (Some(x), Some(y), Some(width), Some(height)) = corner {
        let turned = format!("rotate(45 {} {})", x + width / 2.0, y + height / 2.0);
        set(written, "transform", &turned);
    }
}
