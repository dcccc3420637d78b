//! What one file says about owners: an `OWNERS` file, or the front matter of a page.
//!
//! A file with a wrong value contributes nothing, and Prow does not say so. Here, each
//! of these cases is a diagnostic. Aliases stay names: `index` expands them.

use camino::{Utf8Path, Utf8PathBuf};

use super::go_pattern::GoPattern;
use super::values::{self, WrongType};
use super::{Role, normal_login};
use crate::diagnostic::{Code, Diagnostic, LineStarts, Place, Span, Spanned, nearest};
use crate::structured::{Format, Table, Value};

/// The four lists, each as written, except for the case of logins.
#[derive(Clone, Debug, Default)]
pub struct Lists([Vec<ListedName>; Role::ALL.len()]);

/// A name in a list, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedName {
    pub name: String,
    pub span: Span,
    /// From 1.
    pub line: usize,
}

/// Lists and the paths that they are for.
#[derive(Clone, Debug)]
pub struct Clause {
    pub filter: GoPattern,
    pub lists: Lists,
}

/// What a file says about its directory or, in front matter, about itself.
#[derive(Clone, Debug)]
pub struct Statement {
    pub file: Utf8PathBuf,
    pub clauses: Vec<Clause>,
    pub no_parent_owners: bool,
    pub auto_approve_unowned_subfolders: bool,
}

/// The keys of an `OWNERS` file, for "did you mean". Lists of emeriti are only for people.
const KEYS: &[&str] = &[
    "approvers",
    "reviewers",
    "required_reviewers",
    "labels",
    "options",
    "filters",
    "emeritus_approvers",
    "emeritus_reviewers",
];

const LIST_HINT: &str = "write a list, one name per line: `- name`";

impl Lists {
    pub fn of(&self, role: Role) -> &[ListedName] {
        &self.0[role as usize]
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }
}

impl Statement {
    /// Reads an `OWNERS` file. `None` if it contributes nothing; `found` says why.
    pub fn read(file: &Utf8Path, text: &str, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut reader = StatementReader { file, text, lines: LineStarts::new(text), found };
        match Format::Yaml.parse(text) {
            Ok(parsed) => match &parsed.value {
                Value::Null => Some(reader.empty()),
                Value::Table(table) => reader.owners_file(table),
                other => {
                    let message = format!("expected keys and lists, not {}", other.kind());
                    reader.report(Code::OwnersType, parsed.span, message, LIST_HINT);
                    None
                }
            },
            Err(error) => {
                let message =
                    format!("not valid YAML; the whole file is ignored: {}", error.message);
                let place = Place { file: file.to_owned(), span: error.span };
                reader.found.push(Diagnostic::new(Code::OwnersSyntax, message).at(place));
                None
            }
        }
    }

    /// Reads the front matter of a page, whose spans count from the start of its file. `None` when
    /// it says nothing of owners, or nothing that counts.
    pub fn of_front_matter(
        file: &Utf8Path,
        text: &str,
        table: &Table,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let keys = Role::ALL.iter().map(|role| role.key()).chain(["options"]);
        let (key, _) = keys.filter_map(|key| table.entry(key)).next()?;
        let mut reader = StatementReader { file, text, lines: LineStarts::new(text), found };
        // Only Markdown, and `^---\n`: no byte order mark, no blank line, no CR, no TOML.
        if file.extension() != Some("md") || !text.starts_with("---\n") {
            let message =
                format!("`{}` is ignored: Prow does not read this front matter", key.value);
            let hint = "Prow reads YAML that begins at the first byte of a `.md` file and has LF line endings";
            reader.report(Code::OwnersUnread, key.span, message, hint);
            return None;
        }
        let lists = reader.lists(table, "");
        let options = reader.options(table);
        let (lists, options) = (lists?, options?);
        let clauses = vec![Clause { filter: GoPattern::Everything, lists }];
        Some(Self { clauses, ..reader.with(options) })
    }
}

#[derive(Clone, Copy, Default)]
struct Options {
    no_parent_owners: bool,
    auto_approve_unowned_subfolders: bool,
}

struct StatementReader<'a> {
    file: &'a Utf8Path,
    text: &'a str,
    lines: LineStarts,
    found: &'a mut Vec<Diagnostic>,
}

