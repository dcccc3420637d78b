//! Which rows the dashboard shows, and which choices there are.

use std::collections::BTreeSet;

use serde::Serialize;

use super::bar::LanguageLabel;
use super::query::Query;
use crate::board::{BoardPage, Filter};
use crate::config::Settings;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::status::State;
use crate::owners::{Ownership, Role};

/// What the query asks for.
pub(super) struct Choice {
    pub filter: Filter,
}

impl Choice {
    /// Names in the query that do not exist are ignored.
    pub(super) fn read(settings: &Settings, query: &Query) -> Self {
        let language = query.get("language").and_then(|code| settings.language_by_code(code));
        let filter = Filter {
            languages: language.into_iter().collect(),
            owner: query.get("owner").map(str::to_owned),
            label: query.get("label").map(str::to_owned),
            severity: query.get("severity").and_then(DriftSeverity::from_name),
            states: query.get("state").and_then(State::from_name).into_iter().collect(),
            year: query.get("year").and_then(|year| year.parse().ok()),
            text: query.get("text").map(str::to_lowercase),
            ..Filter::default()
        };
        Self { filter }
    }

    /// Whether a page is in a chosen language, whatever the other choices are.
    pub(super) fn is_of_language(&self, page: &BoardPage) -> bool {
        let languages = &self.filter.languages;
        languages.is_empty() || languages.contains(&page.status.language)
    }
}

/// The available choices, and the current ones.
#[derive(Serialize)]
pub(super) struct FilterView {
    languages: Vec<OptionView>,
    states: Vec<OptionView>,
    severities: Vec<OptionView>,
    labels: Vec<OptionView>,
    years: Vec<OptionView>,
    owners: BTreeSet<String>,
    owner: Option<String>,
    text: Option<String>,
    is_any: bool,
}

#[derive(Serialize)]
struct OptionView {
    value: String,
    name: String,
    chosen: bool,
}

impl FilterView {
    pub(super) fn new(
        query: &Query,
        languages: Vec<LanguageLabel>,
        ownerships: &[&Ownership],
        years: BTreeSet<i16>,
    ) -> Self {
        let option = |key: &str, value: &str, name: &str| OptionView {
            value: value.to_owned(),
            name: name.to_owned(),
            chosen: query.get(key) == Some(value),
        };
        let labels: BTreeSet<&str> =
            ownerships.iter().flat_map(|ownership| ownership.labels.names()).collect();
        let owners = ownerships.iter().flat_map(|ownership| names_of_owners(ownership));
        let languages = languages.iter();
        let severities = DriftSeverity::ALL.into_iter().rev().map(DriftSeverity::name);
        let years = years.into_iter().rev().map(|year| year.to_string());
        let keys = ["language", "state", "severity", "label", "year", "owner", "text"];
        Self {
            languages: languages
                .map(|language| option("language", &language.code, &language.name))
                .collect(),
            states: State::ALL.map(|state| option("state", state.name(), state.name())).into(),
            severities: severities.map(|name| option("severity", name, name)).collect(),
            labels: labels.into_iter().map(|label| option("label", label, label)).collect(),
            years: years.map(|year| option("year", &year, &year)).collect(),
            owners: owners.map(str::to_owned).collect(),
            owner: query.get("owner").map(str::to_owned),
            text: query.get("text").map(str::to_owned),
            is_any: keys.iter().any(|key| query.get(key).is_some()),
        }
    }
}

/// Logins and the aliases by which they are named.
fn names_of_owners(ownership: &Ownership) -> impl Iterator<Item = &str> {
    let roles = [Role::Approver, Role::Reviewer, Role::RequiredReviewer];
    let holdings = roles.into_iter().flat_map(|role| ownership.of(role).iter());
    holdings.flat_map(|holding| {
        let alias = holding.grant.alias.as_deref();
        std::iter::once(holding.grant.name.as_str()).chain(alias)
    })
}
