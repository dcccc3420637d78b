//! Shortcode calls into HTML, by templates `shortcodes/<name>.html`.
//!
//! A template sees its call (`args`, `positional`, `inner`, `inner_text`, `code`, `children`, `name`, `parent`,
//! `number`), what its arguments name ([`attach`]), and `page`, `site`, `section` and `lang`.

mod attach;
mod check;
mod enclosed;
pub(super) mod include;
pub(super) mod problems;

use std::collections::BTreeMap;
use tera::{Context, Value};

use super::asked::ask_names;
use super::inline::{template_block, template_line};
use super::path_of;
use super::writer::{BodyWriter, Enclosing};
use crate::config::InlineShortcodes;
use crate::html::{Html, escaped};
use crate::parse::body::{Notation, Shortcode};

use problems::ShortcodeProblem;

/// What the names of inline shortcodes end with: what they enclose is a template of Go, and no text.
const INLINE: &str = ".inline";

/// What a shortcode's template sees of its call, and a template around it as one of `children`.
struct CallView<'a> {
    name: &'a str,
    /// Named arguments, in lower case.
    args: BTreeMap<String, &'a str>,
    /// The others, in order.
    positional: Vec<&'a str>,
}

impl<'a> BodyWriter<'a> {
    /// The call's HTML. What cannot be called shows its inner text, so that nothing is lost.
    pub(super) fn shortcode(&mut self, call: &Shortcode) -> String {
        self.calls += 1;
        let number = self.calls;
        match (call.name.as_str(), &call.inner) {
            _ if self.is_go_first(call) => return self.go_or_inner(call),
            ("ref" | "relref", _) => return escaped(&self.reference(call)),
            ("mermaid" | "highlight", Some(inner)) => return self.enclosed_code(call, inner),
            ("mermaid" | "highlight", None) => {
                self.unclosed(call);
                return String::new();
            }
            _ => {}
        }
        let renderer = self.renderer;
        let template = format!("shortcodes/{}.html", call.name);
        let Some(declared) = renderer.templates.declaration(&template) else {
            return self.undeclared(call);
        };
        self.check(call, declared);
        let code = self.code_view(call, declared);
        let (inner, children) = match &code {
            Some(_) => Default::default(),
            None => self.inner(call, declared.takes_children),
        };
        let mut context = renderer.page_context(self.page);
        let view = CallView::new(call);
        context.insert("args", &view.args);
        context.insert("positional", &view.positional);
        context.insert("name", view.name);
        context.insert("number", &number);
        context.insert("parent", &self.enclosing.last().map(|parent| parent.name.as_str()));
        context.insert("inner", &inner);
        context.insert("inner_text", call.inner.as_ref().map_or("", |inner| inner.text.trim()));
        context.insert("code", &code);
        context.insert("children", &children);
        self.attach(call, declared, &mut context);
        let html = self.templated(call, &template, &context).or(code).unwrap_or(inner);
        self.tell_parent(&view, &html);
        html.into_string()
    }

    /// The HTML of a call that no template of `site` answers: one of Go may, or the call is a template itself.
    fn undeclared(&mut self, call: &Shortcode) -> String {
        if self.go_template(call).is_some() {
            return self.go_or_inner(call);
        }
        if self.is_inline(call) {
            return self.go_inline(call).unwrap_or_default();
        }
        let place = self.place(call.name_span);
        if call.name.ends_with(INLINE) {
            self.body.problems.push(ShortcodeProblem::inline(&call.name, place));
            return String::new();
        }
        self.body.problems.push(ShortcodeProblem::unknown(&call.name, place));
        self.inner(call, false).0.into_string()
    }

