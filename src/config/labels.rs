//! Who sees labels and owners: `[labels]` and `[owners]`.

use std::collections::BTreeMap;

use camino::Utf8Path;

use super::Language;
use crate::diagnostic::{Code, Diagnostic, Place, Spanned, nearest};
use crate::structured::{Reader, UnknownKeys, Value};

/// For whom a site is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Its readers.
    #[default]
    Public,
    /// Those who work on it.
    Preview,
}

/// Which audience sees something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    Always,
    #[default]
    Preview,
    Never,
}

impl Visibility {
    const NAMES: [(&str, Visibility); 3] = [
        ("always", Visibility::Always),
        ("preview", Visibility::Preview),
        ("never", Visibility::Never),
    ];

    pub fn allows(self, audience: Audience) -> bool {
        match self {
            Visibility::Always => true,
            Visibility::Preview => audience == Audience::Preview,
            Visibility::Never => false,
        }
    }
}

/// What is shown of labels, and which one a language has.
#[derive(Clone, Debug, Default)]
pub struct LabelRules {
    show: Visibility,
    /// Patterns of names, each with its own rule, in the order of the file; the first one decides.
    by_name: Vec<(String, Visibility)>,
    /// Code of a language -> its label, where that is not `language/` and the code.
    languages: BTreeMap<String, String>,
}

impl LabelRules {
    /// Whether a label is shown to an audience.
    pub fn allow(&self, label: &str, audience: Audience) -> bool {
        let rule = self.by_name.iter().find(|(pattern, _)| matches(pattern, label));
        rule.map_or(self.show, |(_, visibility)| *visibility).allows(audience)
    }

    /// The labels that pages of a language may have: the configured one, else `language/pt-br` or
    /// `language/pt`.
    pub fn of_language(&self, code: &str) -> Vec<String> {
        if let Some(label) = self.languages.get(code) {
            return vec![label.clone()];
        }
        let whole = format!("language/{code}");
        let plain = code.split_once('-').map(|(plain, _)| format!("language/{plain}"));
        plain.into_iter().chain([whole]).collect()
    }
}

/// A name, or the beginning of one and `*`.
fn matches(pattern: &str, label: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => label.starts_with(start),
        None => pattern == label,
    }
}

/// `[labels]` as it is written.
#[derive(Debug, Default)]
pub struct LabelOptions {
    show: Option<Spanned<String>>,
    /// `[labels.only]`: pattern -> visibility.
    only: Vec<(Spanned<String>, Spanned<String>)>,
    /// `[labels.languages]`: code -> label.
    languages: Vec<(Spanned<String>, Spanned<String>)>,
}

/// `[owners]` as it is written.
#[derive(Debug, Default)]
pub struct OwnerOptions {
    show: Option<Spanned<String>>,
}

impl LabelOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let options = reader.within("labels", UnknownKeys::Report, |labels| Self {
            show: labels.text("show"),
            only: texts(labels, "only"),
            languages: texts(labels, "languages"),
        });
        options.unwrap_or_default()
    }

    /// The rules; what is wrong is said and left out.
    pub(super) fn resolve(
        &self,
        languages: &[Language],
        file: &Utf8Path,
        found: &mut Vec<Diagnostic>,
    ) -> LabelRules {
        let by_name = self.only.iter().filter_map(|(pattern, word)| {
            Some((pattern.value.clone(), visibility(word, file, found)?))
        });
        let by_name = by_name.collect();
        for (code, _) in &self.languages {
            let codes = || languages.iter().map(|language| language.code.as_str());
            if !codes().any(|known| known.eq_ignore_ascii_case(&code.value)) {
                let message = format!("`{}` is not a language of this site", code.value);
                let mut problem = Diagnostic::new(Code::ConfigValue, message);
                if let Some(meant) = nearest(&code.value, codes()) {
                    problem = problem.hint(format!("did you mean `{meant}`?"));
                }
                found.push(problem.at(Place::span(file, code.span)));
            }
        }
        let languages = self.languages.iter();
        LabelRules {
            show: show(self.show.as_ref(), file, found),
            by_name,
            languages: languages
                .map(|(code, label)| (code.value.to_lowercase(), label.value.clone()))
                .collect(),
        }
    }
}

impl OwnerOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let options = reader
            .within("owners", UnknownKeys::Report, |owners| Self { show: owners.text("show") });
        options.unwrap_or_default()
    }

    pub(super) fn resolve(&self, file: &Utf8Path, found: &mut Vec<Diagnostic>) -> Visibility {
        show(self.show.as_ref(), file, found)
    }
}

/// The texts of a table whose keys the user chooses.
fn texts(reader: &mut Reader<'_>, key: &'static str) -> Vec<(Spanned<String>, Spanned<String>)> {
    let Some(table) = reader.free_table(key) else { return Vec::new() };
    let mut texts = Vec::new();
    for (name, value) in &table.entries {
        match &value.value {
            Value::Text(text) => {
                texts.push((name.clone(), Spanned::new(text.clone(), value.span)));
            }
            other => {
                let message = format!("`{}` must be text, not {}", name.value, other.kind());
                reader.reject(value.span, message, "");
            }
        }
    }
    texts
}

fn show(
    word: Option<&Spanned<String>>,
    file: &Utf8Path,
    found: &mut Vec<Diagnostic>,
) -> Visibility {
    word.and_then(|word| visibility(word, file, found)).unwrap_or_default()
}

fn visibility(
    word: &Spanned<String>,
    file: &Utf8Path,
    found: &mut Vec<Diagnostic>,
) -> Option<Visibility> {
    let named = Visibility::NAMES.iter().find(|(name, _)| *name == word.value);
    if named.is_none() {
        let message = format!("`{}` is not a visibility", word.value);
        let hint = "use `always`, `preview` or `never`";
        let place = Place::span(file, word.span);
        found.push(Diagnostic::new(Code::ConfigValue, message).at(place).hint(hint));
    }
    named.map(|(_, visibility)| *visibility)
}
