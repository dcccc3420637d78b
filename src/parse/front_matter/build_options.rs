//! `build` and `headless`: whether a page is made, listed, and published with its files.
//!
//! The rules are Hugo's: <https://gohugo.io/content-management/build-options/>.

use crate::structured::{Table, Value};

/// How a page takes part in the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildOptions {
    pub list: Listing,
    pub render: Rendering,
    /// Whether the files of its bundle are published even if nothing on the page names them.
    pub publish_resources: bool,
}

/// In which lists a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    Always,
    /// In the lists of its own section and of its terms only.
    Local,
    Never,
}

/// Whether a page has a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendering {
    Always,
    /// It has none, but counts as a page: its terms have pages.
    Link,
    Never,
}

impl Default for BuildOptions {
    fn default() -> Self {
        Self { list: Listing::Always, render: Rendering::Always, publish_resources: true }
    }
}

impl BuildOptions {
    /// Reads `build`, or `_build` as it was called before Hugo 0.145. A word that Hugo does not know is
    /// `always`, `"false"` and `Never` among them; `headless` comes before everything.
    pub(super) fn read(front_matter: &Table) -> Self {
        let mut options = Self::default();
        let build = front_matter.get("build").or_else(|| front_matter.get("_build"));
        if let Some(build) = build.and_then(|found| found.value.as_table()) {
            let word = |key: &str| word(&build.get(key)?.value);
            options.list = match word("list").as_deref() {
                Some("never" | "0") => Listing::Never,
                Some("local") => Listing::Local,
                _ => Listing::Always,
            };
            options.render = match word("render").as_deref() {
                Some("never" | "0") => Rendering::Never,
                Some("link") => Rendering::Link,
                _ => Rendering::Always,
            };
            let publish = build.get("publishResources").map(|found| &found.value);
            options.publish_resources = publish.and_then(Value::as_bool).unwrap_or(true);
        }
        let headless = front_matter.get("headless").map(|found| &found.value);
        if headless.and_then(Value::as_bool) == Some(true) {
            options.list = Listing::Never;
            options.render = Rendering::Never;
        }
        options
    }
}

/// A value of `list` or `render` as Hugo reads it: truth values are numbers to it.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::Bool(truth) => Some(u8::from(*truth).to_string()),
        other => other.to_text(),
    }
}
