//! What a localization team sees of a site while it is written: the state of each page against its source,
//! both side by side, and all pages of all languages.
//!
//! A [`Preview`] is made of what a build leaves behind, looks at pages when it is asked about them, and
//! answers in HTML. What it shows of translations the board decides. It knows nothing of connections, and no
//! byte of it is ever published.

mod bar;
mod built;
mod choice;
mod dashboard;
mod editor;
mod frame;
mod history;
mod notices;
mod query;
mod segments;
mod side;
mod state;
mod string_uses;
mod untranslated;
mod words;

pub use built::{BuiltSite, Files, Preview};
pub use frame::PreviewProblem;
pub use query::Query;

/// The part of the URL space in which previews stand.
pub const OWN: &str = "/_site/";

/// The files that the HTML asks for: name and text.
pub const FILES: &[(&str, &str)] = &[
    ("bar.js", include_str!("client/bar.js")),
    (
        "bar.css",
        concat!(
            include_str!("../../themes/default/assets/palette.css"),
            include_str!("client/bar.css")
        ),
    ),
    ("preview.js", include_str!("client/preview.js")),
    (
        "preview.css",
        concat!(
            include_str!("../../themes/default/assets/palette.css"),
            include_str!("client/preview.css")
        ),
    ),
];

impl Preview {
    /// The bar of the page at a URL path, decoded.
    ///
    /// # Errors
    /// When a template of the preview fails: a fault of this program.
    pub fn bar(&self, path: &str) -> Result<String, PreviewProblem> {
        bar::render(self, path)
    }

    /// The page at a URL path and its source, side by side; `None` where there is nothing to compare.
    ///
    /// # Errors
    /// When the site's templates cannot be compiled, or as those of [`Preview::bar`].
    pub fn side_by_side(&self, query: &Query) -> Result<Option<String>, PreviewProblem> {
        side::render(self, query)
    }

    /// All pages of all languages, as far as the query asks for them. `accepted` is what the reader's
    /// browser says of languages.
    ///
    /// # Errors
    /// As those of [`Preview::bar`].
    pub fn dashboard(&self, query: &Query, accepted: &str) -> Result<String, PreviewProblem> {
        dashboard::render(self, query, accepted)
    }

    /// A line for each row of the dashboard: what tells it from itself at another time.
    pub fn marks(&self) -> String {
        let pages = self.board().pages.iter();
        pages.map(|page| format!("{}\n", state::mark(page))).collect()
    }
}
