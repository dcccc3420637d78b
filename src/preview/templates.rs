//! The templates of the preview, which turn views into HTML in an interface language.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::words::words;
use crate::board::{Tongue, Words};

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("templates/", $name)))),+]
    };
}

/// Compiled templates, and the preview's strings.
pub(super) struct PreviewTemplates {
    tera: Result<Tera, PreviewProblem>,
    pub words: Arc<Words>,
}

/// Why a part of the preview cannot be shown.
#[derive(Clone, Debug)]
pub enum PreviewProblem {
    /// A template of the preview fails, which is a bug in this program.
    Preview(String),
    /// The site's own templates cannot be compiled.
    SiteTemplates,
}

impl fmt::Display for PreviewProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PreviewProblem::Preview(message) => {
                write!(f, "the preview cannot be shown, which is a fault of `site`: {message}")
            }
            PreviewProblem::SiteTemplates => {
                f.write_str("the site's templates have errors, so no text can be shown")
            }
        }
    }
}

impl From<tera::Error> for PreviewProblem {
    fn from(error: tera::Error) -> Self {
        PreviewProblem::Preview(error.to_string())
    }
}

impl Default for PreviewTemplates {
    fn default() -> Self {
        let words = Arc::new(words());
        let mut tera = Tera::default();
        words.teach(&mut tera);
        let texts =
            templates!["page.html", "parts.html", "bar.html", "side.html", "dashboard.html"];
        let added = tera.add_raw_templates(texts);
        Self { tera: added.map(|()| tera).map_err(PreviewProblem::from), words }
    }
}

impl PreviewTemplates {
    /// A view as HTML.
    pub(super) fn render(
        &self,
        template: &str,
        tongue: Tongue,
        view: &impl Serialize,
    ) -> Result<String, PreviewProblem> {
        let mut context = Context::new();
        context.insert("tongue", &tongue.0);
        context.insert("ui_tag", &self.words.tag(tongue));
        context.insert("ui_dir", self.words.direction(tongue).attribute());
        context.insert_value("view", Value::from_serializable(view));
        let tera = self.tera.as_ref().map_err(Clone::clone)?;
        Ok(tera.render(template, &context)?)
    }
}
