//! The elements by which texts are compared: words, numbers, pieces of code, link targets and marks.
//!
//! How a text is wrapped, and whether quotation marks are straight, makes no difference. This module
//! does not know the structure of a page.

use crate::diagnostic::Span;

/// The smallest piece whose change is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub kind: WordKind,
    /// Where it stands in its file.
    pub span: Span,
    /// Equal if the pieces are.
    pub exact: u64,
    /// Equal if they differ only in case, hyphens or the like.
    pub folded: u64,
    /// The same without a plural's ending, which translations leave out; equal to `folded` in most words.
    stem: u64,
    /// Of a link or a picture.
    pub target: Option<Target>,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// `None` for one that leads to the page's own site.
    host: Option<u64>,
    /// With its fragment.
    path: u64,
    /// Without it.
    page: u64,
    /// The last part of the path and all parts with digits, if these tell one page from others.
    ending: Option<u64>,
}

impl Target {
    fn of(text: &str, prefix: &str) -> Self {
        let place = text.trim_start_matches("mailto:").replace("/#", "#");
        let (host, path) = match place.split_once("://") {
            Some((_, rest)) => {
                let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                (Some(host.trim_start_matches("www.")), path)
            }
            None => (None, &*place),
        };
        let path = path.trim_matches('/');
        let below = path.strip_prefix(prefix.trim_matches('/'));
        let below = below.filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let below = below.map_or(path, |rest| rest.trim_start_matches('/'));
        let page = without_language_parameters(below.split('#').next().unwrap_or_default());
        let page = without_extension(&page);
        let ending = ending_of(page);
        let page = match host {
            // An encyclopedia has a page of another name in each language.
            Some(host) if without_language(host, '.') != host => without_language(host, '.'),
            Some(host) if without_language(page, '/').is_empty() => host.to_owned(),
            Some(_) => without_language(page, '/'),
            None => page.to_owned(),
        };
        Self { host: host.map(hash), path: hash(below), page: hash(&page), ending }
    }

    pub(super) fn ending(self) -> Option<u64> {
        self.ending
    }

    /// Whether two targets may be one page: the same site may be written with or without its host.
    pub(super) fn is_same_page(self, other: Self) -> bool {
        let may_be_one = self.host == other.host || self.host.is_none() || other.host.is_none();
        self.path == other.path && may_be_one
    }
}

impl Word {
    /// What identifies it in any language; any of several words may.
    pub(super) fn names(&self) -> impl Iterator<Item = u64> {
        // A translated heading may have another id.
        let paths = self.target.into_iter().flat_map(|target| [target.path, target.page]);
        paths.filter(|path| *path != hash("")).chain([self.folded, self.stem])
    }
}

/// A path without what servers add to the name of a page.
fn without_extension(page: &str) -> &str {
    page.strip_suffix(".html").or_else(|| page.strip_suffix(".htm")).unwrap_or(page)
}

/// A path without the parameters that choose a language: `?hl=ko`.
fn without_language_parameters(page: &str) -> String {
    let Some((path, query)) = page.split_once('?') else { return page.to_owned() };
    let is_language = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        matches!(name, "hl" | "lang" | "language" | "locale" | "setlang")
    };
    let kept: Vec<&str> = query.split('&').filter(|parameter| !is_language(parameter)).collect();
    let path = path.trim_end_matches('/');
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// What tells a page wherever it has moved: its own name, and the versions and dates on the way to it. A name that many
/// pages have tells nothing.
fn ending_of(page: &str) -> Option<u64> {
    const COMMON: &[&str] = &["readme", "index", "_index", "overview", "introduction", "docs"];
    const SHORTEST: usize = 4;
    let name = page.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    let is_number =
        |piece: &str| piece.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit());
    let has_number = |part: &&str| part.split(['-', '.', '_']).any(is_number);
    let tells = stem.len() >= SHORTEST && !COMMON.contains(&stem);
    let parts = page.split('/').filter(has_number).map(hash);
    tells.then(|| combine([hash(&name)].into_iter().chain(parts)))
}

/// A host or a path without the parts that are the code of a language, or the usual branch of a repository.
fn without_language(text: &str, separator: char) -> String {
    let is_branch = |part: &&str| matches!(*part, "main" | "master");
    let parts = text.split(separator).filter(|part| !is_language_code(part) && !is_branch(part));
    parts.collect::<Vec<_>>().join(&separator.to_string())
}

