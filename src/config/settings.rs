//! Settings: the configuration with every question answered.

use camino::Utf8PathBuf;
use jiff::tz::TimeZone;
use regex::RegexSet;

use super::base_url::BaseUrl;
use super::page_kind::PageKind;
use super::{
    Audience, Budgets, CheckRules, Component, HeaderRules, InlineShortcodes, L10nRules, LabelRules,
    Language, LanguageId, Links, ListTitles, Markup, Mounts, Outputs, PermalinkRules, Prefer,
    ProposedPaths, Purpose, RenderHooks, Trust, UglyUrls, Visibility,
};
use crate::diagnostic::{ConfigFlavour, Severities};
use crate::memo::Fingerprint;
use crate::structured::Table;

/// All that the pipeline wants to know of a site's configuration and of the command line.
#[derive(Debug)]
pub struct Settings {
    /// The configuration file, relative to the root.
    pub file: Utf8PathBuf,
    pub base_url: BaseUrl,
    /// Whether the languages have a host each, be they all on one while the site is written.
    pub has_language_hosts: bool,
    pub title: String,
    /// The theme's name, if it is not the built-in one.
    pub theme: Option<String>,
    /// The style sheet of the site's own colours, fonts and widths; empty if it has none.
    pub theme_style: String,
    /// Whose configuration it is.
    pub flavour: ConfigFlavour,
    /// What the site is built for.
    pub purpose: Purpose,
    /// Themes and modules, in the order in which they count.
    pub components: Vec<Component>,
    /// Where content, static files, strings, data and assets are.
    pub mounts: Mounts,
    /// Where `publishDir` says the output goes; the command line may say otherwise.
    pub output_dir: Utf8PathBuf,
    /// In the order of their weights, then of the file. Never empty.
    pub languages: Vec<Language>,
    pub default_language: LanguageId,
    /// The codes of languages that are switched off, in lower case.
    pub disabled_languages: Vec<String>,
    pub default_language_in_subdir: bool,
    pub time_zone: TimeZone,
    pub ignore_files: RegexSet,
    pub dates: DateRules,
    pub list_titles: ListTitles,
    /// Whether pages have dates from git.
    pub git_info: bool,
    pub permalinks: PermalinkRules,
    pub ugly_urls: UglyUrls,
    pub redirects: Redirects,
    pub paths_to_lower: bool,
    pub remove_path_accents: bool,
    pub taxonomies: Vec<Taxonomy>,
    pub disabled_kinds: Vec<String>,
    pub main_sections: Option<Vec<String>>,
    pub feeds: Feeds,
    pub outputs: Outputs,
    /// Words of a summary that the page does not give itself.
    pub summary_length: usize,
    /// How Markdown is read; [`Settings::markup`] adds what a language needs.
    pub markup: Markup,
    pub params: Table,
    /// The menu that lists the top-level sections by itself.
    pub section_pages_menu: Option<String>,
    pub links: Links,
    pub sitemap: SitemapOptions,
    pub robots: bool,
    pub headers: HeaderRules,
    /// Whether the site has a search of its own.
    pub search: bool,
    /// The environment that the site is built for: `production`.
    pub environment: String,
    pub audience: Audience,
    /// Whether those who wrote the content are trusted.
    pub trust: Trust,
    pub budgets: Budgets,
    /// Which template answers a shortcode that both the site and this program define.
    pub go_prefer: Prefer,
    /// Whether templates of the site write the elements of Markdown.
    pub render_hooks: RenderHooks,
    /// Whether calls may bring their own template.
    pub inline_shortcodes: InlineShortcodes,
    pub proposed_paths: ProposedPaths,
    pub labels: LabelRules,
    /// Who sees the names of owners.
    pub owners: Visibility,
    /// Whether a language that lacks a page shows it in another one.
    pub fallback_pages: bool,
    pub l10n: L10nRules,
    /// The address at which an editor opens a line of a file: `{path}` and `{line}` are put into it.
    pub editor: Option<String>,
    pub checks: CheckRules,
    pub severities: Severities,
    /// Of all that decided the rest: settings of one fingerprint are the same.
    pub fingerprint: Fingerprint,
}

/// Which pages there are that lead to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redirects {
    /// From `page/1/` to the list whose first part that is.
    pub pagers: bool,
    /// From the root to the default language, where that has a directory of its own.
    pub root: bool,
}

