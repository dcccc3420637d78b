//! What templates need from outside. The room knows no pipeline: whoever renders gives it these answers.

use std::sync::Arc;

use jiff::Zoned;

use crate::go::ast::Template;
use crate::go::error::{Failure, Position};
use crate::go::value::{Handle, Outcome, Value};
use crate::go_pattern::Patterns;

/// How loudly a template speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// `warnf`
    Warning,
    /// `errorf`
    Error,
}

/// Which address `relURL` and its kin make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    Relative,
    Absolute,
    RelativeInLanguage,
    AbsoluteInLanguage,
}

/// The world of a template. Each answer has a default for a host that knows nothing of the kind.
pub trait Host {
    /// A method or field of one of the host's own values. `None` says that there is none of the name.
    fn member(&self, of: Handle, name: &str, arguments: &[Value]) -> Option<Outcome> {
        let _ = (of, name, arguments);
        None
    }

    /// The elements of one of the host's values, if it is a collection.
    fn collection(&self, of: Handle) -> Option<Value> {
        let _ = of;
        None
    }

    /// The names of all members of the host's values of a kind.
    fn members(&self, kind: &str) -> &'static [&'static str] {
        let _ = kind;
        &[]
    }

    /// What `print` writes for one of the host's values.
    fn print(&self, of: Handle) -> String {
        of.kind.to_owned()
    }

    /// `site`
    fn site(&self) -> Value {
        Value::Nil
    }

    /// `page`: the page that is being rendered.
    fn page(&self) -> Value {
        Value::Nil
    }

    /// `hugo`
    fn hugo(&self) -> Value {
        Value::Nil
    }

    /// The partial of a name, below `partials`, or why it does not compile.
    fn partial(&self, name: &str) -> Option<Result<Arc<Template>, Failure>> {
        let _ = name;
        None
    }

    /// Patterns that have been compiled, if the host keeps them from one call to the next.
    fn patterns(&self) -> Option<&Patterns> {
        None
    }

    /// The time of the build.
    fn now(&self) -> Zoned {
        Zoned::new(jiff::Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC)
    }

    /// The zone of times that name none.
    fn time_zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::UTC
    }

    /// A moment in a layout of Go or by a word such as `:date_long`, with the names of the page's language.
    fn format_time(&self, layout: &str, time: &Zoned) -> Option<String> {
        let _ = (layout, time);
        None
    }

    /// `T`: the text of the interface in the page's language. The value is the count or the map it is filled from.
    fn translate(&self, key: &str, value: &Value) -> Option<String> {
        let _ = (key, value);
        None
    }

    /// `markdownify` and `RenderString`.
    fn markdown(&self, text: &str, display: Display) -> Result<String, Failure> {
        let _ = display;
        Ok(text.to_owned())
    }

    /// `highlight`
    fn highlight(&self, code: &str, language: &str, options: &Value) -> Result<String, Failure> {
        let _ = (code, language, options);
        Err(Failure::new("`highlight` is not there"))
    }

    /// `readFile`, with a path from the site's root. `None` says that there is no such file.
    fn read_file(&self, path: &str) -> Result<Option<Arc<str>>, Failure> {
        let _ = path;
        Ok(None)
    }

    /// `readDir`: the names of files and folders, and whether each is a folder.
    fn read_directory(&self, path: &str) -> Result<Option<Vec<(String, bool)>>, Failure> {
        let _ = path;
        Ok(None)
    }

    /// `fileExists`
    fn file_exists(&self, path: &str) -> bool {
        let _ = path;
        false
    }

    /// `relURL`, `absURL`, `relLangURL`, `absLangURL`
    fn address(&self, kind: Address, path: &str) -> String {
        let _ = kind;
        path.to_owned()
    }

    /// `ref` and `relref`: the address of the page that a path or a map names.
    fn reference(&self, kind: Address, page: &Value, target: &Value) -> Result<String, Failure> {
        let _ = (kind, page);
        Err(Failure::new(format!("no page is found at `{}`", target.as_str().unwrap_or_default())))
    }

    /// `anchorize`: the id of a heading with this text.
    fn anchorize(&self, text: &str) -> String {
        text.to_lowercase().replace(' ', "-")
    }

    /// `urlize`: the part of an address for this text.
    fn urlize(&self, text: &str) -> String {
        text.to_lowercase().replace(' ', "-")
    }

    /// `title`: the text as a title in the site's style.
    fn title(&self, text: &str) -> String {
        text.to_owned()
    }

    /// `emojify`
    fn emojify(&self, text: &str) -> String {
        text.to_owned()
    }

    /// `plainify`: the text without tags.
    fn plainify(&self, html: &str) -> String {
        html.to_owned()
    }

    /// `transform.Unmarshal` of text in a format, `None` to find out which: `json`, `toml`, `yaml`, `csv`, `xml`.
    fn unmarshal(&self, text: &str, format: Option<&str>, options: &Value) -> Outcome {
        let _ = (text, format, options);
        Err(Failure::new("`transform.Unmarshal` is not there"))
    }

    /// `warnf`, `errorf`, with the place of the template that says so.
    fn report(&self, level: Level, message: &str, position: &Position) {
        let _ = (level, message, position);
    }

    /// Anything else by its full name: `resources.Get`, `lang.Merge`, `os.Getenv`. `None` says that it is not there.
    fn function(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        let _ = (name, arguments);
        None
    }
}

/// Whether Markdown stands in a line or on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// A lone paragraph loses its tag.
    Inline,
    Block,
}

/// A host that knows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoHost;

impl Host for NoHost {}
