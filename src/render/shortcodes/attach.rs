//! What a shortcode's template sees of the things that its arguments name, as its
//! [`Declaration`] says.

use camino::Utf8Path;
use serde::Serialize;
use tera::Context;

use super::problems::ShortcodeProblem;
use crate::html::{Address, AddressUse, Html};
use crate::parse::body::{CodeBlock, Shortcode};
use crate::parse::{AttachedFile, Declaration, PictureSize, is_picture};
use crate::render::inline::plain_markdown;
use crate::render::policy::Refusal;
use crate::render::resources;
use crate::render::writer::BodyWriter;
use crate::resolve::encode;
use crate::structured::Value;

/// `file`: a file that is named by an argument.
#[derive(Serialize)]
struct FileView<'a> {
    /// The name as the call gives it.
    name: &'a str,
    /// As written.
    text: String,
    /// HTML: Markdown is rendered, anything else is a block of code.
    html: Html,
}

/// `term`: an entry of the glossary.
#[derive(Serialize)]
struct TermView {
    /// Its title.
    title: String,
    /// Plain text.
    description: String,
    /// Where the glossary explains it.
    url: Option<Address>,
    /// HTML: its definition, up to `<!--more-->`.
    short: Html,
    /// HTML: its whole definition.
    whole: Html,
}

/// `gate`: a feature gate, as of its last stage.
#[derive(Serialize)]
struct GateView {
    /// Its name, as the call gives it.
    name: String,
    /// `alpha`, `beta`, `stable`, `deprecated`.
    stage: Option<String>,
    /// The version that the stage began with: `1.30`.
    version: Option<String>,
}

/// `picture`: a picture of the page.
#[derive(Serialize)]
struct PictureView {
    /// Its address.
    url: String,
    /// In pixels, if the file tells.
    width: Option<u32>,
    /// In pixels.
    height: Option<u32>,
}

