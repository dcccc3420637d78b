//! Pages of a site that tell how its translations stand: `l10n/`, where `[l10n] report` asks for them.
//!
//! They are the tool's own, in English, and need nothing of the theme. A build does not ask git: what has
//! drifted is what the texts tell. Whose pages are is said where the site says it of its pages.

mod view;

use std::collections::HashMap;
use std::sync::Arc;

use camino::Utf8Path;
use tera::{Context, Tera};

use super::json;
use super::status::PageStatus;
use super::survey::Survey;
use crate::config::Settings;
use crate::owners::Ownership;
use crate::resolve::Site;

/// The directory of the report in the output.
pub const DIRECTORY: &str = "l10n";

const STYLE: &str =
    concat!(include_str!("../../../themes/default/assets/palette.css"), include_str!("report.css"));
const SCRIPT: &str = include_str!("report.js");

const TEMPLATES: &[(&str, &str)] = &[
    ("frame.html", include_str!("frame.html")),
    ("index.html", include_str!("index.html")),
    ("language.html", include_str!("language.html")),
];

/// What a report is made from.
pub struct Report<'a> {
    settings: &'a Settings,
    survey: Survey,
    /// File of a page -> its URL.
    urls: HashMap<&'a Utf8Path, String>,
}

impl<'a> Report<'a> {
    pub fn new(settings: &'a Settings, site: &'a Site, survey: Survey) -> Self {
        let made = site.pages.iter().filter(|page| page.is_rendered());
        let urls = made.filter_map(|page| {
            let file = &page.document.as_ref()?.file;
            Some((file.path.as_path(), settings.base_url.relative(&page.path.encoded())))
        });
        let survey = if settings.shows_owners() { survey } else { without_owners(survey) };
        Self { settings, survey, urls: urls.collect() }
    }

    /// Output paths and bytes: an overview, a page for each language, and the same as JSON.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<(String, Vec<u8>)> = [("css", STYLE), ("js", SCRIPT)]
            .map(|(kind, text)| (asset(kind, text), text.into()))
            .into();
        let mut tera = Tera::default();
        let added = tera.add_raw_templates(TEMPLATES.iter().copied());
        debug_assert!(added.is_ok(), "{added:?}");
        let mut page = |path: String, template: &str, view: Context| {
            // Templates and views are both ours: they fit, or a test fails.
            let html = tera.render(template, &view).unwrap_or_else(|error| {
                debug_assert!(false, "{error}");
                String::new()
            });
            files.push((path, html.into_bytes()));
        };
        page(format!("{DIRECTORY}/index.html"), "index.html", self.overview());
        for own in &self.survey.languages {
            let code = &self.settings.language(own.language).code;
            page(format!("{DIRECTORY}/{code}/index.html"), "language.html", self.language(own));
        }
        let document = json::document(self.settings, &self.survey.pages, &self.survey.languages);
        let bytes = serde_json::to_vec(&document).unwrap_or_default();
        files.push((format!("{DIRECTORY}/status.json"), bytes));
        files
    }
}

/// A path among the theme's assets that may be cached for ever.
fn asset(extension: &str, text: &str) -> String {
    format!("assets/report.{}.{extension}", &blake3::hash(text.as_bytes()).to_hex()[..12])
}

fn without_owners(survey: Survey) -> Survey {
    let nobody = Arc::new(Ownership::default());
    let strip = |page: PageStatus| PageStatus { ownership: Arc::clone(&nobody), ..page };
    Survey { pages: survey.pages.into_iter().map(strip).collect(), languages: survey.languages }
}
