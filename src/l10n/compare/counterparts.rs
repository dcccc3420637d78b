//! Pairs the units of two languages: section by section where whole pages are compared.

use std::ops::Range;

use super::align::{Likeness, MAX_CELLS, Match, align, align_within};
use super::likeness::common;
use super::scale::Scale;
use super::structure::{Features, Placement, Sides, StructureLikeness};
use super::unit::{Unit, UnitKind};
use super::word::{self, Word};

/// Which of two languages says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surplus {
    Source,
    Translation,
}

/// A text and its counterpart; one of the two ranges has one member.
#[derive(Clone, Debug)]
pub(super) struct Counterparts {
    pub source: Range<usize>,
    pub translation: Range<usize>,
    /// Which of the two says a sentence or more that the other does not say.
    pub surplus: Option<Surplus>,
}

/// Pairs units that may be anywhere, in order.
pub(super) fn of_pages(units: Sides<'_, '_>) -> Vec<Counterparts> {
    let scale = Scale::of(units.source, units.translation);
    let first = paired(&StructureLikeness::new(units, Placement::Anywhere, &scale));
    let texts = first.iter().filter(|pair| pair.source.len() == 1 && pair.translation.len() == 1);
    let texts = texts
        .map(|pair| (units.source[pair.source.start], units.translation[pair.translation.start]));
    let texts = texts.filter(|(source, own)| source.is_prose() && own.is_prose());
    let lengths: Vec<(usize, usize)> =
        texts.map(|(source, own)| (source.letters(), own.letters())).collect();
    let scale = scale.refined(lengths.into_iter());
    paired(&StructureLikeness::new(units, Placement::Anywhere, &scale))
}

/// Pairs units of two languages, in order.
pub(super) fn paired(likeness: &StructureLikeness<'_>) -> Vec<Counterparts> {
    let (source, translation) = (&likeness.source, &likeness.translation);
    let matches = match likeness.place {
        Placement::Anywhere => by_section(likeness),
        Placement::Behind => align(&keys(source), &keys(translation), likeness),
        Placement::Within { .. } => {
            // Equal keys would be taken for anchors, wherever they are.
            let source: Vec<u64> = (0..source.len() as u64).map(|at| at << 1).collect();
            let translation: Vec<u64> =
                (0..translation.len() as u64).map(|at| at << 1 | 1).collect();
            align(&source, &translation, likeness)
        }
    };
    let matches = match likeness.place {
        Placement::Anywhere => completed(likeness, in_their_order(likeness, matches)),
        _ => matches,
    };
    let reordered = reordered(likeness, &matches);
    let counterparts =
        matches.into_iter().zip(reordered).map(|(pair, is_reordered)| Counterparts {
            surplus: surplus(likeness, &pair).filter(|_| !is_reordered),
            source: pair.left,
            translation: pair.right,
        });
    counterparts.collect()
}

/// For each pair, whether its text fits the counterpart of a neighbour, whose text fits its own: a translator
/// put the two in another order.
fn reordered(likeness: &StructureLikeness<'_>, matches: &[Match]) -> Vec<bool> {
    const NEAR: usize = 4;
    const GOOD: u32 = 800;
    let fit = |one: &Match, other: &Match| {
        let (source, own) =
            (&likeness.source[one.left.start], &likeness.translation[other.right.start]);
        likeness.scale.fit(source.letters, own.letters)
    };
    let is_single = |pair: &Match| {
        let text = &likeness.source[pair.left.start].unit;
        pair.left.len() == 1 && pair.right.len() == 1 && text.is_running()
    };
    let mut reordered = vec![false; matches.len()];
    for at in 0..matches.len() {
        let one = &matches[at];
        for next in at + 1..matches.len().min(at + 1 + NEAR) {
            let other = &matches[next];
            let is_swapped = is_single(one)
                && is_single(other)
                && fit(one, one).max(fit(other, other)) < GOOD
                && fit(one, other).min(fit(other, one)) >= GOOD;
            if is_swapped {
                (reordered[at], reordered[next]) = (true, true);
            }
        }
    }
    reordered
}

