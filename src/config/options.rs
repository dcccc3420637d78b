//! What a configuration file says, before it is decided what that means.
//!
//! Key names are Hugo's. Each struct reads itself from a [`Reader`], and asks for every key that
//! it knows: what nobody asked for is unknown.

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
    pub themes: Vec<Spanned<String>>,
    pub content_dir: Option<Spanned<String>>,
    pub static_dirs: Option<Vec<Spanned<String>>>,
    pub output_dir: Option<Spanned<String>>,
    pub default_language: Option<Spanned<String>>,
    pub default_language_in_subdir: Option<bool>,
    pub time_zone: Option<Spanned<String>>,
    pub ignore_files: Vec<Spanned<String>>,
    pub disable_kinds: Vec<Spanned<String>>,
    pub disable_languages: Vec<Spanned<String>>,
    pub disable_path_to_lower: Option<bool>,
    pub remove_path_accents: Option<bool>,
    pub enable_robots: Option<bool>,
    pub build_drafts: Option<bool>,
    pub build_future: Option<bool>,
    pub build_expired: Option<bool>,
    pub main_sections: Option<Vec<Spanned<String>>>,
    pub summary_length: Option<Spanned<i64>>,
    pub feed_limit: Option<Spanned<i64>>,
    pub front_matter: FrontMatterOptions,
    pub permalinks: Vec<(Spanned<String>, Spanned<String>)>,
    pub taxonomies: Option<Vec<(Spanned<String>, Spanned<String>)>>,
    pub languages: Vec<(Spanned<String>, LanguageOptions)>,
    /// Kind of page -> names of its output formats.
    pub outputs: Vec<(String, Vec<String>)>,
    pub feed_base_name: Option<Spanned<String>>,
    pub markup: MarkupOptions,
    pub params: Table,
    pub menus: Table,
    pub pagination: PaginationOptions,
    pub sitemap: SitemapFileOptions,
    /// Directories whose string files count as if they stood in `i18n`.
    pub string_mounts: Vec<Spanned<String>>,
    pub diagnostics: Vec<(Spanned<String>, Spanned<String>)>,
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
    pub name: Option<String>,
    pub code: Option<Spanned<String>>,
    pub direction: Option<Spanned<String>>,
    pub title: Option<String>,
    pub copyright: Option<String>,
    pub weight: Option<Spanned<i64>>,
    pub content_dir: Option<Spanned<String>>,
    pub disabled: Option<bool>,
    pub params: Table,
    pub menus: Table,
}

/// `[markup]`: Markdown, code and the table of contents.
#[derive(Debug, Default)]
pub struct MarkupOptions {
    pub unsafe_html: Option<bool>,
    pub definition_list: Option<bool>,
    pub footnote: Option<bool>,
    pub strikethrough: Option<bool>,
    pub table: Option<bool>,
    pub task_list: Option<bool>,
    pub typographer: Option<bool>,
    pub attribute: Option<bool>,
    /// Chinese and Japanese customs; `None` leaves it to the language.
    pub cjk: Option<bool>,
    pub auto_heading_id: Option<bool>,
    pub heading_id_type: Option<Spanned<String>>,
    pub code_fences: Option<bool>,
    pub line_numbers: Option<bool>,
    pub contents_start: Option<Spanned<i64>>,
    pub contents_end: Option<Spanned<i64>>,
}

