//! Functions of Hugo that are not there, and why. A template that calls one is told so at the call.

use super::entry::{Entry, documentation, entry};
use crate::go::error::Failure;

/// A function of Hugo that is not there.
#[derive(Clone, Copy, Debug)]
pub struct Missing {
    /// The full name.
    pub name: &'static str,
    /// Why it is not there, as a sentence without its end.
    pub reason: &'static str,
}

impl Missing {
    /// The page of Hugo's documentation.
    pub fn documentation(&self) -> String {
        documentation(self.name)
    }
}

const PIPELINE: &str = "styles and scripts are made by other tools before a build";
const PICTURES: &str = "pictures are resized by the theme, not changed";
const CHANCE: &str = "a build gives the same bytes each time";

/// One list for both: what the manual shows, and what answers a call.
macro_rules! missing {
    ($(($name:literal, $aliases:expr, $reason:expr),)*) => {
        /// All functions that are not there.
        pub const MISSING: &[Missing] = &[$(Missing { name: $name, reason: $reason },)*];

        /// What answers their calls.
        pub const TABLE: &[Entry] = &[$(
            entry($name, $aliases, 0, None, |_, _| {
                Err(Failure::new(concat!("`", $name, "` is not there")).hint($reason))
            }),
        )*];
    };
}

missing! {
    ("css.Build", &[], PIPELINE),
    ("css.ChromaStyles", &[], PIPELINE),
    ("css.PostCSS", &["postCSS"], PIPELINE),
    ("css.Quoted", &[], PIPELINE),
    ("css.Sass", &["toCSS"], PIPELINE),
    ("css.TailwindCSS", &[], PIPELINE),
    ("css.Unquoted", &[], PIPELINE),
    ("debug.Timer", &[], CHANCE),
    ("diagrams.Goat", &[], "Mermaid is the one language of diagrams"),
    ("images.QR", &[], PICTURES),
    ("js.Babel", &["babel"], PIPELINE),
    ("js.Batch", &[], PIPELINE),
    ("js.Build", &[], PIPELINE),
    ("math.Counter", &[], CHANCE),
    ("math.Rand", &[], CHANCE),
    ("openapi3.Unmarshal", &[], "`transform.Unmarshal` reads the description without its schema"),
    ("os.Stat", &[], "files are read, not measured"),
    ("resources.Babel", &[], PIPELINE),
    ("resources.PostCSS", &[], PIPELINE),
    ("resources.PostProcess", &[], PIPELINE),
    ("resources.ToCSS", &[], PIPELINE),
    ("strings.Diff", &[], "no template of the sites that were counted compares texts"),
    ("templates.Current", &[], "a template does not look at itself"),
    ("templates.Defer", &[], "each page is rendered on its own"),
    ("templates.Inner", &[], "decorators of partials are not there"),
    ("transform.HTMLToMarkdown", &[], "Markdown is written by people"),
    ("transform.PortableText", &[], "content is Markdown"),
}
