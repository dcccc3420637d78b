//! Where a reader can go from a page, and what a page that leads to others shows.

use serde::Serialize;

use super::LinkView;
use super::landing::{FeatureView, HeroView, features, hero};
use super::portal::{CardView, cards};
use super::related::{AllSeries, SeriesView, link, related};
use super::tree::Trees;
use crate::config::Settings;
use crate::resolve::{Page, Site};

/// What the template of a page sees of the way on, each as a variable.
#[derive(Debug, Hash, Serialize)]
pub struct GuideContext {
    /// The page before this one in its tree of documentation.
    pub previous: Option<LinkView>,
    /// The page after this one in its tree of documentation.
    pub next: Option<LinkView>,
    /// The series that the page is a part of.
    pub series: Option<SeriesView>,
    /// Pages that share terms with this one, those that share most first.
    pub related: Vec<LinkView>,
    /// The top of a landing page.
    pub hero: Option<HeroView>,
    /// What a landing page says of its subject, a card each.
    pub features: Vec<FeatureView>,
    /// The cards of a portal.
    pub cards: Vec<CardView>,
}

/// What guides of all pages are made from.
pub(in crate::render) struct Guides {
    /// The trees of documentation.
    pub trees: Trees,
    series: AllSeries,
}

impl Guides {
    pub(in crate::render) fn new(site: &Site) -> Self {
        Self { trees: Trees::new(site), series: AllSeries::new(site) }
    }

    /// The guide of a page.
    pub(in crate::render) fn of(
        &self,
        settings: &Settings,
        site: &Site,
        page: &Page,
    ) -> GuideContext {
        let around = self.trees.neighbours(settings, site, page);
        GuideContext {
            previous: around.previous.map(|id| link(settings, site.page(id))),
            next: around.next.map(|id| link(settings, site.page(id))),
            ..self.of_fallback(settings, site, page)
        }
    }

    /// The guide of a page that another language shows: the pages around it are not of that language.
    pub(in crate::render) fn of_fallback(
        &self,
        settings: &Settings,
        site: &Site,
        page: &Page,
    ) -> GuideContext {
        GuideContext {
            previous: None,
            next: None,
            series: self.series.view(settings, site, page),
            related: related(settings, site, page),
            hero: hero(settings, site, page),
            features: features(settings, site, page),
            cards: cards(settings, site, page),
        }
    }
}
