//! The top of a landing page: what it is, where to begin, and what it is good at.

use serde::Serialize;

use super::picture::picture;
use super::values::{address, list, params, text};
use crate::config::Settings;
use crate::html::Address;
use crate::resolve::{Page, Site};
use crate::structured::{Table, Value};

/// How many buttons and features a page may have: no reader looks at more.
const MOST: usize = 24;

/// `hero` of the front matter.
#[derive(Debug, Hash, Serialize)]
pub struct HeroView {
    /// The heading, in the place of the page's title.
    pub title: String,
    /// A few words above it.
    pub eyebrow: String,
    /// What it is in a sentence or two: one line of Markdown.
    pub text: String,
    /// A picture beside the words: a file below `static` or beside the page.
    pub image: Option<Address>,
    /// What the picture shows, for those who do not see it.
    pub alt: String,
    /// A command to copy: how one gets it.
    pub command: String,
    /// The buttons; the first one stands out.
    pub actions: Vec<ActionView>,
}

/// A button of a hero.
#[derive(Debug, Hash, Serialize)]
pub struct ActionView {
    /// The words.
    pub title: String,
    /// Where it leads.
    pub url: Address,
}

/// One of the `features` of the front matter.
#[derive(Debug, Hash, Serialize)]
pub struct FeatureView {
    /// Its heading: one line of Markdown.
    pub title: String,
    /// What it does for the reader: one line of Markdown.
    pub text: String,
    /// The name of a sign of the theme, or a character.
    pub icon: String,
    /// Where the card leads.
    pub url: Option<Address>,
}

/// The hero of a page that has one.
pub(in crate::render) fn hero(settings: &Settings, site: &Site, page: &Page) -> Option<HeroView> {
    let hero = params(page)?.get("hero")?.value.as_table()?;
    let image = text(hero, "image");
    let actions =
        tables(hero, "actions").filter_map(|action| action_view(settings, site, page, action));
    let title = Some(text(hero, "title")).filter(|title| !title.is_empty());
    Some(HeroView {
        title: title.unwrap_or_else(|| page.title.clone()),
        eyebrow: text(hero, "eyebrow"),
        text: text(hero, "text"),
        image: picture(settings, site, page, &image),
        alt: text(hero, "alt"),
        command: text(hero, "command"),
        actions: actions.collect(),
    })
}

/// The features that a page lists.
pub(in crate::render) fn features(
    settings: &Settings,
    site: &Site,
    page: &Page,
) -> Vec<FeatureView> {
    let Some(params) = params(page) else { return Vec::new() };
    let feature = |feature: &Table| FeatureView {
        title: text(feature, "title"),
        text: text(feature, "text"),
        icon: text(feature, "icon"),
        url: address(settings, site, page, &text(feature, "url")),
    };
    tables(params, "features").map(feature).collect()
}

fn action_view(
    settings: &Settings,
    site: &Site,
    page: &Page,
    action: &Table,
) -> Option<ActionView> {
    let title = text(action, "title");
    let url = address(settings, site, page, &text(action, "url"))?;
    (!title.is_empty()).then_some(ActionView { title, url })
}

fn tables<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    let listed = list(table, key).into_iter().flatten().take(MOST);
    listed.filter_map(|item| match &item.value {
        Value::Table(table) => Some(table),
        _ => None,
    })
}
