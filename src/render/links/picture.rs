//! Pictures: found in the bundle, in a translation's bundle or among the static files, and given the
//! size that keeps the page from jumping.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use lol_html::errors::AttributeNameError;
use lol_html::html_content::Element;

use super::address::{LinkTarget, decoded};
use super::hyperlink::beside;
use super::places::AddressPlaces;
use crate::artifact::Artifact;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::html::{escaped, unescaped};
use crate::parse::PictureSize;
use crate::render::asked::{Asked, ask_names};
use crate::render::{Renderer, path_of, resources};
use crate::resolve::{Page, encode};

/// A picture of this site, as a page names it.
pub(in crate::render) struct Picture<'a> {
    pub file: &'a Utf8Path,
    /// The address that replaces the written one, if that is not right.
    pub href: Option<String>,
    /// The name in `assets` of a file that is published since the page uses it.
    global: Option<&'a str>,
}

/// What an address in `src` leads to.
enum Lookup<'a> {
    Found(Picture<'a>),
    /// An address on this site with nothing there.
    Missing,
    /// Another site's, or something that cannot be looked up.
    Unknown,
}

impl<'a> Renderer<'a> {
    /// The picture that a page names by its address.
    pub(in crate::render) fn picture(&self, page: &'a Page, written: &str) -> Option<Picture<'a>> {
        match self.look_up(page, written) {
            Lookup::Found(picture) => Some(picture),
            Lookup::Missing | Lookup::Unknown => None,
        }
    }

    pub(in crate::render) fn picture_size(&self, picture: &Picture<'_>) -> Option<PictureSize> {
        self.pictures.get(picture.file)
    }

    fn look_up(&self, page: &Page, written: &str) -> Lookup<'a> {
        let base = &self.settings.base_url;
        let LinkTarget::Own(address) = LinkTarget::read(base, written) else {
            return Lookup::Unknown;
        };
        let mut is_known = false;
        for path in &address.paths {
            let is_rooted = path.starts_with('/');
            if let Some(own) = self.own_file(page, path) {
                let href = format!("{}{}", own.address, address.suffix);
                return Lookup::Found(Picture { file: own.file, href: Some(href), global: None });
            }
            let output = if is_rooted { path.clone() } else { beside(&page.path, path) };
            let lent = || if is_rooted { None } else { self.lent(page, path) };
            if let Some(file) = self.files.get(&output).or_else(lent) {
                let moved = is_rooted && base.path != "/";
                let href = || format!("{}{}", base.relative(&encode(path)), address.suffix);
                let href = moved.then(href);
                return Lookup::Found(Picture { file, href, global: None });
            }
            is_known |= self.files.has(&output) || self.site.urls.find(&output).is_some();
        }
        match address.paths.iter().find_map(|path| self.files.global_index(path)) {
            _ if is_known => Lookup::Unknown,
            Some(index) => {
                let (name, file) = self.files.global()[index];
                let href = format!("{}{}", base.relative(&encode(name)), address.suffix);
                Lookup::Found(Picture { file, href: Some(href), global: Some(name) })
            }
            None => Lookup::Missing,
        }
    }

    /// The file of a translation's bundle, which is also published beside this page.
    fn lent(&self, page: &Page, name: &str) -> Option<&'a Utf8Path> {
        let site = self.site;
        let name = name.trim_start_matches("./");
        let others = site.sets[page.set.0].members.values().map(|member| site.page(member.page));
        let mut documents = others.filter_map(|other| other.document.as_ref());
        documents.find_map(|document| {
            let mut named = resources::named(&document.file);
            named.find(|(file, _)| *file == name).map(|(_, path)| path)
        })
    }
}

/// The pictures of one page, in order.
pub(super) struct PicturesOfPage<'a, 'r> {
    renderer: &'r Renderer<'a>,
    page: &'r Page,
    count: usize,
    missing: BTreeSet<String>,
    /// Files of `assets` that they show, by the paths where they are published.
    pub used: BTreeMap<String, Artifact>,
    /// What they have asked of other pages.
    pub asked: Vec<Asked>,
}

impl<'a, 'r> PicturesOfPage<'a, 'r> {
    pub(super) fn new(renderer: &'r Renderer<'a>, page: &'r Page) -> Self {
        let (missing, used, asked) = Default::default();
        Self { renderer, page, count: 0, missing, used, asked }
    }

    /// Completes one `<img src>`. Attributes that the author wrote stay.
    pub(super) fn complete(
        &mut self,
        image: &mut Element<'_, '_>,
    ) -> Result<(), AttributeNameError> {
        let written = unescaped(&image.get_attribute("src").unwrap_or_default()).into_owned();
        ask_names(&mut self.asked, self.page, &decoded(path_of(&written)));
        match self.renderer.look_up(self.page, &written) {
            Lookup::Found(picture) => {
                if let Some(href) = &picture.href {
                    image.set_attribute("src", &escaped(href))?;
                }
                self.set_size(image, &picture)?;
                if let Some(name) = picture.global {
                    let file = Artifact::Copy(picture.file.to_owned());
                    self.used.insert(name.to_owned(), file);
                }
            }
            Lookup::Missing => {
                self.missing.insert(written);
            }
            Lookup::Unknown => {}
        }
        self.count += 1;
        // The first picture is often the largest thing that the reader waits for.
        if self.count > 1 && !image.has_attribute("loading") {
            image.set_attribute("loading", "lazy")?;
        }
        if !image.has_attribute("decoding") {
            image.set_attribute("decoding", "async")?;
        }
        Ok(())
    }

    fn set_size(
        &self,
        image: &mut Element<'_, '_>,
        picture: &Picture<'_>,
    ) -> Result<(), AttributeNameError> {
        if image.has_attribute("width") || image.has_attribute("height") {
            return Ok(());
        }
        let Some(size) = self.renderer.picture_size(picture) else { return Ok(()) };
        image.set_attribute("width", &size.width.to_string())?;
        image.set_attribute("height", &size.height.to_string())
    }

    /// One diagnostic for each missing picture, where it is first named.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let Some(document) = self.page.document.as_deref() else { return Vec::new() };
        if self.missing.is_empty() {
            return Vec::new();
        }
        let places = AddressPlaces::of(document);
        let file = &document.file.path;
        let missing = self.missing.iter();
        missing
            .map(|address| {
                let place = match places.get(address) {
                    Some(span) => Place::span(file, span),
                    None => Place::file(file),
                };
                Diagnostic::new(
                    Code::ImageMissing,
                    format!("there is no picture `{}`", decoded(address)),
                )
                .at(place)
                .hint(hint(address))
            })
            .collect()
    }
}

fn hint(address: &str) -> &'static str {
    if address.starts_with('/') {
        "put it below `static/`, or correct the address"
    } else {
        "put it into the page's own directory, or below `static/` and begin its path with `/`"
    }
}
