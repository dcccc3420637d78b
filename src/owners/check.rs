//! Checks that need all files together: names that lead nowhere.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use rayon::prelude::*;

use super::login::is_possible_login;
use super::statement::{ListedName, Statement};
use super::{Owners, Role};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};

/// A name this similar to an alias is a misspelt or removed one: people's logins are
/// shorter, and have fewer parts.
const PARTS_OF_AN_ALIAS: usize = 3;

/// Compares names with the existing aliases and labels. `pages` holds the statements of front matter.
pub fn check(owners: &Owners, pages: &[&Statement], found: &mut Vec<Diagnostic>) {
    let statements: Vec<&Statement> =
        owners.statements.iter().chain(pages.iter().copied()).collect();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut unknown: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for (statement, role, named) in statements.iter().flat_map(|statement| names(statement)) {
        let place = || Place::span(&statement.file, named.span);
        if role == Role::Label {
            let is_known = owners.labels.is_empty() || owners.labels.get(&named.name).is_some();
            if !is_known {
                unknown.entry(&named.name).or_default().push(place());
            }
        } else if owners.aliases.members(&named.name).is_some() {
            used.insert(&named.name);
        } else {
            found.extend(strange_name(owners, named, &statement.file));
        }
    }
    // Each is compared with every label there is.
    let unknown: Vec<Diagnostic> = unknown
        .into_par_iter()
        .map(|(label, places)| unknown_label(owners, label, places))
        .collect();
    found.extend(unknown);
    found.extend(unused_aliases(owners, &used));
}

/// A translation whose owners were copied from its source: these reviewers may not read its language.
pub fn copied(translation: &Statement, source: &Statement) -> Option<Diagnostic> {
    let people = |statement: &Statement| -> Vec<(Role, String)> {
        let people = names(statement).filter(|(_, role, _)| *role != Role::Label);
        people.map(|(_, role, named)| (role, named.name.clone())).collect()
    };
    let source_people = people(source);
    let first = |statement| names(statement).find(|(_, role, _)| *role != Role::Label);
    let ((_, role, copied), (_, _, first)) = (first(translation)?, first(source)?);
    if people(translation).iter().any(|person| !source_people.contains(person)) {
        return None;
    }
    let message =
        format!("these {} are the same as those of the source page", role.key().replace('_', " "));
    Some(
        Diagnostic::new(Code::OwnersCopied, message)
            .at(Place::span(&translation.file, copied.span))
            .related(Place::span(&source.file, first.span), "the source page names them")
            .hint("remove them, so that the translation goes to its own team"),
    )
}

/// Every name of a statement.
fn names(statement: &Statement) -> impl Iterator<Item = (&Statement, Role, &ListedName)> {
    statement.clauses.iter().flat_map(move |clause| {
        let roles = Role::ALL.into_iter();
        roles.flat_map(move |role| {
            clause.lists.of(role).iter().map(move |named| (statement, role, named))
        })
    })
}

/// A name that is not an alias, and cannot be, or is hardly meant to be, a login.
fn strange_name(owners: &Owners, named: &ListedName, file: &Utf8Path) -> Option<Diagnostic> {
    let name = &named.name;
    let aliases = || owners.aliases.names().map(|(alias, _)| alias);
    let looks_like_an_alias = name.split('-').count() >= PARTS_OF_AN_ALIAS;
    let (message, hint) = if !is_possible_login(name) {
        let message = format!("`{name}` is neither an alias nor a login");
        let hint = nearest(name, aliases()).map_or_else(
            || "name a GitHub user, or an alias from `OWNERS_ALIASES`".to_owned(),
            |alias| format!("did you mean the alias `{alias}`?"),
        );
        (message, hint)
    } else {
        let alias = nearest(name, aliases()).filter(|_| looks_like_an_alias)?;
        let message = format!("there is no alias `{name}`; it is taken for a login");
        (message, format!("did you mean `{alias}`? Otherwise add `{name}` to `OWNERS_ALIASES`"))
    };
    let place = Place::span(file, named.span);
    Some(Diagnostic::new(Code::OwnersName, message).at(place).hint(hint))
}

/// One diagnostic, with the other places listed in it.
fn unknown_label(owners: &Owners, label: &str, places: Vec<Place>) -> Diagnostic {
    let file = owners.label_file.as_deref().map_or("labels.yaml", Utf8Path::as_str);
    let uses = match places.len() {
        1 => String::new(),
        count => format!(" ({count} uses)"),
    };
    let message = format!("`{file}` has no label `{label}`{uses}");
    let hint = match nearest(label, owners.labels.names()) {
        Some(meant) => format!("did you mean `{meant}`? Otherwise add `{label}` to `{file}`"),
        None => format!("add it to `{file}`: `- name: {label}`"),
    };
    let mut diagnostic = Diagnostic::new(Code::LabelUnknown, message).hint(hint);
    diagnostic.place = places.into_iter().min();
    diagnostic
}

fn unused_aliases<'a>(
    owners: &'a Owners,
    used: &'a BTreeSet<&str>,
) -> impl Iterator<Item = Diagnostic> + 'a {
    let file = owners.alias_file.as_deref().unwrap_or(Utf8Path::new(super::OWNERS_ALIASES));
    let unused = owners.aliases.names().filter(|(alias, _)| !used.contains(alias));
    unused.map(move |(alias, span)| {
        Diagnostic::new(Code::OwnersAliasUnused, format!("no file uses the alias `{alias}`"))
            .at(Place::span(file, span))
            .hint("remove it, or name it in an `OWNERS` file")
    })
}
