//! A page into its files: its own, those beside it, and those of the fallbacks that show it.

use tera::{Context, Value};

use super::body::{self, BodyHtml, Medium};
use super::shortcodes::ShortcodeProblem;
use super::view::{PageContext, PageSummary};
use super::{Renderer, Scope, links, resources};
use crate::artifact::Artifact;
use crate::diagnostic::{Diagnostic, Place};
use crate::resolve::{Fallback, Page, PageId};

/// What one page made.
pub(super) struct PageOutput {
    pub id: PageId,
    pub files: Vec<(String, Artifact)>,
    pub body: Option<String>,
    pub problems: Vec<ShortcodeProblem>,
    pub unknown_languages: Vec<(String, Place)>,
    pub found: Vec<Diagnostic>,
}

impl Renderer<'_> {
    /// A page and the fallbacks that show it, as far as they are in the scope: one body for all.
    pub(super) fn page(&self, page: &Page, scope: &Scope) -> PageOutput {
        let mut body = body::render(self, page, Medium::Page);
        body.html = links::complete(self, page, body.html, &mut body.found);
        let mut output = PageOutput {
            id: page.id,
            files: Vec::new(),
            body: scope.keep_bodies.contains(&page.id).then(|| self.feed_body(page, &body)),
            problems: std::mem::take(&mut body.problems),
            unknown_languages: std::mem::take(&mut body.unknown_languages),
            found: std::mem::take(&mut body.found),
        };
        if scope.languages.contains(&page.language) {
            self.own(page, &body, &mut output);
        }
        for fallback in self.site.fallbacks_of(page) {
            if scope.languages.contains(&fallback.language) {
                self.fallback(fallback, &body, &mut output);
            }
        }
        output
    }

    /// The body as programs that read feeds show it. What is to be said of it was said of the page.
    fn feed_body(&self, page: &Page, body: &BodyHtml) -> String {
        if !body.has_figures {
            return body.html.clone();
        }
        let body = body::render(self, page, Medium::Feed);
        links::complete(self, page, body.html, &mut Vec::new())
    }

    fn own(&self, page: &Page, body: &BodyHtml, output: &mut PageOutput) {
        output.files.extend(resources::resources(self.site, page, &page.path, &body.html));
        let mut context = self.page_context(page);
        let own = PageContext::new(self.settings, self.site, page, self.now);
        context.insert("tree", &self.trees.open(self.settings, self.site, page, Some(page.id)));
        fill(&mut context, own, body);
        for (path, context) in self.parts(page, context) {
            match self.templates.render(self.template_of(page), &context) {
                Ok(html) => output.files.push((path.output(), Artifact::Bytes(html.into()))),
                Err(error) => output.found.push(error.into_diagnostic()),
            }
        }
    }

    fn fallback(&self, fallback: &Fallback, body: &BodyHtml, output: &mut PageOutput) {
        let (source, path) = (self.site.page(fallback.source), &fallback.path);
        output.files.extend(resources::resources(self.site, source, path, &body.html));
        let mut context = self.fallback_context(fallback);
        let own = PageContext::of_fallback(self.settings, self.site, fallback, self.now);
        fill(&mut context, own, body);
        match self.templates.render(self.template_of(source), &context) {
            Ok(html) => output.files.push((path.output(), Artifact::Bytes(html.into()))),
            Err(error) => output.found.push(error.into_diagnostic()),
        }
    }

    /// The reader's frame round a page of another language.
    fn fallback_context(&self, fallback: &Fallback) -> Context {
        let source = self.site.page(fallback.source);
        let parent = self.site.fallback_parent(fallback);
        let path = fallback.path.encoded();
        let dates = &self.dates[fallback.language.0];
        let page = PageSummary {
            url: self.settings.base_url.relative(&path),
            permalink: self.settings.base_url.absolute(&path),
            ..PageSummary::new(self.settings, self.site, source, dates)
        };
        let mut context = Context::new();
        context.insert("lang", &self.settings.language(fallback.language).code);
        context.insert_value("site", self.sites[fallback.language.0].clone());
        context.insert_value("section", self.summaries[parent.id.0].clone());
        context.insert("page", &page);
        context.insert("tree", &self.trees.open(self.settings, self.site, parent, None));
        context
    }

    /// The template of a page: the most particular of those that there are.
    fn template_of(&self, page: &Page) -> &str {
        let document = page.document.as_deref();
        let own = |key: fn(&crate::parse::FrontMatter) -> Option<&String>| {
            document.and_then(|document| key(&document.front_matter)).map(String::as_str)
        };
        let kind = page.kind.name();
        let section = own(|own| own.kind.as_ref()).unwrap_or(&page.section);
        let mut names = Vec::new();
        if let Some(layout) = own(|own| own.layout.as_ref()) {
            names.push(format!("{section}/{layout}.html"));
            names.push(format!("{layout}.html"));
        }
        names.push(format!("{section}/{kind}.html"));
        names.push(format!("{kind}.html"));
        names.iter().find_map(|name| self.templates.name(name)).unwrap_or("page.html")
    }
}

/// What the page's own context and its body give.
fn fill<'a>(context: &mut Context, mut own: PageContext<'a>, body: &'a BodyHtml) {
    for heading in &mut own.contents {
        if let Some(words) = body.called_headings.get(heading.id) {
            heading.text = words;
        }
    }
    for (key, value) in Value::from_serializable(&own).into_map().into_iter().flatten() {
        context.insert_value(key.to_string(), value);
    }
    context.insert_value("content", Value::safe_string(&body.html));
}
