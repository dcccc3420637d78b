//! Every content file of a site, and what becomes of it.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use crate::config::{LanguageId, Settings};
use crate::date::Date;
use crate::discover::discover;
use crate::parse::{Document, Documents, parse};
use crate::resolve::{self, LeftOut, left_out, resolve};
use crate::world::World;

/// A content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPage {
    pub path: Utf8PathBuf,
    pub language: LanguageId,
    pub title: String,
    pub date: Option<Date>,
    pub state: ListedState,
}

/// What becomes of a content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListedState {
    /// It is published, at an absolute URL.
    Published(String),
    LeftOut(LeftOut),
    /// It is there for other pages to read from, and has no page of its own.
    NotRendered,
}

/// How many pages a build leaves out, by reason.
pub type LeftOutCounts = BTreeMap<LeftOut, usize>;

/// Every content file in the order of the paths. What is wrong with one, `site build` tells.
pub fn list(world: &dyn World, settings: &Settings) -> Vec<ListedPage> {
    let mut ignored = Vec::new();
    let sources = discover(world, settings, &mut ignored);
    let documents = parse(world, settings, &sources, &mut ignored);
    let pairs = resolve::pair(settings, &documents);
    let site = resolve(settings, &documents, &pairs, world.now(), &mut ignored);
    let rendered = site.pages.iter().filter(|page| page.is_rendered());
    let urls: BTreeMap<_, _> = rendered
        .filter_map(|page| {
            let url = settings.base_url.absolute(&page.path.encoded());
            Some((page.document.as_ref()?.file.path.clone(), url))
        })
        .collect();
    let listed = |document: &Document| ListedPage {
        path: document.file.path.clone(),
        language: document.file.language,
        title: document.front_matter.title.clone().unwrap_or_default(),
        date: document.front_matter.dates.date,
        state: match (urls.get(&document.file.path), left_out_of(world, settings, document)) {
            (Some(url), _) => ListedState::Published(url.clone()),
            (None, Some(reason)) => ListedState::LeftOut(reason),
            (None, None) => ListedState::NotRendered,
        },
    };
    let mut pages: Vec<_> = documents.content.iter().map(|document| listed(document)).collect();
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    pages
}

/// How many of the documents are left out.
pub fn count_left_out(
    world: &dyn World,
    settings: &Settings,
    documents: &Documents,
) -> LeftOutCounts {
    let reasons =
        documents.content.iter().filter_map(|document| left_out_of(world, settings, document));
    reasons.fold(LeftOutCounts::new(), |mut counts, reason| {
        *counts.entry(reason).or_default() += 1;
        counts
    })
}

fn left_out_of(world: &dyn World, settings: &Settings, document: &Document) -> Option<LeftOut> {
    left_out(settings, document.file.language, &document.front_matter, world.now())
}
