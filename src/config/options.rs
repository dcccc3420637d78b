//! What a configuration file says, before it is decided what that means.
//!
//! Key names are Hugo's. Each struct reads itself from a [`Reader`], and asks for every key that
//! it knows: what nobody asked for is unknown.

use super::checks::CheckOptions;
use super::diagnostic_options::DiagnosticOptions;
use super::go::GoOptions;
use super::headers::HeaderOptions;
use super::l10n::L10nOptions;
use super::labels::{LabelOptions, OwnerOptions};
use super::links::LinkOptions;
use super::markup::{CjkOptions, MarkupOptions};
use super::mount_options::ModuleOptions;
use super::outputs::OutputOptions;
use super::page_kind::PageKind;
use super::permalink_options::{self, PermalinkRule, text_entries};
use super::static_dirs;
use super::theme::ThemeOptions;
use super::titles::TitleOptions;
use super::trust::UntrustedOptions;
use super::ugly_urls::UglyUrls;
use super::unused;
use crate::diagnostic::Spanned;
use crate::structured::{Reader, Table, UnknownKeys, Value};

/// The whole file.
#[derive(Debug, Default)]
pub struct Options {
    pub base_url: Option<Spanned<String>>,
    /// Whether `baseURL` is there at all, be it of the wrong type.
    pub has_base_url: bool,
    pub title: Option<String>,
    pub copyright: Option<String>,
    pub theme: ThemeOptions,
    pub content_dir: Option<Spanned<String>>,
    pub static_dirs: Option<Vec<Spanned<String>>>,
    pub output_dir: Option<Spanned<String>>,
    pub default_language: Option<Spanned<String>>,
    /// The tag of the default language.
    pub language_code: Option<Spanned<String>>,
    pub default_language_in_subdir: Option<bool>,
    pub time_zone: Option<Spanned<String>>,
    pub ignore_files: Vec<Spanned<String>>,
    pub disable_kinds: Vec<Spanned<String>>,
    pub disable_languages: Vec<Spanned<String>>,
    pub redirects: RedirectOptions,
    pub disable_path_to_lower: Option<bool>,
    pub remove_path_accents: Option<bool>,
    pub enable_robots: Option<bool>,
    pub enable_emoji: Option<bool>,
    pub publish: PublishOptions,
    pub main_sections: Option<Vec<Spanned<String>>>,
    pub summary_length: Option<Spanned<i64>>,
    pub feeds: FeedOptions,
    pub titles: TitleOptions,
    pub enable_git_info: Option<bool>,
    pub front_matter: FrontMatterOptions,
    pub permalinks: Vec<PermalinkRule>,
    pub ugly_urls: UglyUrls,
    pub taxonomies: Option<Vec<(Spanned<String>, Spanned<String>)>>,
    pub languages: Vec<(Spanned<String>, LanguageOptions)>,
    pub outputs: OutputOptions,
    pub markup: MarkupOptions,
    pub params: Table,
    pub menus: Table,
    pub section_pages_menu: Option<String>,
    pub pagination: PaginationOptions,
    pub links: LinkOptions,
    pub sitemap: SitemapFileOptions,
    pub module: ModuleOptions,
    pub i18n_dir: Option<Spanned<String>>,
    pub data_dir: Option<Spanned<String>>,
    pub asset_dir: Option<Spanned<String>>,
    pub layout_dir: Option<Spanned<String>>,
    pub go: GoOptions,
    pub labels: LabelOptions,
    pub owners: OwnerOptions,
    pub fallback: FallbackOptions,
    pub headers: HeaderOptions,
    pub untrusted: UntrustedOptions,
    pub l10n: L10nOptions,
    pub cascade: Option<Spanned<Value>>,
    pub checks: CheckOptions,
    pub diagnostics: DiagnosticOptions,
    /// `search.enable`.
    pub search: Option<bool>,
    /// `preview.editor`.
    pub editor: Option<Spanned<String>>,
}

/// Which redirects there are not.
#[derive(Debug, Default)]
pub struct RedirectOptions {
    pub disable_aliases: Option<bool>,
    pub disable_root: Option<bool>,
}

/// `buildDrafts` and its like.
#[derive(Debug, Default)]
pub struct PublishOptions {
    pub drafts: Option<bool>,
    pub future: Option<bool>,
    pub expired: Option<bool>,
}

/// What is said of feeds, in three places of the file.
#[derive(Debug, Default)]
pub struct FeedOptions {
    pub limit: Option<Spanned<i64>>,
    /// File name without its extension.
    pub base_name: Option<Spanned<String>>,
}

/// `[frontmatter]`: which keys give a date, in order.
#[derive(Debug, Default)]
pub struct FrontMatterOptions {
    pub date: Option<Vec<Spanned<String>>>,
    pub publish_date: Option<Vec<Spanned<String>>>,
    pub lastmod: Option<Vec<Spanned<String>>>,
    pub expiry_date: Option<Vec<Spanned<String>>>,
}

