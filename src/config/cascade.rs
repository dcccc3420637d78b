//! `cascade`: values that pages inherit from the configuration and from the sections above them.
//!
//! The rules are Hugo's, <https://gohugo.io/configuration/cascade/>: the nearest value counts, and of a list the
//! first that matches the page. Keys are inherited as a whole, and only `params` key by key.

use std::collections::HashSet;

use crate::diagnostic::{Span, Spanned};
use crate::glob::Globs;
use crate::structured::{Table, Value};

/// The most rules that one cascade may have.
const MOST_RULES: usize = 256;

/// The most bytes that a page may take over, with the globs that decide it: each page has a copy.
const MOST_BYTES: usize = 32 * 1024;

/// What a glob counts for, in bytes.
const GLOB_BYTES: usize = 256;

const TARGETS: [&str; 2] = ["target", "_target"];

/// The rules of one `cascade`, in the order in which they are written.
#[derive(Clone, Debug, Default)]
pub struct Cascade {
    rules: Vec<Rule>,
    /// Of the values as JSON, and of the globs.
    bytes: usize,
}

/// What pages of one kind inherit.
#[derive(Clone, Debug)]
struct Rule {
    values: Table,
    target: Target,
}

/// Which pages a rule is meant for: those that match each list that has any globs.
#[derive(Clone, Debug, Default)]
struct Target {
    paths: Globs,
    kinds: Globs,
    languages: Globs,
    environments: Globs,
}

/// What a target asks of a page.
#[derive(Clone, Copy, Debug)]
pub struct CascadePage<'a> {
    /// Hugo's logical path, such as `/docs/setup`; see [`CascadePage::path_of`].
    pub path: &'a str,
    pub kind: &'a str,
    /// The language's code.
    pub language: &'a str,
    pub environment: &'a str,
}

/// What is wrong with a cascade; the rule in question is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CascadeProblem {
    pub span: Span,
    pub message: String,
    pub is_budget: bool,
}

impl CascadePage<'_> {
    /// The path that globs are compared with: that of the page's place below the content directory.
    pub fn path_of(location: &str) -> String {
        format!("/{}", location.to_lowercase().replace(' ', "-"))
    }
}

impl Cascade {
    /// Reads a table, or a list of tables.
    pub fn read(written: &Spanned<Value>, found: &mut Vec<CascadeProblem>) -> Self {
        let written = match &written.value {
            Value::Null => &[],
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(written),
        };
        if let Some(first) = written.get(MOST_RULES) {
            let message = format!("a cascade may have {MOST_RULES} tables; the rest is left out");
            found.push(CascadeProblem { span: first.span, message, is_budget: true });
        }
        let mut cascade = Self::default();
        for item in written.iter().take(MOST_RULES) {
            match Rule::read(item) {
                Ok(rule) if cascade.bytes + rule.bytes() <= MOST_BYTES => cascade.push(rule),
                Ok(_) => {
                    let message = too_large();
                    found.push(CascadeProblem { span: item.span, message, is_budget: true });
                }
                Err(problem) => found.push(problem),
            }
        }
        cascade
    }

    fn push(&mut self, rule: Rule) {
        self.bytes += rule.bytes();
        self.rules.push(rule);
    }

    /// How large all of it is together with `above` bytes of the cascades above; a problem if that is too
    /// large.
    ///
    /// # Errors
    /// The words that say so.
    pub fn bytes_below(&self, above: usize) -> Result<usize, String> {
        let all = self.bytes + above;
        if all > MOST_BYTES { Err(too_large()) } else { Ok(all) }
    }

    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The values of each rule, without its target.
    pub fn values(&self) -> impl Iterator<Item = &Table> {
        self.rules.iter().map(|rule| &rule.values)
    }

    /// Adds to `values` what a page inherits from here. Existing values stay.
    pub fn add_to(&self, values: &mut Table, page: &CascadePage<'_>) {
        for rule in self.rules.iter().filter(|rule| rule.target.is_met(page)) {
            take_over(values, &rule.values);
        }
    }

    /// The rules that name a language by a glob, for the sections of that language at the same place.
    pub fn for_language(&self, code: &str) -> Self {
        let mut meant = Self::default();
        let rules = self.rules.iter().filter(|rule| {
            !rule.target.languages.is_empty() && rule.target.languages.is_match(code)
        });
        rules.cloned().for_each(|rule| meant.push(rule));
        meant
    }

    /// This cascade with `farther` behind it, which is asked after it.
    pub fn then(mut self, farther: &Self) -> Self {
        farther.rules.iter().cloned().for_each(|rule| self.push(rule));
        self
    }

