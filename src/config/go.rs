//! `[go]`: what a site brings along in Go's template language.

use camino::Utf8Path;

use super::Trust;
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::structured::{Reader, UnknownKeys};

/// `[go]` as it is written.
#[derive(Debug, Default)]
pub struct GoOptions {
    prefer: Vec<Spanned<String>>,
    render_hooks: Option<bool>,
    /// `security.enableInlineShortcodes`
    inline_shortcodes: Option<bool>,
}

/// Whether templates of the site write the elements of Markdown: links, pictures, headings, code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RenderHooks {
    /// They do not: the theme has its own way with each of them.
    #[default]
    Off,
    On,
}

/// Whether calls may bring their own template: `{{< name.inline >}}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InlineShortcodes {
    /// Such a call shows nothing. Content of strangers is never run.
    #[default]
    Off,
    On,
}

/// Which template answers a shortcode that both the site and this program define.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Prefer {
    /// The site's own, unless its set of shortcodes is one that the built-in ones were made for.
    #[default]
    ByOrigin,
    /// Always the built-in one.
    BuiltIn,
    /// Always that of the site or its theme.
    Templates,
    /// The built-in one for these names, else that of the site or its theme.
    BuiltInFor(Vec<String>),
}

impl GoOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let options = reader.within("go", UnknownKeys::Report, |go| Self {
            prefer: go.texts("prefer").unwrap_or_default(),
            render_hooks: go.bool("renderHooks"),
            inline_shortcodes: None,
        });
        let own = reader.bool("enableInlineShortcodes");
        let security = reader.within("security", UnknownKeys::Allow, |security| {
            security.bool("enableInlineShortcodes")
        });
        let inline_shortcodes = security.flatten().or(own);
        Self { inline_shortcodes, ..options.unwrap_or_default() }
    }

    /// Whether inline shortcodes run.
    pub(super) fn inline_shortcodes(&self, trust: Trust) -> InlineShortcodes {
        match (self.inline_shortcodes, trust) {
            (Some(true), Trust::Trusted) => InlineShortcodes::On,
            _ => InlineShortcodes::Off,
        }
    }

    /// Whether render hooks run.
    pub(super) fn render_hooks(&self) -> RenderHooks {
        if self.render_hooks == Some(true) { RenderHooks::On } else { RenderHooks::Off }
    }

    /// Decides what is preferred.
    pub(super) fn resolve(&self, file: &Utf8Path, found: &mut Vec<Diagnostic>) -> Prefer {
        let word = |word: &str| self.prefer.iter().find(|name| name.value == word);
        match (word("built-in"), word("templates")) {
            (None, None) if self.prefer.is_empty() => Prefer::ByOrigin,
            (None, None) => {
                Prefer::BuiltInFor(self.prefer.iter().map(|name| name.value.clone()).collect())
            }
            (Some(one), _) | (_, Some(one)) if self.prefer.len() > 1 => {
                let message = format!("`{}` stands alone or not at all", one.value);
                let place = Place::span(file, one.span);
                found.push(
                    Diagnostic::new(Code::ConfigValue, message)
                        .at(place)
                        .hint("write `\"built-in\"`, `\"templates\"`, or the names of shortcodes"),
                );
                Prefer::ByOrigin
            }
            (Some(_), _) => Prefer::BuiltIn,
            (None, Some(_)) => Prefer::Templates,
        }
    }
}
