//! The templates of a site, and their errors as diagnostics.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;
use tera::{Context, ErrorKind, ReportError, Tera};

use super::missing::MissingStrings;
use super::template_reports::{self, TemplateReport};
use crate::diagnostic::{Code, Diagnostic, Place, Span, nearest};
use crate::parse::{Declaration, TemplateSource};

/// All templates, compiled.
pub(super) struct Templates {
    tera: Tera,
    paths: BTreeMap<String, Utf8PathBuf>,
    declarations: BTreeMap<String, Declaration>,
    missing: Arc<MissingStrings>,
}

/// A template that failed while it was rendered.
#[derive(Debug)]
pub(super) struct TemplateError {
    diagnostic: Box<Diagnostic>,
}

impl Templates {
    /// Compiles the templates with the functions that `register` adds, which note the strings that are
    /// missing.
    ///
    /// # Errors
    /// What the engine finds: the first fault of syntax, or all references that lead nowhere.
    pub(super) fn compile(
        sources: &BTreeMap<String, TemplateSource>,
        register: impl FnOnce(&mut Tera, Arc<MissingStrings>),
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::default();
        let missing = Arc::<MissingStrings>::default();
        register(&mut tera, Arc::clone(&missing));
        let paths: BTreeMap<String, Utf8PathBuf> =
            sources.iter().map(|(name, source)| (name.clone(), source.path.clone())).collect();
        let templates = sources.iter().map(|(name, source)| (name, &source.text));
        let declared =
            sources.iter().map(|(name, source)| (name.clone(), source.declaration.clone()));
        let declarations = declared.collect();
        match tera.add_raw_templates(templates) {
            Ok(()) => Ok(Self { tera, paths, declarations, missing }),
            Err(error) => {
                let reports = template_reports::read(&error.to_string());
                let is_plain = matches!(error.kind(), ErrorKind::Msg(_)) && !reports.is_empty();
                Err(if is_plain {
                    reports.iter().map(|report| from_report(report, sources)).collect()
                } else {
                    vec![diagnostic(Code::TemplateSyntax, &error, &paths, None)]
                })
            }
        }
    }

    /// What a template says of the calls that it is for, if there is one of that name.
    pub(super) fn declaration(&self, name: &str) -> Option<&Declaration> {
        self.declarations.get(name)
    }

    /// The name as the templates keep it, if there is a template of that name.
    pub(super) fn name(&self, name: &str) -> Option<&str> {
        self.paths.get_key_value(name).map(|(known, _)| known.as_str())
    }

    /// Renders a template, and adds the strings that it missed to `missing`.
    pub(super) fn render(
        &self,
        name: &str,
        context: &Context,
        missing: &mut BTreeSet<String>,
    ) -> Result<String, TemplateError> {
        let rendered = self.tera.render(name, context);
        missing.extend(self.missing.take());
        rendered.map_err(|error| TemplateError {
            diagnostic: Box::new(diagnostic(
                Code::TemplateRender,
                &error,
                &self.paths,
                Some(context),
            )),
        })
    }
}

impl TemplateError {
    pub(super) fn into_diagnostic(self) -> Diagnostic {
        *self.diagnostic
    }
}

fn from_report(report: &TemplateReport, sources: &BTreeMap<String, TemplateSource>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::TemplateSyntax, lower_first(&report.message));
    match sources.get(&report.template) {
        Some(source) => {
            let span = Span::new(report.range(&source.text));
            diagnostic.at(Place::span(&source.path, span))
        }
        None => diagnostic.at(Place::file(&report.template)),
    }
}

fn diagnostic(
    code: Code,
    error: &tera::Error,
    paths: &BTreeMap<String, Utf8PathBuf>,
    context: Option<&Context>,
) -> Diagnostic {
    let place = |report: &ReportError| {
        let file = paths.get(report.filename()).cloned();
        let file = file.unwrap_or_else(|| report.filename().into());
        Place::span(file, Span::new(report.span().range.clone()))
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let diagnostic = Diagnostic::new(code, lower_first(report.message())).at(place(report));
            match context.and_then(|context| available(report.message(), context)) {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            }
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}` to extend");
            let file = paths.get(current).cloned().unwrap_or_else(|| current.into());
            let diagnostic = Diagnostic::new(code, message).at(Place::file(file));
            with_nearest(diagnostic, parent, paths.keys().map(String::as_str))
        }
        ErrorKind::TemplateNotFound(name) => {
            let diagnostic = Diagnostic::new(code, format!("there is no template `{name}`"));
            with_nearest(diagnostic, name, paths.keys().map(String::as_str))
        }
        _ => {
            Diagnostic::new(code, lower_first(error.to_string().lines().next().unwrap_or_default()))
        }
    }
}

fn with_nearest<'a>(
    diagnostic: Diagnostic,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    match nearest(name, known) {
        Some(meant) => diagnostic.hint(format!("did you mean `{meant}`?")),
        None => diagnostic,
    }
}

/// What a template that asked for something undefined could have asked for.
fn available(message: &str, context: &Context) -> Option<String> {
    let asked = message.split('`').nth(1)?;
    message.contains("not defined").then_some(())?;
    let names = [
        "page",
        "site",
        "lang",
        "args",
        "positional",
        "inner",
        "inner_text",
        "children",
        "section",
    ];
    let known = names.into_iter().filter(|name| context.contains_key(name));
    let known: Vec<&str> = known.collect();
    let fields = |of: &str| -> Vec<String> {
        let map = context.get(of).and_then(|value| value.as_map());
        let keys = map.into_iter().flat_map(|map| map.keys());
        keys.filter_map(|key| key.as_str().map(str::to_owned)).collect()
    };
    let of_page = fields("page");
    let all = known.iter().copied().chain(of_page.iter().map(String::as_str));
    if let Some(meant) = nearest(asked, all) {
        return Some(format!("did you mean `{meant}`?"));
    }
    Some(format!("there are {}; `page` has {}", known.join(", "), of_page.join(", ")))
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
