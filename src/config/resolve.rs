//! Decides what the options mean.

use std::borrow::Cow;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::tz::TimeZone;
use regex::RegexSet;

use super::markup::{Cjk, Contents, Extras, HeadingIds, Markup};
use super::outputs::OutputOptions;
use super::page_kind::PageKind;
use super::paths::is_below_root;
use super::settings::{Feeds, Redirects, Settings, SitemapOptions};
use super::{
    Budgets, Language, LanguageId, LoadedConfig, Mounts, Options, Overrides, Purpose, dates,
    language_hosts, languages, mounting, permalinks, severities, taxonomies,
};
use crate::diagnostic::{Code, ConfigFlavour, Diagnostic, Place, Span, Spanned};
use crate::memo::Fingerprint;

/// The settings of a site; what is wrong is pushed to `found` and replaced by the default.
pub fn resolve(
    config: &LoadedConfig,
    overrides: &Overrides,
    found: &mut Vec<Diagnostic>,
) -> Settings {
    let known = found.len();
    let settings = settings(config, overrides, found);
    config.origins.settle(&mut found[known..]);
    settings
}

fn settings(config: &LoadedConfig, overrides: &Overrides, found: &mut Vec<Diagnostic>) -> Settings {
    let options = &config.options;
    let mut resolver = Resolver { file: &config.file, flavour: config.flavour, found };
    let (languages, default_language) = languages::resolve(config, overrides, resolver.found);
    let labels = options.labels.resolve(&languages, &config.file, resolver.found);
    let l10n = options.l10n.resolve(&languages, &config.file, resolver.found);
    let base_url =
        language_hosts::resolve(config, overrides, (&languages, default_language), resolver.found);
    let mounts =
        mounting::resolve(config, (&languages, default_language), &base_url, resolver.found);
    let languages = with_content_dirs(languages, default_language, &mounts);
    let severities = severities::resolve(config, (&languages, &mounts), resolver.found);
    let taxonomies = taxonomies::resolve(options, &languages);
    let has_language_hosts = language_hosts::are_named(config);
    let proposed_paths = options.untrusted.resolve(&mounts, &config.file, resolver.found);
    Settings {
        file: config.file.clone(),
        base_url,
        has_language_hosts,
        title: options.title.clone().unwrap_or_default(),
        theme: options.theme.names.first().map(|theme| theme.value.clone()),
        theme_style: options.theme.resolve(&config.file, resolver.found),
        flavour: config.flavour,
        purpose: overrides.purpose,
        components: config.components.clone(),
        mounts,
        output_dir: resolver.directory(options.output_dir.as_ref(), "public"),
        languages,
        default_language,
        disabled_languages: languages::disabled(options),
        default_language_in_subdir: has_language_hosts
            || options.default_language_in_subdir == Some(true),
        time_zone: resolver.time_zone(options.time_zone.as_ref()),
        ignore_files: resolver.patterns(&options.ignore_files),
        dates: dates::resolve(&options.front_matter, config.flavour, &config.file, resolver.found),
        list_titles: options.titles.resolve(config.flavour),
        git_info: options.enable_git_info.unwrap_or(false),
        permalinks: permalinks::resolve(options, &config.file, resolver.found),
        ugly_urls: options.ugly_urls.clone(),
        redirects: Redirects {
            pagers: options.redirects.disable_aliases != Some(true)
                && options.pagination.disable_aliases != Some(true),
            root: options.redirects.disable_root != Some(true),
        },
        paths_to_lower: !options.disable_path_to_lower.unwrap_or(false),
        remove_path_accents: options.remove_path_accents.unwrap_or(false),
        taxonomies,
        disabled_kinds: values(&options.disable_kinds),
        main_sections: options.main_sections.as_deref().map(values),
        feeds: resolver.feeds(options),
        outputs: options.outputs.resolve(resolver.file, resolver.found),
        summary_length: resolver.count(options.summary_length.as_ref(), 70),
        markup: resolver.markup(options, overrides.purpose),
        params: options.params.clone(),
        section_pages_menu: options.section_pages_menu.clone().filter(|menu| !menu.is_empty()),
        links: options.links.resolve(),
        sitemap: sitemap(options),
        robots: has_robots(config),
        headers: options.headers.resolve(&config.file, resolver.found),
        search: overrides.search.or(options.search).unwrap_or(false),
        environment: overrides.environment.name().to_owned(),
        audience: overrides.audience,
        trust: overrides.trust,
        budgets: Budgets::of(overrides.trust),
        go_prefer: options.go.resolve(&config.file, resolver.found),
        render_hooks: options.go.render_hooks(),
        inline_shortcodes: options.go.inline_shortcodes(overrides.trust),
        proposed_paths,
        labels,
        owners: options.owners.resolve(&config.file, resolver.found),
        l10n,
        editor: resolver.editor(options.editor.as_ref()),
        fallback_pages: options.fallback.pages.unwrap_or(false),
        checks: options.checks.resolve(&config.file, resolver.found),
        severities,
        fingerprint: Fingerprint::of(&(config.fingerprint, overrides)),
    }
}

