//! The index of the search, made by pagefind: one for each language.
//!
//! It is made from the finished HTML of all pages, and takes longer than the rest of a build. So it is a
//! stage of its own, which only runs if the site has a search, and a language without changed texts gets
//! the remembered index. The theme shows the search (`search.html`, `search.js`).

mod bundle;
mod engine;
mod extract;
mod unstyled;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::artifact::{Artifact, Artifacts};
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::memo::{Kind, Memo, Progress};
use crate::resolve::{Page, Site};

use bundle::Bundle;
use engine::IndexedPage;
use extract::extract;
use unstyled::unstyled;

/// The directory of the index in the output.
pub const DIRECTORY: &str = "pagefind";

/// Adds the index of all pages in `artifacts`, and returns what went wrong. Languages are indexed
/// in parallel.
pub fn index(
    settings: &Settings,
    site: &Site,
    memo: &Memo,
    progress: &Progress,
    artifacts: &mut Artifacts,
) -> Vec<Diagnostic> {
    let pages = pages(settings, site, artifacts);
    progress.begin(pages.len());
    let index = |(_, pages): (LanguageId, Vec<IndexedPage>)| {
        let bundle = remembered(memo, &pages);
        progress.step();
        bundle
    };
    let indexes: Vec<Result<Bundle, String>> = pages.into_par_iter().map(index).collect();
    let mut bundles = Vec::new();
    let mut found = Vec::new();
    for index in indexes {
        match index {
            Ok(bundle) => bundles.push(bundle),
            Err(words) => {
                let message = format!("the search index could not be made: {words}");
                found.push(Diagnostic::new(Code::SearchIndex, message));
            }
        }
    }
    for (name, bytes) in bundle::join(bundles) {
        artifacts.add_derived(format!("{DIRECTORY}/{name}"), Artifact::Bytes(bytes.into()));
    }
    found
}

/// The pages of each language in the order of their output paths, as input of pagefind.
fn pages(
    settings: &Settings,
    site: &Site,
    artifacts: &Artifacts,
) -> BTreeMap<LanguageId, Vec<IndexedPage>> {
    let mut sources: Vec<(LanguageId, String, &Page)> = site
        .pages
        .iter()
        .filter(|page| page.is_rendered())
        .map(|page| (page.language, page.path.output(), page))
        .collect();
    sources.sort_unstable_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let indexed: Vec<(LanguageId, IndexedPage)> = sources
        .par_iter()
        .filter_map(|(language, path, page)| {
            let bytes = artifacts.get(path)?.made()?.ok()?;
            let html = unstyled(&extract(std::str::from_utf8(&bytes).ok()?)?);
            let path = page.path.encoded();
            let has_hosts = !settings.base_url.hosts.is_empty();
            let base = &settings.base_url;
            let url = if has_hosts { base.absolute(&path) } else { base.relative(&path) };
            Some((*language, IndexedPage { url, html }))
        })
        .collect();
    let mut pages: BTreeMap<LanguageId, Vec<IndexedPage>> = BTreeMap::new();
    for (language, page) in indexed {
        pages.entry(language).or_default().push(page);
    }
    pages
}

/// The index of some pages of one language, from an earlier build if that made the same one.
fn remembered(memo: &Memo, pages: &[IndexedPage]) -> Result<Bundle, String> {
    let parts: Vec<&[u8]> =
        pages.iter().flat_map(|page| [page.url.as_bytes(), page.html.as_bytes()]).collect();
    let bytes = memo.get_or_try_make_bytes(Kind::SearchIndex, &parts, || {
        engine::make(pages).map(|bundle| bundle::encode(&bundle))
    })?;
    // The memo returns what was put into it; anything else counts as not remembered.
    bundle::decode(&bytes).map_or_else(|| engine::make(pages), Ok)
}
