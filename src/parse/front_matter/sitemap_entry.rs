//! `sitemap`: what sitemaps say of a page.

use crate::structured::{Table, Value};

/// `sitemap` of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SitemapEntry {
    pub disable: bool,
    pub priority: Option<f64>,
    pub changefreq: Option<String>,
}

impl SitemapEntry {
    pub(super) fn read(front_matter: &Table) -> Self {
        let sitemap = front_matter.get("sitemap").and_then(|found| found.value.as_table());
        let get = |key: &str| Some(&sitemap?.get(key)?.value);
        Self {
            disable: get("disable").and_then(Value::as_bool).unwrap_or(false),
            priority: get("priority").and_then(Value::to_text).and_then(|text| text.parse().ok()),
            changefreq: get("changefreq").and_then(Value::to_text),
        }
    }
}
