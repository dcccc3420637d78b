//! A language of a site, every question about it answered.

use camino::Utf8PathBuf;

use super::{Cascade, Cjk, MenuEntry};
use crate::locale::{Direction, GoLayout, Locale};
use crate::structured::Table;

/// A configured language.
#[derive(Debug)]
pub struct Language {
    /// The key in `[languages]`, lower case: `zh-cn`. It is the prefix of URLs.
    pub code: String,
    pub locale: Locale,
    /// By its own name: `中文`.
    pub name: String,
    pub direction: Direction,
    pub title: String,
    pub copyright: Option<String>,
    pub content_dir: Utf8PathBuf,
    /// The site's parameters with the language's own over them.
    pub params: Table,
    pub menus: Vec<(String, Vec<MenuEntry>)>,
    /// `params.time_format_blog`.
    pub date_layout: Option<GoLayout>,
    pub cjk: Cjk,
    /// Languages whose strings and terms stand in for missing ones, in order.
    pub alternatives: Vec<LanguageId>,
    /// What its pages inherit from the configuration: its own cascade, then that of the site.
    pub cascade: Cascade,
    /// Kinds of pages that it does not have.
    pub disabled_kinds: Vec<String>,
    pub publish: PublishRules,
    /// Whether the aliases of its pages lead to them.
    pub has_aliases: bool,
    pub pagination: Pagination,
}

/// Index of a language in [`Settings::languages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageId(pub usize);

/// Which unpublished pages are made all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublishRules {
    pub drafts: bool,
    pub future: bool,
    pub expired: bool,
}

/// How lists are cut into pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    pub pager_size: usize,
    /// The word in the URL of a further page: `/blog/page/2/`.
    pub path: String,
}