/// `[languages.<code>]`.
#[derive(Debug, Default)]
pub struct LanguageOptions {
    pub base_url: Option<Spanned<String>>,
    pub name: Option<String>,
    pub code: Option<Spanned<String>>,
    pub direction: Option<Spanned<String>>,
    pub title: Option<String>,
    pub copyright: Option<String>,
    pub weight: Option<Spanned<i64>>,
    pub content_dir: Option<Spanned<String>>,
    pub static_dirs: Option<Vec<Spanned<String>>>,
    pub disabled: Option<bool>,
    /// Where it has something else than the site.
    pub disable_kinds: Option<Vec<Spanned<String>>>,
    pub disable_aliases: Option<bool>,
    pub publish: PublishOptions,
    pub pagination: PaginationOptions,
    pub cjk: CjkOptions,
    pub permalinks: Vec<PermalinkRule>,
    /// Instead of those of the site.
    pub taxonomies: Option<Vec<(Spanned<String>, Spanned<String>)>>,
    pub params: Table,
    pub menus: Table,
    pub cascade: Option<Spanned<Value>>,
}

/// `[pagination]`.
#[derive(Debug, Default)]
pub struct PaginationOptions {
    pub pager_size: Option<Spanned<i64>>,
    pub path: Option<Spanned<String>>,
    pub disable_aliases: Option<bool>,
}

/// `[fallback]`: what stands in for a missing translation.
#[derive(Debug, Default)]
pub struct FallbackOptions {
    pub pages: Option<bool>,
}

/// `[sitemap]`.
#[derive(Debug, Default)]
pub struct SitemapFileOptions {
    pub filename: Option<Spanned<String>>,
    pub priority: Option<f64>,
    pub changefreq: Option<String>,
}

impl Options {
    /// Reads every key that a configuration may hold.
    pub fn read(reader: &mut Reader<'_>) -> Self {
        unused::skip(reader);
        Self {
            base_url: reader.text("baseURL"),
            has_base_url: reader.any("baseURL").is_some(),
            title: plain(reader.text("title")),
            copyright: plain(reader.text("copyright")),
            theme: ThemeOptions::read(reader),
            content_dir: reader.text("contentDir"),
            static_dirs: static_dirs::read(reader),
            output_dir: reader.text("publishDir"),
            default_language: reader.text("defaultContentLanguage"),
            language_code: reader.text("locale").or_else(|| reader.text("languageCode")),
            default_language_in_subdir: reader.bool("defaultContentLanguageInSubdir"),
            time_zone: reader.text("timeZone"),
            ignore_files: reader.texts("ignoreFiles").unwrap_or_default(),
            disable_kinds: read_kinds(reader).unwrap_or_default(),
            disable_languages: reader.texts("disableLanguages").unwrap_or_default(),
            redirects: RedirectOptions::read(reader),
            disable_path_to_lower: reader.bool("disablePathToLower"),
            remove_path_accents: reader.bool("removePathAccents"),
            enable_robots: reader.bool("enableRobotsTXT"),
            enable_emoji: reader.bool("enableEmoji"),
            publish: PublishOptions::read(reader),
            main_sections: reader.texts("mainSections"),
            summary_length: reader.int("summaryLength"),
            feeds: FeedOptions::read(reader),
            titles: TitleOptions::read(reader),
            enable_git_info: reader.bool("enableGitInfo"),
            front_matter: reader
                .within("frontmatter", UnknownKeys::Report, FrontMatterOptions::read)
                .unwrap_or_default(),
            permalinks: permalink_options::read(reader),
            ugly_urls: UglyUrls::read(reader),
            taxonomies: reader.free_table("taxonomies").map(text_entries),
            languages: read_languages(reader),
            outputs: OutputOptions::read(reader),
            markup: reader
                .within("markup", UnknownKeys::Report, MarkupOptions::read)
                .unwrap_or_default(),
            params: reader.free_table("params").cloned().unwrap_or_default(),
            menus: read_menus(reader),
            section_pages_menu: plain(reader.text("sectionPagesMenu")),
            pagination: PaginationOptions::read(reader),
            links: LinkOptions::read(reader),
            sitemap: reader
                .within("sitemap", UnknownKeys::Report, SitemapFileOptions::read)
                .unwrap_or_default(),
            module: ModuleOptions::read(reader),
            i18n_dir: reader.text("i18nDir"),
            data_dir: reader.text("dataDir"),
            asset_dir: reader.text("assetDir"),
            layout_dir: reader.text("layoutDir"),
            go: GoOptions::read(reader),
            labels: LabelOptions::read(reader),
            owners: OwnerOptions::read(reader),
            fallback: reader
                .within("fallback", UnknownKeys::Report, FallbackOptions::read)
                .unwrap_or_default(),
            headers: HeaderOptions::read(reader),
            untrusted: UntrustedOptions::read(reader),
            l10n: L10nOptions::read(reader),
            cascade: reader.any("cascade").cloned(),
            checks: CheckOptions::read(reader),
            diagnostics: reader
                .free_table("diagnostics")
                .map(DiagnosticOptions::read)
                .unwrap_or_default(),
            search: reader
                .within("search", UnknownKeys::Report, |search| search.bool("enable"))
                .flatten(),
            editor: reader
                .within("preview", UnknownKeys::Report, |preview| preview.text("editor"))
                .flatten(),
        }
    }
}

