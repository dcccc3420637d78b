//! Pages of a site that show the state of its translations: `l10n/`, if `[l10n] report` is on.
//!
//! The overview is in the site's default language, and the page about each language is in that language; only what
//! findings say is in English. They use of the theme its colours and fonts, not its templates. A build does not ask git,
//! so texts alone tell what has drifted. Owners are named only if the site names them on its pages.

mod view;

use std::collections::HashMap;
use std::sync::Arc;

use camino::Utf8Path;
use tera::{Context, Tera};

use super::filter::Filter;
use super::json;
use super::whole::Board;
use super::words::Words;
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::Site;

/// The directory of the report in the output.
pub const DIRECTORY: &str = "l10n";

const PALETTE: &str = include_str!("../../../themes/default/assets/palette.css");
/// Which fonts and which distance of lines each script wants.
const SCRIPTS: &str = include_str!("../../../themes/default/assets/site/scripts.css");
const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");
/// The reader's choice of light or dark, as on the site's own pages.
const CHOICE: &str = include_str!("../../../themes/default/assets/theme.js");

const TEMPLATES: &[(&str, &str)] = &[
    ("frame.html", include_str!("frame.html")),
    ("index.html", include_str!("index.html")),
    ("language.html", include_str!("language.html")),
];

/// The input of a report.
pub struct TranslationReport<'a> {
    settings: &'a Settings,
    board: Board,
    words: Arc<Words>,
    /// File of a page -> its URL.
    urls: HashMap<&'a Utf8Path, String>,
}

/// A file of the report.
pub struct ReportFile {
    /// In the output.
    pub path: String,
    pub bytes: Vec<u8>,
}

impl<'a> TranslationReport<'a> {
    pub fn new(settings: &'a Settings, site: &'a Site, board: Board) -> Self {
        let rendered = site.pages.iter().filter(|page| page.is_rendered());
        let urls = rendered.filter_map(|page| {
            let file = &page.document.as_ref()?.file;
            Some((file.path.as_path(), settings.base_url.relative(&page.path.encoded())))
        });
        let board = if settings.shows_owners() { board } else { board.without_owners() };
        Self { settings, board, words: Arc::default(), urls: urls.collect() }
    }

    /// An overview, a page for each language, and the same as JSON.
    ///
    /// # Errors
    /// If a template of the report fails, which is a bug in this program.
    pub fn files(&self) -> Result<Vec<ReportFile>, Box<Diagnostic>> {
        let mut tera = Tera::default();
        self.words.teach(&mut tera);
        tera.add_raw_templates(TEMPLATES.iter().copied()).map_err(|error| broken(&error))?;
        let page = |path: String, template: &str, view: Context| {
            let html = tera.render(template, &view).map_err(|error| broken(&error))?;
            Ok::<_, Box<Diagnostic>>(ReportFile { path, bytes: html.into_bytes() })
        };
        let mut files = vec![
            self.style(),
            script("report", SCRIPT),
            script("choice", CHOICE),
            page(format!("{DIRECTORY}/index.html"), "index.html", self.overview())?,
        ];
        let everything = Filter::default();
        for language in self.board.languages(&everything) {
            let path = format!("{DIRECTORY}/{}/index.html", language.code);
            files.push(page(path, "language.html", self.language(&language))?);
        }
        let document = json::document(&self.board, &everything);
        let bytes = serde_json::to_vec(&document).map_err(|error| broken(&error))?;
        files.push(ReportFile { path: format!("{DIRECTORY}/status.json"), bytes });
        Ok(files)
    }
}

impl TranslationReport<'_> {
    /// The colours are the site's own.
    fn style(&self) -> ReportFile {
        let text = [PALETTE, SCRIPTS, &self.settings.theme_style, STYLE].concat();
        ReportFile { path: asset("report", "css", &text), bytes: text.into() }
    }
}

fn script(name: &str, text: &str) -> ReportFile {
    ReportFile { path: asset(name, "js", text), bytes: text.into() }
}

/// A path among the theme's assets that browsers may cache for ever.
fn asset(name: &str, extension: &str, text: &str) -> String {
    format!("assets/{name}.{}.{extension}", &blake3::hash(text.as_bytes()).to_hex()[..12])
}

fn broken(error: &dyn std::error::Error) -> Box<Diagnostic> {
    let message = format!("cannot make the report of the translations: {error}");
    Box::new(
        Diagnostic::new(Code::TemplateRender, message)
            .hint("this is a fault of `site`; without `[l10n] report` the site is built"),
    )
}
