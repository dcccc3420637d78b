//! `OWNERS_ALIASES`: names for groups of people.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::normal_login;
use super::values;
use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned};
use crate::structured::{Format, Table, Value};

/// Alias -> the people in it. An alias within an alias is a login like any other.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    groups: BTreeMap<String, Group>,
}

#[derive(Clone, Debug)]
struct Group {
    /// Where the alias is written.
    span: Span,
    members: BTreeSet<String>,
}

impl Aliases {
    /// Reads the file. Wrong entries are left out and reported in `found`.
    pub fn read(file: &Utf8Path, text: &str, found: &mut Vec<Diagnostic>) -> Self {
        let mut reader = AliasReader { file, text, found };
        match Format::Yaml.parse(text) {
            Ok(parsed) => match &parsed.value {
                Value::Table(table) => reader.aliases(table),
                Value::Null => Self::default(),
                other => {
                    let message = format!("expected `aliases:`, not {}", other.kind());
                    reader.report(parsed.span, message, "begin the file with `aliases:`");
                    Self::default()
                }
            },
            Err(error) => {
                let message = format!("not valid YAML; all aliases are ignored: {}", error.message);
                let place = Place { file: file.to_owned(), span: error.span };
                reader.found.push(Diagnostic::new(Code::OwnersSyntax, message).at(place));
                Self::default()
            }
        }
    }

    /// The members of an alias. Its name must be normalized like a login.
    pub fn members(&self, name: &str) -> Option<&BTreeSet<String>> {
        self.groups.get(name).map(|group| &group.members)
    }

    /// The aliases and where each is written.
    pub fn names(&self) -> impl Iterator<Item = (&str, Span)> {
        self.groups.iter().map(|(name, group)| (name.as_str(), group.span))
    }

    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

struct AliasReader<'a> {
    file: &'a Utf8Path,
    text: &'a str,
    found: &'a mut Vec<Diagnostic>,
}

impl AliasReader<'_> {
    fn aliases(&mut self, table: &Table) -> Aliases {
        let empty = Table::default();
        let written = match values::table(values::get(table, "aliases"), &empty) {
            Ok(written) => written,
            Err(wrong) => {
                let message = format!("`aliases` must map names to lists, not {}", wrong.kind);
                self.report(wrong.span, message, "write `aliases:`, and `  team:` below it");
                &empty
            }
        };
        let groups = written.entries.iter().filter_map(|(alias, value)| {
            let members = self.members(alias, value)?;
            Some((normal_login(&alias.value), Group { span: alias.span, members }))
        });
        Aliases { groups: groups.collect() }
    }

    /// A list of logins, the keys of `{a, b}`, or nothing.
    fn members(
        &mut self,
        alias: &Spanned<String>,
        value: &Spanned<Value>,
    ) -> Option<BTreeSet<String>> {
        match &value.value {
            Value::Null => Some(BTreeSet::new()),
            Value::Table(table) => {
                Some(table.entries.iter().map(|(key, _)| normal_login(&key.value)).collect())
            }
            Value::List(items) => items.iter().map(|item| self.member(alias, item)).collect(),
            other => {
                let message = format!(
                    "the alias `{}` must be a list of logins, not {}",
                    alias.value,
                    other.kind()
                );
                self.report(value.span, message, "write one login per line: `- login`");
                None
            }
        }
    }

    /// Here Prow wants text and nothing else: a bare `yes` or `7` is an error.
    fn member(&mut self, alias: &Spanned<String>, item: &Spanned<Value>) -> Option<String> {
        let kind = match &item.value {
            Value::Text(_) if values::bare_bool(item, self.text).is_some() => "a boolean",
            Value::Text(login) => return Some(normal_login(login)),
            other => other.kind(),
        };
        let message = format!("a member of the alias `{}` must be text, not {kind}", alias.value);
        self.report(item.span, message, "put the login in quotes");
        None
    }

    fn report(&mut self, span: Span, message: String, hint: &str) {
        let place = Place::span(self.file, span);
        self.found.push(Diagnostic::new(Code::OwnersType, message).at(place).hint(hint.to_owned()));
    }
}
