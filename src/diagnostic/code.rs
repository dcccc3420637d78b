//! Every kind of problem `site` reports, its name, and how much it matters.

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
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $site:ident, $hugo:ident;)+) => {
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
                    $((Code::$variant, ConfigFlavour::Site) => Severity::$site,)+
                    $((Code::$variant, ConfigFlavour::Hugo) => Severity::$hugo,)+
                }
            }
        }
    };
}

codes! {
    /// The configuration file cannot be parsed.
    ConfigSyntax = "config-syntax", Error, Error;
    /// A key that `site` does not know. In a Hugo configuration it is reported with `--verbose` only.
    ConfigUnknownKey = "config-unknown-key", Error, Note;
    /// A key of Hugo's that has no effect here.
    ConfigUnused = "config-unused", Note, Note;
    /// An option or an argument of the command line cannot be used.
    ArgumentValue = "argument-value", Error, Error;
    /// A configuration value has the wrong type.
    ConfigType = "config-type", Error, Warning;
    /// A configuration value cannot be used; the default takes its place.
    ConfigValue = "config-value", Error, Warning;
    /// `baseURL` is missing or not absolute. Feeds, sitemaps and canonical links need an absolute one.
    ConfigBaseUrl = "config-base-url", Error, Warning;
    /// The configured theme does not exist; the built-in one is used instead.
    ThemeUnknown = "theme-unknown", Warning, Warning;
    /// No language has a content directory: there is nothing to build.
    ContentNone = "content-none", Error, Warning;
    /// The content directory of a language does not exist, as in a checkout of some languages only.
    ContentMissing = "content-missing", Warning, Note;
    /// Content in a format of Hugo's that `site` does not read. It makes no page.
    ContentUnread = "content-unread", Warning, Note;
    /// A template that adds pages (`_content.gotmpl`) cannot be parsed, or failed; it adds none.
    ContentAdapter = "content-adapter", Error, Error;
    /// A file or directory cannot be read.
    FileUnreadable = "file-unreadable", Error, Error;
    /// A text file is not valid UTF-8.
    FileNotUtf8 = "file-not-utf8", Error, Error;
    /// A symbolic link leads back to a directory above it.
    LinkLoop = "link-loop", Error, Warning;
    /// A symbolic link leads nowhere, or to a file that is no input of the site.
    LinkOutside = "link-outside", Error, Warning;
    /// Content is too long, too deep or includes too much; the rest of it is left out.
    BudgetExceeded = "budget-exceeded", Error, Error;
    /// The front matter is not valid YAML, TOML or JSON.
    FrontMatterSyntax = "front-matter-syntax", Error, Error;
    /// The front matter has no closing line.
    FrontMatterUnclosed = "front-matter-unclosed", Error, Error;
    /// A front matter value has the wrong type; the key is ignored.
    FrontMatterType = "front-matter-type", Error, Warning;
    /// A key of the front matter is almost one that `site` knows.
    FrontMatterKey = "front-matter-key", Warning, Warning;
    /// Front matter stands in the text of a page that has front matter already.
    FrontMatterTwice = "front-matter-twice", Warning, Warning;
    /// A file begins with the keys of front matter and without its fence: they are text.
    FrontMatterUnfenced = "front-matter-unfenced", Warning, Warning;
    /// A page has no title; it is called after its file.
    TitleMissing = "title-missing", Warning, Warning;
    /// The date of a page is another one than that of its file's name.
    DateFileName = "date-file-name", Note, Note;
    /// `canonicalUrl` is the address of a preview or of somebody's own machine.
    CanonicalPreview = "canonical-preview", Warning, Warning;
    /// Two pages of one section have the same `slug`.
    SlugTwice = "slug-twice", Note, Note;
    /// A date cannot be parsed. The page is not published, because its place among the others is unknown.
    DateInvalid = "date-invalid", Error, Warning;
    /// A page has no date, but the permalinks of its section contain dates.
    DateMissing = "date-missing", Error, Warning;
    /// The front matter gives a page a URL outside the site.
    UrlOutside = "url-outside", Error, Warning;
    /// Two pages have the same URL.
    UrlCollision = "url-collision", Error, Warning;
    /// No file of the output may have this path: it is hidden, reserved, too long or has control characters. The file is left out.
    UrlUnsafe = "url-unsafe", Error, Warning;
    /// A path cannot be written on Windows.
    UrlUnportable = "url-unportable", Error, Warning;
    /// Two paths differ in case only.
    UrlCase = "url-case", Note, Note;
    /// A page has the path of a feed, a sitemap or another generated file, and replaces it.
    UrlReplaces = "url-replaces", Warning, Warning;
    /// An alias is the URL or an alias of another page; that page keeps it.
    AliasCollision = "alias-collision", Warning, Warning;
    /// A term has no address, or the same one as another term of its taxonomy.
    TermAddress = "term-address", Warning, Warning;
    /// A menu entry leads nowhere, because there is no page at its `pageRef`; it is left out.
    MenuPage = "menu-page", Warning, Warning;
    /// A permalink cannot be made from its pattern.
    PermalinkPattern = "permalink-pattern", Error, Error;
    /// A translation was paired with a source that is not at the same path.
    PairRepaired = "pair-repaired", Warning, Warning;
    /// Two pages of one language have the same `translationKey`.
    PairAmbiguous = "pair-ambiguous", Warning, Warning;
    /// `site l10n check`: a translation meets a condition of `--fail-on`.
    TranslationCheck = "translation-check", Error, Error;
    /// A string file is not valid TOML, YAML or JSON.
    StringSyntax = "string-syntax", Error, Error;
    /// A string is neither text nor a table of plural forms.
    StringType = "string-type", Error, Warning;
    /// A template uses a string that no language defines.
    StringMissing = "string-missing", Warning, Warning;
    /// A string file belongs to a language that is not configured.
    StringLanguage = "string-language", Warning, Note;
    /// A data file cannot be parsed.
    DataSyntax = "data-syntax", Error, Warning;
    /// A template cannot be parsed.
    TemplateSyntax = "template-syntax", Error, Error;
    /// A template failed while a page was rendered.
    TemplateRender = "template-render", Error, Error;
    /// A shortcode call is malformed or not closed.
    ShortcodeSyntax = "shortcode-syntax", Error, Warning;
    /// Neither the site nor the theme defines a shortcode of this name.
    ShortcodeUnknown = "shortcode-unknown", Error, Warning;
    /// A shortcode call lacks a required argument, or refers to something that does not exist.
    ShortcodeArgument = "shortcode-argument", Error, Warning;
    /// A Go template of the site cannot be parsed, or failed at a call; the call's inner text is shown.
    ShortcodeTemplate = "shortcode-template", Error, Warning;
    /// A Go template of the site called `errorf`.
    ShortcodeError = "shortcode-error", Error, Error;
    /// A Go template of the site called `warnf`.
    ShortcodeWarning = "shortcode-warning", Warning, Warning;
    /// A comment is not closed and hides everything after it.
    CommentUnclosed = "comment-unclosed", Error, Warning;
    /// A comment is closed but was never opened: text meant to be hidden is on the page.
    CommentUnopened = "comment-unopened", Warning, Warning;
    /// A `ref` or `relref` leads to no page. In a Hugo configuration `refLinksErrorLevel` can change the severity.
    RefMissing = "ref-missing", Error, Warning;
    /// An address could run a script; the link or the image is shown without it.
    AddressUnsafe = "address-unsafe", Warning, Warning;
    /// Raw HTML is left out of a page, because `markup.goldmark.renderer.unsafe` is off.
    HtmlLeftOut = "html-left-out", Warning, Warning;
    /// Content may not set an attribute; it is left out.
    AttributeUnsafe = "attribute-unsafe", Warning, Warning;
    /// A link leads to a page or a file of the site that is not there. `site check` looks for such links.
    LinkDead = "link-dead", Warning, Warning;
    /// A link leads to a place in a page, such as `#install`, that the page does not have. `site check`
    /// looks for such links.
    LinkAnchor = "link-anchor", Warning, Warning;
    /// A link differs from the address that it means in case or at its end; many servers do not find it.
    LinkInexact = "link-inexact", Warning, Warning;
    /// A link lacks the slash at its end; it leads to its page by a redirect.
    LinkSlash = "link-slash", Note, Note;
    /// A link leads to a page of the site by `http`, although the site is at `https`.
    LinkInsecure = "link-insecure", Note, Note;
    /// A link to another host leads nowhere: there is no such host, or it has no such page. `site check --external`
    /// asks.
    LinkExternal = "link-external", Warning, Warning;
    /// Whether a link to another host leads anywhere could not be told: it does not answer, or not to programs. `site
    /// check --external` asks.
    LinkExternalUnsure = "link-external-unsure", Note, Note;
    /// A link to another host leads elsewhere for good, by its host's own words. `site check --external` asks.
    LinkExternalMoved = "link-external-moved", Note, Note;
    /// A translation links to a page in another language, although that page exists in the reader's.
    LinkLanguage = "link-language", Note, Note;
    /// A comment `site-ignore` switches nothing off, or names no diagnostic.
    IgnoreUnused = "ignore-unused", Warning, Warning;
    /// An image of this site does not exist.
    ImageMissing = "image-missing", Warning, Note;
    /// `OWNERS` or `OWNERS_ALIASES` cannot be parsed; the whole file is ignored.
    OwnersSyntax = "owners-syntax", Warning, Warning;
    /// A value in an `OWNERS` file has the wrong type. Prow ignores it silently.
    OwnersType = "owners-type", Warning, Warning;
    /// A key of an `OWNERS` file has no effect where it stands.
    OwnersKey = "owners-key", Warning, Note;
    /// The filters of an `OWNERS` file are ignored because the file has top-level lists.
    OwnersFilters = "owners-filters", Warning, Warning;
    /// A filter is not a valid Go regular expression and is ignored.
    OwnersPattern = "owners-pattern", Warning, Warning;
    /// Prow does not read owners in this front matter.
    OwnersUnread = "owners-unread", Warning, Note;
    /// An owner is neither an alias nor likely to be a login.
    OwnersName = "owners-name", Warning, Warning;
    /// A translation names the same owners as its source page.
    OwnersCopied = "owners-copied", Warning, Warning;
    /// No file uses an alias.
    OwnersAliasUnused = "owners-alias-unused", Warning, Note;
    /// `labels.yaml`, or a label in it, cannot be used.
    LabelsFile = "labels-file", Warning, Warning;
    /// A label is not in `labels.yaml`.
    LabelUnknown = "label-unknown", Warning, Note;
    /// Pages have the `language/…` label of another language.
    LabelLanguage = "label-language", Warning, Warning;
    /// The pages of a language get no `language/…` label.
    LabelLanguageMissing = "label-language-missing", Note, Note;
    /// A diagram cannot be drawn; the page shows its source.
    DiagramSource = "diagram-source", Warning, Warning;
    /// A formula cannot be parsed; the page shows its source.
    FormulaSource = "formula-source", Warning, Warning;
    /// A file of a change that is not trusted is left out of its preview: a browser could run it, or it is a symbolic link.
    UntrustedFile = "untrusted-file", Warning, Warning;
    /// The search index could not be built; the rest of the site is complete.
    SearchIndex = "search-index", Error, Error;
    /// There is no highlighting for the language of a code block; it is shown as plain text.
    CodeLanguage = "code-language", Note, Note;
    /// An option of a code block is unknown or cannot be used; only that option is ignored.
    CodeOption = "code-option", Warning, Warning;
    /// A code block is too long or too repetitive to be highlighted in time; it is shown as plain text.
    CodeTooLarge = "code-too-large", Warning, Note;
    /// Asterisks that were meant to emphasize words are shown as they are.
    EmphasisLiteral = "emphasis-literal", Warning, Warning;
    /// A link or a picture is shown as it is written, with its brackets.
    LinkSyntax = "link-syntax", Warning, Warning;
    /// A link names a definition that the page does not have, and is shown as it is written.
    LinkUndefined = "link-undefined", Warning, Warning;
    /// The target of a link holds what is no part of an address: a blank at its end, a second beginning.
    LinkTarget = "link-target", Warning, Warning;
    /// A link leads to the machine of whoever follows it.
    LinkLocal = "link-local", Note, Note;
    /// The words of a link are "here" or the like, and do not say where it leads.
    LinkWords = "link-words", Warning, Note;
    /// A picture has no words for those who do not see it.
    ImageWords = "image-words", Warning, Note;
    /// A line that begins with number signs is no heading, because no blank follows them.
    HeadingBlank = "heading-blank", Warning, Warning;
    /// Number signs stand in the text where a heading was meant.
    HeadingLiteral = "heading-literal", Warning, Warning;
    /// A heading has no words.
    HeadingEmpty = "heading-empty", Warning, Warning;
    /// A page has several headings of the first level.
    HeadingTop = "heading-top", Warning, Note;
    /// A heading stands more than one level below the one before it.
    HeadingSkipped = "heading-skipped", Warning, Note;
    /// Attributes in braces, such as `{#id)`, are shown as text.
    AttributeLeaked = "attribute-leaked", Warning, Warning;
    /// A row of a table has more cells than the table has columns, or was not meant as a row.
    TableRagged = "table-ragged", Warning, Warning;
    /// A row of a table has fewer cells than the table has columns; the others are empty.
    TableShort = "table-short", Note, Note;
    /// A table is shown as text.
    TableLiteral = "table-literal", Warning, Warning;
    /// Lines that look like the items of a list are one paragraph.
    ListLiteral = "list-literal", Warning, Warning;
    /// An element of raw HTML is not closed, or closed and not open.
    HtmlUnclosed = "html-unclosed", Warning, Warning;
    /// A placeholder such as `<name>` is taken for an HTML tag, and nobody sees it.
    HtmlPlaceholder = "html-placeholder", Warning, Warning;
    /// Markdown in a block of raw HTML is shown as it is written.
    HtmlMarkdown = "html-markdown", Warning, Warning;
    /// Nothing closes a block of code: it goes on to the end of the page, or of the list around it.
    FenceUnclosed = "fence-unclosed", Warning, Warning;
    /// A back-quote is shown as it is, because none closes the code that it opens.
    CodeUnclosed = "code-unclosed", Warning, Warning;
    /// Code holds a typographic quotation mark, dash or blank that programs do not take for the plain one.
    CodeTypography = "code-typography", Warning, Warning;
    /// Code shows an escape, such as `&lt;` or `\\<`, that was written for text.
    CodeEscape = "code-escape", Warning, Warning;
    /// A block of YAML, JSON or TOML cannot be parsed. Templates and placeholders are told apart.
    CodeSyntax = "code-syntax", Warning, Warning;
    /// A tab indents a line of YAML.
    CodeTab = "code-tab", Warning, Warning;
    /// A Kubernetes manifest has only one of `apiVersion` and `kind`.
    ManifestKey = "manifest-key", Note, Note;
    /// Code that a translation shares with its source is indented otherwise, and means something else by that.
    CodeIndentation = "code-indentation", Warning, Warning;
    /// An id of a heading was translated.
    HeadingId = "heading-id", Warning, Warning;
    /// The kind of an alert was translated, or is none.
    AlertKind = "alert-kind", Warning, Warning;
    /// A translation has a picture of its own that is the same as the source's.
    PictureCopied = "picture-copied", Warning, Note;
    /// A page uses a word that the terms of its language avoid.
    TermUnwanted = "term-unwanted", Warning, Warning;
    /// A file of terms cannot be used as it is.
    TermFile = "term-file", Warning, Warning;
    /// A control character, or one that stands for a character that was lost.
    CharacterControl = "character-control", Warning, Warning;
    /// A character changes the direction of the text, and nothing changes it back.
    CharacterBidi = "character-bidi", Warning, Warning;
    /// A character that nobody sees and that marks nothing.
    CharacterInvisible = "character-invisible", Warning, Note;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Code {
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}
