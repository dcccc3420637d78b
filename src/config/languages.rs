//! The languages of a site, from `[languages]` or, without one, the single default language.

use camino::{Utf8Path, Utf8PathBuf};

use super::language_cascades::Written;
use super::options::LanguageOptions;
use super::paths::is_below_root;
use super::{
    Cascade, CascadeProblem, Cjk, Language, LanguageId, LoadedConfig, MenuEntry, Options,
    Overrides, Pagination, PublishRules,
};
use crate::diagnostic::{Code, ConfigFlavour, Diagnostic, Place, Span, Spanned, nearest};
use crate::locale::{Direction, GoLayout, Locale};
use crate::structured::{Table, Value};

/// The languages in their order, and the default one.
pub(super) fn resolve(
    config: &LoadedConfig,
    overrides: &Overrides,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Language>, LanguageId) {
    let (options, file) = (&config.options, config.file.as_path());
    let named = options.default_language.as_ref().filter(|code| !code.value.is_empty());
    let default_code = named.map_or("en", |code| code.value.as_str()).to_lowercase();
    let alone = [(Spanned::new(default_code.clone(), Span::default()), LanguageOptions::default())];
    let configured: &[_] = if options.languages.is_empty() { &alone } else { &options.languages };

    let mut enabled: Vec<_> = configured
        .iter()
        .filter(|(code, language)| {
            let named = options.disable_languages.iter();
            language.disabled != Some(true)
                && !named.into_iter().any(|name| name.value.eq_ignore_ascii_case(&code.value))
        })
        .collect();
    enabled.sort_by_key(|named| rank(named, config.flavour));

    let codes: Vec<String> = enabled.iter().map(|(code, _)| code.value.to_lowercase()).collect();
    let default = codes.iter().position(|code| *code == default_code).unwrap_or_else(|| {
        found.push(unknown_default(options, file, &default_code, &codes));
        0
    });
    found.extend(configured.iter().flat_map(|(_, language)| outside(&language.content_dir, file)));
    found.extend(outside(&options.content_dir, file));
    let site =
        Site { options, file, flavour: config.flavour, default_code: &default_code, overrides };
    let cascades = site.cascades(&enabled, found);
    let languages = enabled
        .iter()
        .zip(cascades)
        .map(|(named, cascade)| site.language(named, cascade, found))
        .collect::<Vec<_>>();
    (with_alternatives(languages, &codes), LanguageId(default))
}

/// By weight, then as written; Hugo has them by weight, then by code, and takes 0 for none.
fn rank(
    (code, language): &(Spanned<String>, LanguageOptions),
    flavour: ConfigFlavour,
) -> (i64, String) {
    let is_hugo = flavour == ConfigFlavour::Hugo;
    let weight = language.weight.as_ref().map(|weight| weight.value);
    let weight = weight.filter(|weight| !is_hugo || *weight != 0).unwrap_or(i64::MAX);
    (weight, if is_hugo { code.value.to_lowercase() } else { String::new() })
}

/// The codes of the languages that are switched off.
pub(super) fn disabled(options: &Options) -> Vec<String> {
    let named = options.disable_languages.iter().map(|code| &code.value);
    let own = options.languages.iter().filter(|(_, language)| language.disabled == Some(true));
    named.chain(own.map(|(code, _)| &code.value)).map(|code| code.to_lowercase()).collect()
}

/// What every language of a site needs to know of the rest.
struct Site<'a> {
    options: &'a Options,
    file: &'a Utf8Path,
    flavour: ConfigFlavour,
    default_code: &'a str,
    overrides: &'a Overrides,
}

