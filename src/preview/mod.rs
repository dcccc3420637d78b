//! What a localization team sees of a site in `site serve`: the state of each page, its text beside the
//! source, and all pages of all languages.
//!
//! A [`Preview`] is made from the result of a build, looks at pages on request, and answers in HTML. The
//! board decides what it shows of translations. It knows nothing about connections, and no byte of it is
//! ever published.

mod bar;
mod built;
mod choice;
mod dashboard;
mod editor;
mod templates;
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
pub use query::Query;
pub use templates::PreviewProblem;

/// The part of the URL space that belongs to the preview.
pub const OWN: &str = "/_site/";

/// The files that the HTML loads: name and text.
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

    /// All pages of all languages that the query selects. `accepted` is the `Accept-Language` header of the
    /// reader's browser.
    ///
    /// # Errors
    /// As those of [`Preview::bar`].
    pub fn dashboard(&self, query: &Query, accepted: &str) -> Result<String, PreviewProblem> {
        dashboard::render(self, query, accepted)
    }

    /// A line for each row of the dashboard that changes when the row's state does.
    pub fn marks(&self) -> String {
        let pages = self.board().pages.iter();
        pages.map(|page| format!("{}\n", state::mark(page))).collect()
    }
}
