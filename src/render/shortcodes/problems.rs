//! What went wrong with shortcodes, gathered over all pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::parse::Documents;

/// A call that could not be shown as it was meant.
#[derive(Clone, Debug)]
pub(in crate::render) enum ShortcodeProblem {
    /// Said once for all calls that have it.
    Repeated(Repeated, Place),
    Failed(Diagnostic),
}

/// A problem that many pages tend to share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum Repeated {
    /// No template has this name.
    Unknown(String),
    /// The same, of a call in code.
    UnknownInCode(String),
    /// A call that brings its own template along.
    Inline(String),
    /// No page is what this `ref` says.
    NoPage(String),
    /// A Go template of the site fails at a place of its own.
    Template(FailedTemplate),
}

/// What of the content a Go template answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum Answered {
    Shortcode,
    /// An element of Markdown, by a render hook.
    Element,
}

/// Why and where a Go template fails.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) struct FailedTemplate {
    pub place: Place,
    pub message: String,
    pub hint: Option<String>,
    pub answered: Answered,
}

impl FailedTemplate {
    /// One diagnostic in the template, with the first call that met it.
    fn diagnostic(self, first: Option<Place>, others: &str) -> Diagnostic {
        let Self { place, message, hint, answered } = self;
        let (instead, when) = match answered {
            Answered::Shortcode => ("the inner text is shown", "while this shortcode was rendered"),
            Answered::Element => ("the theme writes the element", "while this was rendered"),
        };
        let message = format!("{message}; {instead}{others}");
        let diagnostic = Diagnostic::new(Code::ShortcodeTemplate, message).at(place);
        let diagnostic = match first {
            Some(call) => diagnostic.related(call, when),
            None => diagnostic,
        };
        match hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    }
}

impl ShortcodeProblem {
    pub(super) fn unknown(name: &str, place: Place) -> Self {
        Self::Repeated(Repeated::Unknown(name.to_owned()), place)
    }

    pub(in crate::render) fn unknown_in_code(name: &str, place: Place) -> Self {
        Self::Repeated(Repeated::UnknownInCode(name.to_owned()), place)
    }

    pub(super) fn inline(name: &str, place: Place) -> Self {
        Self::Repeated(Repeated::Inline(name.to_owned()), place)
    }

    pub(super) fn no_page(path: &str, place: Place) -> Self {
        Self::Repeated(Repeated::NoPage(path.to_owned()), place)
    }
}

/// Shortcodes that need no template.
pub(in crate::render) const BUILT_IN: [&str; 4] = ["ref", "relref", "mermaid", "highlight"];

/// How many pages a message names.
const NAMED_PAGES: usize = 3;

impl Repeated {
    /// One diagnostic at the first place, with what there is to know of the others.
    fn diagnostic(self, mut places: Vec<Place>, documents: &Documents) -> Diagnostic {
        places.sort();
        let others = others(&places);
        let diagnostic = match self {
            Repeated::Template(failed) => {
                return failed.diagnostic(places.into_iter().next(), &others);
            }
            Repeated::Unknown(name) => Diagnostic::new(
                Code::ShortcodeUnknown,
                format!("there is no shortcode `{name}`; its inner text is shown{others}"),
            )
            .hint(hint_for_unknown(&name, documents)),
            Repeated::Inline(name) => Diagnostic::new(
                Code::ContentUnread,
                format!("the inline shortcode `{name}` is a template, and is not run{others}"),
            )
            .hint("put its template into `layouts/shortcodes`, or switch `security.enableInlineShortcodes` on"),
            Repeated::UnknownInCode(name) => Diagnostic::new(
                Code::ShortcodeUnknown,
                format!(
                    "there is no shortcode `{name}`; the call in code is shown as written{others}"
                ),
            )
            .hint(format!("to show a call, write `{{{{</* {name} */>}}}}`")),
            Repeated::NoPage(path) => {
                Diagnostic::new(Code::RefMissing, format!("there is no page `{path}`{others}"))
                    .hint("name a page by its address, or by its file below the content directory")
            }
        };
        match places.into_iter().next() {
            Some(first) => diagnostic.at(first),
            None => diagnostic,
        }
    }
}

fn hint_for_unknown(name: &str, documents: &Documents) -> String {
    let templates = documents.templates.keys();
    let defined = templates
        .filter_map(|template| template.strip_prefix("shortcodes/")?.strip_suffix(".html"))
        .chain(
            documents
                .layouts
                .keys()
                .filter_map(|name| name.strip_prefix("shortcodes/")?.strip_suffix(".html")),
        )
        .chain(BUILT_IN);
    match nearest(name, defined) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("define it in `templates/shortcodes/{name}.html`"),
    }
}

/// Where a problem is but for its first place: ` (3 uses on 2 pages: a.md, b.md)`.
fn others(places: &[Place]) -> String {
    let files: BTreeSet<&str> = places.iter().map(|place| place.file.as_str()).collect();
    let named: Vec<&str> = files.iter().copied().take(NAMED_PAGES).collect();
    match (places.len(), files.len()) {
        (1, _) => String::new(),
        (uses, 1) => format!(" ({uses} uses on this page)"),
        (uses, pages) => {
            let more = match pages - named.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!(" ({uses} uses on {pages} pages: {}{more})", named.join(", "))
        }
    }
}

/// The diagnostics of all problems, those that repeat once each.
pub(in crate::render) fn diagnostics(
    problems: Vec<ShortcodeProblem>,
    documents: &Documents,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut repeated: BTreeMap<Repeated, Vec<Place>> = BTreeMap::new();
    for problem in problems {
        match problem {
            ShortcodeProblem::Repeated(problem, place) => {
                repeated.entry(problem).or_default().push(place);
            }
            ShortcodeProblem::Failed(diagnostic) => found.push(diagnostic),
        }
    }
    found.extend(
        repeated.into_iter().map(|(problem, places)| problem.diagnostic(places, documents)),
    );
    found
}
