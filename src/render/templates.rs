//! The templates of a site, and their errors as diagnostics.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use camino::Utf8PathBuf;
use tera::{Context, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use super::budget::{BoundedOutput, Budget, BudgetUse};
use super::filters;
use super::missing::MissingStrings;
use super::steps::{self, CountedTemplate, KeptOutput};
use super::template_reports::{self, TemplateReport};
use crate::built_in;
use crate::diagnostic::{Code, Diagnostic, Place, Span, nearest};
use crate::parse::{Declaration, TemplateSource};

/// All templates, compiled.
pub(super) struct Templates {
    tera: Tera,
    files: BTreeMap<String, TemplateFile>,
    declarations: BTreeMap<String, Declaration>,
    missing: Arc<MissingStrings>,
    budget: Arc<Budget>,
}

/// The file of a template, and the text that the engine compiled.
struct TemplateFile {
    path: Utf8PathBuf,
    counted: CountedTemplate,
}

/// A template that failed while it was rendered.
#[derive(Debug)]
pub(super) struct TemplateError {
    diagnostic: Box<Diagnostic>,
}

impl Templates {
    /// Compiles the templates with the functions that `register` adds, which record missing
    /// strings. One rendering may take so many `steps`.
    ///
    /// # Errors
    /// The engine's errors: the first syntax error, or all references that lead nowhere.
    pub(super) fn compile(
        sources: &BTreeMap<String, TemplateSource>,
        steps: usize,
        register: impl FnOnce(&mut Tera, Arc<MissingStrings>),
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::default();
        let missing = Arc::<MissingStrings>::default();
        register(&mut tera, Arc::clone(&missing));
        let budget = Arc::new(Budget::new(steps));
        count(&mut tera, &budget);
        let texts = sources.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        let kept = KeptOutput::of(texts);
        let file = |name: &str, source: &TemplateSource| TemplateFile {
            path: source.path.clone(),
            counted: CountedTemplate::new(name, &source.text, &kept),
        };
        let files: BTreeMap<String, TemplateFile> =
            sources.iter().map(|(name, source)| (name.clone(), file(name, source))).collect();
        let templates = files.iter().map(|(name, file)| (name, &file.counted.text));
        let declared =
            sources.iter().map(|(name, source)| (name.clone(), source.declaration.clone()));
        let declarations = declared.collect();
        match tera.add_raw_templates(templates) {
            Ok(()) => {
                let problems = nested_too_deep(sources);
                if problems.is_empty() {
                    Ok(Self { tera, files, declarations, missing, budget })
                } else {
                    Err(problems)
                }
            }
            Err(error) => {
                let reports = template_reports::read(&error.to_string());
                let is_plain = matches!(error.kind(), ErrorKind::Msg(_)) && !reports.is_empty();
                Err(if is_plain {
                    reports.iter().map(|report| from_report(report, &files)).collect()
                } else {
                    vec![diagnostic(Code::TemplateSyntax, &error, &files, None)]
                })
            }
        }
    }

    /// What the template of this name declares about its calls, if there is one.
    pub(super) fn declaration(&self, name: &str) -> Option<&Declaration> {
        self.declarations.get(name)
    }

    /// Whether the site or its theme has a template of its own of this name.
    pub(super) fn is_own(&self, name: &str) -> bool {
        self.files.get(name).is_some_and(|file| file.path != built_in::path(name))
    }

    /// The most that any rendering has used until now.
    pub(super) fn budget_use(&self) -> BudgetUse {
        self.budget.peak()
    }

    /// The name as the templates keep it, if there is a template of that name.
    pub(super) fn name(&self, name: &str) -> Option<&str> {
        self.files.get_key_value(name).map(|(known, _)| known.as_str())
    }

    /// Renders a template, and adds its missing strings to `missing`.
    pub(super) fn render(
        &self,
        name: &str,
        context: &Context,
        missing: &mut BTreeSet<String>,
    ) -> Result<String, TemplateError> {
        self.budget.begin();
        let mut output = BoundedOutput::default();
        let rendered = self.tera.render_to(name, context, &mut output);
        self.budget.end(output.len());
        missing.extend(self.missing.take());
        let diagnostic = match rendered {
            Ok(()) => return Ok(output.into_text()),
            Err(_) if output.is_full => {
                let diagnostic = Diagnostic::new(Code::TemplateRender, BoundedOutput::problem());
                match self.files.get(name) {
                    Some(file) => diagnostic.at(Place::file(&file.path)),
                    None => diagnostic,
                }
            }
            Err(error) => diagnostic(Code::TemplateRender, &error, &self.files, Some(context)),
        };
        Err(TemplateError { diagnostic: Box::new(diagnostic) })
    }
}

impl TemplateFile {
    /// A place in the file, for a range of the compiled text.
    fn place(&self, range: Range<usize>) -> Place {
        let span = self.counted.offset(range.start)..self.counted.offset(range.end);
        Place::span(&self.path, Span::new(span))
    }
}

impl TemplateError {
    pub(super) fn into_diagnostic(self) -> Diagnostic {
        *self.diagnostic
    }
}

/// The tags by which templates include or extend each other more deeply than the stack allows.
fn nested_too_deep(sources: &BTreeMap<String, TemplateSource>) -> Vec<Diagnostic> {
    let texts = sources.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
    let describe = |(name, tag): (&str, Range<usize>)| {
        let levels = steps::MAX_NESTING;
        let message =
            format!("templates include or extend each other on more than {levels} levels");
        let path = sources.get(name).map_or(name.into(), |source| source.path.clone());
        Diagnostic::new(Code::TemplateSyntax, message).at(Place::span(path, Span::new(tag)))
    };
    steps::too_deep(texts).into_iter().map(describe).collect()
}

/// Makes the engine count the steps of templates.
fn count(tera: &mut Tera, budget: &Arc<Budget>) {
    let steps = Arc::clone(budget);
    tera.register_function(steps::COUNT_STEP, move |arguments: Kwargs, _: &State| {
        steps.take(1)?;
        steps.keep(arguments.get::<usize>("bytes")?.unwrap_or_default())?;
        TeraResult::Ok(Value::safe_string(""))
    });
    let sizes = Arc::clone(budget);
    tera.register_function(steps::COUNT_SIZE, move |arguments: Kwargs, _: &State| {
        let value = arguments.get::<Value>("value")?;
        value.map_or(Ok(Value::none()), |value| sizes.keep_value(value))?;
        TeraResult::Ok(Value::safe_string(""))
    });
    let sizes = Arc::clone(budget);
    tera.register_filter(steps::COUNT_SIZE, move |value: Value, _: Kwargs, _: &State| {
        sizes.keep_value(value)
    });
    let items = Arc::clone(budget);
    tera.register_filter(steps::COUNT_ITEMS, move |list: Value, _: Kwargs, _: &State| {
        items.take(list.len().unwrap_or_default())?;
        TeraResult::Ok(list)
    });
    let numbers = Arc::clone(budget);
    tera.register_function("range", move |arguments: Kwargs, _: &State| numbers.range(&arguments));
    filters::register(tera);
}

fn from_report(report: &TemplateReport, files: &BTreeMap<String, TemplateFile>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::TemplateSyntax, lower_first(&report.message));
    match files.get(&report.template) {
        Some(file) => diagnostic.at(file.place(report.range(&file.counted.text))),
        None => diagnostic.at(Place::file(&report.template)),
    }
}

