//! Turns a page into its files: its own, those beside it, and those of the fallbacks that show it.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::{Context, Value};

use super::asked::{Asked, Present, is_outdated, without_repetition};
use super::body;
use super::links::Reading;
use super::list_frame::ListFrame;
use super::print_chapter::{ChapterPlace, PrintedBody, chapter_anchor};
use super::shortcodes::problems::ShortcodeProblem;
use super::view::{
    GuideContext, ListContext, PageContext, PageSummary, TreeEntry, TreeView, contents,
};
use super::writer::{BodyHtml, Medium};
use super::{Renderer, Scope, links, resources, rewritten};
use crate::artifact::{Artifact, KeptText};
use crate::diagnostic::{Diagnostic, Place};
use crate::html::Html;
use crate::memo::Fingerprint;
use crate::parse::FrontMatter;
use crate::resolve::{Fallback, Page};

/// The page that a server shows where there is none.
pub(super) const NOT_FOUND: &str = "404.html";

/// The output of one page.
#[derive(Default)]
pub(super) struct PageOutput {
    pub files: Vec<(String, Artifact)>,
    pub body: Option<Arc<FeedBody>>,
    /// What further parts of its list show, if there are any.
    pub list: Option<Arc<ListFrame>>,
    /// The body for print views, if any holds it.
    pub printed: Option<Arc<PrintedBody>>,
    pub problems: Vec<ShortcodeProblem>,
    pub unknown_languages: Vec<(String, Place)>,
    pub found: Vec<Diagnostic>,
    /// Bytes of other files that it includes.
    pub included_bytes: usize,
    /// Whether some of them were left out.
    pub is_cut: bool,
    /// Strings that its templates asked for and no language has.
    pub missing: BTreeSet<String>,
    /// What it has asked about other pages.
    pub asked: Vec<Asked>,
}

/// A body as feed readers show it.
#[derive(Debug)]
pub struct FeedBody {
    pub html: KeptText,
    /// How it begins, as text.
    pub beginning: String,
    pub fingerprint: Fingerprint,
}

/// A file that a template makes.
pub(super) struct TemplatedFile<'a> {
    pub template: &'a str,
    /// What the template sees.
    pub context: &'a Context,
    /// Where the file is written to.
    pub path: String,
}

/// What the template of a page sees of it besides its summary, its body and its list: its tree as a template sees it,
/// or as a fingerprint.
#[derive(Hash)]
pub(super) struct PageFrame<'a, T> {
    page_context: PageContext<'a>,
    tree: Option<T>,
    guide: GuideContext,
}

/// The frame in the reader's language around a page of another language.
pub(super) struct FallbackFrame<'a, T> {
    pub page: PageSummary<'a>,
    pub rest: PageFrame<'a, T>,
}

impl PageOutput {
    /// Renders a template with its context, and adds the result as a file.
    pub(super) fn render(&mut self, renderer: &Renderer<'_>, file: TemplatedFile<'_>) {
        match renderer.templates.render(file.template, file.context, &mut self.missing) {
            Ok(html) => {
                let html = match file.path.as_str() {
                    // It is shown at any address.
                    path if path.ends_with(NOT_FOUND) => {
                        rewritten::at_any_address(renderer.settings, path, html)
                    }
                    path => rewritten::in_form(renderer.settings, path, html),
                };
                let kept = renderer.input.scope.spool.keep(html);
                self.files.push((file.path, kept));
            }
            Err(error) => self.found.push(error.into_diagnostic()),
        }
    }

    /// Publishes the files of `assets` that the body uses.
    fn publish_used(&mut self, body: &mut BodyHtml) {
        self.files.extend(std::mem::take(&mut body.used));
    }

    /// Whether another page would now answer differently what this one has asked, or whether the bytes
    /// that all pages include have to be counted again.
    pub(super) fn is_outdated(&self, present: &Present<'_>) -> bool {
        self.is_cut || is_outdated(&self.asked, present)
    }
}

