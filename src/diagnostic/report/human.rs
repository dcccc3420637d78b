//! For people: an excerpt with the place marked, as rustc prints it.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::lines::{Excerpt, Positions};
use super::{Report, Texts, visible};
use crate::diagnostic::{Diagnostic, Place, Severity};

/// The properties of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    pub colour: bool,
    /// Columns.
    pub width: usize,
}

/// The whole report, a blank line after each diagnostic.
pub fn human(report: &Report<'_>, texts: &dyn Texts, style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(style.width).decor_style(DecorStyle::Ascii);
    let mut positions = Positions::new(texts);
    let mut text = String::new();
    for (severity, diagnostic) in report.readable() {
        let group = group(severity, &diagnostic, &mut positions);
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    text
}

fn group(
    severity: Severity,
    diagnostic: &Diagnostic,
    positions: &mut Positions<'_>,
) -> Group<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(paragraph(&diagnostic.message)).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        group = with_place(group, place, diagnostic.label.as_deref(), Mark::Primary, positions);
    }
    for (place, words) in &diagnostic.related {
        group = with_place(group, place, Some(words), Mark::Context, positions);
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.with_name("hint").message(paragraph(hint)));
    }
    group
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Primary,
    Context,
}

/// Adds the excerpt of a place, or its file's name if there is nothing to show.
fn with_place(
    group: Group<'static>,
    place: &Place,
    label: Option<&str>,
    mark: Mark,
    positions: &mut Positions<'_>,
) -> Group<'static> {
    let path = visible(place.file.as_str()).into_owned();
    let Some(Excerpt { text, line, mark: range }) = positions.excerpt(place) else {
        return group.element(Origin::path(path));
    };
    let kind = match mark {
        Mark::Primary => AnnotationKind::Primary,
        Mark::Context => AnnotationKind::Context,
    };
    let mut annotation = kind.span(range);
    if let Some(label) = label {
        annotation = annotation.label(paragraph(label));
    }
    group.element(Snippet::source(text).line_start(line).path(path).annotation(annotation))
}

/// A text that may have several lines.
fn paragraph(words: &str) -> String {
    words.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}
