//! The templates of the preview: views become HTML, in the words of a tongue.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::words::{Tongue, Words};

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("templates/", $name)))),+]
    };
}

/// Templates, compiled, and words.
pub(super) struct Frame {
    tera: Tera,
    pub words: Arc<Words>,
}

impl Default for Frame {
    fn default() -> Self {
        let words = Arc::new(Words::default());
        let mut tera = Tera::default();
        let spoken = Arc::clone(&words);
        tera.register_function("t", move |arguments: Kwargs, state: &State| {
            translate(&spoken, &arguments, state)
        });
        let texts =
            templates!["page.html", "parts.html", "bar.html", "side.html", "dashboard.html"];
        let added = tera.add_raw_templates(texts);
        debug_assert!(added.is_ok(), "{added:?}");
        Self { tera, words }
    }
}

impl Frame {
    /// A view as HTML. Templates and views are both ours: they fit, or a test fails.
    pub(super) fn render(&self, template: &str, tongue: Tongue, view: &impl Serialize) -> String {
        let mut context = Context::new();
        context.insert("tongue", &tongue.0);
        context.insert("ui_tag", &self.words.tag(tongue));
        context.insert("ui_dir", self.words.direction(tongue).attribute());
        context.insert_value("view", Value::from_serializable(view));
        self.tera.render(template, &context).unwrap_or_else(|error| {
            debug_assert!(false, "{error}");
            String::new()
        })
    }
}

fn translate(words: &Words, arguments: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key = arguments.must_get::<&str>("key")?;
    let count = arguments.get::<i64>("count")?;
    let tongue = state.get::<usize>("tongue")?.map_or(Tongue(0), Tongue);
    let value = |name: &str| -> Option<String> {
        let (_, value) = arguments.iter().find(|(own, _)| own.as_str() == Some(name))?;
        Some(value.to_string())
    };
    let text = words.strings.get(tongue.0, key, count, &value);
    let text = text.ok_or_else(|| tera::Error::message(format!("there is no string `{key}`")))?;
    Ok(Value::normal_string(&text))
}
