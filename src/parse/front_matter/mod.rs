//! Front matter: what a page says about itself, in YAML, TOML or JSON.

mod build_options;
mod inherit;
mod read;
mod sitemap_entry;
mod split;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::MenuEntry;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Span, Spanned};
use crate::discover::ContentFile;
use crate::owners::Statement;
use crate::structured::{Table, Value};

pub use build_options::{BuildOptions, Listing, Rendering};
pub(super) use inherit::cascade_of;
pub use read::owners_of_page;
pub use sitemap_entry::SitemapEntry;
pub use split::{Split, split};

/// A page's file with its text, and what it inherits from the cascades above it.
pub struct PageText<'a> {
    pub file: &'a ContentFile,
    pub text: &'a str,
    /// Values without spans, since they stand elsewhere.
    pub inherited: &'a Table,
    /// When the file was last changed, if the site asks git.
    pub changed: Option<Date>,
}

/// A page's front matter, typed. Keys that nothing here knows are in `params`, with all others.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The text between the fences; empty where there is none.
    pub span: Span,
    pub title: Option<String>,
    pub link_title: Option<String>,
    pub description: Option<String>,
    pub summary: Option<String>,
    pub slug: Option<String>,
    pub url: Option<Spanned<String>>,
    pub aliases: Vec<Spanned<String>>,
    pub dates: Dates,
    pub draft: bool,
    pub weight: i64,
    pub layout: Option<String>,
    pub kind: Option<String>,
    pub translation_key: Option<Spanned<String>>,
    /// Markdown, as most bylines of the Kubernetes blog are.
    pub author: Option<String>,
    pub translator: Option<String>,
    pub canonical_url: Option<String>,
    pub evergreen: bool,
    pub menus: Vec<(String, MenuEntry)>,
    /// Plural name of a taxonomy -> the page's terms.
    pub terms: BTreeMap<String, Vec<String>>,
    pub build: BuildOptions,
    pub sitemap: SitemapEntry,
    pub owners: Option<PageOwners>,
    /// All keys, with those that the page inherits from a cascade.
    pub params: Arc<Table>,
    /// The keys that stand in the page's own file.
    pub written: Arc<Table>,
}

impl FrontMatter {
    /// A parameter of the page, be it a key of its own or one of `params`.
    pub fn param(&self, key: &str) -> Option<&Spanned<Value>> {
        let nested = || self.params.get("params")?.value.as_table()?.get(key);
        self.params.get(key).or_else(nested)
    }
}

/// What a page says of its own owners. What is wrong with it is said only where a site has `OWNERS`
/// files: elsewhere the keys may mean something else.
#[derive(Clone, Debug, Default)]
pub struct PageOwners {
    pub statement: Option<Statement>,
    pub problems: Vec<Diagnostic>,
}

/// The dates of a page, each by its chain of sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    pub date: Option<Date>,
    pub publish_date: Option<Date>,
    pub lastmod: Option<Date>,
    pub expiry_date: Option<Date>,
    /// A date that was written and could not be read: the page has no place in time.
    pub invalid: bool,
}
