//! String files into the strings of each language.

use std::collections::BTreeMap;

use camino::Utf8Path;

use super::files::read_text;
use crate::config::{Language, LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned};
use crate::discover::{Layer, Sources};
use crate::locale::strings::{LanguageStrings, Message, MessageText, Strings};
use crate::locale::{Locale, PluralForm};
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
        world,
        settings,
        languages: vec![Messages::new(); settings.languages.len()],
        english: Messages::new(),
        found,
    };
    reader.theme(sources);
    reader.site(sources);
    reader.finish()
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

/// The order in which languages are asked: the language itself, its alternatives, the default language, and
/// English, which the theme speaks.
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
    // The theme's own English stands behind the languages of the site.
    chain.push(settings.languages.len());
    chain
}

/// How closely the name of a string file names a language. What is named more closely wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// By the language of its locale: `en` for `en-US`.
    Base,
    /// By its key in the configuration.
    Key,
    /// By its locale.
    Locale,
}

impl Claim {
    fn of(code: &str, language: &Language) -> Option<Self> {
        let tag = language.locale.tag();
        let code = code.replace('_', "-");
        if code.eq_ignore_ascii_case(&tag) {
            Some(Self::Locale)
        } else if code.eq_ignore_ascii_case(&language.code) {
            Some(Self::Key)
        } else {
            let base = tag.split('-').next().unwrap_or_default();
            code.eq_ignore_ascii_case(base).then_some(Self::Base)
        }
    }
}

struct StringReader<'a> {
    world: &'a dyn World,
    settings: &'a Settings,
    languages: Vec<Messages>,
    /// The theme's own English.
    english: Messages,
    found: &'a mut Vec<Diagnostic>,
}

/// The strings of one file, with the languages that they are for.
struct ReadFile {
    claims: Vec<(Claim, LanguageId)>,
    messages: Messages,
}

impl StringReader<'_> {
    /// A theme has strings for many languages; a site uses some of them.
    fn theme(&mut self, sources: &Sources) {
        let mut files = Vec::new();
        for file in &sources.theme.strings {
            let name = Utf8Path::new(&file.name);
            let (Some(code), Some(format)) = (name.file_stem(), Format::of_path(name)) else {
                continue;
            };
            let claims = self.claims(code, Claim::Base);
            if claims.is_empty() && code != "en" {
                continue;
            }
            let text = match &file.layer {
                Layer::BuiltIn(text) => Some((*text).to_owned()),
                Layer::File(path) => read_text(self.world, path, self.found),
            };
            let Some(text) = text else { continue };
            let messages = messages(&file.path(), format, &text, self.found);
            if code == "en" {
                self.english.extend(messages.clone());
            }
            files.push(ReadFile { claims, messages });
        }
        self.add(&files);
    }

    fn site(&mut self, sources: &Sources) {
        let mut files = Vec::new();
        for file in &sources.strings {
            let claims = self.claims(&file.code, Claim::Key);
            if claims.is_empty() {
                self.unknown_language(&file.path, &file.code);
            } else if let Some(text) = read_text(self.world, &file.path, self.found) {
                let messages = messages(&file.path, file.format, &text, self.found);
                files.push(ReadFile { claims, messages });
            }
        }
        self.add(&files);
    }

    /// The languages that a file is for, if it names them at least as closely as `least`.
    fn claims(&self, code: &str, least: Claim) -> Vec<(Claim, LanguageId)> {
        let claims = self.settings.language_ids().filter_map(|id| {
            let claim = Claim::of(code, self.settings.language(id))?;
            (claim >= least).then_some((claim, id))
        });
        claims.collect()
    }

    fn add(&mut self, files: &[ReadFile]) {
        for claim in [Claim::Base, Claim::Key, Claim::Locale] {
            for file in files {
                let named = file.claims.iter().filter(|(named, _)| *named == claim);
                for (_, LanguageId(index)) in named {
                    self.languages[*index].extend(file.messages.clone());
                }
            }
        }
    }

    fn finish(self) -> Strings {
        let settings = self.settings;
        let of_site = settings.languages.iter().zip(self.languages);
        let english = Locale::parse("en").unwrap_or_default();
        let languages = of_site
            .map(|(language, messages)| LanguageStrings::new(&language.locale, messages))
            .chain([LanguageStrings::new(&english, self.english)])
            .collect();
        let chains = settings.language_ids().map(|id| chain(settings, id)).collect();
        Strings::new(languages, chains)
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
        let mut messages = Messages::new();
        match &parsed.value {
            Value::Null => {}
            Value::Table(table) => self.table("", table, &mut messages),
            Value::List(items) => items.iter().for_each(|item| self.item(item, &mut messages)),
            other => self.wrong_shape(parsed.span, "a string file", other),
        }
        messages
    }

    /// Strings by key. A table without any form holds strings whose keys begin with its own.
    fn table(&mut self, above: &str, table: &Table, messages: &mut Messages) {
        for (key, value) in &table.entries {
            let key = format!("{above}{}", key.value);
            match &value.value {
                Value::Table(inside) if !is_message(inside) => {
                    self.table(&format!("{key}."), inside, messages);
                }
                _ => messages.extend(self.message(&key, value).map(|message| (key, message))),
            }
        }
    }

    /// An entry of the list form: `id` and `translation`.
    fn item(&mut self, item: &Spanned<Value>, messages: &mut Messages) {
        let Value::Table(table) = &item.value else {
            let kind = item.value.kind();
            let message =
                format!("a list of strings has tables with `id` and `translation`, not {kind}");
            let place = Place::span(self.path, item.span);
            return self.found.push(Diagnostic::new(Code::StringType, message).at(place));
        };
        let id = table.get("id").and_then(|id| id.value.to_text());
        if let (Some(id), Some(translation)) = (id, table.get("translation")) {
            messages.extend(self.message(&id, translation).map(|message| (id, message)));
        }
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

/// Whether a table is one string: it has a form of it, or says what it is for.
fn is_message(table: &Table) -> bool {
    let is_text = |key: &str| table.get(key).is_some_and(|found| found.value.as_table().is_none());
    let mut names = PluralForm::ALL.into_iter().map(PluralForm::name);
    names.any(is_text) || table.entries.is_empty() || is_text("description")
}
