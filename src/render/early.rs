//! Pages that somebody waits for: they are made before all others, and shown at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

use super::page::PageOutput;
use super::{RenderInput, Renderer};
use crate::artifact::Artifact;

/// Pages that somebody waits for, by the paths of their files in the output.
pub struct AwaitedPages<'a> {
    pub paths: BTreeSet<String>,
    /// Takes them as soon as they are made. All of them are made again in their turn, to the same bytes.
    pub show: &'a mut dyn FnMut(EarlyFiles),
}

/// Files that are there before the others.
#[derive(Debug)]
pub struct EarlyFiles {
    /// Path in the output -> page.
    pub pages: Vec<(String, Artifact)>,
    /// The theme's files, which the pages lead to.
    pub assets: Vec<(String, Artifact)>,
}

impl AwaitedPages<'_> {
    /// Makes the pages that are awaited, and shows those that have no problem.
    pub(super) fn make(
        self,
        renderer: &Renderer<'_>,
        input: &RenderInput<'_>,
        assets: &BTreeMap<String, Vec<u8>>,
    ) {
        let pages = self.paths.iter().filter_map(|path| early_page(renderer, input, path));
        let pages: Vec<(String, Artifact)> = pages.collect();
        // Each page has its whole budget again when all are made.
        renderer.included_bytes.store(0, Ordering::Relaxed);
        if pages.is_empty() {
            return;
        }
        let assets = assets.iter();
        let assets =
            assets.map(|(path, bytes)| (path.clone(), Artifact::Bytes(bytes.clone().into())));
        (self.show)(EarlyFiles { pages, assets: assets.collect() });
    }
}

/// The page whose file is at `path`, if it can be made without a problem.
fn early_page(
    renderer: &Renderer<'_>,
    input: &RenderInput<'_>,
    path: &str,
) -> Option<(String, Artifact)> {
    let RenderInput { site, scope, .. } = *input;
    let page = site.page(site.urls.find(&format!("/{path}"))?);
    if !page.is_rendered() || !scope.wants(site, page) {
        return None;
    }
    let output = renderer.page(page, scope);
    if !is_fine(&output) {
        return None;
    }
    output.files.into_iter().find(|(file, _)| file == path)
}

fn is_fine(output: &PageOutput) -> bool {
    output.found.is_empty() && output.problems.is_empty() && !output.is_cut
}
