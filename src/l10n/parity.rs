//! Differences between the front matter and the headings of a translation and its source that no
//! language requires.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;

use super::finding::DriftSeverity;
use crate::config::PageKind;
use crate::date::Date;
use crate::parse::body::Heading;
use crate::parse::{Document, FrontMatter};
use crate::resolve::Page;

/// What differs, and its value on either side; `None` if it is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disparity {
    pub aspect: Aspect,
    pub source: Option<String>,
    pub translation: Option<String>,
    pub fault: Fault,
}

/// Which of two pages that differ is to be mended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    #[default]
    Translation,
    /// All translations agree on something else.
    Source,
}

/// What a page and its translations should have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// The translation is published before its source.
    Publication,
    Draft,
    Date,
    /// The last part of the address, whatever it comes from.
    Slug,
    CanonicalUrl,
    Aliases,
    Evergreen,
    Weight,
    /// The levels of headings, in order; shown by the first that differs.
    Headings,
}

impl Aspect {
    pub const ALL: [Aspect; 9] = [
        Aspect::Publication,
        Aspect::Draft,
        Aspect::Date,
        Aspect::Slug,
        Aspect::CanonicalUrl,
        Aspect::Aliases,
        Aspect::Evergreen,
        Aspect::Weight,
        Aspect::Headings,
    ];

    /// The severity, by what readers lose.
    pub fn severity(self) -> DriftSeverity {
        match self {
            Aspect::Publication => DriftSeverity::Warning,
            Aspect::Date | Aspect::Slug | Aspect::CanonicalUrl | Aspect::Aliases => {
                DriftSeverity::Link
            }
            Aspect::Draft | Aspect::Evergreen | Aspect::Headings => DriftSeverity::Prose,
            Aspect::Weight => DriftSeverity::Byline,
        }
    }

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Aspect::Publication => "publication",
            Aspect::Draft => "draft",
            Aspect::Date => "date",
            Aspect::Slug => "slug",
            Aspect::CanonicalUrl => "canonical-url",
            Aspect::Aliases => "aliases",
            Aspect::Evergreen => "evergreen",
            Aspect::Weight => "weight",
            Aspect::Headings => "headings",
        }
    }

    /// Its name in front matter, or a plain description.
    pub fn words(self) -> &'static str {
        match self {
            Aspect::Publication => "published before its source",
            Aspect::Draft => "draft",
            Aspect::Date => "date",
            Aspect::Slug => "slug",
            Aspect::CanonicalUrl => "canonicalUrl",
            Aspect::Aliases => "aliases",
            Aspect::Evergreen => "evergreen",
            Aspect::Weight => "weight",
            Aspect::Headings => "heading",
        }
    }
}

/// Everything that differs between a translation and its source as of `now`; nothing for pages without
/// a file.
pub fn compare(source: &Page, translation: &Page, now: Timestamp) -> Vec<Disparity> {
    let slugs = (slug(source), slug(translation));
    let documents = source.document.as_deref().zip(translation.document.as_deref());
    let Some((source, translation)) = documents else { return Vec::new() };
    let (to, from) = (&translation.front_matter, &source.front_matter);
    let differing = |aspect, source: Option<String>, translation: Option<String>| {
        (source != translation).then_some(Disparity {
            aspect,
            source,
            translation,
            fault: Fault::default(),
        })
    };
    let word = |is_set: bool| is_set.then(|| "true".to_owned());
    let number = |number: i64| (number != 0).then(|| number.to_string());
    let compared = [
        publication(from, to, now),
        differing(Aspect::Draft, word(from.draft), word(to.draft)),
        differing(Aspect::Date, from.dates.date.map(day), to.dates.date.map(day)),
        differing(Aspect::Slug, slugs.0, slugs.1),
        differing(Aspect::CanonicalUrl, from.canonical_url.clone(), to.canonical_url.clone()),
        aliases(source, translation),
        differing(Aspect::Evergreen, word(from.evergreen), word(to.evergreen)),
        differing(Aspect::Weight, number(from.weight), number(to.weight)),
        headings(source, translation),
    ];
    compared.into_iter().flatten().collect()
}

