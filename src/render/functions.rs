//! The functions that templates can call.
//!
//! | function | gives |
//! | --- | --- |
//! | `t(key=…, count=…, or=…, name=…)` | the string `key` in the page's language; if no language has it, the string `or`, or nothing if that is empty |
//! | `asset(name=…)` | the URL of a theme asset, with a hash of its content in its name |
//! | `url(path=…)` | the URL of a path below the site's root |
//! | `absolute_url(path=…)` | the same with scheme and host |
//!
//! And the filters for an author's text:
//!
//! | filter | gives |
//! | --- | --- |
//! | `markdown` | one line of Markdown as HTML, without a paragraph around it |
//! | `plain` | one line of Markdown without its markup |
//! | `anchor` | text as the id of an element |
//! | `qr` | text as a QR code, an `<svg>` |
//! | `continue_from(words=…)` | HTML whose first paragraph goes on the sentence that `words` begin |
//! | `parameter(name=…, or=…)` | what a map has by a name such as `ui.colour`, in whatever case; else what the map `or` has; or nothing |

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::filters::parameter;
use super::inline::{inline_markdown, plain_markdown};
use super::missing::MissingStrings;
use super::policy::RawHtml;
use super::qr;
use super::sentence::continued;
use crate::config::Settings;
use crate::html::{Html, escaped};
use crate::locale::strings::Strings;

/// What the functions know.
pub(super) struct FunctionData {
    pub strings: Arc<Strings>,
    /// Language code -> its index.
    pub languages: Arc<BTreeMap<String, usize>>,
    /// Asset name -> URL.
    pub assets: Arc<BTreeMap<String, String>>,
    pub missing: Arc<MissingStrings>,
}

pub(super) fn register(tera: &mut Tera, settings: &Settings, data: FunctionData) {
    let FunctionData { strings, languages, assets, missing } = data;
    tera.register_function("t", move |arguments: Kwargs, state: &State| {
        translate(&strings, &languages, &missing, &arguments, state)
    });
    tera.register_function("asset", move |arguments: Kwargs, _: &State| {
        let name = arguments.must_get::<&str>("name")?;
        assets.get(name).cloned().ok_or_else(|| {
            let known: Vec<&str> = assets.keys().map(String::as_str).collect();
            tera::Error::message(format!("there is no asset `{name}`, but {}", known.join(", ")))
        })
    });
    let raw_html = RawHtml::of(settings);
    tera.register_filter("markdown", move |text: &str, _: Kwargs, _: &State| {
        Value::from(&inline_markdown(text, raw_html))
    });
    tera.register_filter("plain", |text: &str, _: Kwargs, _: &State| plain_markdown(text));
    tera.register_filter("anchor", |text: &str, _: Kwargs, _: &State| anchor(text));
    tera.register_filter("qr", |text: &str, _: Kwargs, _: &State| {
        let svg = qr::svg(text).map(|svg| Value::from(&Html::written(svg)));
        svg.ok_or_else(|| tera::Error::message("the text is too long for a QR code"))
    });
    tera.register_filter("continue_from", |html: Value, arguments: Kwargs, _: &State| {
        let words = arguments.must_get::<&str>("words")?;
        let html = html.as_str().unwrap_or_default();
        TeraResult::Ok(Value::from(&continued(html, words)))
    });
    tera.register_filter("parameter", parameter);
    let base = settings.base_url.clone();
    tera.register_function("url", move |arguments: Kwargs, _: &State| {
        TeraResult::Ok(base.relative(arguments.must_get::<&str>("path")?))
    });
    let base = settings.base_url.clone();
    tera.register_function("absolute_url", move |arguments: Kwargs, _: &State| {
        TeraResult::Ok(base.absolute(arguments.must_get::<&str>("path")?))
    });
}

fn translate(
    strings: &Strings,
    languages: &BTreeMap<String, usize>,
    missing: &MissingStrings,
    arguments: &Kwargs,
    state: &State<'_>,
) -> TeraResult<Value> {
    let key = arguments.must_get::<&str>("key")?;
    let instead = arguments.get::<&str>("or")?;
    let count = arguments.get::<i64>("count")?;
    let language = state.get::<String>("lang")?.and_then(|code| languages.get(&code).copied());
    // If the value of a placeholder is HTML, such as a byline with links, then the whole is HTML.
    let has_html = arguments.iter().any(|(_, value)| value.is_safe() && value.as_str().is_some());
    let value = |name: &str| -> Option<String> {
        let (_, value) = arguments.iter().find(|(key, _)| key.as_str() == Some(name))?;
        let text = value.to_string();
        Some(if has_html && !value.is_safe() { escaped(&text) } else { text })
    };
    let look = |key: &str| strings.get(language.unwrap_or(0), key, count, &value);
    let text = look(key).or_else(|| match instead? {
        "" => Some(String::new()),
        instead => look(instead),
    });
    Ok(match text {
        Some(text) if has_html => Value::safe_string(&text),
        Some(text) => Value::normal_string(&text),
        None => {
            missing.note(key);
            Value::normal_string(key)
        }
    })
}

/// Lower case, with one hyphen for every run of characters that are neither letters nor digits.
fn anchor(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