    /// Makes the spans of all values empty, for pages in whose files they do not stand.
    pub fn forget_spans(&mut self) {
        for rule in &mut self.rules {
            forget_spans(&mut rule.values);
        }
    }
}

fn too_large() -> String {
    format!("the cascades above a page may have {MOST_BYTES} bytes; this one is left out")
}

impl Rule {
    fn read(written: &Spanned<Value>) -> Result<Self, CascadeProblem> {
        let Value::Table(table) = &written.value else {
            let message = format!(
                "`cascade` must be a table or a list of tables, not {}",
                written.value.kind()
            );
            return Err(CascadeProblem { span: written.span, message, is_budget: false });
        };
        let target = Target::read(table)?;
        let is_value = |key: &str| !TARGETS.iter().any(|name| name.eq_ignore_ascii_case(key));
        let entries = table.entries.iter().filter(|(key, _)| is_value(&key.value));
        let values = Table { entries: entries.cloned().collect() };
        Ok(Self { values, target })
    }

    fn bytes(&self) -> usize {
        let values = serde_json::to_string(&self.values).map_or(0, |text| text.len());
        values + self.target.globs() * GLOB_BYTES
    }
}

impl Target {
    fn read(rule: &Table) -> Result<Self, CascadeProblem> {
        let named = TARGETS.iter().find_map(|name| rule.get(name));
        let Some(table) = named.and_then(|target| target.value.as_table()) else {
            return Ok(Self::default());
        };
        let matrix = table.get("sites").and_then(|sites| sites.value.as_table()?.get("matrix"));
        let matrix = matrix.and_then(|matrix| matrix.value.as_table());
        let languages = table.get("lang").or_else(|| matrix?.get("languages"));
        Ok(Self {
            paths: globs(table.get("path"))?,
            kinds: globs(table.get("kind"))?,
            languages: globs(languages)?,
            environments: globs(table.get("environment"))?,
        })
    }

    fn globs(&self) -> usize {
        self.paths.len() + self.kinds.len() + self.languages.len() + self.environments.len()
    }

    fn is_met(&self, page: &CascadePage<'_>) -> bool {
        self.kinds.is_match(page.kind)
            && self.languages.is_match(page.language)
            && self.environments.is_match(page.environment)
            && self.paths.is_match(page.path)
    }
}

/// A glob, or a list of them.
fn globs(written: Option<&Spanned<Value>>) -> Result<Globs, CascadeProblem> {
    let written = match written.map(|written| (&written.value, written)) {
        None | Some((Value::Null, _)) => &[],
        Some((Value::List(items), _)) => items.as_slice(),
        Some((_, one)) => std::slice::from_ref(one),
    };
    if let Some(first) = written.get(MOST_RULES) {
        let message = format!("a target may have {MOST_RULES} globs; its values are left out");
        return Err(CascadeProblem { span: first.span, message, is_budget: true });
    }
    let mut globs = Globs::default();
    for item in written {
        let text = item.value.to_text().unwrap_or_default();
        globs.add(&text).ok_or_else(|| CascadeProblem {
            span: item.span,
            message: format!("`{text}` is not a glob: a bracket or a brace is not closed"),
            is_budget: false,
        })?;
    }
    Ok(globs)
}

/// Adds the entries of `more` whose keys `values` does not have; of `params` key by key.
pub fn take_over(values: &mut Table, more: &Table) {
    let present: HashSet<String> = values.entries.iter().map(|(key, _)| name(&key.value)).collect();
    for (key, value) in &more.entries {
        let name = name(&key.value);
        if !present.contains(&name) {
            values.entries.push((key.clone(), value.clone()));
        } else if name == "params"
            && let Value::Table(more) = &value.value
            && let Some(Value::Table(params)) = values.get_mut(&name)
        {
            take_over(params, more);
        }
    }
}

/// The name of a key: some have two.
fn name(key: &str) -> String {
    match key.to_lowercase().as_str() {
        "_build" => "build".to_owned(),
        "menu" => "menus".to_owned(),
        key => key.to_owned(),
    }
}

fn forget_spans(table: &mut Table) {
    for (key, value) in &mut table.entries {
        key.span = Span::default();
        forget_spans_of(value);
    }
}

fn forget_spans_of(value: &mut Spanned<Value>) {
    value.span = Span::default();
    match &mut value.value {
        Value::Table(table) => forget_spans(table),
        Value::List(items) => items.iter_mut().for_each(forget_spans_of),
        _ => {}
    }
}
