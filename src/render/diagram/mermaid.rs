//! Diagrams as `merman` draws them: a port of Mermaid with its layout and its classes.

use std::borrow::Cow;

use merman::svg::{RenderResourcePolicy, SvgRenderOptions};
use merman::{
    MermaidEngine, OperationControl, RenderError, RenderOutput, RenderRequest, Renderer,
    SourcePresentationConfig, SvgEnvironment, SvgRequest,
};
use serde_json::json;

use super::SourceProblem;
use crate::render::source_problem::guarded;

/// Text is measured by Arial's widths, so the page must use a font with the same widths.
pub(super) const FONT: &str = "Arial, Helvetica, 'Liberation Sans', sans-serif";
pub(super) const FONT_SIZE: u8 = 16;

/// The SVG of a diagram, in `merman`'s own colours.
pub(super) fn draw(source: &str) -> Result<String, SourceProblem> {
    match attempt(source) {
        Ok(svg) => Ok(svg),
        // Errors must refer to the text as written, since that is what the author can fix.
        Err(problem) => match with_dots_named(source) {
            Cow::Owned(named) => attempt(&named).map_err(|_| problem),
            Cow::Borrowed(_) => Err(problem),
        },
    }
}

fn attempt(source: &str) -> Result<String, SourceProblem> {
    // Labels must be SVG text, not HTML inside the SVG: pages with a strict policy show them, and
    // so do programs other than browsers.
    let config = SourcePresentationConfig::from_value(json!({
        "theme": "default",
        "look": "classic",
        "htmlLabels": false,
        // As wide as its label needs; only long labels are wrapped.
        "flowchart": { "htmlLabels": false, "minNodeWidth": 0, "wrappingWidth": 260 },
        "state": { "minNodeWidth": 0 },
        "fontFamily": "Arial, sans-serif",
        "fontSize": FONT_SIZE,
    }));
    let request = SvgRequest {
        // Bounds the work, so that no diagram runs for ever.
        environment: SvgEnvironment::deterministic()
            .with_resource_policy(RenderResourcePolicy::interactive()),
        options: SvgRenderOptions { diagram_id: Some("d".to_owned()), ..Default::default() },
        ..Default::default()
    };
    let drawn = guarded(|| {
        Renderer::new()
            .with_presentation_engine(MermaidEngine::new().with_site_config(config))
            .render(RenderRequest::svg(source, OperationControl::new(), request))
    })?;
    match drawn {
        Ok(RenderOutput::Svg(Some(drawing))) => Ok(drawing.into_parts().0),
        Ok(_) => Err(SourceProblem::new(NO_KIND).hint(KINDS)),
        Err(error) => Err(problem(&error, source)),
    }
}

fn problem(error: &RenderError, source: &str) -> SourceProblem {
    let span = match error {
        RenderError::Parse(diagnostic) => diagnostic.terminal_diagnostic_details().span,
        _ => None,
    };
    let words = own_words(&error.to_string());
    let problem = match words.strip_prefix("unsupported diagram type: ") {
        Some(kind) => {
            let kind = kind.split(';').next().unwrap_or_default();
            SourceProblem::new(format!("diagrams of the kind `{kind}` are not drawn")).hint(KINDS)
        }
        None if words.starts_with("no Mermaid diagram") => SourceProblem::new(NO_KIND).hint(KINDS),
        None => SourceProblem::new(words),
    };
    let span = span.map(|span| span.start..span.end);
    problem.at(span.filter(|range| source.get(range.clone()).is_some()))
}

const NO_KIND: &str = "it names no kind of diagram";
const KINDS: &str = "begin with one of `flowchart`, `sequenceDiagram`, `stateDiagram-v2`, \
                     `classDiagram`, `erDiagram`, `gantt` and `pie`";

/// `Diagram parse error (flowchart-v2): Unexpected character at 13` -> `unexpected character`: the
/// diagnostic carries the place separately.
fn own_words(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let words = match line.split_once("): ") {
        Some((before, words)) if before.starts_with("Diagram parse error") => words,
        _ => line,
    };
    let words = match words.rsplit_once(" at ") {
        Some((words, place)) if place.starts_with(|c: char| c.is_ascii_digit()) => words,
        _ => words,
    };
    let mut characters = words.trim_end_matches(['.', ':']).chars();
    let first = characters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

/// Mermaid takes a lone dot for the name of a node (`. --> src`); `merman` does not. Each is given a
/// name, and the dot as its label.
fn with_dots_named(source: &str) -> Cow<'_, str> {
    let is_flowchart =
        source.split_whitespace().next().is_some_and(|kind| kind == "graph" || kind == "flowchart");
    let is_dot = |word: &str| word.trim_end() == "." && word.len() > 1;
    if !is_flowchart || !source.split_inclusive(char::is_whitespace).any(is_dot) {
        return Cow::Borrowed(source);
    }
    let words = source.split_inclusive(char::is_whitespace);
    let named = words.map(|word| match is_dot(word) {
        true => format!("_dot[\".\"]{}", &word[1..]),
        false => word.to_owned(),
    });
    Cow::Owned(named.collect())
}