impl Site<'_> {
    fn language(
        &self,
        (code, language): &(Spanned<String>, LanguageOptions),
        cascade: Cascade,
        found: &mut Vec<Diagnostic>,
    ) -> Language {
        let locale = self.locale(code, language, found);
        let params = self.options.params.merged_with(&language.params);
        let code = code.value.to_lowercase();
        let menus = &language.menus;
        let menus = if menus.entries.is_empty() { &self.options.menus } else { menus };
        let title = language.title.as_ref().or(self.options.title.as_ref());
        let copyright = language.copyright.as_ref().or(self.options.copyright.as_ref());
        let date_layout = params.get("time_format_blog").and_then(|layout| layout.value.to_text());
        Language {
            name: language.name.clone().unwrap_or_else(|| code.clone()),
            direction: direction(language, &locale),
            title: title.cloned().unwrap_or_default(),
            copyright: copyright.cloned(),
            content_dir: self.content_dir(language, &code),
            menus: MenuEntry::read_menus(menus),
            date_layout: date_layout.map(|layout| GoLayout::parse(&layout)),
            cjk: cjk(self.options, language, &locale),
            alternatives: Vec::new(),
            cascade,
            disabled_kinds: self.disabled_kinds(language),
            publish: self.publish_rules(language),
            has_aliases: self.has_aliases(language),
            pagination: self.pagination(language, found),
            code,
            locale,
            params,
        }
    }

    fn disabled_kinds(&self, language: &LanguageOptions) -> Vec<String> {
        let named = language.disable_kinds.as_ref().unwrap_or(&self.options.disable_kinds);
        named.iter().map(|kind| kind.value.clone()).collect()
    }

    fn publish_rules(&self, language: &LanguageOptions) -> PublishRules {
        let (own, of_site) = (&language.publish, &self.options.publish);
        let is_on = |own: Option<bool>, of_site: Option<bool>| own.or(of_site) == Some(true);
        PublishRules {
            drafts: self.overrides.drafts || is_on(own.drafts, of_site.drafts),
            future: self.overrides.future || is_on(own.future, of_site.future),
            expired: self.overrides.expired || is_on(own.expired, of_site.expired),
        }
    }

    fn has_aliases(&self, language: &LanguageOptions) -> bool {
        language.disable_aliases.or(self.options.redirects.disable_aliases) != Some(true)
    }

    fn pagination(&self, language: &LanguageOptions, found: &mut Vec<Diagnostic>) -> Pagination {
        let (own, of_site) = (&language.pagination, &self.options.pagination);
        let path = own.path.as_ref().or(of_site.path.as_ref());
        let size = own.pager_size.as_ref().or(of_site.pager_size.as_ref());
        Pagination {
            pager_size: size.map_or(50, |size| self.pager_size(size, found)),
            path: path.map_or_else(|| "page".to_owned(), |named| named.value.clone()),
        }
    }

    /// A number of pages; Hugo writes -1 for all of them, and 0 where nothing is cut into parts. One that cannot be is
    /// reported once.
    fn pager_size(&self, named: &Spanned<i64>, found: &mut Vec<Diagnostic>) -> usize {
        if matches!(named.value, -1 | 0) {
            return usize::MAX;
        }
        usize::try_from(named.value).map_or_else(
            |_| {
                let message = format!("`{}` is not a count", named.value);
                let place = Place::span(self.file, named.span);
                let problem = Diagnostic::new(Code::ConfigValue, message).at(place);
                let problem = problem.hint("use a whole number, 0 or more");
                if !found.contains(&problem) {
                    found.push(problem);
                }
                50
            },
            |size| size.max(1),
        )
    }

    /// What the pages of each language inherit.
    fn cascades(
        &self,
        enabled: &[&(Spanned<String>, LanguageOptions)],
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Cascade> {
        let own = enabled.iter().map(|(_, language)| written(&language.cascade));
        let written = Written { site: written(&self.options.cascade), languages: own.collect() };
        let mut problems = Vec::new();
        let mut cascades = written.read(self.flavour, &mut problems);
        cascades.iter_mut().for_each(Cascade::forget_spans);
        found.extend(problems.into_iter().map(|problem| self.cascade_problem(problem)));
        cascades
    }

    fn cascade_problem(&self, problem: CascadeProblem) -> Diagnostic {
        let code = if problem.is_budget { Code::BudgetExceeded } else { Code::ConfigValue };
        Diagnostic::new(code, problem.message).at(Place::span(self.file, problem.span))
    }

    /// By its own tag, that of the site, or its code.
    fn locale(
        &self,
        code: &Spanned<String>,
        language: &LanguageOptions,
        found: &mut Vec<Diagnostic>,
    ) -> Locale {
        let is_default = code.value.eq_ignore_ascii_case(self.default_code);
        let of_site = self.options.language_code.as_ref().filter(|_| is_default);
        let tag = language.code.as_ref().or(of_site).unwrap_or(code);
        Locale::parse(&tag.value).unwrap_or_else(|| {
            let message = format!("`{}` is not a language tag", tag.value);
            let hint = "use a BCP 47 tag such as `en`, `pt-br` or `zh-Hans`";
            let place = Place::span(self.file, tag.span);
            found.push(Diagnostic::new(Code::ConfigValue, message).at(place).hint(hint));
            Locale::parse(&code.value).unwrap_or_default()
        })
    }

    /// A language's own directory, else that of the site. For Hugo the site's is that of all languages; in
    /// a `site.toml` it is the default language's, and `content/<code>` the place of every other, unless
    /// the site has but one language and keeps it in `content`.
    fn content_dir(&self, language: &LanguageOptions, code: &str) -> Utf8PathBuf {
        let is_hugo = self.flavour == ConfigFlavour::Hugo;
        let of_site =
            self.options.content_dir.as_ref().filter(|_| is_hugo || code == self.default_code);
        let named = language.content_dir.as_ref().or(of_site).filter(|dir| !dir.value.is_empty());
        let dir = match named {
            Some(dir) => dir.value.clone(),
            None if is_hugo || self.options.languages.is_empty() => "content".to_owned(),
            None => format!("content/{code}"),
        };
        Utf8PathBuf::from(dir.trim_start_matches("./").trim_end_matches('/'))
    }
}

