//! Links and pictures that lead where no reader can follow, or do not say where.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::link_words::says_nothing;
use super::page::{CheckedPage, quoted};
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::parse::body::Node;

/// Reports links and pictures of the page.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for part in &page.parts {
        let mut open: Vec<Element<'_>> = Vec::new();
        for node in *part {
            match &node.value {
                Node::Markdown(Event::Start(Tag::Link { dest_url, link_type, .. })) => {
                    let is_written = !matches!(link_type, LinkType::Autolink | LinkType::Email);
                    open.push(Element::new(node, is_written.then_some(dest_url.as_ref())));
                }
                Node::CallLink(_) => open.push(Element::new(node, None)),
                Node::Markdown(Event::Start(Tag::Image { .. })) => {
                    open.push(Element::new(node, None));
                }
                Node::Markdown(Event::End(TagEnd::Link)) => {
                    let link = close(&mut open);
                    let picture = link.as_ref().filter(|link| !link.has_words());
                    let picture = picture.and_then(|link| link.wordless);
                    found.extend(picture.map(|picture| without_words(page, picture)));
                    found.extend(link.into_iter().flat_map(|link| link.problems(page)));
                }
                Node::Markdown(Event::End(TagEnd::Image)) => {
                    let picture = close(&mut open).filter(|picture| !picture.has_words());
                    // A link may have words beside its picture.
                    match (picture, open.last_mut()) {
                        (Some(picture), Some(link)) => link.wordless = Some(picture.span),
                        (Some(picture), None) => found.push(without_words(page, picture.span)),
                        (None, _) => {}
                    }
                }
                other => {
                    let words = words_of(other);
                    open.last_mut().into_iter().for_each(|element| element.add(&words));
                }
            }
        }
    }
}

/// A link or a picture that is open.
struct Element<'a> {
    span: Span,
    /// Where it leads, if its author wrote that beside its words.
    target: Option<&'a str>,
    words: String,
    /// Whether it shows something that is no text.
    has_more: bool,
    /// A picture in it that has no words.
    wordless: Option<Span>,
}

/// Closes the innermost element. What it shows, the one around it shows too.
fn close<'a>(open: &mut Vec<Element<'a>>) -> Option<Element<'a>> {
    let closed = open.pop()?;
    if let Some(around) = open.last_mut() {
        around.has_more |= closed.has_words();
    }
    Some(closed)
}

/// What an element shows of itself.
enum Shown<'a> {
    Words(&'a str),
    More,
    Nothing,
}

fn words_of(node: &Node) -> Shown<'_> {
    match node {
        Node::Markdown(Event::Text(text)) => Shown::Words(text),
        Node::Markdown(Event::SoftBreak | Event::HardBreak) => Shown::Words(" "),
        Node::Markdown(Event::Code(_) | Event::InlineHtml(_)) => Shown::More,
        Node::Markdown(_) | Node::Comment(_) | Node::Tag(_) => Shown::Nothing,
        _ => Shown::More,
    }
}

impl<'a> Element<'a> {
    fn new(node: &Spanned<Node>, target: Option<&'a str>) -> Self {
        Self { span: node.span, target, words: String::new(), has_more: false, wordless: None }
    }

    fn add(&mut self, shown: &Shown<'_>) {
        match shown {
            Shown::Words(words) => self.words.push_str(words),
            Shown::More => self.has_more = true,
            Shown::Nothing => {}
        }
    }

    fn has_words(&self) -> bool {
        self.has_more || !self.words.trim().is_empty()
    }

    /// What is wrong with a link.
    fn problems(self, page: &CheckedPage<'_>) -> Vec<Diagnostic> {
        let Some(target) = self.target else { return Vec::new() };
        let range = self.span.range();
        let mut found = Vec::new();
        if let Some(what) = odd_target(target) {
            let message = format!("the target `{}` has {what}", quoted(target));
            let problem = page.problem(Code::LinkTarget, message, range.clone());
            found.push(match plain_target(target) {
                Some(plain) => problem.hint(format!("write `{}`", quoted(&plain))),
                None => problem,
            });
        }
        if is_of_this_machine(target) && !is_address_of(&self.words, target) {
            let message = format!("`{}` leads to the reader's own machine", quoted(target));
            let hint = "leave out scheme and host if the page is meant that this site has there";
            found.push(page.problem(Code::LinkLocal, message, range.clone()).hint(hint));
        }
        if !self.has_more
            && !is_named(target, &self.words)
            && says_nothing(page.primary_language(), &self.words)
        {
            let message =
                format!("the words `{}` do not say where the link leads", self.words.trim());
            let hint = "let the link's words name the page: screen readers list links by them";
            found.push(page.problem(Code::LinkWords, message, range).hint(hint));
        }
        found
    }
}

fn without_words(page: &CheckedPage<'_>, span: Span) -> Diagnostic {
    let message = "the picture has no words for those who do not see it";
    page.problem(Code::ImageWords, message, span.range())
        .hint("say between the brackets what it shows: `![a diagram of the parts](parts.svg)`")
}

/// Whether words are part of an address: then they name the page, as of a library called Click or a page about links.
fn is_named(target: &str, words: &str) -> bool {
    let name = words.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    target
        .to_lowercase()
        .split(['/', '#', '.', '?'])
        .any(|part| part.strip_prefix(&name).is_some_and(|rest| matches!(rest, "" | "s")))
}

/// Whether an address has its scheme twice, or its slashes once too often.
fn begins_twice(target: &str) -> bool {
    let schemes = ["https", "http"];
    let rest = schemes.iter().find_map(|scheme| target.strip_prefix(scheme)?.strip_prefix("://"));
    rest.is_some_and(|rest| {
        let behind = schemes.iter().find_map(|scheme| rest.strip_prefix(scheme));
        rest.starts_with('/') || behind.is_some_and(|behind| behind.starts_with([':', '/']))
    })
}

const BLANKS: [char; 3] = ['\u{a0}', '\u{3000}', ' '];

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{a0}')
}

/// A target without what is no part of an address, if that is only around it or cannot be seen.
fn plain_target(target: &str) -> Option<String> {
    let trimmed = target.trim_matches(BLANKS).trim_start_matches("%20").trim_end_matches("%20");
    let within = trimmed.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let plain = within.unwrap_or(trimmed).trim_matches(BLANKS).replace(is_invisible, "");
    (plain != target && !plain.is_empty()).then_some(plain)
}

/// What stands in a target and is no part of an address.
fn odd_target(target: &str) -> Option<&'static str> {
    let decoded = target.trim_matches(BLANKS);
    let has_blank_at_end =
        decoded.len() < target.len() || target.starts_with("%20") || target.ends_with("%20");
    if has_blank_at_end {
        Some("a blank at its end")
    } else if target.contains(is_invisible) {
        Some("an invisible character")
    } else if target.starts_with('(') && target.ends_with(')') {
        Some("brackets of its own")
    } else {
        begins_twice(target).then_some("two beginnings")
    }
}

/// Whether an address leads to the machine of whoever follows it.
fn is_of_this_machine(target: &str) -> bool {
    let Some((scheme, rest)) = target.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or(host) };
    matches!(scheme, "http" | "https")
        && (host.eq_ignore_ascii_case("localhost")
            || matches!(host, "0.0.0.0" | "[::1]")
            || host.starts_with("127."))
}

/// Whether a link shows its address: then it is part of instructions.
fn is_address_of(words: &str, target: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim().trim_end_matches('/');
        text.split_once("://").map_or(text, |(_, rest)| rest).to_lowercase()
    };
    bare(words) == bare(target) || words.contains("localhost") || words.contains("127.0.0.1")
}
