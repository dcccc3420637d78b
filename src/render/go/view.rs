//! What the templates of a page may look at, and what they have asked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::artifact::Artifact;
use crate::config::LanguageId;
use crate::go::value::{Element, Handle, Value};
use crate::memo::Fingerprint;
use crate::render::Renderer;
use crate::render::asked::Asked;
use crate::resolve::{Page, PageId};

/// The site around a page whose calls run.
pub(super) struct View<'a> {
    pub renderer: &'a Renderer<'a>,
    pub page: &'a Page,
    /// What has been asked beyond what every page is made from.
    pub asked: RefCell<Vec<Asked>>,
    /// Files of `assets` and made resources that have been asked for their address, by the paths where they are
    /// published.
    pub used: RefCell<BTreeMap<String, Artifact>>,
    /// Resources that the templates have made.
    pub made: RefCell<Vec<MadeResource>>,
}

/// A resource that a template has made.
#[derive(Debug)]
pub(super) struct MadeResource {
    /// Where it is published if anybody asks for its address, without a slash before it.
    pub name: String,
    pub text: Arc<str>,
}

/// A page of the site.
pub(super) const PAGE: &str = "Page";
/// The site in one language.
pub(super) const SITE: &str = "Site";
/// A file beside a page.
pub(super) const RESOURCE: &str = "Resource";

impl<'a> View<'a> {
    pub(super) fn new(renderer: &'a Renderer<'a>, page: &'a Page) -> Self {
        Self {
            renderer,
            page,
            asked: RefCell::default(),
            used: RefCell::default(),
            made: RefCell::default(),
        }
    }

    pub(super) fn page_of(&self, handle: Handle) -> Option<&'a Page> {
        let index = usize::try_from(handle.number).ok()?;
        (handle.kind == PAGE).then(|| self.renderer.site.pages.get(index)).flatten()
    }

    /// The handle of a page.
    pub(super) fn page_value(&self, page: &Page) -> Value {
        Value::Handle(Handle { kind: PAGE, number: page.id.0 as u64 })
    }

    pub(super) fn optional_page(&self, page: Option<&Page>) -> Value {
        page.map_or(Value::Nil, |page| self.page_value(page))
    }

    /// A list of pages.
    pub(super) fn pages(&self, ids: impl IntoIterator<Item = PageId>) -> Value {
        let pages = ids.into_iter().map(|id| self.page_value(self.renderer.site.page(id)));
        Value::list_of(Element::Page, pages.collect())
    }

    /// The site in a language.
    pub(super) fn site_value(&self, language: LanguageId) -> Value {
        Value::Handle(Handle { kind: SITE, number: language.0 as u64 })
    }

    /// Notes that the page is made from the text of another.
    pub(super) fn ask_text(&self, page: &Page) {
        if page.id != self.page.id {
            let text = page.document.as_ref().map(|document| document.fingerprint);
            self.ask(Asked::Text { page: page.id, text });
        }
    }

    /// Notes that the page is made from a file.
    pub(super) fn ask_file(&self, path: &str, bytes: Option<&[u8]>) {
        let bytes = bytes.map(Fingerprint::of);
        self.ask(Asked::File { path: path.into(), bytes });
    }

    /// Notes what has been asked.
    pub(super) fn ask(&self, asked: Asked) {
        self.asked.borrow_mut().push(asked);
    }
}