fn diagnostic(
    code: Code,
    error: &tera::Error,
    files: &BTreeMap<String, TemplateFile>,
    context: Option<&Context>,
) -> Diagnostic {
    let place = |report: &ReportError| match files.get(report.filename()) {
        Some(file) => file.place(report.span().range.clone()),
        None => Place::file(report.filename()),
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
            let diagnostic = Diagnostic::new(code, message).at(tag(files, current, parent));
            with_nearest(diagnostic, parent, files.keys().map(String::as_str))
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let (last, next) = circle(files, tpl, inheritance_chain);
            let message = match last == next {
                true => format!("`{last}` extends itself"),
                false => format!("`{last}` extends `{next}`, which extends it in turn"),
            };
            let hint = format!(
                "`{{% extends \"theme:{next}\" %}}` continues the template that this one takes the place of"
            );
            Diagnostic::new(code, message).at(tag(files, last, next)).hint(hint)
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let chain: Vec<&str> = include_chain.iter().map(String::as_str).collect();
            let first = chain.get(1).copied().unwrap_or(tpl);
            let message =
                format!("templates include each other in a circle: {}", chain.join(" → "));
            Diagnostic::new(code, message).at(tag(files, tpl, first))
        }
        ErrorKind::TemplateNotFound(name) => {
            let diagnostic = Diagnostic::new(code, format!("there is no template `{name}`"));
            with_nearest(diagnostic, name, files.keys().map(String::as_str))
        }
        _ => {
            Diagnostic::new(code, lower_first(error.to_string().lines().next().unwrap_or_default()))
        }
    }
}

/// Which template of a circle extends which: one that extends itself, or else what led to `tpl`.
fn circle<'a>(
    files: &BTreeMap<String, TemplateFile>,
    tpl: &'a str,
    chain: &'a [String],
) -> (&'a str, &'a str) {
    let extends_itself = |name: &&str| {
        files.get(*name).is_some_and(|file| extended(&file.counted.text) == Some(*name))
    };
    let mut names = chain.iter().map(String::as_str).chain([tpl]);
    match names.find(extends_itself) {
        Some(name) => (name, name),
        None => (chain.last().map_or(tpl, String::as_str), tpl),
    }
}

/// The template that a text extends.
fn extended(text: &str) -> Option<&str> {
    let (_, named) = text.split_once("extends")?;
    let quote = named.trim_start().chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    named.split(quote).nth(1)
}

/// The place in a template where it names another.
fn tag(files: &BTreeMap<String, TemplateFile>, template: &str, named: &str) -> Place {
    let Some(file) = files.get(template) else { return Place::file(template) };
    let text = &file.counted.text;
    let quoted = [format!("\"{named}\""), format!("'{named}'")];
    let start = quoted.iter().filter_map(|quoted| text.find(quoted)).min();
    match start {
        Some(start) => file.place(start..start + named.len() + 2),
        None => Place::file(&file.path),
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

/// The names that a template with an undefined name could have meant.
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
        let is_variable = message.to_lowercase().starts_with("variable");
        let of = if is_variable && !known.contains(&meant) { "page." } else { "" };
        return Some(format!("did you mean `{of}{meant}`?"));
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