/// Where each date of a page comes from.
#[derive(Clone, Debug)]
pub struct DateRules {
    pub date: Vec<DateSource>,
    pub publish_date: Vec<DateSource>,
    pub lastmod: Vec<DateSource>,
    pub expiry_date: Vec<DateSource>,
}

impl DateRules {
    /// Whether a page that has no date of publication is published on its `date`, whatever gives that.
    pub fn date_publishes(&self) -> bool {
        self.publish_date
            .iter()
            .any(|source| matches!(source, DateSource::Key(key) if key == "date"))
    }
}

/// One source of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// A front matter key, lower case.
    Key(String),
    /// The date at the start of the file's name.
    FileName,
    /// The last commit of the file, if the site asks git.
    Git,
}

/// `tag = "tags"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taxonomy {
    pub singular: String,
    pub plural: String,
    /// The languages that have it.
    pub languages: Vec<LanguageId>,
}

/// Which feeds there are, and how long they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feeds {
    /// Kinds of pages that have one.
    pub kinds: Vec<PageKind>,
    /// File name without its extension.
    pub base_name: String,
    /// How many pages one holds.
    pub limit: usize,
}

#[derive(Clone, Debug)]
pub struct SitemapOptions {
    pub filename: String,
    pub priority: Option<f64>,
    pub changefreq: Option<String>,
}

impl Settings {
    /// The directories that the configuration makes inputs of the site.
    pub fn input_directories(&self) -> Vec<Utf8PathBuf> {
        let contents = self.languages.iter().map(|language| &language.content_dir);
        contents.chain(self.mounts.sources()).cloned().collect()
    }

    pub fn language(&self, id: LanguageId) -> &Language {
        &self.languages[id.0]
    }

    /// The taxonomies that a language has.
    pub fn taxonomies_of(&self, language: LanguageId) -> impl Iterator<Item = &Taxonomy> {
        self.taxonomies.iter().filter(move |taxonomy| taxonomy.languages.contains(&language))
    }

    pub fn language_ids(&self) -> impl Iterator<Item = LanguageId> + use<> {
        (0..self.languages.len()).map(LanguageId)
    }

    /// Hugo's name of a language, in whatever case.
    pub fn language_by_code(&self, code: &str) -> Option<LanguageId> {
        self.language_ids().find(|id| self.language(*id).code.eq_ignore_ascii_case(code))
    }

    /// What stands before the path of each of the language's pages: empty or `/zh-cn`.
    pub fn language_prefix(&self, id: LanguageId) -> String {
        if id == self.default_language && !self.default_language_in_subdir {
            String::new()
        } else {
            format!("/{}", self.language(id).code)
        }
    }

    /// The address of the root of the host that a language is on.
    pub fn root_url(&self, id: LanguageId) -> String {
        let language = format!("/{}/", self.language(id).code);
        self.base_url.absolute(if self.base_url.hosts.is_empty() { "/" } else { &language })
    }

    /// Whether those whom the site is made for see a label.
    pub fn shows_label(&self, label: &str) -> bool {
        self.labels.allow(label, self.audience)
    }

    /// Whether they see who owns a page.
    pub fn shows_owners(&self) -> bool {
        self.owners.allows(self.audience)
    }

    /// How the Markdown of a language is read.
    pub fn markup(&self, id: LanguageId) -> Markup {
        Markup { cjk: self.language(id).cjk, ..self.markup.clone() }
    }

    /// Where the sitemap of a language is, below the site's root; a site in one language has a single one.
    pub fn sitemap_path(&self, language: LanguageId) -> Option<String> {
        let name = &self.sitemap.filename;
        let path = match self.languages.len() {
            1 => name.clone(),
            _ => format!("{}/{name}", self.language(language).code),
        };
        (!self.is_disabled("sitemap")).then_some(path)
    }

    /// Whether no language has files of a kind, such as `sitemap`.
    pub fn is_disabled(&self, kind: &str) -> bool {
        self.disabled_kinds.iter().any(|disabled| disabled.eq_ignore_ascii_case(kind))
    }

    /// Whether a language has pages of a kind.
    pub fn has_kind(&self, language: LanguageId, kind: PageKind) -> bool {
        let mut disabled = self.language(language).disabled_kinds.iter();
        !disabled.any(|disabled| disabled.eq_ignore_ascii_case(kind.name()))
    }
}