/// `en`, `zh-cn`, `pt-BR`.
pub(super) fn is_language_code(part: &str) -> bool {
    let (language, region) = part.split_once(['-', '_']).unwrap_or((part, "xx"));
    let is_letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    language.len() == 2
        && (2..=4).contains(&region.len())
        && is_letters(language)
        && is_letters(region)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WordKind {
    /// Punctuation.
    Mark,
    Prose,
    /// A character of a script that puts no blanks between words.
    Ideograph,
    /// Raw HTML, or the name of a shortcode.
    Tag,
    Picture,
    Link,
    /// A version or another number.
    Number,
    Code,
    /// Code to run, judging by its form.
    Command,
}

/// FNV-1a. An author who makes two words collide on purpose only hides their own change.
pub(super) fn hash(text: &str) -> u64 {
    hash_bytes(text.bytes())
}

pub(super) fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// One hash of several, in their order.
pub(super) fn combine(hashes: impl Iterator<Item = u64>) -> u64 {
    hash_bytes(hashes.flat_map(u64::to_le_bytes))
}

/// Cuts a text into words. `kind` is the kind of a word of letters; `place` maps a range of the text to
/// the file.
pub(super) fn split(
    text: &str,
    kind: WordKind,
    place: &dyn Fn(usize, usize) -> Span,
    words: &mut Vec<Word>,
) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let length = if is_own_word(first) || !first.is_alphanumeric() {
            first.len_utf8()
        } else {
            run_length(rest)
        };
        if !first.is_whitespace() && !is_invisible(first) {
            words.push(word(&rest[..length], kind, place(start, start + length)));
        }
        rest = &rest[length..];
    }
}

/// Zero-width characters, and selectors of a character's form.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Letters and digits, and single marks between two of them: `kube-proxy`, `v1.27.3`, `don't`.
fn run_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = matches!(c, '.' | '_' | '-' | '\'' | '’')
            && next.is_some_and(|next| next.is_alphanumeric() && !is_own_word(next));
        let belongs = joins || c.is_alphanumeric() && !is_own_word(c);
        // Many languages put particles right behind numbers and names: `1.30이`, `Pod를`, `v1.1-এ`, `Pod’ів`.
        let is_particle = |c: char| c.is_alphabetic() && !is_latin(c);
        let ends = is_particle(c) || joins && next.is_some_and(is_particle);
        if !belongs || at > 0 && ends && text[..at].is_ascii() {
            return at;
        }
    }
    text.len()
}

fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Characters of scripts that put no blanks between words.
fn is_own_word(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn word(text: &str, kind: WordKind, span: Span) -> Word {
    let kind = match kind {
        WordKind::Prose if is_number(text) => WordKind::Number,
        _ if text.chars().next().is_some_and(is_own_word) => WordKind::Ideograph,
        WordKind::Prose if !text.chars().any(char::is_alphanumeric) => WordKind::Mark,
        kind => kind,
    };
    // `v.1.2` is a way to write `v1.2`.
    let skipped = usize::from(kind == WordKind::Number && text.starts_with("v."));
    let written = text.chars().enumerate().filter(|(at, _)| skipped == 0 || *at != 1);
    let exact = hash_bytes(written.map(|(_, c)| plain(c)).flat_map(utf8));
    // `v1.2` and `1.2` are one version.
    let told =
        if kind == WordKind::Number { text.trim_start_matches(['v', 'V', '.']) } else { text };
    let folded_of = |text: &str| hash_bytes(folded(text).flat_map(utf8));
    let (whole, stem) = (folded_of(told), folded_of(told.strip_suffix('s').unwrap_or(told)));
    Word { kind, span, exact, folded: whole, stem, target: None }
}

/// A link or a picture by its target. `prefix` is the part of a path that stands for the page's language: `/ko/`.
pub(super) fn target(kind: WordKind, target: &str, prefix: &str, span: Span) -> Word {
    let without_scheme = target.split_once("://").map_or(target, |(_, rest)| rest);
    let folded = without_scheme.trim_end_matches('/').to_lowercase();
    // `/ko/docs/` and `/docs/` are one page.
    let home = (prefix.trim_end_matches('/') == target && prefix.len() > 1).then_some("");
    let below = target.strip_prefix(prefix).or(home);
    let plain = below.map_or(hash(target), |rest| hash(&format!("/{rest}")));
    let folded = if below == Some("") { hash("") } else { hash(&folded) };
    Word {
        kind,
        span,
        exact: plain,
        folded,
        stem: folded,
        target: Some(Target::of(target, prefix)),
    }
}

/// A piece that is compared as it is.
pub(super) fn literal(kind: WordKind, text: &str, span: Span) -> Word {
    let exact = hash(text);
    Word { kind, span, exact, folded: exact, stem: exact, target: None }
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['v', 'V']);
    let digits = if digits.len() < text.len() { digits.trim_start_matches('.') } else { digits };
    digits.starts_with(|c: char| c.is_ascii_digit())
}

/// Typographic marks, replaced by plain ones.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '–' | '—' | '‑' => '-',
        '\u{a0}' => ' ',
        // Full-width marks, which a translator's keyboard puts into the source too.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '。' => '.',
        '、' => ',',
        other => other,
    }
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    let kept = text.chars().map(plain).filter(|c| !matches!(c, '-' | '\''));
    kept.flat_map(char::to_lowercase)
}

fn utf8(c: char) -> impl Iterator<Item = u8> {
    let mut bytes = [0; 4];
    let length = c.encode_utf8(&mut bytes).len();
    bytes.into_iter().take(length)
}
