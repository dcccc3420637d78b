//! What a shortcode's template says of its calls, in the comment at its head.
//!
//! ```text
//! {#- A picture with a caption.
//!     needs: src
//!     picture: src -#}
//! ```
//!
//! `needs` names the arguments that a call must have: `id | 0` is the argument `id` or the first one,
//! `inner` the text between two tags. The other keys say that an argument names something, and under
//! the key the template sees what it names; a name in quotation marks is for calls that give none.

use camino::Utf8PathBuf;

use super::body::Arguments;
use crate::diagnostic::{Span, Spanned};

/// A template as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateSource {
    /// What diagnostics call the file.
    pub path: Utf8PathBuf,
    pub text: String,
    /// What the template of a shortcode says of its calls.
    pub declaration: Declaration,
}

/// The declaration of one template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Declaration {
    /// Each of these, by one of its names.
    pub needs: Vec<Parameter>,
    /// Whether a call has to be closed: the template uses what stands between the tags.
    pub takes_inner: bool,
    /// Whether the template uses the calls directly inside.
    pub takes_children: bool,
    /// Names a file to be read.
    pub file: Parameter,
    /// Names a term of the glossary.
    pub term: Parameter,
    /// Names a feature gate.
    pub gate: Parameter,
    /// Names a picture of the page.
    pub picture: Parameter,
    /// Names another picture of the page.
    pub logo: Parameter,
    /// Names a page of the reference of an API.
    pub reference: Parameter,
    /// What makes the text between the tags code, or that between those of the calls directly inside.
    pub code: CodeParameter,
}

/// `code: lang`, or `code: lang if code`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodeParameter {
    /// Names the language.
    pub language: Parameter,
    /// The argument that has to be `true`, if it does not suffice that there is a language.
    pub switch: Option<String>,
}

/// An argument by the names it may have; without any, no call gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parameter {
    pub names: Vec<ParameterName>,
    /// What it is in a call that does not give it: `"background"` in quotation marks.
    pub usual: Option<Spanned<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ParameterName {
    Named(String),
    /// Counted from 0.
    Position(usize),
}

impl Declaration {
    /// Reads the declaration in a template's text.
    pub(super) fn read(template: &str) -> Self {
        let mut declaration = Self::default();
        let (head, body) = split(template);
        for line in head.lines() {
            let Some((key, value)) = line.trim().split_once(':') else { continue };
            match key {
                "needs" => declaration.needs(value),
                "file" => declaration.file = Parameter::read(value),
                "term" => declaration.term = Parameter::read(value),
                "gate" => declaration.gate = Parameter::read(value),
                "reference" => declaration.reference = Parameter::read(value),
                "picture" => declaration.picture = Parameter::read(value),
                "logo" => declaration.logo = Parameter::read(value),
                "code" => declaration.code = CodeParameter::read(value),
                _ => {}
            }
        }
        for word in words(body) {
            declaration.takes_children |= word == "children";
            declaration.takes_inner |= matches!(word, "inner" | "inner_text" | "children" | "code");
        }
        declaration
    }

    fn needs(&mut self, value: &str) {
        for name in value.split(',') {
            if name.trim() == "inner" {
                self.takes_inner = true;
            } else {
                self.needs.push(Parameter::read(name));
            }
        }
    }
}

impl CodeParameter {
    fn read(value: &str) -> Self {
        let (language, switch) = match value.split_once(" if ") {
            Some((language, switch)) => (language, Some(switch.trim().to_lowercase())),
            None => (value, None),
        };
        Self { language: Parameter::read(language), switch }
    }

    /// The language of what a call encloses, if that is code. It is empty if the call names none.
    pub fn language_of(&self, arguments: &Arguments) -> Option<String> {
        let language = self.language.of(arguments).map(|language| language.value.clone());
        match &self.switch {
            Some(switch) if arguments.named(switch) == Some("true") => {
                Some(language.unwrap_or_default())
            }
            Some(_) => None,
            None => language,
        }
    }
}

impl Parameter {
    fn read(value: &str) -> Self {
        let names = value.split('|').map(str::trim).filter(|name| !name.is_empty());
        let (usual, names): (Vec<&str>, Vec<&str>) = names.partition(|name| name.starts_with('"'));
        let usual = usual.first().map(|usual| usual.trim_matches('"').to_owned());
        let read = |name: &str| match name.parse() {
            Ok(position) => ParameterName::Position(position),
            Err(_) => ParameterName::Named(name.to_lowercase()),
        };
        Self {
            names: names.into_iter().map(read).collect(),
            usual: usual.map(|usual| Spanned::new(usual, Span::default())),
        }
    }

    /// Its value in a call, if that is not empty.
    pub fn of<'a>(&'a self, arguments: &'a Arguments) -> Option<&'a Spanned<String>> {
        let value = self.names.iter().find_map(|name| match name {
            ParameterName::Named(name) => arguments.named_argument(name),
            ParameterName::Position(index) => arguments.positional_argument(*index),
        });
        value.filter(|value| !value.value.trim().is_empty()).or(self.usual.as_ref())
    }
}

/// The comment at the head of a template, and the rest.
fn split(template: &str) -> (&str, &str) {
    let comment = template.trim_start().strip_prefix("{#");
    let Some((head, body)) = comment.and_then(|rest| rest.split_once("#}")) else {
        return ("", template);
    };
    (head.trim_matches('-'), body)
}

/// The names in a template's expressions. What stands in comments, in quotes, after a dot or outside
/// of braces is none.
fn words(template: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = template;
    while let Some(brace) = rest.find('{') {
        let inside = &rest[brace + 1..];
        let end = match inside.as_bytes().first() {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                rest = inside;
                continue;
            }
        };
        let length = inside.find(end).unwrap_or(inside.len());
        if end != "#}" {
            push_words(&inside[1..length.max(1)], &mut words);
        }
        rest = &inside[length..];
    }
    words
}

fn push_words<'a>(expression: &'a str, words: &mut Vec<&'a str>) {
    let unquoted = expression.split(['"', '\'', '`']).step_by(2);
    for part in unquoted {
        let is_end = |c: char| !c.is_alphanumeric() && c != '_' && c != '.';
        // What stands directly before `=` is the name of an argument.
        for piece in part.split_inclusive(is_end).filter(|piece| !piece.ends_with('=')) {
            words.extend(piece.trim_end_matches(is_end).split('.').next());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_declares_and_the_body_uses() {
        let read = Declaration::read(
            "{#- A picture.\n    needs: src, id | 0\n    picture: SRC -#}\n<p class=\"inner\">{{ a.inner }}{# inner #}{{ t(key=\"inner\") }}{{ <b inner={a} /> }}",
        );
        assert_eq!(read.needs.len(), 2);
        assert_eq!(
            read.needs[1].names,
            [ParameterName::Named("id".to_owned()), ParameterName::Position(0)]
        );
        assert_eq!(read.picture.names, [ParameterName::Named("src".to_owned())]);
        assert!(!read.takes_inner);
    }

    #[test]
    fn the_inner_text_is_used_in_expressions() {
        for used in [
            "{{ inner | safe }}",
            "{{ <box kind=\"x\" inner /> }}",
            "{% if inner_text %}",
            "{#- needs: inner -#}",
        ] {
            assert!(Declaration::read(used).takes_inner, "{used}");
        }
    }
}