impl Renderer<'_> {
    /// A page and the fallbacks that show it, if they are in the scope: one body for all, whose links lead to
    /// pages in each reader's language.
    pub(super) fn page(&self, page: &Page, scope: &Scope) -> PageOutput {
        let mut body = body::render(self, page, Medium::Page);
        let written = std::mem::take(&mut body.html);
        body.html = links::complete(self, Reading::of(page), &written, &mut body);
        let feed = scope.keep_bodies.contains(&page.id).then(|| self.feed_body(page, &mut body));
        let printed = self.is_printed(page).then(|| Arc::new(self.printed_body(page, &body.html)));
        let mut output = PageOutput {
            body: feed,
            printed,
            problems: std::mem::take(&mut body.problems),
            unknown_languages: std::mem::take(&mut body.unknown_languages),
            included_bytes: body.included_bytes,
            is_cut: body.is_cut,
            found: std::mem::take(&mut body.found),
            missing: std::mem::take(&mut body.missing),
            ..PageOutput::default()
        };
        output.publish_used(&mut body);
        if scope.languages.contains(&page.language) {
            self.write_page(page, &body, &mut output);
        }
        for fallback in self.site.fallbacks_of(page) {
            if scope.languages.contains(&fallback.language) {
                let reading = Reading { page, reader: fallback.language };
                body.html = links::complete(self, reading, &written, &mut body);
                output.publish_used(&mut body);
                self.fallback(fallback, &body, &mut output);
            }
        }
        output.asked = without_repetition(body.asked);
        output
    }

    fn printed_body(&self, page: &Page, html: &str) -> PrintedBody {
        let url = self.settings.base_url.relative(&page.path.encoded());
        let place = ChapterPlace { own: chapter_anchor(page), url };
        PrintedBody::new(html, &place, &self.input.scope.spool)
    }

    /// The body as feed readers show it. Its diagnostics are those of the page, so they are not repeated.
    fn feed_body(&self, page: &Page, body: &mut BodyHtml) -> Arc<FeedBody> {
        let html = if body.has_figures {
            let mut feed = body::render(self, page, Medium::Feed);
            let html = std::mem::take(&mut feed.html);
            let html = links::complete(self, Reading::of(page), &html, &mut feed);
            body.missing.append(&mut feed.missing);
            body.asked.append(&mut feed.asked);
            html
        } else {
            body.html.clone()
        };
        // A reader of feeds resolves what is left against the page's own address.
        let html = rewritten::at_any_address(self.settings, &page.path.output(), html);
        let beginning = self.summaries.beginning(page).to_owned();
        let fingerprint = Fingerprint::of(&(&html, &beginning));
        let html = self.input.scope.spool.keep_text(html);
        Arc::new(FeedBody { html, beginning, fingerprint })
    }

    /// Made for each use, since a page's fingerprint is computed from it, too.
    pub(super) fn frame<'s, T: TreeEntry>(&'s self, page: &'s Page) -> PageFrame<'s, T> {
        PageFrame {
            page_context: PageContext::new(self.settings, self.site, page, self.now),
            tree: self.guides.trees.open(self.settings, self.site, page, Some(page.id)),
            guide: self.guides.of(self.settings, self.site, page),
        }
    }

    /// What lists and templates see of a fallback.
    pub(super) fn fallback_summary(&self, fallback: &Fallback) -> PageSummary<'_> {
        let source = self.site.page(fallback.source);
        let path = fallback.path.encoded();
        let dates = &self.dates[fallback.language.0];
        PageSummary {
            url: self.settings.base_url.relative(&path),
            permalink: self.settings.base_url.absolute(&path),
            summary: self.summaries.shown(source),
            ..PageSummary::new(self.settings, self.site, source, dates)
        }
    }

    pub(super) fn fallback_frame<T: TreeEntry>(&self, fallback: &Fallback) -> FallbackFrame<'_, T> {
        let Self { settings, site, now, .. } = *self;
        let (source, parent) = (site.page(fallback.source), site.fallback_parent(fallback));
        FallbackFrame {
            page: self.fallback_summary(fallback),
            rest: PageFrame {
                page_context: PageContext::of_fallback(settings, site, fallback, now),
                tree: self.guides.trees.open(settings, site, parent, None),
                guide: self.guides.of_fallback(settings, site, source),
            },
        }
    }

    fn write_page(&self, page: &Page, body: &BodyHtml, output: &mut PageOutput) {
        output.files.extend(resources::resources(self.site, page, &page.path, &body.html));
        let mut context = self.page_context(page);
        let PageFrame { mut page_context, tree, guide } = self.frame::<TreeView>(page);
        context.insert("tree", &tree);
        insert_fields(&mut context, &guide);
        self.show_called_headings(page, &mut page_context);
        fill(&mut context, &page_context, body);
        let list = self.list(page);
        if list.as_ref().is_some_and(|list| list.parts() > 1) {
            let content = Fingerprint::of(&body.html);
            output.list = Some(Arc::new(ListFrame { context: context.clone(), content }));
        }
        // A layout may be made for lists: a page without one lists nothing.
        let list = list.map_or_else(ListContext::default, |list| self.list_context(&list, 1));
        context.insert("list", &list);
        let template = self.template_of(page);
        let file = TemplatedFile { template, context: &context, path: page.path.output() };
        output.render(self, file);
    }

    fn fallback(&self, fallback: &Fallback, body: &BodyHtml, output: &mut PageOutput) {
        let (source, path) = (self.site.page(fallback.source), &fallback.path);
        output.files.extend(resources::resources(self.site, source, path, &body.html));
        let FallbackFrame { page, rest: PageFrame { mut page_context, tree, guide } } =
            self.fallback_frame::<TreeView>(fallback);
        let mut context = self.fallback_context(fallback, &page);
        context.insert("tree", &tree);
        insert_fields(&mut context, &guide);
        context.insert("list", &ListContext::default());
        self.show_called_headings(source, &mut page_context);
        fill(&mut context, &page_context, body);
        let template = self.template_of(source);
        let file = TemplatedFile { template, context: &context, path: path.output() };
        output.render(self, file);
    }

    /// The contents of a page whose headings hold calls are known when these have been run.
    fn show_called_headings<'s>(&'s self, page: &Page, page_context: &mut PageContext<'s>) {
        if let Some(numbered) = self.headings.called(page) {
            page_context.contents = contents(self.settings, &numbered.of_page);
        }
    }

    /// What every template sees of a fallback.
    pub(super) fn fallback_context(&self, fallback: &Fallback, page: &PageSummary<'_>) -> Context {
        let mut context = Context::new();
        context.insert("lang", &self.settings.language(fallback.language).code);
        context.insert_value("site", self.sites[fallback.language.0].value.clone());
        context.insert_value("section", self.summary(self.site.fallback_parent(fallback)));
        context.insert("page", page);
        context
    }

    /// The template of a page: the most specific one that exists.
    pub(super) fn template_of(&self, page: &Page) -> &str {
        let document = page.document.as_deref();
        let of_page = |key: fn(&FrontMatter) -> Option<&String>| {
            document.and_then(|document| key(&document.front_matter)).map(String::as_str)
        };
        let kind = page.kind.name();
        let section = of_page(|matter| matter.kind.as_ref()).unwrap_or(&page.section);
        let mut names = Vec::new();
        let layout = of_page(|matter| matter.layout.as_ref());
        if let Some(layout) = layout.filter(|layout| self.is_layout(layout)) {
            names.push(format!("{section}/{layout}.html"));
            names.push(format!("{layout}.html"));
        }
        names.push(format!("{section}/{kind}.html"));
        names.push(format!("{kind}.html"));
        names.iter().find_map(|name| self.templates.name(name)).unwrap_or("page.html")
    }

    /// Whether a page may ask for a template of this name: not for one that is a part of others, or that
    /// shows no page.
    fn is_layout(&self, name: &str) -> bool {
        match name {
            "404" | "base" | "components" | "glossary-terms" | "redirect" => false,
            "search" => self.settings.search,
            _ => !name.contains('/'),
        }
    }
}

/// Adds what the page's own context and its body say.
fn fill(context: &mut Context, page_context: &PageContext<'_>, body: &BodyHtml) {
    insert_fields(context, page_context);
    context.insert("content", &Html::written(body.html.clone()));
}

/// Each field as a variable.
fn insert_fields(context: &mut Context, view: &impl serde::Serialize) {
    for (key, value) in Value::from_serializable(view).into_map().into_iter().flatten() {
        context.insert_value(key.to_string(), value);
    }
}
