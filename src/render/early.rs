//! Pages that somebody waits for: they are made before all others, and shown at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

use camino::Utf8PathBuf;

use super::page::PageOutput;
use super::{RenderInput, Renderer, Scope};
use crate::artifact::Artifact;
use crate::resolve::{Page, PageId, Site};

/// Which pages somebody waits for.
#[derive(Clone, Debug, Default)]
pub struct Awaited {
    /// By the paths of their files in the output.
    pub outputs: BTreeSet<String>,
    /// By their content files.
    pub sources: BTreeSet<Utf8PathBuf>,
}

/// Pages that are made before all others.
pub struct AwaitedPages<'a> {
    pub pages: Awaited,
    /// Takes them as soon as they are made. All of them are made again in their turn, to the same bytes.
    pub show: &'a mut dyn FnMut(EarlyPages),
}

/// Pages that are there before the others.
#[derive(Debug)]
pub struct EarlyPages {
    pub pages: Vec<EarlyPage>,
    /// The theme's files, which the pages lead to, by their paths in the output.
    pub assets: BTreeMap<String, Vec<u8>>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyPage {
    /// Of its file in the output.
    pub path: String,
    pub file: Artifact,
    /// Whether its content file is one that somebody waits for.
    pub is_source: bool,
}

impl Awaited {
    fn in_site<'a>(&self, site: &'a Site) -> Vec<&'a Page> {
        let by_output = |path: &String| site.urls.find(&format!("/{path}"));
        let mut ids: BTreeSet<PageId> = self.outputs.iter().filter_map(by_output).collect();
        if !self.sources.is_empty() {
            let sources = site.pages.iter().filter(|page| self.has_source(page));
            ids.extend(sources.map(|page| page.id));
        }
        ids.into_iter().map(|id| site.page(id)).collect()
    }

    fn has_source(&self, page: &Page) -> bool {
        let document = page.document.as_ref();
        document.is_some_and(|document| self.sources.contains(&document.file.path))
    }
}

impl AwaitedPages<'_> {
    /// Makes the pages that are awaited, and shows those that have no error.
    pub(super) fn make(
        self,
        renderer: &Renderer<'_>,
        input: &RenderInput<'_>,
        assets: &BTreeMap<String, Vec<u8>>,
    ) {
        let RenderInput { site, scope, .. } = *input;
        let pages = self.pages.in_site(site).into_iter();
        let pages = pages.filter(|page| page.is_rendered() && scope.wants(site, page));
        let made = pages.filter_map(|page| {
            let (path, file) = early_file(renderer, page, scope)?;
            Some(EarlyPage { path, file, is_source: self.pages.has_source(page) })
        });
        let made: Vec<EarlyPage> = made.collect();
        // Each page has its whole budget again when all are made.
        renderer.included_bytes.store(0, Ordering::Relaxed);
        if !made.is_empty() {
            (self.show)(EarlyPages { pages: made, assets: assets.clone() });
        }
    }
}

/// The file of a page, if it can be made without an error.
fn early_file(renderer: &Renderer<'_>, page: &Page, scope: &Scope) -> Option<(String, Artifact)> {
    let output = Some(renderer.page(page, scope)).filter(|output| is_fine(renderer, output))?;
    let path = page.path.output();
    output.files.into_iter().find(|(file, _)| *file == path)
}

/// Whether nothing is wrong with a page that would keep it back.
fn is_fine(renderer: &Renderer<'_>, output: &PageOutput) -> bool {
    let severities = &renderer.settings.severities;
    let has_error = output.found.iter().any(|found| severities.is_error(found));
    output.problems.is_empty() && !output.is_cut && !has_error
}