/// The checks that can fail share the file's name and the list of findings.
struct Resolver<'a> {
    file: &'a Utf8Path,
    flavour: ConfigFlavour,
    found: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn reject<T>(&mut self, at: &Spanned<T>, message: String, hint: impl Into<Cow<'static, str>>) {
        let place = Place::span(self.file, at.span);
        self.found.push(Diagnostic::new(Code::ConfigValue, message).at(place).hint(hint));
    }

    /// Tells of a value of Hugo's that is known and not followed.
    fn not_done(&mut self, what: &str, span: Span, instead: &str) {
        let message = format!("`{what}` has no effect: {instead}");
        let place = Place::span(self.file, span);
        self.found.push(Diagnostic::new(Code::ConfigUnused, message).at(place));
    }

    fn editor(&mut self, named: Option<&Spanned<String>>) -> Option<String> {
        let named = named?;
        let has_scheme = named.value.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && !scheme.eq_ignore_ascii_case("javascript")
        });
        if has_scheme && named.value.contains("{path}") {
            return Some(named.value.clone());
        }
        let message = format!("`{}` is not a link to a file in an editor", named.value);
        self.reject(
            named,
            message,
            "use a URL with `{path}`, such as `vscode://file/{path}:{line}`",
        );
        None
    }

    /// A directory below the root.
    fn directory(&mut self, named: Option<&Spanned<String>>, default: &str) -> Utf8PathBuf {
        let Some(named) = named else { return default.into() };
        let path = Utf8Path::new(&named.value);
        if !is_below_root(&named.value) {
            let message = format!("`{path}` is not below the site's root");
            self.reject(named, message, "use a path relative to the root, without `..`");
            return default.into();
        }
        path.strip_prefix("./").unwrap_or(path).to_owned()
    }

    fn time_zone(&mut self, named: Option<&Spanned<String>>) -> TimeZone {
        let Some(named) = named.filter(|named| !named.value.is_empty()) else {
            return TimeZone::UTC;
        };
        // The zone of whoever builds: the same site would differ from machine to machine.
        if named.value == "Local" {
            self.not_done("timeZone = \"Local\"", named.span, "dates are in UTC");
            return TimeZone::UTC;
        }
        TimeZone::get(&named.value).unwrap_or_else(|_| {
            let message = format!("there is no time zone `{}`", named.value);
            self.reject(
                named,
                message,
                "use a name of the IANA time zone database, such as `Asia/Seoul`",
            );
            TimeZone::UTC
        })
    }

    /// The patterns that compile; each of the others is reported.
    fn patterns(&mut self, patterns: &[Spanned<String>]) -> RegexSet {
        let compiling = patterns.iter().filter(|pattern| {
            let compiled = regex::Regex::new(&pattern.value);
            if let Err(error) = &compiled {
                let message = format!("`{}` is not a regular expression", pattern.value);
                let words = error.to_string();
                self.reject(pattern, message, words.lines().last().unwrap_or_default().to_owned());
            }
            compiled.is_ok()
        });
        let compiling: Vec<&str> = compiling.map(|pattern| pattern.value.as_str()).collect();
        RegexSet::new(compiling).unwrap_or_else(|_| RegexSet::empty())
    }

    /// A number of things; a negative one is reported.
    fn count(&mut self, named: Option<&Spanned<i64>>, default: usize) -> usize {
        let Some(named) = named else { return default };
        // Hugo writes -1 for "all of them".
        if named.value == -1 {
            return usize::MAX;
        }
        usize::try_from(named.value).unwrap_or_else(|_| {
            self.reject(
                named,
                format!("`{}` is not a count", named.value),
                "use a whole number, 0 or more",
            );
            default
        })
    }

    fn feeds(&mut self, options: &Options) -> Feeds {
        let kinds =
            if is_disabled(options, "RSS") { Vec::new() } else { feed_kinds(&options.outputs) };
        let usual_name = match self.flavour {
            ConfigFlavour::Hugo => "index",
            ConfigFlavour::Site => "feed",
        };
        Feeds {
            kinds,
            base_name: value_or(options.feeds.base_name.as_ref(), usual_name),
            limit: self.count(options.feeds.limit.as_ref(), 50),
        }
    }

    fn markup(&mut self, options: &Options, purpose: Purpose) -> Markup {
        let markup = &options.markup;
        Markup {
            unsafe_html: markup.unsafe_html.unwrap_or(false),
            definition_list: markup.definition_list.unwrap_or(true),
            footnote: markup.footnote.unwrap_or(true),
            table: markup.table.unwrap_or(true),
            task_list: markup.task_list.unwrap_or(true),
            typography: markup
                .typographer
                .unwrap_or(true)
                .then(|| Arc::new(markup.typography.clone())),
            linkify: markup.linkify.unwrap_or(true),
            emoji: options.enable_emoji.unwrap_or(false),
            extras: Extras { strikethrough: markup.strikethrough.unwrap_or(true), ..markup.extras },
            attribute: markup.attribute.unwrap_or(true),
            block_attributes: markup.block_attributes.unwrap_or(false),
            hard_wraps: markup.hard_wraps.unwrap_or(false),
            wrap_lone_images: markup.wrap_lone_images.unwrap_or(true),
            cjk: Cjk::default(),
            maths: markup.maths,
            passed: markup.passed.as_slice().into(),
            heading_ids: self.heading_ids(options),
            term_ids: markup.auto_term_id.unwrap_or(false),
            code: markup.code.blocks(purpose),
            lines: markup.code.lines(),
            contents: Contents {
                start: level(markup.contents_start.as_ref(), 2),
                end: level(markup.contents_end.as_ref(), 3),
                ordered: markup.contents_ordered.unwrap_or(false),
            },
        }
    }

    fn heading_ids(&mut self, options: &Options) -> HeadingIds {
        if options.markup.auto_heading_id == Some(false) {
            return HeadingIds::None;
        }
        let Some(named) = &options.markup.heading_id_type else { return HeadingIds::GitHub };
        match named.value.to_lowercase().as_str() {
            "github" => HeadingIds::GitHub,
            "github-ascii" => HeadingIds::GitHubAscii,
            "blackfriday" => HeadingIds::Blackfriday,
            _ => {
                let message = format!("there is no kind of heading ids `{}`", named.value);
                self.reject(named, message, "use `github`, `github-ascii` or `blackfriday`");
                HeadingIds::GitHub
            }
        }
    }
}

