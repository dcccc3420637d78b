//! Markup that may stand in a page as it is.

use std::ops::Deref;

use serde::{Serialize, Serializer};
use tera::Value;

use super::escape::escaped;

/// Markup that may stand in a page as it is. Templates do not escape it, so only a writer of this program
/// makes it: from what it has escaped itself, or from what the configuration lets authors write.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Html(String);

impl Html {
    /// The markup of some text, which is escaped.
    pub fn of_text(text: &str) -> Self {
        Self(escaped(text))
    }

    /// What a writer of this program has made. A string of content is none.
    pub fn written(markup: String) -> Self {
        Self(markup)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

impl Deref for Html {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// For templates: a value that is not escaped. Elsewhere it is a string.
impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from(self).serialize(serializer)
    }
}

impl From<&Html> for Value {
    fn from(html: &Html) -> Self {
        Value::safe_string(&html.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_escape_text_and_leave_markup_as_it_is() {
        #[derive(Serialize)]
        struct View {
            text: String,
            html: Html,
            of_text: Html,
        }
        let view = View {
            text: "<b>".to_owned(),
            html: Html::written("<b>".to_owned()),
            of_text: Html::of_text("\"<b>"),
        };
        let context = tera::Context::from_serialize(&view).expect("a table");
        let mut tera = tera::Tera::default();
        tera.add_raw_template("a.html", "{{ text }} {{ html }} {{ of_text }}").expect("a template");
        let shown = tera.render("a.html", &context).expect("HTML");
        assert_eq!(shown, "&lt;b&gt; <b> &quot;&lt;b&gt;");
        assert_eq!(serde_json::to_string(&view.html).expect("JSON"), "\"<b>\"");
    }
}
