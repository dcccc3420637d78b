//! Code blocks into HTML with classes; a theme's style sheet has the colours.
//!
//! The grammars are those of `two-face`, read by `syntect`; sessions and PromQL are told apart by
//! hand. What the grammars gave is remembered in a [`Memo`], so that they are loaded only when
//! something new has to be read.

mod classes;
mod frame;
mod grammars;
mod languages;
mod limits;
mod markup;
mod noted;
mod options;
mod palette;
mod promql;
mod session;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::memo::{Kind, Memo};
use crate::parse::body::CodeBlock;

use frame::framed;
use grammars::Grammars;
use languages::CodeLanguage;
use markup::escaped;

pub use options::{BlockOptions, CodeProblem};
pub(super) use palette::style_sheet;

/// Makes code blocks; serves all threads.
pub struct Highlighter {
    memo: Arc<Memo>,
    grammars: OnceLock<Grammars>,
}

/// A block as HTML.
pub struct Highlighted {
    pub html: String,
    /// Whether its language was known.
    pub known: bool,
    /// Whether it is shown plain since a grammar could take too long for it.
    pub is_cut: bool,
}

/// How code is highlighted.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Manner {
    Plain,
    Session,
    PromQl,
    /// By the grammar of this name.
    Grammar(Arc<str>),
}

impl Highlighter {
    pub fn new(memo: Arc<Memo>) -> Self {
        Self { memo, grammars: OnceLock::new() }
    }

    /// The block as `<pre>`, with spans of classes where the language is known.
    pub fn highlight(&self, block: &CodeBlock, options: &BlockOptions) -> Highlighted {
        self.shown(block, options, |manner, text| match manner {
            Manner::Plain => escaped(text).into(),
            Manner::Session => self.session(text),
            Manner::PromQl => promql::highlight(text).into(),
            Manner::Grammar(name) => self.by_grammar(name, text),
        })
    }

    /// As [`Highlighter::highlight`], but without the spans, which take most of the time.
    pub fn check(&self, block: &CodeBlock, options: &BlockOptions) -> Highlighted {
        self.shown(block, options, |_, text| escaped(text).into())
    }

    /// The block as `<pre>` without classes.
    pub fn plain(&self, block: &CodeBlock, options: &BlockOptions) -> String {
        let name = block.language.to_lowercase();
        let text = unix_lines(&block.text);
        match noted::read(&text, options) {
            Some((text, options)) => framed(&name, &escaped(&text), &options),
            None => framed(&name, &escaped(&text), options),
        }
    }

    fn shown(
        &self,
        block: &CodeBlock,
        options: &BlockOptions,
        write: impl Fn(&Manner, &str) -> Arc<str>,
    ) -> Highlighted {
        let name = block.language.to_lowercase();
        let text = unix_lines(&block.text);
        let noted = noted::read(&text, options);
        let (text, options) =
            noted.as_ref().map_or((&*text, options), |(text, options)| (text, options));
        let language = CodeLanguage::of(&name, text);
        let manner = self.manner(language);
        let is_cut = match &manner {
            Manner::Plain => false,
            Manner::Grammar(name) => limits::is_large(text) || limits::is_slow(name, text),
            Manner::Session | Manner::PromQl => limits::is_large(text),
        };
        let known = manner != Manner::Plain || matches!(language, CodeLanguage::Plain);
        let html = write(if is_cut { &Manner::Plain } else { &manner }, text);
        Highlighted { html: framed(&name, &html, options), known, is_cut }
    }

    fn manner(&self, language: CodeLanguage<'_>) -> Manner {
        match language {
            CodeLanguage::Session => Manner::Session,
            CodeLanguage::PromQl => Manner::PromQl,
            CodeLanguage::Named(token) => {
                self.grammar(token).map_or(Manner::Plain, Manner::Grammar)
            }
            CodeLanguage::Plain => Manner::Plain,
        }
    }

    /// The name of a language's grammar.
    fn grammar(&self, token: &str) -> Option<Arc<str>> {
        let name = self.memo.get_or_make(Kind::Code, &[b"grammar", token.as_bytes()], || {
            self.grammars().name(token).unwrap_or_default().to_owned()
        });
        (!name.is_empty()).then_some(name)
    }

    fn by_grammar(&self, name: &str, text: &str) -> Arc<str> {
        let parts = [b"code", name.as_bytes(), text.as_bytes()];
        self.memo.get_or_make(Kind::Code, &parts, || {
            self.grammars().highlight(name, text).unwrap_or_else(|| escaped(text))
        })
    }

    fn session(&self, text: &str) -> Arc<str> {
        self.memo.get_or_make(Kind::Code, &[b"session", text.as_bytes()], || {
            session::highlight(self.grammars(), text).unwrap_or_else(|| escaped(text))
        })
    }

    fn grammars(&self) -> &Grammars {
        self.grammars.get_or_init(Grammars::load)
    }
}

/// Grammars know one end of a line only. In Markdown there is only that; in a file that a page
/// shows there may be Windows'.
fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}
