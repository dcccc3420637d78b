//! Reading a table key by key: types checked, unknown keys found.

use camino::{Utf8Path, Utf8PathBuf};

use super::{Table, Value};
use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned, nearest};

/// What to report about unknown keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownKeys {
    /// A diagnostic for each, with the most similar known key.
    Report,
    /// Nothing, because any key is allowed: `[params]` and the like.
    Allow,
}

/// Reads one table, collects problems, and remembers which keys were read.
///
/// Keys are compared without regard to case, as Hugo does.
pub struct Reader<'a> {
    table: &'a Table,
    file: Utf8PathBuf,
    /// Dotted path of the table, for messages: `markup.goldmark`.
    path: String,
    asked: Vec<&'static str>,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub fn new(table: &'a Table, file: &Utf8Path, found: &'a mut Vec<Diagnostic>) -> Self {
        Self { table, file: file.to_owned(), path: String::new(), asked: Vec::new(), found }
    }

    pub fn table(&self) -> &'a Table {
        self.table
    }

    /// The value of `key`, whatever its type.
    pub fn any(&mut self, key: &'static str) -> Option<&'a Spanned<Value>> {
        self.asked.push(key);
        self.table.get(key)
    }

    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.typed(key, "text", Value::to_text)
    }

    pub fn bool(&mut self, key: &'static str) -> Option<bool> {
        // Hugo takes nothing between quotes for `false`.
        let read = |value: &Value| match value {
            Value::Text(text) if text.is_empty() => Some(false),
            other => other.as_bool(),
        };
        self.typed(key, "`true` or `false`", read).map(|found| found.value)
    }

    pub fn int(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        self.typed(key, "a whole number", |value| match value {
            Value::Int(number) => Some(*number),
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        })
    }

    pub fn float(&mut self, key: &'static str) -> Option<f64> {
        let found = self.typed(key, "a number", |value| match value {
            Value::Int(number) => i32::try_from(*number).ok().map(f64::from),
            Value::Float { value, .. } => Some(*value),
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        });
        found.map(|found| found.value)
    }

    /// A list of texts; a single text is a list of one.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let found = self.any(key)?;
        let Value::List(items) = &found.value else {
            return self.text(key).map(|one| vec![one]);
        };
        let mut texts = Vec::new();
        for item in items {
            match item.value.to_text() {
                Some(text) => texts.push(Spanned::new(text, item.span)),
                None => self.wrong_type(key, item.span, "text", &item.value),
            }
        }
        Some(texts)
    }

    /// A table as it is, for keys that the user chooses.
    pub fn free_table(&mut self, key: &'static str) -> Option<&'a Table> {
        let found = self.any(key)?;
        let table = found.value.as_table();
        if table.is_none() && found.value != Value::Null {
            self.wrong_type(key, found.span, "a table", &found.value);
        }
        table
    }

    /// Reads the table `key` with `read`, then looks for keys that it did not read.
    pub fn within<T>(
        &mut self,
        key: &'static str,
        unknown: UnknownKeys,
        read: impl FnOnce(&mut Reader<'_>) -> T,
    ) -> Option<T> {
        let table = self.free_table(key)?;
        Some(self.inside(key, table, unknown, read))
    }

    /// Like [`Reader::within`], for a table that is already available.
    pub fn inside<T>(
        &mut self,
        name: &str,
        table: &Table,
        unknown: UnknownKeys,
        read: impl FnOnce(&mut Reader<'_>) -> T,
    ) -> T {
        let path =
            if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        let mut reader = Reader {
            table,
            file: self.file.clone(),
            path,
            asked: Vec::new(),
            found: &mut *self.found,
        };
        let result = read(&mut reader);
        reader.finish(unknown);
        result
    }

    /// Reports keys that were not read.
    pub fn finish(self, unknown: UnknownKeys) {
        if unknown == UnknownKeys::Allow {
            return;
        }
        for (key, _) in &self.table.entries {
            if self.asked.iter().any(|asked| asked.eq_ignore_ascii_case(&key.value)) {
                continue;
            }
            let place =
                if self.path.is_empty() { String::new() } else { format!(" in `[{}]`", self.path) };
            let message = format!("unknown key `{}`{place}", key.value);
            let mut diagnostic = Diagnostic::new(Code::ConfigUnknownKey, message)
                .at(Place::span(&self.file, key.span));
            if let Some(meant) = nearest(&key.value, self.asked.iter().copied()) {
                diagnostic = diagnostic.hint(format!("did you mean `{meant}`?"));
            }
            self.found.push(diagnostic);
        }
    }

    /// Reads a key that is known and has no effect, and reports it if it requests something.
    pub fn unused(&mut self, key: &'static str, why: &str) {
        let Some(found) = self.any(key) else { return };
        let is_nothing = match &found.value {
            Value::Null | Value::Bool(false) => true,
            Value::Text(text) => text.is_empty(),
            _ => false,
        };
        if !is_nothing {
            let dot = if self.path.is_empty() { "" } else { "." };
            let message = format!("`{}{dot}{key}` has no effect: {why}", self.path);
            let place = Place::span(&self.file, found.span);
            self.found.push(Diagnostic::new(Code::ConfigUnused, message).at(place));
        }
    }

    /// Reports a value of the wrong type.
    pub fn reject(&mut self, span: Span, message: String, hint: &str) {
        let mut diagnostic =
            Diagnostic::new(Code::ConfigValue, message).at(Place::span(&self.file, span));
        if !hint.is_empty() {
            diagnostic = diagnostic.hint(hint.to_owned());
        }
        self.found.push(diagnostic);
    }

    fn typed<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let found = self.any(key)?;
        let value = read(&found.value);
        if value.is_none() && found.value != Value::Null {
            self.wrong_type(key, found.span, wanted, &found.value);
        }
        value.map(|value| Spanned::new(value, found.span))
    }

    fn wrong_type(&mut self, key: &str, span: Span, wanted: &str, found: &Value) {
        let path =
            if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        let message = format!("`{path}` must be {wanted}, not {}", found.kind());
        self.found
            .push(Diagnostic::new(Code::ConfigType, message).at(Place::span(&self.file, span)));
    }
}
