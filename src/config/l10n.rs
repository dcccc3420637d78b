//! How the translations of a site are kept: `[l10n]`.

use std::collections::BTreeMap;

use camino::Utf8Path;

use super::{Language, LanguageId};
use crate::diagnostic::{Code, Diagnostic, Place, Spanned, nearest};
use crate::structured::{Reader, UnknownKeys, Value};

/// The ways of a site's localization teams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct L10nRules {
    /// Whether a build makes pages about the state of the translations.
    pub report: bool,
    /// Whether translations into a language keep their source in comments. Where nothing is said of a
    /// language, its translations tell.
    pub comments: BTreeMap<LanguageId, bool>,
}

/// `[l10n]` as it is written.
#[derive(Debug, Default)]
pub struct L10nOptions {
    report: Option<bool>,
    /// `[l10n.comments]`: code -> whether.
    comments: Vec<(Spanned<String>, bool)>,
}

impl L10nOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let options = reader.within("l10n", UnknownKeys::Report, |l10n| Self {
            report: l10n.bool("report"),
            comments: read_comments(l10n),
        });
        options.unwrap_or_default()
    }

    /// The rules; a language that there is not is said and left out.
    pub(super) fn resolve(
        &self,
        languages: &[Language],
        file: &Utf8Path,
        found: &mut Vec<Diagnostic>,
    ) -> L10nRules {
        let mut comments = BTreeMap::new();
        for (code, keeps) in &self.comments {
            let named = |language: &Language| language.code.eq_ignore_ascii_case(&code.value);
            match languages.iter().position(named) {
                Some(index) => {
                    comments.insert(LanguageId(index), *keeps);
                }
                None => found.push(unknown(code, languages, file)),
            }
        }
        L10nRules { report: self.report.unwrap_or(false), comments }
    }
}

fn read_comments(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, bool)> {
    let Some(table) = reader.free_table("comments") else { return Vec::new() };
    let mut comments = Vec::new();
    for (code, value) in &table.entries {
        match &value.value {
            Value::Bool(keeps) => comments.push((code.clone(), *keeps)),
            other => {
                let message =
                    format!("`{}` must be `true` or `false`, not {}", code.value, other.kind());
                reader.reject(value.span, message, "");
            }
        }
    }
    comments
}

fn unknown(code: &Spanned<String>, languages: &[Language], file: &Utf8Path) -> Diagnostic {
    let message = format!("`{}` is not a language of this site", code.value);
    let problem = Diagnostic::new(Code::ConfigValue, message).at(Place::span(file, code.span));
    match nearest(&code.value, languages.iter().map(|language| language.code.as_str())) {
        Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
        None => problem,
    }
}