fn written(cascade: &Option<Spanned<Value>>) -> Option<&Spanned<Value>> {
    cascade.as_ref().filter(|cascade| cascade.value != Value::Null)
}

/// On for Chinese and Japanese unless the configuration says otherwise, of the language or of all. Korean
/// puts blanks between words, and emphasis in it stands beside punctuation as in the other two.
fn cjk(options: &Options, language: &LanguageOptions, locale: &Locale) -> Cjk {
    let (specific, general) = (language.cjk, options.markup.cjk);
    let tag = locale.tag();
    let language = tag.get(..2).unwrap_or_default();
    let enabled = specific.enable.or(general.enable);
    let is_on = |switch: Option<bool>, usual: &[&str]| {
        enabled != Some(false) && switch.or(enabled).unwrap_or_else(|| usual.contains(&language))
    };
    Cjk {
        joins_lines: is_on(specific.line_breaks.or(general.line_breaks), &["zh", "ja"]),
        drops_escaped_blanks: specific.escaped_space.or(general.escaped_space).unwrap_or(false),
        frees_emphasis: is_on(specific.emphasis.or(general.emphasis), &["zh", "ja", "ko"]),
    }
}

fn direction(language: &LanguageOptions, locale: &Locale) -> Direction {
    match language.direction.as_ref().map(|text| text.value.to_lowercase()).as_deref() {
        Some("rtl") => Direction::RightToLeft,
        Some("ltr") => Direction::LeftToRight,
        _ => locale.direction(),
    }
}

/// A content directory that is not below the root.
fn outside(dir: &Option<Spanned<String>>, file: &Utf8Path) -> Option<Diagnostic> {
    let dir = dir.as_ref().filter(|dir| !is_below_root(&dir.value))?;
    let message = format!("`{}` is not below the site's root", dir.value);
    let place = Place::span(file, dir.span);
    let hint = "use a path relative to the root, without `..`";
    Some(Diagnostic::new(Code::ConfigValue, message).at(place).hint(hint))
}

fn with_alternatives(mut languages: Vec<Language>, codes: &[String]) -> Vec<Language> {
    for language in &mut languages {
        language.alternatives = named_alternatives(&language.params)
            .iter()
            .filter_map(|name| codes.iter().position(|code| code.eq_ignore_ascii_case(name)))
            .map(LanguageId)
            .collect();
    }
    languages
}

fn named_alternatives(params: &Table) -> Vec<String> {
    match params.get("language_alternatives").map(|found| &found.value) {
        Some(Value::List(names)) => names.iter().filter_map(|name| name.value.to_text()).collect(),
        Some(one) => one.to_text().into_iter().collect(),
        None => Vec::new(),
    }
}

fn unknown_default(options: &Options, file: &Utf8Path, code: &str, codes: &[String]) -> Diagnostic {
    let message =
        format!("`defaultContentLanguage` is `{code}`, which `[languages]` does not have");
    let mut diagnostic = Diagnostic::new(Code::ConfigValue, message);
    if let Some(named) = &options.default_language {
        diagnostic = diagnostic.at(Place::span(file, named.span));
    }
    match nearest(code, codes.iter().map(String::as_str)) {
        Some(meant) => diagnostic.hint(format!("did you mean `{meant}`?")),
        None => diagnostic.hint(format!("the languages are {}", codes.join(", "))),
    }
}
