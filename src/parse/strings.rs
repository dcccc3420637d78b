//! String files into the strings of each language.

use std::collections::BTreeMap;

use camino::Utf8Path;

use super::files::read_text;
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned};
use crate::discover::{Layer, Sources};
use crate::locale::PluralForm;
use crate::locale::strings::{LanguageStrings, Message, MessageText, Strings};
use crate::memo::Fingerprint;
use crate::structured::{Format, Table, Value};
use crate::world::World;

type Messages = BTreeMap<String, Message>;

/// Reads the theme's strings and then the site's over them.
pub(super) fn read(
    world: &dyn World,
    settings: &Settings,
    sources: &Sources,
    found: &mut Vec<Diagnostic>,
) -> Strings {
    let mut reader = StringReader {
        settings,
        languages: vec![Messages::new(); settings.languages.len()],
        found,
    };
    for file in &sources.theme.strings {
        let path = file.path();
        let Some(code) = Utf8Path::new(&file.name).file_stem() else { continue };
        // A theme has strings for many languages; a site uses some of them.
        let Some(language) = settings.language_by_code(code) else { continue };
        let text = match &file.layer {
            Layer::BuiltIn(text) => Some((*text).to_owned()),
            Layer::File(path) => read_text(world, path, reader.found),
        };
        if let (Some(text), Some(format)) = (text, Format::of_path(Utf8Path::new(&file.name))) {
            reader.add(&path, language, format, &text);
        }
    }
    for file in &sources.strings {
        let Some(language) = settings.language_by_code(&file.code) else {
            reader.unknown_language(&file.path, &file.code);
            continue;
        };
        if let Some(text) = read_text(world, &file.path, reader.found) {
            reader.add(&file.path, language, file.format, &text);
        }
    }
    finish(settings, reader.languages)
}

/// Of all that [`read`] depends on, if the world can tell.
pub(super) fn state(
    world: &dyn World,
    settings: &Settings,
    sources: &Sources,
) -> Option<Fingerprint> {
    let of_theme = sources.theme.strings.iter().map(|file| match &file.layer {
        Layer::BuiltIn(_) => Some((file.path(), None)),
        Layer::File(path) => Some((path.clone(), Some(world.revision(path)?))),
    });
    let of_site = sources.strings.iter();
    let of_site = of_site.map(|file| Some((file.path.clone(), Some(world.revision(&file.path)?))));
    let files: Vec<_> = of_theme.chain(of_site).collect::<Option<_>>()?;
    Some(Fingerprint::of(&(settings.fingerprint, files)))
}

fn finish(settings: &Settings, languages: Vec<Messages>) -> Strings {
    let languages = settings
        .languages
        .iter()
        .zip(languages)
        .map(|(language, messages)| LanguageStrings::new(&language.locale, messages))
        .collect();
    let chains = settings.language_ids().map(|id| chain(settings, id)).collect();
    Strings::new(languages, chains)
}

/// The language itself, its alternatives, the default language, and English, which the built-in
/// theme speaks, if it is a language of the site.
fn chain(settings: &Settings, id: LanguageId) -> Vec<usize> {
    let alternatives = settings.language(id).alternatives.iter().copied();
    let english = settings.language_by_code("en");
    let mut chain = Vec::new();
    for LanguageId(next) in
        [id].into_iter().chain(alternatives).chain([settings.default_language]).chain(english)
    {
        if !chain.contains(&next) {
            chain.push(next);
        }
    }
    chain
}

struct StringReader<'a> {
    settings: &'a Settings,
    languages: Vec<Messages>,
    found: &'a mut Vec<Diagnostic>,
}

impl StringReader<'_> {
    fn add(&mut self, path: &Utf8Path, language: LanguageId, format: Format, text: &str) {
        self.languages[language.0].extend(messages(path, format, text, self.found));
    }

    fn unknown_language(&mut self, path: &Utf8Path, code: &str) {
        let names: Vec<&str> =
            self.settings.languages.iter().map(|language| language.code.as_str()).collect();
        let message =
            format!("these are strings for `{code}`, which is not a language of the site");
        let hint = format!("the languages are {}", names.join(", "));
        self.found
            .push(Diagnostic::new(Code::StringLanguage, message).at(Place::file(path)).hint(hint));
    }
}

/// The strings of one file.
pub fn messages(
    path: &Utf8Path,
    format: Format,
    text: &str,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Message> {
    let mut reader = MessageReader { path, found };
    match format.parse(text) {
        Ok(parsed) => reader.file(&parsed),
        Err(error) => {
            let place = Place { file: path.to_owned(), span: error.span };
            let message = format!("not valid {}: {}", format.name(), error.message);
            reader.found.push(Diagnostic::new(Code::StringSyntax, message).at(place));
            Messages::new()
        }
    }
}

struct MessageReader<'a> {
    path: &'a Utf8Path,
    found: &'a mut Vec<Diagnostic>,
}

impl MessageReader<'_> {
    fn file(&mut self, parsed: &Spanned<Value>) -> Messages {
        let table = match &parsed.value {
            Value::Null => return Messages::new(),
            Value::Table(table) => table,
            other => {
                self.wrong_shape(parsed.span, "a string file", other);
                return Messages::new();
            }
        };
        let entries = table.entries.iter();
        entries
            .filter_map(|(key, value)| Some((key.value.clone(), self.message(&key.value, value)?)))
            .collect()
    }

    fn message(&mut self, key: &str, value: &Spanned<Value>) -> Option<Message> {
        let forms = match &value.value {
            Value::Table(table) => self.forms(key, table),
            Value::Text(text) => {
                let text = Spanned::new(MessageText::parse(text), value.span);
                BTreeMap::from([(PluralForm::Other, text)])
            }
            other => {
                self.wrong_shape(value.span, &format!("the string `{key}`"), other);
                return None;
            }
        };
        (!forms.is_empty()).then_some(Message { forms })
    }

    fn forms(&mut self, key: &str, table: &Table) -> BTreeMap<PluralForm, Spanned<MessageText>> {
        let mut forms = BTreeMap::new();
        for form in PluralForm::ALL {
            let Some(found) = table.get(form.name()) else { continue };
            match found.value.to_text() {
                Some(text) => {
                    forms.insert(form, Spanned::new(MessageText::parse(&text), found.span));
                }
                None => {
                    let what = format!("the form `{}` of `{key}`", form.name());
                    self.wrong_shape(found.span, &what, &found.value);
                }
            }
        }
        forms
    }

    fn wrong_shape(&mut self, span: Span, what: &str, value: &Value) {
        let message =
            format!("{what} must be text or a table of plural forms, not {}", value.kind());
        self.found
            .push(Diagnostic::new(Code::StringType, message).at(Place::span(self.path, span)));
    }
}
