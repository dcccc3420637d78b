//! What a shortcode's template sees of the things that its arguments name, as its
//! [`Declaration`] says.

use camino::Utf8Path;
use serde::Serialize;
use tera::Context;

use super::problems::ShortcodeProblem;
use crate::html::{Address, AddressUse, Html, first_paragraph, words_of_html};
use crate::parse::body::Shortcode;
use crate::parse::{AttachedFile, Declaration, GLOSSARY, PictureSize, is_picture, term_anchor};
use crate::render::asked::{Asked, ask_names, subject_of};
use crate::render::code::code_block;
use crate::render::inline::plain_markdown;
use crate::render::policy::RefusedMarkup;
use crate::render::writer::BodyWriter;
use crate::render::{Renderer, path_of, resources};
use crate::resolve::{Page, encode};
use crate::structured::Value;

/// Where the reference of an API is, unless the site's parameter `api_reference` says otherwise.
const API_REFERENCE: &str = "/docs/reference/kubernetes-api";

/// `file`: a file that is named by an argument.
#[derive(Serialize)]
struct FileView<'a> {
    /// The name as the call gives it.
    name: &'a str,
    /// Its path, relative to the site's root.
    path: &'a str,
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
    /// Plain text: its `short_description`, or else how its definition begins.
    description: String,
    /// Its `full_link`, or else its entry in the glossary.
    url: Option<Address>,
    /// HTML: the first paragraph of its definition.
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

/// `reference`: a page of the reference of an API.
#[derive(Serialize)]
struct ReferenceView {
    /// Its address.
    url: String,
    /// The kind that it is about, or else its title.
    subject: Option<String>,
}

/// `picture` and `logo`: pictures of the page.
#[derive(Serialize)]
struct PictureView {
    /// Its address.
    url: String,
    /// In pixels, if the file tells.
    width: Option<u32>,
    /// In pixels.
    height: Option<u32>,
}