/// The languages with the directories that are mounted for them. One for which nothing is mounted has its files
/// beside those of the default language.
fn with_content_dirs(
    mut languages: Vec<Language>,
    default_language: LanguageId,
    mounts: &Mounts,
) -> Vec<Language> {
    for (index, language) in languages.iter_mut().enumerate() {
        let own = mounts.content_dir(LanguageId(index));
        if let Some(dir) = own.or_else(|| mounts.content_dir(default_language)) {
            language.content_dir.clone_from(dir);
        }
    }
    languages
}

/// Hugo makes no `robots.txt` unless it is asked for.
fn has_robots(config: &LoadedConfig) -> bool {
    let usual = config.flavour == ConfigFlavour::Site;
    let options = &config.options;
    options.enable_robots.unwrap_or(usual) && !is_disabled(options, "robotsTXT")
}

fn sitemap(options: &Options) -> SitemapOptions {
    SitemapOptions {
        filename: value_or(options.sitemap.filename.as_ref(), "sitemap.xml"),
        priority: options.sitemap.priority,
        changefreq: options.sitemap.changefreq.clone(),
    }
}

fn is_disabled(options: &Options, kind: &str) -> bool {
    options.disable_kinds.iter().any(|disabled| disabled.value.eq_ignore_ascii_case(kind))
}

/// `[outputs]` says which kinds have a feed; a kind that is not named has Hugo's default.
fn feed_kinds(outputs: &OutputOptions) -> Vec<PageKind> {
    PageKind::ALL
        .into_iter()
        .filter(|kind| match outputs.of(*kind) {
            Some(formats) => formats.iter().any(|format| format.value == "rss"),
            None => *kind != PageKind::Page,
        })
        .collect()
}

fn level(named: Option<&Spanned<i64>>, default: u8) -> u8 {
    named.and_then(|level| u8::try_from(level.value).ok()).unwrap_or(default)
}

fn value_or(named: Option<&Spanned<String>>, default: &str) -> String {
    named.map_or_else(|| default.to_owned(), |text| text.value.clone())
}

fn values(texts: &[Spanned<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}