    /// The Go template that answers a call, if no other does.
    fn go_template(&self, call: &Shortcode) -> Option<&'a str> {
        let renderer = self.renderer;
        let language = &renderer.settings.language(self.page.language).code;
        renderer.go.shortcode(&call.name, call.notation, language)
    }

    /// Whether a Go template of the site comes before the built-in shortcode of its name. One that the site
    /// wrote for this program comes before both.
    fn is_go_first(&self, call: &Shortcode) -> bool {
        let Some(template) = self.go_template(call) else { return false };
        let own = self.renderer.templates.is_own(&format!("shortcodes/{}.html", call.name));
        !own && self.renderer.go.comes_first(template, &call.name)
    }

    /// What the Go template makes of a call, or else the call's inner text.
    fn go_or_inner(&mut self, call: &Shortcode) -> String {
        let made = self.go_template(call).and_then(|template| self.go_shortcode(call, template));
        made.unwrap_or_else(|| self.inner(call, false).0.into_string())
    }

    /// Whether a call brings its template along, and may.
    fn is_inline(&self, call: &Shortcode) -> bool {
        call.name.ends_with(INLINE)
            && self.renderer.settings.inline_shortcodes == InlineShortcodes::On
    }

    /// Whether there is a shortcode of this name.
    pub(super) fn is_known(&self, call: &Shortcode) -> bool {
        let template = || format!("shortcodes/{}.html", call.name);
        problems::BUILT_IN.contains(&call.name.as_str())
            || self.renderer.templates.declaration(&template()).is_some()
            || self.go_template(call).is_some()
            || self.is_inline(call)
    }

    /// The HTML of what the call encloses, and the calls directly in it.
    fn inner(&mut self, call: &Shortcode, with_children: bool) -> (Html, Vec<Value>) {
        let Some(inner) = &call.inner else { return Default::default() };
        let children = with_children.then(Vec::new);
        let (name, arguments) = (call.name.clone(), call.arguments.clone());
        self.enclosing.push(Enclosing { name, arguments, children });
        let html = self.part(&inner.nodes);
        let enclosing = self.enclosing.pop();
        let html = Html::written(html);
        (html, enclosing.and_then(|enclosing| enclosing.children).unwrap_or_default())
    }

    /// What the template makes; nothing if it fails.
    fn templated(&mut self, call: &Shortcode, template: &str, context: &Context) -> Option<Html> {
        match self.renderer.templates.render(template, context, &mut self.body.missing) {
            // Between per cent signs a template may write Markdown; what begins with a tag is HTML.
            Ok(output)
                if call.notation == Notation::Percent && !output.trim_start().starts_with('<') =>
            {
                Some(if call.is_block { template_block(&output) } else { template_line(&output) })
            }
            Ok(html) => Some(Html::written(html.trim_end().to_owned())),
            Err(error) => {
                let diagnostic = error
                    .into_diagnostic()
                    .related(self.place(call.name_span), "while this shortcode was rendered");
                self.body.problems.push(ShortcodeProblem::Failed(diagnostic));
                None
            }
        }
    }

    fn tell_parent(&mut self, view: &CallView<'_>, html: &Html) {
        let parent = self.enclosing.last_mut().and_then(|parent| parent.children.as_mut());
        if let Some(children) = parent {
            let mut child = BTreeMap::new();
            child.insert("name", Value::from_serializable(&view.name));
            child.insert("args", Value::from_serializable(&view.args));
            child.insert("positional", Value::from_serializable(&view.positional));
            child.insert("html", Value::from(html));
            children.push(child.into());
        }
    }

    /// The address of the page that a `ref` names, which is text.
    fn reference(&mut self, call: &Shortcode) -> String {
        let arguments = &call.arguments;
        let named = arguments.named_argument("path");
        let Some(path) = arguments.positional_argument(0).or(named) else {
            self.needs(call, "the first or `path`");
            return String::new();
        };
        let code = arguments.named("lang");
        let language = code.and_then(|code| self.renderer.settings.language_by_code(code));
        ask_names(&mut self.body.asked, self.page, path_of(&path.value));
        if let Some(url) = self.renderer.reference(self.page, language, &path.value) {
            return url;
        }
        let place = self.place(path.span);
        self.body.problems.push(ShortcodeProblem::no_page(&path.value, place));
        let fallback = self.renderer.settings.links.not_found_url.as_ref();
        fallback.unwrap_or(&path.value).clone()
    }
}

impl<'a> CallView<'a> {
    fn new(call: &'a Shortcode) -> Self {
        let arguments = &call.arguments.0;
        let value = |argument: &'a crate::parse::body::Argument| argument.value.value.as_str();
        let named = arguments
            .iter()
            .filter_map(|argument| Some((argument.name.as_ref()?.to_lowercase(), value(argument))));
        let positional = arguments.iter().filter(|argument| argument.name.is_none());
        Self {
            name: &call.name,
            args: named.collect(),
            positional: positional.map(value).collect(),
        }
    }
}