impl<'a> BodyWriter<'a> {
    /// Adds `file`, `term`, `gate`, `picture`, `logo` and `reference` to a template's context.
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
        let name = declared.logo.of(arguments).map(|name| name.value.as_str());
        context.insert("logo", &name.and_then(|name| self.picture_view(call, name)));
        let name = declared.reference.of(arguments).map(|name| name.value.as_str());
        context.insert("reference", &name.map(|name| self.reference_view(call, name)));
    }

    fn file_view<'n>(&mut self, call: &Shortcode, name: &'n str) -> Option<FileView<'n>>
    where
        'a: 'n,
    {
        let file = &self.page.document.as_ref()?.file;
        let renderer = self.renderer;
        let Some(attached) = renderer.attachments.file(renderer.settings, file, name) else {
            self.missing(call, format!("there is no file `{name}`"));
            return None;
        };
        let arguments = &call.arguments;
        let html = match &attached.body {
            Some(body) if arguments.named("code") != Some("true") => {
                self.include(call.name_span, attached, &body.nodes)
            }
            _ if !self.may_include(call.name_span, attached.text.len()) => Html::default(),
            _ => {
                let names = ["language", "codelang", "lang"];
                let named = names.into_iter().find_map(|name| arguments.named(name));
                let extension = Utf8Path::new(name).extension().unwrap_or_default();
                let options = arguments.named_argument("options");
                let language = named.unwrap_or(extension);
                Html::written(self.code(&code_block(language, options, &attached.text)))
            }
        };
        Some(FileView { name, path: attached.path.as_str(), text: attached.text.clone(), html })
    }

    fn term_view(&mut self, call: &Shortcode, id: &str) -> Option<TermView> {
        let renderer = self.renderer;
        let term = renderer.attachments.term(renderer.settings, self.page.language, id);
        let Some(term) = term else {
            self.missing(call, format!("the glossary has no term `{id}`"));
            return None;
        };
        let link = self.term_link(id, term);
        // Within another term's text, what calls say is left out: terms name each other, and a few hundred of them
        // would be said for each.
        let is_called = term.body.as_ref().is_some_and(|body| body.is_summary_called)
            && !self.included.iter().any(|file| file.as_str().contains(GLOSSARY));
        // A tooltip stands in thousands of sentences and shows no more than the description.
        let (short, whole) = match call.name.as_str() {
            "glossary_tooltip" if !is_called => Default::default(),
            _ => self.definition(call, term),
        };
        let description = term.value("short_description").or_else(|| match &term.body {
            Some(_) if is_called => Some(words_of_html(short.as_str()).trim().to_owned()),
            body => Some(body.as_ref()?.summary.text().to_owned()),
        });
        Some(TermView {
            title: term.value("title").unwrap_or_default(),
            description: plain_markdown(&description.unwrap_or_default()),
            url: link.and_then(|link| self.term_address(call, &link)),
            short,
            whole,
        })
    }

    /// Where a term leads: its `full_link`, or else its entry on the page of the glossary, if there is one.
    /// An address from the root is completed with those of the body.
    fn term_link(&mut self, id: &str, term: &AttachedFile) -> Option<String> {
        let renderer = self.renderer;
        match term.value("full_link") {
            Some(link) if link.starts_with('/') => Some(link),
            Some(link) => {
                ask_names(&mut self.body.asked, self.page, path_of(&link));
                Some(renderer.page_url(self.page, &link))
            }
            None => {
                self.page_named(&format!("/{GLOSSARY}"))?;
                Some(format!("/{GLOSSARY}/?all=true#{}", term_anchor(id)))
            }
        }
    }

    /// Where the page of a term leads, if it may.
    fn term_address(&mut self, call: &Shortcode, url: &str) -> Option<Address> {
        let address = Address::checked(url, AddressUse::Link);
        if address.is_none() {
            let diagnostic = RefusedMarkup::Address(url.to_owned()).diagnostic();
            let diagnostic = diagnostic.at(self.place(call.name_span));
            self.body.problems.push(ShortcodeProblem::Failed(diagnostic));
        }
        address
    }

    /// The text of a term up to its divider, and all of it.
    fn definition(&mut self, call: &Shortcode, term: &AttachedFile) -> (Html, Html) {
        let Some(body) = &term.body else { return Default::default() };
        let whole = self.include(call.name_span, term, &body.nodes);
        let short = first_paragraph(whole.as_str()).to_owned();
        (Html::written(short), whole)
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

    fn reference_view(&mut self, call: &Shortcode, name: &str) -> ReferenceView {
        let renderer = self.renderer;
        let params = &renderer.settings.language(self.page.language).params;
        let directory = params.get("api_reference").and_then(|value| value.value.to_text());
        let directory = directory.unwrap_or_else(|| API_REFERENCE.to_owned());
        let path = format!("{}/{}/", directory.trim_end_matches('/'), name.trim_matches('/'));
        let Some(page) = self.page_named(&path) else {
            self.missing(call, format!("there is no page `{path}`"));
            return ReferenceView { url: path, subject: None };
        };
        let subject = subject_of(page);
        self.body.asked.push(Asked::Subject { page: page.path.clone(), subject: subject.clone() });
        ReferenceView {
            url: renderer.settings.base_url.relative(&page.path.encoded()),
            subject: Some(subject),
        }
    }

    /// The page that a path names in the language of this one, or else in the default language.
    fn page_named(&mut self, path: &str) -> Option<&'a Page> {
        ask_names(&mut self.body.asked, self.page, path);
        let Renderer { site, settings, .. } = *self.renderer;
        let mut languages = [self.page.language, settings.default_language].into_iter();
        languages.find_map(|language| site.named(settings, self.page, language, path))
    }

    /// A picture by its address; or, as Docsy's `imgproc` names one, by a part of its file's name
    /// without an extension. What is missing is said when the page's pictures are completed.
    fn picture_view(&mut self, call: &Shortcode, name: &str) -> Option<PictureView> {
        let renderer = self.renderer;
        let fitted = |size| fitted(size, call.arguments.positional(2));
        ask_names(&mut self.body.asked, self.page, path_of(name));
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