/// The pairs of lists and tables that have as many items or rows on both sides, each with the one at its place,
/// if these fit as well as what was found: short texts fit many others.
fn in_their_order(likeness: &StructureLikeness<'_>, matches: Vec<Match>) -> Vec<Match> {
    let own_runs = runs(&likeness.translation);
    let fit = |pairs: &[Match]| -> u32 {
        pairs.iter().map(|pair| likeness.of(pair.left.clone(), pair.right.clone())).sum()
    };
    let mut ordered = Vec::with_capacity(matches.len());
    let mut done = 0;
    for run in runs(&likeness.source) {
        let within = matches.partition_point(|pair| pair.left.start < run.start)
            ..matches.partition_point(|pair| pair.left.start < run.end);
        let first = matches[within.clone()].first().map_or(usize::MAX, |pair| pair.right.start);
        let place = own_runs.partition_point(|own| own.end <= first);
        let Some(own) = own_runs.get(place).filter(|own| own.start <= first) else { continue };
        let of_own = matches.partition_point(|pair| pair.right.start < own.start)
            ..matches.partition_point(|pair| pair.right.start < own.end);
        if own.len() != run.len() || within != of_own || within.len() == run.len() {
            continue;
        }
        let straight = run.zip(own.clone()).map(|(left, right)| Match::single(left, right));
        let straight: Vec<Match> = straight.collect();
        if fit(&straight) >= fit(&matches[within.clone()]) {
            ordered.extend_from_slice(&matches[done..within.start]);
            ordered.extend(straight);
            done = within.end;
        }
    }
    ordered.extend_from_slice(&matches[done..]);
    ordered
}

