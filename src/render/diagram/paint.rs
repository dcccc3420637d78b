//! What each part of a diagram looks like, by Mermaid's classes, in the theme's colours.
//!
//! Colours are presentation attributes, since a strict style policy refuses anything else. They
//! name the theme's custom properties, each with a fallback, so that one drawing serves
//! light, dark and print, and is legible under any theme.

pub(super) const NONE: &str = "none";
pub(super) const LINE: &str = "var(--diagram-line, currentColor)";
pub(super) const BOX: &str = "var(--diagram-box, none)";
pub(super) const BORDER: &str = "var(--diagram-border, currentColor)";
pub(super) const GROUP: &str = "var(--diagram-group, none)";
pub(super) const GROUP_BORDER: &str = "var(--diagram-group-border, currentColor)";
pub(super) const NOTE: &str = "var(--diagram-note, none)";
pub(super) const NOTE_BORDER: &str = "var(--diagram-note-border, currentColor)";
pub(super) const PAPER: &str = "var(--diagram-paper, Canvas)";
pub(super) const CRITICAL: &str = "var(--diagram-critical, #c33)";

/// The colours of parts that differ by colour alone.
const SLICES: [&str; 8] = [
    "var(--diagram-1, #7aa7f7)",
    "var(--diagram-2, #f2b96b)",
    "var(--diagram-3, #7cc99a)",
    "var(--diagram-4, #e58f9b)",
    "var(--diagram-5, #b59be6)",
    "var(--diagram-6, #6cc5cf)",
    "var(--diagram-7, #c9c36a)",
    "var(--diagram-8, #a9b3c1)",
];

/// The colour of a slice by its index.
pub(super) fn slice(index: usize) -> &'static str {
    SLICES[index % SLICES.len()]
}

/// A part that contains others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PartRole {
    #[default]
    Plain,
    Node,
    Cluster,
    Note,
    /// Invisible: keeps a node and its note together.
    Frame,
    /// An arrow's head.
    Head,
    /// An arrow's head that hides what is behind it.
    HollowHead,
    /// An arrow's head made of lines.
    CrowsFoot,
    Legend,
    /// A mark of a time axis.
    Tick,
}

/// How a shape is painted unless its author says otherwise.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    pub fill: &'static str,
    pub stroke: &'static str,
    /// Other presentation attributes.
    pub more: &'static [(&'static str, &'static str)],
}

const fn paint(fill: &'static str, stroke: &'static str) -> Paint {
    Paint { fill, stroke, more: &[] }
}

const fn dashed(paint: Paint) -> Paint {
    Paint { more: &[("stroke-dasharray", "4 3")], ..paint }
}

/// Class -> role of a group or marker.
const ROLES: &[(&str, PartRole)] = &[
    ("statediagram-note", PartRole::Note),
    ("note-cluster", PartRole::Frame),
    ("node", PartRole::Node),
    ("cluster", PartRole::Cluster),
    ("statediagram-cluster", PartRole::Cluster),
    ("legend", PartRole::Legend),
    ("tick", PartRole::Tick),
    ("aggregation", PartRole::HollowHead),
    ("extension", PartRole::HollowHead),
    ("lollipop", PartRole::HollowHead),
    ("er", PartRole::CrowsFoot),
];

/// The role of a group; without one of its own, it has the role of its parent.
pub(super) fn role(element: &str, classes: &str, outer: PartRole) -> PartRole {
    let role = ROLES.iter().find(|(class, _)| has(classes, class)).map(|(_, role)| *role);
    match element {
        "marker" => role.unwrap_or(PartRole::Head),
        _ => role.unwrap_or(outer),
    }
}

/// Class -> paint of a shape. The first that matches counts.
const SHAPES: &[(&str, Paint)] = &[
    ("background", Paint { fill: PAPER, stroke: NONE, more: &[("fill-opacity", ".85")] }),
    ("note-edge", dashed(paint(NONE, NOTE_BORDER))),
    ("messageLine0", paint(NONE, LINE)),
    ("messageLine1", dashed(paint(NONE, LINE))),
    ("loopLine", dashed(paint(NONE, GROUP_BORDER))),
    ("actor-line", Paint { fill: NONE, stroke: GROUP_BORDER, more: &[("stroke-width", "1")] }),
    ("actor", paint(BOX, BORDER)),
    ("actor-man", paint(BOX, LINE)),
    ("note", paint(NOTE, NOTE_BORDER)),
    ("labelBox", paint(GROUP, GROUP_BORDER)),
    ("activation0", paint(BOX, BORDER)),
    ("activation1", paint(BOX, BORDER)),
    ("activation2", paint(BOX, BORDER)),
    ("state-start", paint(LINE, NONE)),
    ("fork-join", paint(LINE, LINE)),
    ("inner", paint(NONE, GROUP_BORDER)),
    ("pieOuterCircle", paint(NONE, NONE)),
    ("pieCircle", paint(NONE, PAPER)),
    ("section0", paint(GROUP, NONE)),
    ("section2", paint(GROUP, NONE)),
    ("section1", paint(NONE, NONE)),
    ("section3", paint(NONE, NONE)),
    ("domain", paint(NONE, NONE)),
];

