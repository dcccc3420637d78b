//! The cards of a portal: a page that leads to the most important ones of a site.

use serde::Serialize;

use super::LinkView;
use super::values::{list, params, target, text};
use crate::config::Settings;
use crate::resolve::{Page, Site};
use crate::structured::{Table, Value};

/// A card of a portal.
#[derive(Debug, Hash, Serialize)]
pub struct CardView {
    /// Its heading.
    pub title: String,
    /// A sentence below that.
    pub description: String,
    /// The pages that name the card in `card.name` of their front matter, by `card.weight`.
    pub links: Vec<LinkView>,
    /// The words and the target of its button.
    pub button: Option<LinkView>,
}

/// The cards that a page lists under `cards`.
pub(in crate::render) fn cards(settings: &Settings, site: &Site, page: &Page) -> Vec<CardView> {
    let listed = params(page).and_then(|params| list(params, "cards")).into_iter().flatten();
    let cards = listed.filter_map(|card| card.value.as_table());
    cards.map(|card| view(settings, site, page, card)).collect()
}

fn view(settings: &Settings, site: &Site, portal: &Page, card: &Table) -> CardView {
    let name = text(card, "name");
    let button = Some(text(card, "button_path")).filter(|path| !path.is_empty());
    CardView {
        title: text(card, "title"),
        description: text(card, "description"),
        links: match name.as_str() {
            "" => Vec::new(),
            name => links(settings, site, portal, name),
        },
        button: button.map(|path| LinkView {
            title: text(card, "button"),
            url: target(settings, site, portal, &path),
        }),
    }
}

fn links(settings: &Settings, site: &Site, portal: &Page, name: &str) -> Vec<LinkView> {
    let is_shown = |page: &&Page| page.language == portal.language && page.is_rendered();
    let pages = site.pages.iter().filter(is_shown);
    let named = pages.filter_map(|page| {
        let card = params(page)?.get("card")?.value.as_table()?;
        (text(card, "name") == name).then_some((page, card))
    });
    let mut named: Vec<(&Page, &Table)> = named.collect();
    named.sort_by_key(|(page, card)| (weight(card), page.weight(), page.link_title()));
    named.into_iter().flat_map(|(page, card)| links_to(settings, page, card)).collect()
}

/// The places on a page that its `card` names, or else the page.
fn links_to(settings: &Settings, page: &Page, card: &Table) -> Vec<LinkView> {
    let url = settings.base_url.relative(&page.path.encoded());
    if let Some(anchors) = list(card, "anchors") {
        let anchors = anchors.iter().filter_map(|anchor| anchor.value.as_table());
        let link = |anchor: &Table| LinkView {
            title: text(anchor, "title"),
            url: format!("{url}{}", text(anchor, "anchor")),
        };
        return anchors.map(link).collect();
    }
    let title = Some(text(card, "title")).filter(|title| !title.is_empty());
    vec![LinkView { title: title.unwrap_or_else(|| page.link_title().to_owned()), url }]
}

/// Pages whose card has no weight come last.
fn weight(card: &Table) -> i64 {
    match card.get("weight").map(|weight| &weight.value) {
        Some(Value::Int(weight)) if *weight != 0 => *weight,
        _ => i64::MAX,
    }
}