/// Blames the source where all its translations, at least two, agree on another address: the source was moved by
/// mistake, and its readers' links lead nowhere. The disparities are those of each translation.
pub fn blame_source<'a>(translations: impl Iterator<Item = &'a mut Vec<Disparity>>) {
    const LEAST: usize = 2;
    let mut all: Vec<&mut Vec<Disparity>> = translations.collect();
    for aspect in [Aspect::Date, Aspect::Slug] {
        let found = all.iter().map(|own| own.iter().find(|own| own.aspect == aspect));
        let found: Option<Vec<&Disparity>> = found.collect();
        let agree = found.is_some_and(|found| {
            found.len() >= LEAST
                && found.windows(2).all(|pair| pair[0].translation == pair[1].translation)
                && found.iter().all(|own| own.translation.is_some())
        });
        if agree {
            let own = all.iter_mut().flat_map(|own| own.iter_mut());
            own.filter(|own| own.aspect == aspect).for_each(|own| own.fault = Fault::Source);
        }
    }
}

/// The end of its address, whatever it comes from. Case is ignored: on the Kubernetes blog, it differs
/// in dozens of old addresses, which will not change any more.
fn slug(page: &Page) -> Option<String> {
    let last = page.path.as_str().trim_end_matches('/').rsplit('/').next();
    last.filter(|_| page.kind == PageKind::Page).map(str::to_lowercase)
}

/// A permalink's day is the day as written.
fn day(date: Date) -> String {
    date.civil.date().to_string()
}

fn publication(
    source: &FrontMatter,
    translation: &FrontMatter,
    now: Timestamp,
) -> Option<Disparity> {
    let starts = |front_matter: &FrontMatter| {
        let dates = &front_matter.dates;
        dates.publish_date.or(dates.date).map(|date| date.timestamp())
    };
    let (first, then) = (starts(translation), starts(source));
    let is_out = !source.draft && then.is_none_or(|then| then <= now);
    let is_ahead = source.draft || first < then;
    let shown = |front_matter: &FrontMatter, start: Option<Timestamp>| {
        if front_matter.draft {
            return Some("draft".to_owned());
        }
        start.map(|start| start.to_string())
    };
    (!is_out && !translation.draft && is_ahead).then(|| Disparity {
        aspect: Aspect::Publication,
        source: shown(source, then),
        translation: shown(translation, first),
        fault: Fault::default(),
    })
}

/// The aliases of the source that the translation does not have, without the language's prefix. A
/// translation may have further aliases of its own.
fn aliases(source: &Document, translation: &Document) -> Option<Disparity> {
    let plain = |document: &Document| -> BTreeSet<String> {
        let aliases = document.front_matter.aliases.iter();
        aliases.map(|alias| alias.value.trim_matches('/').to_lowercase()).collect()
    };
    let (from, to) = (plain(source), plain(translation));
    let is_lost = |alias: &&String| {
        !to.iter().any(|known| known == *alias || known.ends_with(&format!("/{alias}")))
    };
    let lost: Vec<String> = from.iter().filter(is_lost).map(|alias| format!("/{alias}/")).collect();
    let kept: Vec<String> = to.iter().map(|alias| format!("/{alias}/")).collect();
    (!lost.is_empty()).then(|| Disparity {
        aspect: Aspect::Aliases,
        source: Some(lost.join(" ")),
        translation: (!kept.is_empty()).then(|| kept.join(" ")),
        fault: Fault::default(),
    })
}

/// The first heading that has another level, or that only one side has.
fn headings(source: &Document, translation: &Document) -> Option<Disparity> {
    let (from, to) = (&source.body.headings, &translation.body.headings);
    let same = from.iter().zip(to).take_while(|(from, to)| from.level == to.level).count();
    let shown = |headings: &[Heading]| {
        let heading = headings.get(same)?;
        Some(format!("{} {}", "#".repeat(usize::from(heading.level)), heading.text))
    };
    let (source, translation) = (shown(from), shown(to));
    let differs = source.is_some() || translation.is_some();
    let fault = Fault::default();
    differs.then_some(Disparity { aspect: Aspect::Headings, source, translation, fault })
}
