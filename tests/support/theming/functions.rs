//! Functions and filters: what the module says of them, and which there are.

use std::collections::BTreeSet;

/// A row of a table in the module's documentation.
pub struct Row {
    pub call: String,
    pub gives: String,
}

impl Row {
    /// `t(key=…)` is `t`.
    pub fn name(&self) -> String {
        self.call.trim_matches('`').split('(').next().unwrap_or_default().to_owned()
    }
}

/// The table whose first column is `what`.
pub fn documented(source: &str, what: &str) -> Vec<Row> {
    let head = format!("//! | {what} | gives |");
    let lines = source.lines().skip_while(|line| *line != head).skip(2);
    let rows = lines.map_while(|line| line.strip_prefix("//! | ")?.strip_suffix(" |"));
    rows.map(|row| {
        let (call, gives) = row.split_once(" | ").expect("two columns");
        Row { call: call.to_owned(), gives: gives.to_owned() }
    })
    .collect()
}

/// The names that the module registers as a `function` or a `filter`.
pub fn registered(source: &str, what: &str) -> BTreeSet<String> {
    let call = format!("register_{what}(\"");
    let calls = source.split(&call).skip(1);
    calls.map(|rest| rest.split('"').next().expect("a name").to_owned()).collect()
}