impl BodyWriter<'_> {
    /// Adds `file`, `term`, `gate`, `picture` and `code` to a template's context.
    pub(super) fn attach(
        &mut self,
        call: &Shortcode,
        declared: &Declaration,
        context: &mut Context,
    ) {
        let arguments = &call.arguments;
        let name = declared.file.of(arguments).map(|name| name.value.as_str());
        context.insert("file", &name.and_then(|name| self.file_view(call, name)));
        let id = declared.term.of(arguments).map(|id| id.value.as_str());
        context.insert("term", &id.and_then(|id| self.term_view(call, id)));
        let name = declared.gate.of(arguments).map(|name| name.value.as_str());
        context.insert("gate", &name.and_then(|name| self.gate_view(call, name)));
        let name = declared.picture.of(arguments).map(|name| name.value.as_str());
        context.insert("picture", &name.and_then(|name| self.picture_view(call, name)));
        let code = declared.code.of(arguments).zip(call.inner.as_ref());
        let code = code.map(|(language, inner)| {
            Html::written(self.code(&block(&language.value, &inner.text)))
        });
        context.insert("code", &code);
    }

    fn file_view<'n>(&mut self, call: &Shortcode, name: &'n str) -> Option<FileView<'n>> {
        let file = &self.page.document.as_ref()?.file;
        let renderer = self.renderer;
        let Some(attached) = renderer.attachments.file(renderer.settings, file, name) else {
            self.missing(call, format!("there is no file `{name}`"));
            return None;
        };
        let arguments = &call.arguments;
        let html = match &attached.body {
            Some(body) => self.include(call, attached, &body.nodes),
            None if !self.may_include(call, attached.text.len()) => Html::default(),
            None => {
                let named = arguments.named("language").or_else(|| arguments.named("codelang"));
                let extension = Utf8Path::new(name).extension().unwrap_or_default();
                Html::written(self.code(&block(named.unwrap_or(extension), &attached.text)))
            }
        };
        Some(FileView { name, text: attached.text.clone(), html })
    }

    fn term_view(&mut self, call: &Shortcode, id: &str) -> Option<TermView> {
        let renderer = self.renderer;
        let term = renderer.attachments.term(renderer.settings, self.page.language, id);
        let Some(term) = term else {
            self.missing(call, format!("the glossary has no term `{id}`"));
            return None;
        };
        let link = term.value("full_link");
        // A tooltip stands in thousands of sentences and shows no more than the description.
        let (short, whole) = match call.name.as_str() {
            "glossary_tooltip" => Default::default(),
            _ => self.definition(call, term),
        };
        Some(TermView {
            title: term.value("title").unwrap_or_default(),
            description: plain_markdown(&term.value("short_description").unwrap_or_default()),
            url: link
                .and_then(|link| self.term_address(call, &renderer.page_url(self.page, &link))),
            short,
            whole,
        })
    }

    /// Where the page of a term leads, if it may.
    fn term_address(&mut self, call: &Shortcode, url: &str) -> Option<Address> {
        let address = Address::checked(url, AddressUse::Link);
        if address.is_none() {
            let diagnostic = Refusal::Address(url.to_owned()).diagnostic();
            let diagnostic = diagnostic.at(self.place(call.name_span));
            self.body.problems.push(ShortcodeProblem::Failed(diagnostic));
        }
        address
    }

    /// The text of a term up to its divider, and all of it.
    fn definition(&mut self, call: &Shortcode, term: &AttachedFile) -> (Html, Html) {
        let Some(body) = &term.body else { return Default::default() };
        let whole = self.include(call, term, &body.nodes);
        let short = self.include(call, term, body.before_divider());
        (short, whole)
    }

    fn gate_view(&mut self, call: &Shortcode, name: &str) -> Option<GateView> {
        let renderer = self.renderer;
        let gate = renderer.attachments.gate(renderer.settings, self.page.language, name);
        let Some(gate) = gate else {
            self.missing(call, format!("there is no feature gate `{name}`"));
            return None;
        };
        let stages = gate.front_matter.get("stages").map(|stages| &stages.value);
        let last = match stages {
            Some(Value::List(stages)) => stages.last().and_then(|last| last.value.as_table()),
            _ => None,
        };
        let text = |key: &str| last?.get(key)?.value.to_text();
        Some(GateView {
            name: gate.value("title").unwrap_or_else(|| name.to_owned()),
            stage: text("stage"),
            version: text("fromVersion"),
        })
    }

    /// A picture by its address; or, as Docsy's `imgproc` names one, by a part of its file's name
    /// without an extension. What is missing is said when the page's pictures are completed.
    fn picture_view(&mut self, call: &Shortcode, name: &str) -> Option<PictureView> {
        let renderer = self.renderer;
        let fitted = |size| fitted(size, call.arguments.positional(2));
        if let Some(picture) = renderer.picture(self.page, name) {
            let size = renderer.picture_size(&picture).map(fitted);
            let url = picture.href.unwrap_or_else(|| name.to_owned());
            return Some(PictureView::new(url, size));
        }
        let members = renderer.site.sets[self.page.set.0].members.values();
        let others = members.map(|member| renderer.site.page(member.page));
        let pages = std::iter::once(self.page).chain(others);
        let documents = pages.filter_map(|page| page.document.as_ref());
        let mut files = documents.flat_map(|document| resources::named(&document.file));
        let is_meant = |file: &str| file.contains(name) && is_picture(Utf8Path::new(file));
        let (file, path) = files.find(|(file, _)| !name.contains('.') && is_meant(file))?;
        Some(PictureView::new(encode(file), renderer.pictures.get(path).map(fitted)))
    }
}

impl PictureView {
    fn new(url: String, size: Option<PictureSize>) -> Self {
        Self { url, width: size.map(|size| size.width), height: size.map(|size| size.height) }
    }
}

/// The size of a picture within a box such as `800x450`; it is never made larger.
fn fitted(size: PictureSize, within: Option<&str>) -> PictureSize {
    let (width, height) = within.and_then(|text| text.split_once('x')).unwrap_or_default();
    let ratio = |side: &str, whole: u32| {
        let side = side.split(' ').next().and_then(|side| side.parse::<f64>().ok());
        side.map_or(1.0, |side| side / f64::from(whole))
    };
    let scale = ratio(width, size.width).min(ratio(height, size.height)).min(1.0);
    let scaled = |side: u32| (f64::from(side) * scale).round().max(1.0) as u32;
    PictureSize { width: scaled(size.width), height: scaled(size.height) }
}

fn block(language: &str, text: &str) -> CodeBlock {
    CodeBlock {
        language: language.to_owned(),
        text: format!("{}\n", text.trim_matches(['\n', '\r'])),
        ..CodeBlock::default()
    }
}
