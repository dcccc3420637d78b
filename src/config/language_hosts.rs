//! Languages that have a host each: `baseURL` in `[languages.de]`.
//!
//! As in Hugo, one such key gives every language a host: one without the key has that of the site. The files of each
//! are in a directory of its own in the output, and what is no language's is in all of them.

use super::base_url::{self, BaseUrl, LanguageHost};
use super::options::LanguageOptions;
use super::{Language, LanguageId, LoadedConfig, Overrides, Purpose};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Whether languages have hosts. Wherever the site is built for, each language has a directory then.
pub(super) fn are_named(config: &LoadedConfig) -> bool {
    config.options.languages.iter().any(|(_, language)| language.base_url.is_some())
}

/// Where the site will stand. While it is written or checked, all languages are on one host.
pub(super) fn resolve(
    config: &LoadedConfig,
    overrides: &Overrides,
    (languages, default): (&[Language], LanguageId),
    found: &mut Vec<Diagnostic>,
) -> BaseUrl {
    if !are_named(config) {
        return base_url::of_site(config, overrides, found);
    }
    let own = languages.iter().map(|language| own(config, language, found)).collect::<Vec<_>>();
    let known = found.len();
    let site = base_url::of_site(config, overrides, found);
    if own.iter().all(Option::is_some) {
        // Nothing stands at the address of the site.
        found.truncate(known);
    }
    if overrides.purpose != Purpose::Readers || overrides.origin.is_some() {
        return site;
    }
    let host = |(language, own): (&Language, Option<BaseUrl>)| {
        let BaseUrl { origin, path, .. } = own.unwrap_or_else(|| site.clone());
        LanguageHost { directory: language.code.clone(), origin, path }
    };
    let mut hosts: Vec<LanguageHost> = languages.iter().zip(own).map(host).collect();
    hosts[..=default.0].rotate_right(1);
    BaseUrl { origin: hosts[0].origin.clone(), path: "/".to_owned(), hosts }
}

fn own(config: &LoadedConfig, language: &Language, found: &mut Vec<Diagnostic>) -> Option<BaseUrl> {
    let mut options = config.options.languages.iter();
    let (_, LanguageOptions { base_url, .. }) =
        options.find(|(code, _)| code.value.eq_ignore_ascii_case(&language.code))?;
    let written = base_url.as_ref()?;
    let parsed = BaseUrl::parse(&written.value);
    if parsed.is_none() {
        let message = format!("`{}` is not an absolute URL", written.value);
        let place = Place::span(&config.file, written.span);
        found.push(Diagnostic::new(Code::ConfigBaseUrl, message).at(place).hint(base_url::HINT));
    }
    Some(parsed.unwrap_or_else(|| BaseUrl::of_path(&written.value)))
}
