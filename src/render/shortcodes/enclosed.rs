//! What a shortcode encloses, where that is code: as its [`Declaration`] says, or that of the call around.

use crate::html::Html;
use crate::parse::Declaration;
use crate::parse::body::Shortcode;
use crate::render::code::code_block;
use crate::render::writer::{BodyWriter, Enclosing};

/// Arguments with the options of a block of code, as `highlight` takes them.
const OPTIONS: &str = "highlight";

impl BodyWriter<'_> {
    /// The text between a call's tags as a block of code, if it is code. The calls in it run first.
    pub(super) fn code_view(&mut self, call: &Shortcode, declared: &Declaration) -> Option<Html> {
        let inner = call.inner.as_ref()?;
        // A call that takes the calls directly inside has a language for their code.
        let own = || declared.code.language_of(&call.arguments);
        let language = if declared.takes_children { None } else { own() };
        let language = language.or_else(|| self.language_around(call))?;
        let around = self.enclosing.last().map(|around| &around.arguments);
        let options = call.arguments.named_argument(OPTIONS);
        let options = options.or_else(|| around?.named_argument(OPTIONS)).cloned();
        let (name, arguments) = (call.name.clone(), call.arguments.clone());
        self.enclosing.push(Enclosing { name, arguments, children: None });
        let text = self.enclosed_text(inner);
        self.enclosing.pop();
        Some(Html::written(self.code(&code_block(&language, options.as_ref(), &text))))
    }

    /// The language of the code in a call for which the call around it says that: Docsy's `tabpane`.
    fn language_around(&self, call: &Shortcode) -> Option<String> {
        let around = self.enclosing.last()?;
        let template = format!("shortcodes/{}.html", around.name);
        let declared = self.renderer.templates.declaration(&template)?;
        let says = |name: &str| {
            call.arguments.named(name).or_else(|| around.arguments.named(name)) == Some("true")
        };
        let takes_code = declared.takes_children && !declared.code.language.names.is_empty();
        if !takes_code || says("text") {
            return None;
        }
        let header = call.arguments.named("header").filter(|_| says("langequalsheader"));
        let own = declared.code.language_of(&around.arguments).unwrap_or_default();
        Some(header.map_or(own, str::to_owned))
    }
}
