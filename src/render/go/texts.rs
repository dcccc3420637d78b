//! Texts that Go templates have made or ask for: Markdown, bodies of other pages, texts in which only calls have run.

use std::collections::HashSet;

use crate::diagnostic::{Code, Place};
use crate::go::error::Failure;
use crate::go::host::Display;
use crate::parse::beginning_of;
use crate::parse::body::{Inner, Source, parse_markdown_beside};
use crate::render::shortcodes::problems::ShortcodeProblem;
use crate::render::writer::{BodyHtml, BodyWriter, Medium};
use crate::resolve::Page;

/// Among which headings those of a text get ids that no other has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingScope {
    /// What a call between per cent signs makes is Markdown of the page.
    Page,
    /// What `markdownify` and `RenderString` make stands for itself.
    Text,
}

impl BodyWriter<'_> {
    /// Markdown that a template has made, with the shortcodes in it.
    pub(super) fn go_markdown(&mut self, text: &str, display: Display) -> Result<String, Failure> {
        self.go_markdown_in(HeadingScope::Text, text, display)
    }

    /// The ids of the page's headings and of those that its shortcodes have written so far.
    fn heading_ids(&mut self) -> &mut HashSet<String> {
        let document = self.page.document.as_ref();
        let own = || document.map(|document| document.body.own_ids()).unwrap_or_default();
        self.go.heading_ids.get_or_insert_with(own)
    }

    /// Markdown whose headings have ids that are unique among those of `scope`.
    pub(super) fn go_markdown_in(
        &mut self,
        scope: HeadingScope,
        text: &str,
        display: Display,
    ) -> Result<String, Failure> {
        if !self.go.may_go_deeper() {
            return Err(Failure::budget("Markdown and shortcodes run in each other too deeply"));
        }
        self.go.depth += 1;
        let markup = self.renderer.settings.markup(self.page.language);
        let file = self.file.clone();
        let source = Source { depth: self.enclosing.len(), ..Source::whole(&file, text, 0) };
        let used = match scope {
            HeadingScope::Page => self.heading_ids().clone(),
            HeadingScope::Text => HashSet::new(),
        };
        let body = parse_markdown_beside(&source, &markup, used, &mut Vec::new());
        if scope == HeadingScope::Page {
            self.heading_ids().extend(body.own_ids());
        }
        // Its places are none of the file's.
        self.included.push("".into());
        let marks = Marks::of(self.body);
        let html = self.nodes(&body.nodes);
        marks.settle(self.body);
        self.included.pop();
        self.go.depth -= 1;
        Ok(match display {
            Display::Inline => without_paragraph(&html).to_owned(),
            Display::Block => html,
        })
    }

    /// What lists would show of Markdown that is no page of its own.
    pub(super) fn go_beginning_of(&self, text: &str) -> String {
        let markup = self.renderer.settings.markup(self.page.language);
        let source = Source::whole(&self.file, text, 0);
        let body = parse_markdown_beside(&source, &markup, HashSet::new(), &mut Vec::new());
        beginning_of(self.renderer.settings, &body.summary)
    }

    /// The body of another page.
    pub(super) fn go_content_of(&mut self, page: &Page) -> Result<String, Failure> {
        if !self.go.may_go_deeper() {
            return Err(Failure::budget("pages show each other too deeply"));
        }
        let Some(document) = &page.document else { return Ok(String::new()) };
        let page = self.renderer.site.page(page.id);
        let mut body = BodyHtml::default();
        let mut writer = BodyWriter::new(self.renderer, page, Medium::Page, &mut body);
        writer.go.depth = self.go.depth + 1;
        std::mem::swap(&mut writer.go.budget, &mut self.go.budget);
        let html = writer.nodes(&document.body.nodes);
        std::mem::swap(&mut writer.go.budget, &mut self.go.budget);
        self.body.asked.append(&mut body.asked);
        self.body.missing.append(&mut body.missing);
        Ok(html)
    }

    /// A text in which only the shortcodes have run.
    pub(super) fn go_shortcodes_of(&mut self, text: &str) -> Result<String, Failure> {
        if !self.go.may_go_deeper() {
            return Err(Failure::budget("pages show each other too deeply"));
        }
        self.go.depth += 1;
        let inner = Inner { text: text.to_owned(), ..Inner::default() };
        let marks = Marks::of(self.body);
        let written = self.between_tags(&inner, Self::shortcode);
        marks.settle(self.body);
        self.go.depth -= 1;
        Ok(written)
    }
}

/// How much had been found before a text that stands in no file was written.
struct Marks {
    problems: usize,
    found: usize,
}

impl Marks {
    fn of(body: &BodyHtml) -> Self {
        Self { problems: body.problems.len(), found: body.found.len() }
    }

    /// Takes the places from what has been found since: only the file is known.
    fn settle(self, body: &mut BodyHtml) {
        let settle = |place: &mut Place| place.span = None;
        for problem in &mut body.problems[self.problems..] {
            match problem {
                ShortcodeProblem::Repeated(_, place) => settle(place),
                ShortcodeProblem::Failed(diagnostic) => {
                    // What a template did wrong has its place there.
                    if !matches!(diagnostic.code, Code::ShortcodeTemplate | Code::BudgetExceeded) {
                        diagnostic.place.iter_mut().for_each(settle);
                    }
                }
            }
        }
        for diagnostic in &mut body.found[self.found..] {
            diagnostic.place.iter_mut().for_each(settle);
        }
    }
}

/// HTML with one paragraph has no blanks around it, and if the paragraph is all there is, it loses its tags.
///
/// Source: `TrimShortHTML` of Hugo, read for its rule.
fn without_paragraph(html: &str) -> &str {
    if html.matches("<p>").count() != 1 {
        return html;
    }
    let trimmed = html.trim();
    let inside = trimmed.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inside.map_or(trimmed, str::trim)
}
