//! The place in HTML that a value of a template stands at.

use std::fmt;

/// The place behind the first part of a text, and how long that part is; or why there is none.
pub(super) type Step = Result<(Place, usize), String>;

/// What stands for a value that would be dangerous.
pub(super) const REFUSED: &str = "ZgotmplZ";

/// All that decides how a value is escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub state: State,
    pub delimiter: Delimiter,
    pub url_part: UrlPart,
    pub js_slash: JsSlash,
    /// For each template literal around: how many braces are open in its expression.
    pub js_braces: Vec<u32>,
    pub attribute: Attribute,
    pub element: Element,
}

/// What the text is parsed as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    #[default]
    Text,
    Tag,
    AttributeName,
    AfterName,
    BeforeValue,
    HtmlComment,
    RcData,
    Attribute,
    Url,
    Srcset,
    Js,
    JsDouble,
    JsSingle,
    JsTemplate,
    JsRegex,
    JsBlockComment,
    JsLineComment,
    JsHtmlOpen,
    JsHtmlClose,
    Css,
    CssDouble,
    CssSingle,
    CssDoubleUrl,
    CssSingleUrl,
    CssUrl,
    CssBlockComment,
    CssLineComment,
    MetaContent,
    MetaContentUrl,
    /// Behind `break` or `continue`: nothing follows.
    Dead,
}

/// What ends an attribute's value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Delimiter {
    /// Not in an attribute.
    #[default]
    None,
    Double,
    Single,
    SpaceOrTagEnd,
}

/// Which part of an address comes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum UrlPart {
    /// The beginning.
    #[default]
    None,
    /// Behind the beginning, before `?` and `#`.
    PreQuery,
    QueryOrFragment,
    /// It depends on the branch taken.
    Unknown,
}

/// What a slash begins in JavaScript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JsSlash {
    #[default]
    Regex,
    Division,
    Unknown,
}

/// The kind of attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Attribute {
    #[default]
    None,
    Script,
    ScriptType,
    Style,
    Url,
    Srcset,
    MetaContent,
}

/// Elements whose content is not HTML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Element {
    #[default]
    None,
    Script,
    Style,
    Textarea,
    Title,
    Meta,
}

impl Place {
    pub(super) fn of(state: State) -> Self {
        Self { state, ..Self::default() }
    }

    /// Whether values do not appear here, because it is a comment.
    pub(super) fn is_comment(&self) -> bool {
        matches!(
            self.state,
            State::HtmlComment
                | State::JsBlockComment
                | State::JsLineComment
                | State::JsHtmlOpen
                | State::JsHtmlClose
                | State::CssBlockComment
                | State::CssLineComment
        )
    }

    pub(super) fn is_script_literal(&self) -> bool {
        matches!(self.state, State::JsDouble | State::JsSingle | State::JsTemplate | State::JsRegex)
    }

    /// The place within an address, behind a part of it.
    pub(super) fn in_url(&self, text: &str) -> Self {
        let url_part = match self.url_part {
            _ if text.contains(['#', '?']) => UrlPart::QueryOrFragment,
            UrlPart::None if spaces(text) != text.len() => UrlPart::PreQuery,
            part => part,
        };
        Self { url_part, ..self.clone() }
    }

    /// The same place with another state of its script.
    pub(super) fn in_script(&self, state: State, js_slash: JsSlash) -> Self {
        Self { state, js_slash, ..self.clone() }
    }

    /// The place that a value takes up: it begins what may begin here.
    #[must_use]
    pub(super) fn nudged(mut self) -> Self {
        match self.state {
            State::Tag => self.state = State::AttributeName,
            State::BeforeValue => {
                self.state = self.attribute.start();
                self.delimiter = Delimiter::SpaceOrTagEnd;
                self.attribute = Attribute::None;
            }
            State::AfterName => {
                self.state = State::AttributeName;
                self.attribute = Attribute::None;
            }
            _ => {}
        }
        self
    }
}

impl Attribute {
    /// What the value of such an attribute is.
    pub(super) fn start(self) -> State {
        match self {
            Self::None | Self::ScriptType => State::Attribute,
            Self::Script => State::Js,
            Self::Style => State::Css,
            Self::Url => State::Url,
            Self::Srcset => State::Srcset,
            Self::MetaContent => State::MetaContent,
        }
    }
}

impl Element {
    /// What the content of the element is.
    pub(super) fn content(self) -> State {
        match self {
            Self::None | Self::Meta => State::Text,
            Self::Script => State::Js,
            Self::Style => State::Css,
            Self::Textarea | Self::Title => State::RcData,
        }
    }

    /// The name of an element whose end must be found before all else.
    pub(super) fn special_name(self) -> Option<&'static str> {
        match self {
            Self::Script => Some("script"),
            Self::Style => Some("style"),
            Self::Textarea => Some("textarea"),
            Self::Title => Some("title"),
            Self::None | Self::Meta => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.state {
            State::Text => "text",
            State::Tag | State::AttributeName | State::AfterName | State::BeforeValue => "a tag",
            State::HtmlComment => "a comment",
            State::RcData => "the text of `<title>` or `<textarea>`",
            State::Attribute | State::MetaContent | State::MetaContentUrl => "an attribute",
            State::Url => "the attribute of an address",
            State::Srcset => "`srcset`",
            State::Css
            | State::CssDouble
            | State::CssSingle
            | State::CssDoubleUrl
            | State::CssSingleUrl
            | State::CssUrl
            | State::CssBlockComment
            | State::CssLineComment => "a style",
            State::Dead => "nothing",
            _ => "a script",
        };
        formatter.write_str(what)
    }
}

/// How many bytes of white space a text begins with.
pub(super) fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\n', '\u{c}', '\r']).len()
}