/// The same for Gantt's classes, which carry the number of their section: `crit0`.
const TASKS: &[(&str, Paint)] = &[
    ("activeCrit", paint(BOX, CRITICAL)),
    ("doneCrit", paint(PAPER, CRITICAL)),
    ("crit", paint(BOX, CRITICAL)),
    ("done", paint(PAPER, GROUP_BORDER)),
    ("active", paint(BOX, LINE)),
    ("milestone", paint(LINE, NONE)),
    ("task", paint(BOX, BORDER)),
];

/// The thickness and pattern of a line by its classes.
const STROKES: &[(&str, (&str, &str))] = &[
    ("edge-thickness-invisible", ("stroke", NONE)),
    ("edge-thickness-thick", ("stroke-width", "3.5")),
    ("edge-pattern-dotted", ("stroke-dasharray", "2 3")),
    ("edge-pattern-dashed", ("stroke-dasharray", "6 4")),
    ("dashed-line", ("stroke-dasharray", "6 4")),
    ("dotted-line", ("stroke-dasharray", "2 3")),
];

/// How a shape of these classes is painted; `None` if that depends on the colours in the drawing.
pub(super) fn of_class(classes: &str) -> Option<Paint> {
    let exact = SHAPES.iter().find(|(class, _)| has(classes, class));
    let numbered = || {
        TASKS.iter().find(|(class, _)| {
            classes
                .split_ascii_whitespace()
                .any(|name| name.trim_end_matches(|c: char| c.is_ascii_digit()) == *class)
        })
    };
    exact.or_else(numbered).map(|(_, paint)| *paint)
}

/// How a shape without a known class is painted, by its context.
pub(super) fn of_role(role: PartRole, element: &str) -> Paint {
    let is_open = matches!(element, "path" | "line" | "polyline");
    match role {
        PartRole::Cluster => paint(GROUP, GROUP_BORDER),
        PartRole::Note => paint(NOTE, NOTE_BORDER),
        PartRole::Frame => paint(NONE, NONE),
        PartRole::Tick => {
            Paint { fill: NONE, stroke: GROUP_BORDER, more: &[("stroke-width", "1")] }
        }
        PartRole::Head => paint(LINE, LINE),
        PartRole::CrowsFoot if is_open => paint(NONE, LINE),
        PartRole::HollowHead | PartRole::CrowsFoot => paint(PAPER, LINE),
        PartRole::Node => paint(BOX, BORDER),
        PartRole::Plain | PartRole::Legend if is_open => paint(NONE, LINE),
        PartRole::Plain | PartRole::Legend => paint(BOX, BORDER),
    }
}

/// The attributes of a line's thickness and pattern.
pub(super) fn strokes(classes: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    STROKES.iter().filter(move |(class, _)| has(classes, class)).map(|(_, attribute)| *attribute)
}

/// Class -> attributes of text.
const TEXTS: &[(&str, &[(&str, &str)])] = &[
    ("slice", &[("font-size", "17")]),
    ("legend", &[("font-size", "17")]),
    ("sequenceNumber", &[("fill", PAPER)]),
    ("taskTextOutsideRight", &[("text-anchor", "start")]),
    ("taskTextOutsideLeft", &[("text-anchor", "end")]),
    ("taskText", &[("text-anchor", "middle")]),
    ("edgeTerminals", &[("font-size", "12")]),
];

const TITLE: &[(&str, &str)] =
    &[("text-anchor", "middle"), ("font-size", "18"), ("font-weight", "600")];

/// The attributes of a text of these classes.
pub(super) fn of_text(classes: &str) -> &'static [(&'static str, &'static str)] {
    match TEXTS.iter().find(|(class, _)| has(classes, class)) {
        Some((_, attributes)) => attributes,
        None if is_title(classes) => TITLE,
        None => &[],
    }
}

/// Whether a text is the diagram's title.
pub(super) fn is_title(classes: &str) -> bool {
    classes
        .split_ascii_whitespace()
        .any(|class| class == "titleText" || class.ends_with("TitleText"))
}

fn has(classes: &str, class: &str) -> bool {
    classes.split_ascii_whitespace().any(|name| name == class)
}