/// `[pagination]`.
#[derive(Debug, Default)]
pub struct PaginationOptions {
    pub pager_size: Option<Spanned<i64>>,
    pub path: Option<Spanned<String>>,
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
        // Keys of Hugo that change nothing here; asked for so that they are not called unknown.
        for key in ["themesDir", "enableGitInfo", "disableBrowserError", "timeout", "caches"] {
            reader.any(key);
        }
        let services = reader.within("services", UnknownKeys::Allow, |services| {
            services.within("rss", UnknownKeys::Report, |rss| rss.int("limit")).flatten()
        });
        Self {
            base_url: reader.text("baseURL"),
            has_base_url: reader.any("baseURL").is_some(),
            title: plain(reader.text("title")),
            copyright: plain(reader.text("copyright")),
            themes: reader.texts("theme").unwrap_or_default(),
            content_dir: reader.text("contentDir"),
            static_dirs: reader.texts("staticDir"),
            output_dir: reader.text("publishDir"),
            default_language: reader.text("defaultContentLanguage"),
            default_language_in_subdir: reader.bool("defaultContentLanguageInSubdir"),
            time_zone: reader.text("timeZone"),
            ignore_files: reader.texts("ignoreFiles").unwrap_or_default(),
            disable_kinds: reader.texts("disableKinds").unwrap_or_default(),
            disable_languages: reader.texts("disableLanguages").unwrap_or_default(),
            disable_path_to_lower: reader.bool("disablePathToLower"),
            remove_path_accents: reader.bool("removePathAccents"),
            enable_robots: reader.bool("enableRobotsTXT"),
            build_drafts: reader.bool("buildDrafts"),
            build_future: reader.bool("buildFuture"),
            build_expired: reader.bool("buildExpired"),
            main_sections: reader.texts("mainSections"),
            summary_length: reader.int("summaryLength"),
            feed_limit: services.flatten().or_else(|| reader.int("rssLimit")),
            front_matter: reader
                .within("frontmatter", UnknownKeys::Report, FrontMatterOptions::read)
                .unwrap_or_default(),
            permalinks: read_permalinks(reader),
            taxonomies: reader.free_table("taxonomies").map(text_entries),
            languages: read_languages(reader),
            outputs: read_outputs(reader),
            feed_base_name: read_feed_base_name(reader),
            markup: reader
                .within("markup", UnknownKeys::Report, MarkupOptions::read)
                .unwrap_or_default(),
            params: reader.free_table("params").cloned().unwrap_or_default(),
            menus: read_menus(reader),
            pagination: PaginationOptions::read(reader),
            sitemap: reader
                .within("sitemap", UnknownKeys::Report, |sitemap| SitemapFileOptions {
                    filename: sitemap.text("filename"),
                    priority: sitemap.float("priority"),
                    changefreq: plain(sitemap.text("changefreq")),
                })
                .unwrap_or_default(),
            string_mounts: read_string_mounts(reader),
            diagnostics: reader.free_table("diagnostics").map(text_entries).unwrap_or_default(),
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
        Self {
            name: plain(reader.text("languageName").or_else(|| reader.text("label"))),
            code: reader.text("languageCode").or_else(|| reader.text("locale")),
            direction: reader.text("languageDirection").or_else(|| reader.text("direction")),
            title: plain(reader.text("title")),
            copyright: plain(reader.text("copyright")),
            weight: reader.int("weight"),
            content_dir: reader.text("contentDir"),
            disabled: reader.bool("disabled"),
            params: reader.free_table("params").cloned().unwrap_or_default(),
            menus: read_menus(reader),
        }
    }
}

impl MarkupOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        let mut options = Self::default();
        reader.any("defaultMarkdownHandler");
        reader.within("goldmark", UnknownKeys::Report, |goldmark| {
            goldmark.within("extensions", UnknownKeys::Report, |extensions| {
                options.definition_list = extensions.bool("definitionList");
                options.footnote = bool_or_enable(extensions, "footnote");
                options.strikethrough = extensions.bool("strikethrough");
                options.table = extensions.bool("table");
                options.task_list = extensions.bool("taskList");
                options.typographer = bool_or_enable(extensions, "typographer");
                options.cjk = bool_or_enable(extensions, "cjk");
                for key in ["linkify", "linkifyProtocol", "extras", "passthrough"] {
                    extensions.any(key);
                }
            });
            goldmark.within("parser", UnknownKeys::Report, |parser| {
                options.attribute = bool_or_enable(parser, "attribute");
                options.auto_heading_id = parser.bool("autoHeadingID");
                options.heading_id_type =
                    parser.text("autoHeadingIDType").or_else(|| parser.text("autoIDType"));
                parser.any("autoDefinitionTermID");
                parser.any("wrapStandAloneImageWithinParagraph");
            });
            goldmark.within("renderer", UnknownKeys::Report, |renderer| {
                options.unsafe_html = renderer.bool("unsafe");
                renderer.any("hardWraps");
                renderer.any("xhtml");
            });
            goldmark.any("renderHooks");
            goldmark.any("duplicateResourceFiles");
        });
        reader.within("highlight", UnknownKeys::Report, |highlight| {
            options.code_fences = highlight.bool("codeFences");
            options.line_numbers = highlight.bool("lineNos");
            for key in HIGHLIGHT_KEYS {
                highlight.any(key);
            }
        });
        reader.within("tableOfContents", UnknownKeys::Report, |contents| {
            options.contents_start = contents.int("startLevel");
            options.contents_end = contents.int("endLevel");
            contents.any("ordered");
        });
        options
    }
}