impl StatementReader<'_> {
    fn empty(&self) -> Statement {
        self.with(Options::default())
    }

    fn with(&self, options: Options) -> Statement {
        Statement {
            file: self.file.to_owned(),
            clauses: Vec::new(),
            no_parent_owners: options.no_parent_owners,
            auto_approve_unowned_subfolders: options.auto_approve_unowned_subfolders,
        }
    }

    /// Prow reads a file twice: first its lists, and if there are none, or they are not lists, its
    /// filters. A file with unreadable options has no effect either way.
    fn owners_file(&mut self, table: &Table) -> Option<Statement> {
        self.mistyped_keys(table, KEYS);
        let lists = self.lists(table, "");
        let options = self.options(table)?;
        let clauses = match lists.filter(|lists| !lists.is_empty()) {
            Some(lists) => {
                self.dead_filters(table);
                vec![Clause { filter: GoPattern::Everything, lists }]
            }
            None => self.filters(table)?,
        };
        Some(Statement { clauses, ..self.with(options) })
    }

    /// `None` if one of them is not a list of names: then none of them counts.
    fn lists(&mut self, table: &Table, within: &str) -> Option<Lists> {
        let mut lists = Lists::default();
        let mut is_sound = true;
        for role in Role::ALL {
            match values::names(values::get(table, role.key()), self.text) {
                Ok(names) => lists.0[role as usize] = self.named(role, names),
                Err(wrong) => {
                    is_sound = false;
                    let message = format!(
                        "`{}`{within} must be a list of names, not {}; Prow ignores it silently",
                        role.key(),
                        wrong.kind
                    );
                    self.report(Code::OwnersType, wrong.span, message, LIST_HINT);
                }
            }
        }
        is_sound.then_some(lists)
    }

    fn named(&self, role: Role, names: Vec<Spanned<String>>) -> Vec<ListedName> {
        let names = names.into_iter().map(|Spanned { value, span }| ListedName {
            name: if role == Role::Label { value } else { normal_login(&value) },
            line: self.lines.line_of(span.range().start),
            span,
        });
        names.collect()
    }

    fn options(&mut self, table: &Table) -> Option<Options> {
        let empty = Table::default();
        let options = values::table(values::get(table, "options"), &empty);
        let read = options.and_then(|options| {
            Ok(Options {
                no_parent_owners: values::switch(options, "no_parent_owners", self.text)?,
                auto_approve_unowned_subfolders: values::switch(
                    options,
                    "auto_approve_unowned_subfolders",
                    self.text,
                )?,
            })
        });
        read.map_err(|wrong| self.wrong_option(&wrong)).ok()
    }

    fn wrong_option(&mut self, wrong: &WrongType) {
        let message =
            format!("an option cannot be {}; Prow ignores the whole file silently", wrong.kind);
        let hint = "write `options:`, and below it `  no_parent_owners: true`";
        self.report(Code::OwnersType, wrong.span, message, hint);
    }

    fn filters(&mut self, table: &Table) -> Option<Vec<Clause>> {
        let empty = Table::default();
        let filters = match values::table(values::get(table, "filters"), &empty) {
            Ok(filters) => filters,
            Err(wrong) => {
                let message = format!("`filters` must map patterns to lists, not {}", wrong.kind);
                let hint = "write `\"\\\\.md$\":`, and the lists below it";
                self.report(Code::OwnersType, wrong.span, message, hint);
                return None;
            }
        };
        let mut clauses = Vec::new();
        let mut is_sound = true;
        for (index, (pattern, value)) in filters.entries.iter().enumerate() {
            let later = &filters.entries[index + 1..];
            if later.iter().any(|(other, _)| other.value == pattern.value) {
                continue;
            }
            match values::table(Some(value), &empty) {
                Ok(filter_table) => {
                    self.options_in_filter(filter_table);
                    let lists = self.lists(filter_table, &format!(" of `{}`", pattern.value));
                    is_sound &= lists.is_some();
                    let filter = self.pattern(pattern);
                    clauses
                        .extend(lists.zip(filter).map(|(lists, filter)| Clause { filter, lists }));
                }
                Err(wrong) => {
                    is_sound = false;
                    let message = format!(
                        "the filter `{}` must hold lists, not {}",
                        pattern.value, wrong.kind
                    );
                    self.report(Code::OwnersType, wrong.span, message, LIST_HINT);
                }
            }
        }
        // With one wrong filter, Prow ignores the whole file.
        is_sound.then_some(clauses)
    }

    fn pattern(&mut self, pattern: &Spanned<String>) -> Option<GoPattern> {
        let compiled = GoPattern::compile(&pattern.value);
        compiled
            .map_err(|problem| {
                let message = format!(
                    "the filter `{}` is not a valid Go regular expression and is ignored: {}",
                    pattern.value, problem.message
                );
                self.report(
                    Code::OwnersPattern,
                    pattern.span,
                    message,
                    problem
                        .hint
                        .unwrap_or("the syntax is that of Go: https://pkg.go.dev/regexp/syntax"),
                );
            })
            .ok()
    }

    fn dead_filters(&mut self, table: &Table) {
        let has_filters = values::get(table, "filters")
            .and_then(|filters| filters.value.as_table())
            .is_some_and(|filters| !filters.entries.is_empty());
        if let (true, Some((key, _))) = (has_filters, table.entry("filters")) {
            let message = "these filters are ignored because the file also has top-level lists";
            let hint = "move the lists into a filter `\".*\":`";
            self.report(Code::OwnersFilters, key.span, message.to_owned(), hint);
        }
    }

    fn options_in_filter(&mut self, filter: &Table) {
        if let Some((key, _)) = filter.entry("options") {
            let message = "options in a filter are ignored".to_owned();
            self.report(Code::OwnersKey, key.span, message, "move them to the top of the file");
        }
        self.mistyped_keys(filter, &KEYS[..Role::ALL.len()]);
    }

    /// Prow ignores unknown keys; one that is similar to a known key is a typing error.
    fn mistyped_keys(&mut self, table: &Table, known: &[&str]) {
        for (key, _) in &table.entries {
            let is_known = KEYS.iter().any(|known| known.eq_ignore_ascii_case(&key.value));
            if is_known {
                continue;
            }
            if let Some(meant) = nearest(&key.value, known.iter().copied()) {
                let message = format!("unknown key `{}` is ignored", key.value);
                let hint = format!("did you mean `{meant}`?");
                self.report(Code::OwnersKey, key.span, message, &hint);
            }
        }
    }

    fn report(&mut self, code: Code, span: Span, message: String, hint: &str) {
        let place = Place::span(self.file, span);
        self.found.push(Diagnostic::new(code, message).at(place).hint(hint.to_owned()));
    }
}
