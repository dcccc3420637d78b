//! What is known of each function of Hugo.

use crate::go::context::Context;
use crate::go::value::{Outcome, Value};

/// What answers a function: the context, and the arguments in their order (a piped value is the last).
pub type Function = fn(&mut Context<'_>, &[Value]) -> Outcome;

/// One function of Hugo.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The full name: `strings.TrimPrefix`. The part before the dot is its namespace.
    pub name: &'static str,
    /// Other names: `trim`.
    pub aliases: &'static [&'static str],
    /// How many arguments it takes: the least, and the most if there is a most.
    pub arguments: (usize, Option<usize>),
    pub function: Function,
}

impl Entry {
    /// The page of Hugo's documentation.
    pub fn documentation(&self) -> String {
        documentation(self.name)
    }
}

/// The page of Hugo's documentation about a function, or of Go's where Hugo has none.
pub fn documentation(name: &str) -> String {
    match name {
        "html" => "https://pkg.go.dev/text/template#hdr-Functions".to_owned(),
        "hugo" => "https://gohugo.io/functions/hugo/".to_owned(),
        "page" | "site" => format!("https://gohugo.io/functions/global/{name}/"),
        name => {
            let (space, name) = name.split_once('.').unwrap_or(("go-template", name));
            format!("https://gohugo.io/functions/{space}/{}/", name.to_lowercase())
        }
    }
}

/// An entry: its names, how many arguments it takes, and what answers it.
pub(super) const fn entry(
    name: &'static str,
    aliases: &'static [&'static str],
    least: usize,
    most: Option<usize>,
    function: Function,
) -> Entry {
    Entry { name, aliases, arguments: (least, most), function }
}
