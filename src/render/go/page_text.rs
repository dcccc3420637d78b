//! The methods of a page that look at its text.

use crate::diagnostic::Spanned;
use crate::go::error::Failure;
use crate::go::value::{Outcome, Value};
use crate::html::escaped;
use crate::parse::body::{Heading, Node, plain_text};
use crate::resolve::Page;

use super::view::View;

/// Words that a reader reads in a minute, as Hugo counts.
const WORDS_PER_MINUTE: usize = 213;

pub(super) fn member(
    view: &View<'_>,
    page: &Page,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome> {
    let document = page.document.as_deref();
    let words = || document.map_or(0, |document| document.body.words);
    let number = |number: usize| Value::Int(i64::try_from(number).unwrap_or(i64::MAX));
    let value = match (name, arguments) {
        ("WordCount", []) => number(words()),
        ("FuzzyWordCount", []) => number(words().div_ceil(100) * 100),
        ("ReadingTime", []) => number(words().div_ceil(WORDS_PER_MINUTE)),
        ("Plain", []) => {
            Value::string(document.map(|own| plain_text(&own.body.nodes)).unwrap_or_default())
        }
        ("PlainWords", []) => {
            let plain = document.map(|own| plain_text(&own.body.nodes)).unwrap_or_default();
            Value::strings(plain.split_whitespace())
        }
        ("Summary", []) => summary(view, page),
        ("Truncated", []) => Value::Bool(
            document.is_some_and(|own| own.body.before_divider().len() < own.body.nodes.len()),
        ),
        ("TableOfContents", []) => Value::html(contents(view, page)),
        ("RawContent", []) => match raw_content(view, page) {
            Ok(text) => Value::string(text),
            Err(failure) => return Some(Err(failure)),
        },
        _ => return None,
    };
    view.ask_text(page);
    Some(Ok(value))
}

/// `.Summary`, with what its calls have asked.
fn summary(view: &View<'_>, page: &Page) -> Value {
    let summaries = &view.renderer.summaries;
    for asked in summaries.called(page).iter().flat_map(|called| &called.asked) {
        view.ask(asked.clone());
    }
    Value::html(escaped(summaries.shown(page)))
}

/// Whether a page calls a shortcode.
pub(super) fn has_shortcode(nodes: &[Spanned<Node>], name: &str) -> bool {
    nodes.iter().any(|node| match &node.value {
        Node::Shortcode(call) => {
            let inner = call.inner.as_ref();
            call.name == name || inner.is_some_and(|inner| has_shortcode(&inner.nodes, name))
        }
        _ => false,
    })
}

/// The text of the page's file behind its front matter.
pub(super) fn raw_content(view: &View<'_>, page: &Page) -> Result<String, Failure> {
    let Some(document) = page.document.as_deref() else { return Ok(String::new()) };
    let path = document.file.path.as_path();
    let Some(text) = super::files::read(view, path)? else { return Ok(String::new()) };
    let start = crate::parse::split_front_matter(&text).map_or(0, |split| split.body_start);
    Ok(text[start..].to_owned())
}

/// `.TableOfContents`: nested lists of the headings between the configured levels, laid out as Hugo does.
fn contents(view: &View<'_>, page: &Page) -> String {
    let levels = &view.renderer.settings.markup.contents;
    let headings = page.document.iter().flat_map(|document| &document.body.headings);
    let headings: Vec<&Heading> =
        headings.filter(|heading| (levels.start..=levels.end).contains(&heading.level)).collect();
    let mut out = String::from("<nav id=\"TableOfContents\">");
    if !headings.is_empty() {
        let tag = if levels.ordered { "ol" } else { "ul" };
        let mut lists = ContentsLists { rest: &headings, tag, html: &mut out };
        lists.list(levels.start.max(1), 1);
        out.push('\n');
    }
    out.push_str("</nav>");
    out
}

/// The lists of a table of contents while they are written.
struct ContentsLists<'c> {
    /// The headings that are not written yet.
    rest: &'c [&'c Heading],
    tag: &'static str,
    html: &'c mut String,
}

impl ContentsLists<'_> {
    /// A list of the headings on one level, with those below each. A level that was left out has an item without a
    /// heading.
    fn list(&mut self, level: u8, depth: usize) {
        let (indent, tag) = ("  ".repeat(depth * 2 - 1), self.tag);
        self.html.push_str(&format!("\n{indent}<{tag}>"));
        while let Some((heading, behind)) = self.rest.split_first() {
            if heading.level < level {
                break;
            }
            self.html.push_str(&format!("\n{indent}  <li>"));
            if heading.level == level {
                let (id, text) = (escaped(&heading.id), escaped(&heading.text));
                self.html.push_str(&format!("<a href=\"#{id}\">{text}</a>"));
                self.rest = behind;
            }
            if self.rest.first().is_some_and(|next| next.level > level) {
                self.list(level + 1, depth + 1);
                self.html.push_str(&format!("\n{indent}  "));
            }
            self.html.push_str("</li>");
        }
        self.html.push_str(&format!("\n{indent}</{tag}>"));
    }
}