/// The lists and tables: items or rows one behind the other.
fn runs(units: &[Features<'_>]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, features) in units.iter().enumerate() {
        if !matches!(features.unit.kind, UnitKind::Item | UnitKind::Row) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == at && units[run.start].unit.kind == features.unit.kind => {
                run.end += 1;
            }
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Adds to the pairs what stands between them and cannot be told from a free translation: as many texts of a
/// kind on both sides, and a paragraph that makes the lengths of its neighbours fit better.
fn completed(likeness: &StructureLikeness<'_>, matches: Vec<Match>) -> Vec<Match> {
    let (source, translation) = (&likeness.source, &likeness.translation);
    let last =
        Match { left: source.len()..source.len(), right: translation.len()..translation.len() };
    let mut completed: Vec<Match> = Vec::with_capacity(matches.len());
    for mut next in matches.into_iter().chain([last]) {
        let (left, right) = completed.last().map_or((0, 0), |last| (last.left.end, last.right.end));
        let (left, right) = (left..next.left.start, right..next.right.start);
        let (sources, own) = (&source[left.clone()], &translation[right.clone()]);
        let are_alike = sources.len() == own.len()
            && sources.iter().zip(own).all(|(source, own)| source.unit.kind == own.unit.kind);
        if are_alike {
            completed.extend(left.zip(right).map(|(left, right)| Match::single(left, right)));
        } else if sources.is_empty() || own.is_empty() {
            let before = completed.last_mut().filter(|before| {
                let grown = Match {
                    left: before.left.start..left.end,
                    right: before.right.start..right.end,
                };
                is_better(likeness, before, &grown)
            });
            let grown =
                Match { left: left.start..next.left.end, right: right.start..next.right.end };
            match before {
                Some(before) => (before.left.end, before.right.end) = (left.end, right.end),
                None if is_better(likeness, &next, &grown) => next = grown,
                None => {}
            }
        }
        completed.push(next);
    }
    completed.pop();
    completed
}

/// Whether the lengths of two texts fit better with what stands behind one of them.
fn is_better(likeness: &StructureLikeness<'_>, pair: &Match, grown: &Match) -> bool {
    const MARGIN: u32 = 20;
    /// A translator cuts a paragraph in two or three.
    const MOST: usize = 3;
    /// In bytes.
    const SHORTEST: usize = 24;
    let fit = |pair: &Match| {
        let letters = |units: &[Features<'_>]| units.iter().map(|own| own.letters).sum::<usize>();
        let (source, own) =
            (&likeness.source[pair.left.clone()], &likeness.translation[pair.right.clone()]);
        likeness.scale.fit(letters(source), letters(own))
    };
    let source = &likeness.source[grown.left.clone()];
    let own = &likeness.translation[grown.right.clone()];
    let is_paragraph = |features: &Features<'_>| features.unit.kind == UnitKind::Paragraph;
    // What names something else is looked for on the whole page.
    let added_source = (grown.left.clone()).filter(|at| !pair.left.contains(at));
    let added_own = (grown.right.clone()).filter(|at| !pair.right.contains(at));
    let are_named = |names: &[u64], texts: &[Features<'_>]| {
        names.iter().all(|name| texts.iter().any(|text| text.names.binary_search(name).is_ok()))
    };
    let is_nameless = added_source
        .map(|at| &likeness.source[at])
        .all(|text| are_named(&text.names, own))
        && added_own.map(|at| &likeness.translation[at]).all(|text| are_named(&text.names, source));
    // A paragraph that is missing leaves its neighbour with as many sentences as that has; of a word, nothing tells.
    let apart = |pair: &Match| {
        let count = |units: &[Features<'_>]| units.iter().map(|own| own.sentences).sum::<usize>();
        let source = count(&likeness.source[pair.left.clone()]);
        source.abs_diff(count(&likeness.translation[pair.right.clone()]))
    };
    let letters = |units: &[Features<'_>]| units.iter().map(|own| own.letters).sum::<usize>();
    let is_word = letters(source).min(letters(own)) < SHORTEST;
    source.len().min(own.len()) == 1
        && source.len().max(own.len()) <= MOST
        && (is_word || apart(grown) <= apart(pair))
        && source.iter().chain(own).all(is_paragraph)
        && is_nameless
        && fit(grown) > fit(pair) + MARGIN
}

/// Equal for units that are the same in any language.
fn keys(units: &[Features<'_>]) -> Vec<u64> {
    units.iter().map(|features| features.unit.id.unwrap_or(features.unit.key)).collect()
}

/// Headings are paired first: what stands below one is not below another in the translation. If one side
/// has a heading more, all that stands between tells which it is, unless that is too much for a table.
fn by_section(likeness: &StructureLikeness<'_>) -> Vec<Match> {
    let sections = SectionLikeness {
        source: sections(&likeness.source),
        translation: sections(&likeness.translation),
    };
    let levels = |sections: &[Section]| sections.iter().map(|own| own.level).collect::<Vec<u8>>();
    let has_same = levels(&sections.source) == levels(&sections.translation);
    let cells = likeness.source.len().saturating_mul(likeness.translation.len());
    if !has_same && cells <= MAX_CELLS {
        return align(&keys(&likeness.source), &keys(&likeness.translation), likeness);
    }
    let ids = |sections: &[Section], base: u64| -> Vec<u64> {
        let numbered = sections.iter().zip(0..);
        numbered.map(|(own, at)| own.id.unwrap_or(at << 1 | base)).collect()
    };
    let headings = align(&ids(&sections.source, 0), &ids(&sections.translation, 1), &sections);
    let (keys_of_source, keys_of_translation) =
        (keys(&likeness.source), keys(&likeness.translation));
    let mut matches = Vec::new();
    let (mut left, mut right) = (0, 0);
    let ends = headings.iter().map(|pair| {
        (sections.source[pair.left.start].at, sections.translation[pair.right.start].at)
    });
    let last = (likeness.source.len(), likeness.translation.len());
    for (left_end, right_end) in ends.chain([last]) {
        let within = Match { left: left..left_end, right: right..right_end };
        matches.extend(align_within(&keys_of_source, &keys_of_translation, likeness, within));
        if (left_end, right_end) != last {
            matches.push(Match::single(left_end, right_end));
        }
        (left, right) = (left_end + 1, right_end + 1);
    }
    matches
}

/// A heading, and what stands below it up to the next.
struct Section {
    at: usize,
    level: u8,
    id: Option<u64>,
    /// Sorted.
    names: Vec<u64>,
    count: usize,
}

fn sections(units: &[Features<'_>]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (at, features) in units.iter().enumerate() {
        if let UnitKind::Heading(level) = features.unit.kind {
            let id = features.unit.id;
            sections.push(Section { at, level, id, names: Vec::new(), count: 0 });
        }
        if let Some(section) = sections.last_mut() {
            section.names.extend(&features.names);
            section.count += 1;
            if features.unit.is_code() {
                section.names.push(features.unit.key);
            }
        }
    }
    sections.iter_mut().for_each(|section| section.names.sort_unstable());
    sections
}

struct SectionLikeness {
    source: Vec<Section>,
    translation: Vec<Section>,
}

impl Likeness for SectionLikeness {
    fn of(&self, left: Range<usize>, right: Range<usize>) -> u32 {
        let (source, own) = (&self.source[left.start], &self.translation[right.start]);
        let all = source.names.len() + own.names.len();
        let common = 2000 * common(&source.names, &own.names);
        let shared = common.checked_div(all).map_or(500, |share| u32::try_from(share).unwrap_or(0));
        let count = (source.count.min(own.count) * 100 / source.count.max(own.count)) as u32;
        let level = if source.level == own.level { 200 } else { 0 };
        200 + level + count + shared * 4 / 10
    }
}

/// Which of two texts that correspond says more, if they differ by more than translations do: in their
/// lengths, and in the number of their sentences.
fn surplus(likeness: &StructureLikeness<'_>, pair: &Match) -> Option<Surplus> {
    /// In bytes of the translation: a short sentence.
    const LEAST: usize = 36;
    /// The same for what only the translation says.
    const LEAST_OWN: usize = 60;
    let sum = |units: &[Features<'_>], of: &dyn Fn(&Features<'_>) -> usize| -> usize {
        units.iter().map(of).sum()
    };
    let (source, own) =
        (&likeness.source[pair.left.clone()], &likeness.translation[pair.right.clone()]);
    let all = || source.iter().chain(own);
    if all().all(Features::is_heading) {
        let is_bare = is_qualified(source) && !has_parentheses(own);
        return is_bare.then_some(Surplus::Source);
    }
    if !all().all(|features| features.unit.is_prose() && !features.is_heading()) {
        return None;
    }
    let [expected, sentences] = [
        likeness.scale.expected(sum(source, &|own| own.letters)),
        sum(source, &|own| own.sentences),
    ];
    let [letters, own_sentences] = [sum(own, &|own| own.letters), sum(own, &|own| own.sentences)];
    // Translators explain: a longer translation must be much longer to mean that the source lost something.
    let has_gained = likeness.scale.is_short(letters, expected) && sentences > own_sentences;
    let has_lost = letters * 10 > expected * 16 && own_sentences > sentences + 1;
    let source = (has_gained && expected > letters + LEAST).then_some(Surplus::Source);
    source.or((has_lost && letters > expected + LEAST_OWN).then_some(Surplus::Translation))
}

/// Whether headings end with something in parentheses, which translations keep: `(deprecated)`.
fn is_qualified(headings: &[Features<'_>]) -> bool {
    let [open, close] = ["(", ")"].map(word::hash);
    let words: Vec<&Word> = headings.iter().flat_map(|own| &own.unit.words).collect();
    // The plural in `node(s)` is no remark.
    let is_remark = |pair: &[&Word]| pair[1].exact == open && pair[0].span.end < pair[1].span.start;
    words.last().is_some_and(|word| word.exact == close) && words.windows(2).any(is_remark)
}

fn has_parentheses(headings: &[Features<'_>]) -> bool {
    let open = word::hash("(");
    headings.iter().flat_map(|own| &own.unit.words).any(|word| word.exact == open)
}

/// For some units, whether most texts of the shorter side have a counterpart: only then does it mean
/// something that one has none.
pub(super) fn are_aligned(units: &[Unit], is_paired: impl Fn(usize) -> bool) -> bool {
    let texts = (0..units.len()).filter(|at| units[*at].is_prose());
    let (count, paired) =
        texts.fold((0, 0), |(count, paired), at| (count + 1, paired + usize::from(is_paired(at))));
    paired * 2 >= count
}