impl RedirectOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        // The older name, and the newer.
        let language = reader.bool("disableDefaultLanguageRedirect");
        let site = reader.bool("disableDefaultSiteRedirect");
        Self { disable_aliases: reader.bool("disableAliases"), disable_root: site.or(language) }
    }
}

impl PublishOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            drafts: reader.bool("buildDrafts"),
            future: reader.bool("buildFuture"),
            expired: reader.bool("buildExpired"),
        }
    }
}

impl FeedOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        let services = reader.within("services", UnknownKeys::Allow, |services| {
            services.within("rss", UnknownKeys::Report, |rss| rss.int("limit")).flatten()
        });
        let formats = reader.within("outputFormats", UnknownKeys::Allow, |formats| {
            formats.within("RSS", UnknownKeys::Allow, |rss| rss.text("baseName")).flatten()
        });
        reader.any("mediaTypes");
        Self {
            limit: services.flatten().or_else(|| reader.int("rssLimit")),
            base_name: formats.flatten(),
        }
    }
}

impl FallbackOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self { pages: reader.bool("pages") }
    }
}

impl SitemapFileOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            filename: reader.text("filename"),
            priority: reader.float("priority"),
            changefreq: plain(reader.text("changefreq")),
        }
    }
}

impl FrontMatterOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            date: reader.texts("date"),
            publish_date: reader.texts("publishDate"),
            lastmod: reader.texts("lastmod"),
            expiry_date: reader.texts("expiryDate"),
        }
    }
}

impl LanguageOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        unused::skip_of_language(reader);
        Self {
            base_url: reader.text("baseURL"),
            name: plain(reader.text("languageName").or_else(|| reader.text("label"))),
            code: reader.text("languageCode").or_else(|| reader.text("locale")),
            direction: reader.text("languageDirection").or_else(|| reader.text("direction")),
            title: plain(reader.text("title")),
            copyright: plain(reader.text("copyright")),
            weight: reader.int("weight"),
            content_dir: reader.text("contentDir"),
            static_dirs: static_dirs::read(reader),
            disabled: reader.bool("disabled"),
            disable_kinds: read_kinds(reader),
            disable_aliases: reader.bool("disableAliases"),
            publish: PublishOptions::read(reader),
            pagination: PaginationOptions::read(reader),
            cjk: CjkOptions::read(reader),
            permalinks: permalink_options::read(reader),
            taxonomies: reader.free_table("taxonomies").map(text_entries),
            params: reader.free_table("params").cloned().unwrap_or_default(),
            menus: read_menus(reader),
            cascade: reader.any("cascade").cloned(),
        }
    }
}

impl PaginationOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        let current = reader.within("pagination", UnknownKeys::Report, |pagination| Self {
            pager_size: pagination.int("pagerSize"),
            path: pagination.text("path"),
            disable_aliases: pagination.bool("disableAliases"),
        });
        // Hugo's names before 0.128.
        let size = reader.int("paginate");
        let path = reader.text("paginatePath");
        let current = current.unwrap_or_default();
        Self { pager_size: current.pager_size.or(size), path: current.path.or(path), ..current }
    }
}

fn plain(text: Option<Spanned<String>>) -> Option<String> {
    text.map(|text| text.value)
}

/// `disableKinds`, with the name that `taxonomy` once had.
fn read_kinds(reader: &mut Reader<'_>) -> Option<Vec<Spanned<String>>> {
    let current = |kind: String| match kind.to_lowercase().as_str() {
        "taxonomyterm" => PageKind::Taxonomy.name().to_owned(),
        _ => kind,
    };
    let kinds = reader.texts("disableKinds")?;
    Some(kinds.into_iter().map(|kind| kind.map(current)).collect())
}

fn read_languages(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, LanguageOptions)> {
    let Some(languages_table) = reader.free_table("languages") else { return Vec::new() };
    let mut languages = Vec::new();
    for (code, value) in &languages_table.entries {
        match &value.value {
            Value::Table(table) => {
                let name = format!("languages.{}", code.value);
                let read = reader.inside(&name, table, UnknownKeys::Report, LanguageOptions::read);
                languages.push((code.clone(), read));
            }
            other => {
                let message =
                    format!("`languages.{}` must be a table, not {}", code.value, other.kind());
                reader.reject(value.span, message, "");
            }
        }
    }
    languages
}

fn read_menus(reader: &mut Reader<'_>) -> Table {
    let [menus, menu] = ["menus", "menu"].map(|key| reader.free_table(key).cloned());
    menus.unwrap_or_default().merged_with(&menu.unwrap_or_default())
}