/// Chroma's options: colours come from the theme's stylesheet here, and grammars are not guessed.
const HIGHLIGHT_KEYS: &[&str] = &[
    "anchorLineNos",
    "guessSyntax",
    "hl_Lines",
    "hl_inline",
    "lineAnchors",
    "lineNoStart",
    "lineNumbersInTable",
    "noClasses",
    "noHl",
    "style",
    "tabWidth",
    "wrapperClass",
];

impl PaginationOptions {
    fn read(reader: &mut Reader<'_>) -> Self {
        let current = reader.within("pagination", UnknownKeys::Report, |pagination| {
            pagination.any("disableAliases");
            Self { pager_size: pagination.int("pagerSize"), path: pagination.text("path") }
        });
        // Hugo's names before 0.128.
        let size = reader.int("paginate");
        let path = reader.text("paginatePath");
        let current = current.unwrap_or_default();
        Self { pager_size: current.pager_size.or(size), path: current.path.or(path) }
    }
}

fn plain(text: Option<Spanned<String>>) -> Option<String> {
    text.map(|text| text.value)
}

/// Some switches of Hugo are a boolean or a table with `enable`.
fn bool_or_enable(reader: &mut Reader<'_>, key: &'static str) -> Option<bool> {
    match reader.any(key).map(|found| &found.value) {
        Some(Value::Table(table)) => {
            let enable = table.get("enable").or_else(|| table.get("block"));
            Some(enable.and_then(|found| found.value.as_bool()).unwrap_or(true))
        }
        Some(_) => reader.bool(key),
        None => None,
    }
}

fn text_entries(table: &Table) -> Vec<(Spanned<String>, Spanned<String>)> {
    let entries = table.entries.iter();
    entries
        .filter_map(|(key, value)| {
            Some((key.clone(), Spanned::new(value.value.to_text()?, value.span)))
        })
        .collect()
}

/// `[permalinks]` maps sections to patterns, directly or by kind (`[permalinks.page]`).
fn read_permalinks(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let Some(table) = reader.free_table("permalinks") else { return Vec::new() };
    let mut patterns = text_entries(table);
    if let Some(pages) = table.get("page").and_then(|page| page.value.as_table()) {
        patterns.extend(text_entries(pages));
    }
    patterns
}

fn read_languages(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, LanguageOptions)> {
    let Some(table) = reader.free_table("languages") else { return Vec::new() };
    let mut languages = Vec::new();
    for (code, value) in &table.entries {
        match &value.value {
            Value::Table(own) => {
                let name = format!("languages.{}", code.value);
                let read = reader.inside(&name, own, UnknownKeys::Report, LanguageOptions::read);
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

fn read_outputs(reader: &mut Reader<'_>) -> Vec<(String, Vec<String>)> {
    reader
        .within("outputs", UnknownKeys::Report, |outputs| {
            let kinds = ["home", "page", "section", "taxonomy", "term", "rss"];
            kinds
                .into_iter()
                .filter_map(|kind| {
                    let formats = outputs.texts(kind)?;
                    let names = formats.into_iter().map(|format| format.value.to_lowercase());
                    Some((kind.to_owned(), names.collect()))
                })
                .collect()
        })
        .unwrap_or_default()
}

fn read_feed_base_name(reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    reader.any("mediaTypes");
    reader
        .within("outputFormats", UnknownKeys::Allow, |formats| {
            formats.within("RSS", UnknownKeys::Allow, |rss| rss.text("baseName")).flatten()
        })
        .flatten()
}

fn read_menus(reader: &mut Reader<'_>) -> Table {
    let menus = reader.free_table("menus").cloned().unwrap_or_default();
    let menu = reader.free_table("menu").cloned().unwrap_or_default();
    menus.merged_with(&menu)
}

/// Of `[[module.mounts]]` only those that join directories into `i18n` matter.
fn read_string_mounts(reader: &mut Reader<'_>) -> Vec<Spanned<String>> {
    let Some(module) = reader.free_table("module") else { return Vec::new() };
    let Some(Value::List(mounts)) = module.get("mounts").map(|mounts| &mounts.value) else {
        return Vec::new();
    };
    mounts
        .iter()
        .filter_map(|mount| {
            let mount = mount.value.as_table()?;
            let target = mount.get("target")?.value.to_text()?;
            let source = mount.get("source")?;
            (target == "i18n").then_some(())?;
            Some(Spanned::new(source.value.to_text()?, source.span))
        })
        .collect()
}
