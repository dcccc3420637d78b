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

/// Where Markdown comes from. It decides among which headings its own get ids, and whether calls in it run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkdownOrigin {
    /// What a call between per cent signs makes is a part of the page. The calls in it have run.
    Output,
    /// What such a call encloses stands for itself. The calls in it have run.
    Enclosed,
    /// What `markdownify` and `RenderString` are given stands for itself.
    Given,
}

impl BodyWriter<'_> {
    /// Markdown that a template has made, with the shortcodes in it.
    pub(super) fn go_markdown(&mut self, text: &str, display: Display) -> Result<String, Failure> {
        self.go_markdown_of(MarkdownOrigin::Given, text, display)
    }

    /// The ids of the page's headings and of those that its shortcodes have written so far.
    fn heading_ids(&mut self) -> &mut HashSet<String> {
        let document = self.page.document.as_ref();
        let own = || document.map(|document| document.body.own_ids()).unwrap_or_default();
        self.go.heading_ids.get_or_insert_with(own)
    }

    /// The HTML of Markdown.
    pub(super) fn go_markdown_of(
        &mut self,
        origin: MarkdownOrigin,
        text: &str,
        display: Display,
    ) -> Result<String, Failure> {
        if !self.go.may_go_deeper() {
            return Err(Failure::budget("Markdown and shortcodes run in each other too deeply"));
        }
        self.go.depth += 1;
        let markup = self.renderer.settings.markup(self.page.language);
        let file = self.file.clone();
        let source = Source {
            depth: self.enclosing.len(),
            has_calls: origin == MarkdownOrigin::Given,
            ..Source::whole(&file, text, 0)
        };
        let used = match origin {
            MarkdownOrigin::Output => self.heading_ids().clone(),
            MarkdownOrigin::Enclosed | MarkdownOrigin::Given => HashSet::new(),
        };
        let body = parse_markdown_beside(&source, &markup, used, &mut Vec::new());
        if origin == MarkdownOrigin::Output {
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
    has_left_out: bool,
}

impl Marks {
    fn of(body: &BodyHtml) -> Self {
        Self {
            problems: body.problems.len(),
            found: body.found.len(),
            has_left_out: !body.left_out.is_empty(),
        }
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
        if !self.has_left_out {
            body.left_out.forget_place();
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
