//! Which text of a call between per cent signs is Markdown: what it encloses, or what its template makes.
//!
//! Source: `doRenderShortcode` of Hugo, read for its rules. Since Hugo 0.55, the output of a call is Markdown of the
//! page. It cannot be where the call stands in another one, and it is not if the template asks for what was before.

use serde_json::Value as Json;

use crate::go::ast::{Node, OperandKind, Template};
use crate::parse::body::Notation;

/// Which text of a call is Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkdownPart {
    None,
    /// The template sees what the call encloses as HTML, and makes HTML.
    Enclosed,
    Output,
}

impl MarkdownPart {
    /// That of a call which may stand in another one.
    pub(super) fn of(notation: Notation, template: Option<&Template>, is_in_call: bool) -> Self {
        match notation {
            Notation::Angle => Self::None,
            Notation::Percent if is_in_call || template.is_some_and(is_of_version_1) => {
                Self::Enclosed
            }
            Notation::Percent => Self::Output,
        }
    }
}

/// Whether a template begins with ``{{ $_hugo_config := `{ "version": 1 }` }}``.
fn is_of_version_1(template: &Template) -> bool {
    let mut nodes = template.body.iter().filter(|node| !matches!(node, Node::Text(..)));
    let Some(Node::Action(pipeline, _)) = nodes.next() else { return false };
    let [variable] = &*pipeline.variables else { return false };
    let [command] = &*pipeline.commands else { return false };
    let OperandKind::Constant(value) = &command.first.kind else { return false };
    let text = value.as_str().filter(|_| &**variable == "_hugo_config");
    let settings = text.and_then(|text| serde_json::from_str(text).ok());
    settings.is_some_and(|settings: Json| match &settings["version"] {
        Json::String(version) => version == "1",
        version => *version == 1,
    })
}

/// HTML of a text in one line has no paragraph around it.
pub(super) fn enclosed_html(text: &str, html: String) -> String {
    let inside = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>\n"));
    match inside.filter(|inside| !text.contains('\n') && !inside.contains('\n')) {
        Some(inside) => inside.to_owned(),
        None => html,
    }
}

/// Stands for the text before a call in its line: what follows a sign of punctuation begins no block.
const MARK: &str = "\u{203b}";

/// Markdown that is read as the rest of a line.
pub(super) fn behind_mark(text: &str) -> String {
    format!("{MARK}{text}")
}

/// The HTML of such Markdown.
pub(super) fn without_mark(html: &str) -> String {
    html.replacen(MARK, "", 1)
}
