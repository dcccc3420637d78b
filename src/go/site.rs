//! What the configuration says of a site, as templates see it.

use super::addresses::Base;
use super::data::{self, Keys};
use super::functions::version;
use super::host::Address;
use super::record::Record;
use super::value::Value;
use crate::config::{LanguageId, ListTitles, Settings};
use crate::locale::TitleStyle;

/// The version of Hugo whose templates these are.
const HUGO_VERSION: &str = "0.168.0";

/// A field of `site` in a language; `None` for what the configuration does not say.
pub fn field(settings: &Settings, language: LanguageId, name: &str) -> Option<Value> {
    let own = settings.language(language);
    let text = |text: &str| Value::string(text);
    Some(match name {
        "Title" => text(if own.title.is_empty() { &settings.title } else { &own.title }),
        "BaseURL" => text(&settings.root_url(language)),
        "Params" => params(settings, language),
        "Language" => language_value(settings, language),
        "LanguageCode" => text(&own.locale.tag()),
        "LanguagePrefix" => text(&settings.language_prefix(language)),
        "Languages" => {
            Value::list(settings.language_ids().map(|id| language_value(settings, id)).collect())
        }
        "IsMultiLingual" => Value::Bool(settings.languages.len() > 1),
        "Copyright" => text(own.copyright.as_deref().unwrap_or_default()),
        "IsServer" => Value::Bool(false),
        _ => return None,
    })
}

/// The parameters of the site in a language.
pub fn params(settings: &Settings, language: LanguageId) -> Value {
    data::table(&settings.language(language).params, Keys::Params, &settings.time_zone)
}

/// A parameter of the site in a language. A dot leads into tables.
pub fn param(settings: &Settings, language: LanguageId, key: &str) -> Option<Value> {
    key.split('.').try_fold(params(settings, language), |value, part| match value {
        Value::Map(map) => map.get(part).cloned(),
        _ => None,
    })
}

/// A language of the site.
pub fn language_value(settings: &Settings, id: LanguageId) -> Value {
    let language = settings.language(id);
    let code = || Value::string(language.code.as_str());
    let direction = || Value::string(language.direction.attribute());
    Record::value(
        "*langs.Language",
        language.code.as_str(),
        [
            ("Lang", code()),
            ("Name", code()),
            ("LanguageCode", Value::string(language.locale.tag())),
            ("Locale", Value::string(language.locale.tag())),
            ("LanguageName", Value::string(language.name.as_str())),
            ("Label", Value::string(language.name.as_str())),
            ("LanguageDirection", direction()),
            ("Direction", direction()),
            ("Title", Value::string(language.title.as_str())),
            ("Weight", Value::Int(i64::try_from(id.0 + 1).unwrap_or_default())),
            ("IsDefault", Value::Bool(id == settings.default_language)),
            ("Params", params(settings, id)),
        ],
    )
}

/// `hugo`, with what the host knows beyond the configuration.
pub fn hugo(settings: &Settings, data: Value, sites: Value) -> Value {
    let environment = settings.environment.as_str();
    let languages = settings.languages.len();
    let generator = format!("<meta name=\"generator\" content=\"Hugo {HUGO_VERSION}\">");
    Record::value(
        "*hugo.HugoInfo",
        HUGO_VERSION,
        [
            ("Version", version(HUGO_VERSION)),
            ("Environment", Value::string(environment)),
            ("IsProduction", Value::Bool(environment == "production")),
            ("IsDevelopment", Value::Bool(environment == "development")),
            ("IsServer", Value::Bool(false)),
            ("IsExtended", Value::Bool(true)),
            ("IsMultilingual", Value::Bool(languages > 1)),
            ("IsMultihost", Value::Bool(settings.has_language_hosts)),
            ("Generator", Value::html(generator)),
            ("WorkingDir", Value::string("")),
            ("CommitHash", Value::string("")),
            ("BuildDate", Value::string("")),
            ("GoVersion", Value::string("")),
            ("Data", data),
            ("Sites", sites),
        ],
    )
}

/// `relURL` and its kin.
pub fn address(settings: &Settings, language: LanguageId, kind: Address, path: &str) -> String {
    let prefix = settings.language_prefix(language);
    let base = Base {
        origin: &settings.base_url.origin,
        path: &settings.base_url.path,
        language: prefix.trim_start_matches('/'),
    };
    base.address(kind, path)
}

/// `title`: the text as a title in the site's style.
pub fn title(settings: &Settings, text: &str) -> String {
    let style = match settings.list_titles {
        ListTitles::Plain => TitleStyle::from_name("ap"),
        ListTitles::Hugo { style, .. } => Some(style),
    };
    style.map_or_else(|| text.to_owned(), |style| style.apply(text))
}
