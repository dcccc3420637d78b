//! Every kind of problem `site` reports, its name, and how much it matters.

use std::collections::BTreeMap;
use std::fmt;

/// How much a problem matters. An error fails the build; a note is printed with `--verbose`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Whose configuration file a site has. What Hugo publishes without a word must not fail a build
/// that reads a Hugo file, so some codes are milder there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConfigFlavour {
    #[default]
    Site,
    Hugo,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $own:ident, $hugo:ident;)+) => {
        /// The kind of a problem. Its name is stable: configurations and tools refer to it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// What the code means, for the manual.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }

            /// The severity unless the configuration says otherwise.
            pub fn severity(self, flavour: ConfigFlavour) -> Severity {
                match (self, flavour) {
                    $((Code::$variant, ConfigFlavour::Site) => Severity::$own,)+
                    $((Code::$variant, ConfigFlavour::Hugo) => Severity::$hugo,)+
                }
            }
        }
    };
}

codes! {
    /// The configuration file is not valid TOML.
    ConfigSyntax = "config-syntax", Error, Error;
    /// A key that `site` does not know. Only named with `--verbose` in a Hugo file.
    ConfigUnknownKey = "config-unknown-key", Error, Note;
    /// A key of Hugo's that is known and has no effect here.
    ConfigUnused = "config-unused", Note, Note;
    /// A configuration value of the wrong type.
    ConfigType = "config-type", Error, Error;
    /// A configuration value that cannot be used.
    ConfigValue = "config-value", Error, Error;
    /// The configured theme is not there; the built-in one is used.
    ThemeUnknown = "theme-unknown", Warning, Warning;
    /// A language's content directory does not exist.
    ContentMissing = "content-missing", Error, Error;
    /// A file or directory that cannot be read.
    FileUnreadable = "file-unreadable", Error, Error;
    /// A text file that is not valid UTF-8.
    FileNotUtf8 = "file-not-utf8", Error, Error;
    /// A symbolic link that leads back to a directory above it.
    LinkLoop = "link-loop", Error, Error;
    /// A symbolic link that leads out of the site's root.
    LinkOutside = "link-outside", Error, Error;
    /// The front matter is not valid YAML, TOML or JSON.
    FrontMatterSyntax = "front-matter-syntax", Error, Error;
    /// The front matter has no closing line.
    FrontMatterUnclosed = "front-matter-unclosed", Error, Error;
    /// A front matter value of the wrong type; the key is left out.
    FrontMatterType = "front-matter-type", Error, Warning;
    /// A date that cannot be read. The page is kept out, for it cannot be given a place in time.
    DateInvalid = "date-invalid", Error, Warning;
    /// A page without a date in a section whose permalinks are made of dates.
    DateMissing = "date-missing", Error, Warning;
    /// The front matter says a page is published at a URL that climbs out of the site.
    UrlOutside = "url-outside", Error, Error;
    /// Two pages at one URL.
    UrlCollision = "url-collision", Error, Error;
    /// An alias that is another page's URL or alias; the page wins.
    AliasCollision = "alias-collision", Warning, Warning;
    /// A permalink pattern names something that it cannot be made of.
    PermalinkPattern = "permalink-pattern", Error, Error;
    /// A translation whose source is not at the same path, paired by other means.
    PairRepaired = "pair-repaired", Warning, Warning;
    /// A `translationKey` that two pages of one language carry.
    PairAmbiguous = "pair-ambiguous", Warning, Warning;
    /// `site l10n check`: a translation is worse than the check puts up with.
    TranslationStale = "translation-stale", Error, Error;
    /// A string file that is not valid TOML, YAML or JSON.
    StringSyntax = "string-syntax", Error, Error;
    /// A string of the wrong shape.
    StringType = "string-type", Error, Warning;
    /// A template asks for a string that no language has.
    StringMissing = "string-missing", Warning, Warning;
    /// A string file for a language that is not configured.
    StringLanguage = "string-language", Warning, Note;
    /// A data file that is not valid.
    DataSyntax = "data-syntax", Error, Warning;
    /// A template that cannot be parsed.
    TemplateSyntax = "template-syntax", Error, Error;
    /// A template that failed while a page was rendered.
    TemplateRender = "template-render", Error, Error;
    /// A shortcode call that is not closed or not well formed.
    ShortcodeSyntax = "shortcode-syntax", Error, Warning;
    /// A shortcode that neither the site nor the theme defines.
    ShortcodeUnknown = "shortcode-unknown", Error, Warning;
    /// A shortcode that lacks an argument it needs, or refers to what is not there.
    ShortcodeArgument = "shortcode-argument", Error, Warning;
    /// A comment that is not closed and hides what follows.
    CommentUnclosed = "comment-unclosed", Error, Warning;
    /// The end of a comment where none is open: what was meant to be hidden is on the page.
    CommentUnopened = "comment-unopened", Warning, Warning;
    /// A `ref` that no page answers to; `refLinksErrorLevel` decides under Hugo's configuration too.
    RefMissing = "ref-missing", Error, Warning;
    /// A picture of this site that is not there.
    ImageMissing = "image-missing", Warning, Note;
    /// An `OWNERS` file, or `OWNERS_ALIASES`, that cannot be read; none of it counts.
    OwnersSyntax = "owners-syntax", Warning, Warning;
    /// A value of the wrong type where owners are named. Prow skips it and says nothing.
    OwnersType = "owners-type", Warning, Warning;
    /// A key of an `OWNERS` file that is ignored where it stands.
    OwnersKey = "owners-key", Warning, Note;
    /// Filters that are ignored, for their file has lists of its own.
    OwnersFilters = "owners-filters", Warning, Warning;
    /// A filter that Go does not compile, and that is dropped.
    OwnersPattern = "owners-pattern", Warning, Warning;
    /// Owners in front matter that Prow does not read.
    OwnersUnread = "owners-unread", Warning, Note;
    /// An owner who is no alias and can hardly be a login.
    OwnersName = "owners-name", Warning, Warning;
    /// A translation that names the people of its source page as its own.
    OwnersCopied = "owners-copied", Warning, Warning;
    /// An alias that no file uses.
    OwnersAliasUnused = "owners-alias-unused", Warning, Note;
    /// `labels.yaml` cannot be used, or a label in it.
    LabelsFile = "labels-file", Warning, Warning;
    /// A label that `labels.yaml` does not have.
    LabelUnknown = "label-unknown", Warning, Note;
    /// A `language/…` label on pages of another language.
    LabelLanguage = "label-language", Warning, Warning;
    /// A language whose pages get no `language/…` label.
    LabelLanguageMissing = "label-language-missing", Note, Note;
    /// A diagram that cannot be drawn; its source is shown.
    DiagramSource = "diagram-source", Warning, Warning;
    /// A formula that cannot be read; its source is shown.
    FormulaSource = "formula-source", Warning, Warning;
    /// The search index could not be made; the rest of the site is complete.
    SearchIndex = "search-index", Error, Error;
    /// The language of a code block has no grammar; it is shown as plain text.
    CodeLanguage = "code-language", Note, Note;
    /// An option of a code block that asks for what there is not; the rest of the block is as it should be.
    CodeOption = "code-option", Warning, Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The severity of every code for one site: `[diagnostics]` in the configuration, else the default.
#[derive(Clone, Debug, Default)]
pub struct Severities {
    pub flavour: ConfigFlavour,
    /// `None` switches a code off.
    pub overrides: BTreeMap<Code, Option<Severity>>,
}

impl Severities {
    /// How much `code` matters here; `None` when it is switched off.
    pub fn of(&self, code: Code) -> Option<Severity> {
        match self.overrides.get(&code) {
            Some(chosen) => *chosen,
            None => Some(code.severity(self.flavour)),
        }
    }
}

impl Code {
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}
