//! Turns drafts into findings and rows: joins what belongs together, and puts the most severe first.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::comparison::{ComparedPage, Comparison, Counts, SegmentState};
use super::draft::{Draft, Drafts};
use super::join::{PlacedDraft, around, join};
use super::pages::Pages;
use crate::diagnostic::Span;
use crate::l10n::finding::{Change, DriftSeverity, Finding, Passage};

/// Collects, joins, sorts and counts.
pub(super) fn conclude(pages: &Pages<'_>, drafts: Drafts) -> Comparison {
    let mut grouping = Grouping::default();
    let [front_matter, body] = [drafts.front_matter, drafts.body].map(|drafts| {
        drafts.into_iter().map(|draft| grouping.place(draft)).collect::<Vec<PlacedDraft>>()
    });
    let is_respelled =
        |placed: &&PlacedDraft| placed.draft.is_respelled && placed.finding.is_none();
    let respelled = body.iter().filter(is_respelled).count();
    let mut order: Vec<usize> = (0..grouping.groups.len()).collect();
    order.sort_by_key(|index| Reverse(grouping.groups[*index].severity));
    let mut ranks = vec![0; order.len()];
    for (rank, index) in order.iter().enumerate() {
        ranks[*index] = rank;
    }
    let rows = |mut drafts: Vec<PlacedDraft>| {
        for placed in &mut drafts {
            placed.finding = placed.finding.map(|index| ranks[index]);
        }
        join(drafts, pages.basis)
    };
    let (mut all, mut body) = (rows(front_matter), rows(body));
    let counts = Counts { respelled, ..Counts::of(&body) };
    all.append(&mut body);
    let passages = Passages::new(pages);
    let findings = order.iter().map(|index| passages.finding(&grouping.groups[*index])).collect();
    let is_untranslated = pages.is_untranslated();
    Comparison { basis: pages.basis, is_untranslated, counts, findings, rows: all }
}

/// A finding before it has its texts.
struct Group {
    change: Change,
    severity: DriftSeverity,
    source: Option<Span>,
    was: Option<Span>,
    translation: Option<Span>,
}

#[derive(Default)]
struct Grouping {
    groups: Vec<Group>,
    /// A change and the place of its call -> its group, for units inside a call.
    of_unit: HashMap<(Change, usize), usize>,
    /// The previous draft, if it belongs to a finding.
    last: Option<Grouped>,
    /// The last place of the translation that a draft has reached.
    behind: Option<Span>,
}

struct Grouped {
    change: Change,
    unit: Option<usize>,
    group: usize,
}

impl Grouping {
    /// Finds or begins the finding of a draft.
    fn place(&mut self, draft: Draft) -> PlacedDraft {
        let found = draft.severity.zip(change_of(draft.state));
        self.last = found.map(|(severity, change)| {
            let group = match self.group_around(change, &draft) {
                Some(group) => {
                    self.grow(group, severity, &draft);
                    group
                }
                None => self.begin(change, severity, &draft),
            };
            if let Some(unit) = draft.unit.filter(|_| change != Change::Changed) {
                self.of_unit.insert((change, unit), group);
            }
            Grouped { change, unit: draft.unit, group }
        });
        self.behind = draft.translation.or(self.behind);
        PlacedDraft { draft, finding: self.last.as_ref().map(|last| last.group) }
    }

    /// The finding that a draft belongs to: that of the surrounding call, or of the moved text before it.
    fn group_around(&self, change: Change, draft: &Draft) -> Option<usize> {
        let call = draft.container.and_then(|call| self.of_unit.get(&(change, call)).copied());
        let before = || {
            let last = self.last.as_ref()?;
            let is_next = last.unit? + 1 == draft.unit?;
            let is_moved = change == Change::Moved && last.change == Change::Moved;
            (is_moved && is_next).then_some(last.group)
        };
        call.or_else(before)
    }

    fn grow(&mut self, group: usize, severity: DriftSeverity, draft: &Draft) {
        let group = &mut self.groups[group];
        group.severity = group.severity.max(severity);
        group.source = around(group.source, draft.source);
        group.was = around(group.was, draft.was);
        group.translation = around(group.translation, draft.translation);
    }

    fn begin(&mut self, change: Change, severity: DriftSeverity, draft: &Draft) -> usize {
        self.groups.push(Group {
            change,
            severity,
            source: draft.source,
            was: draft.was,
            translation: match change {
                Change::New => draft.translation.or(self.behind),
                _ => draft.translation,
            },
        });
        self.groups.len() - 1
    }
}

fn change_of(state: SegmentState) -> Option<Change> {
    match state {
        SegmentState::Changed => Some(Change::Changed),
        SegmentState::New => Some(Change::New),
        SegmentState::Gone => Some(Change::Gone),
        SegmentState::Moved => Some(Change::Moved),
        SegmentState::Same | SegmentState::Unknown => None,
    }
}

/// Makes passages of spans.
struct Passages<'a> {
    source: Lines<'a>,
    was: Lines<'a>,
    translation: Lines<'a>,
}

impl<'a> Passages<'a> {
    fn new(pages: &Pages<'a>) -> Self {
        Self {
            source: Lines::new(pages.source),
            was: Lines::new(pages.kept_page()),
            translation: Lines::new(pages.translation),
        }
    }

    fn finding(&self, group: &Group) -> Finding {
        Finding {
            severity: group.severity,
            change: group.change,
            source: group.source.map(|span| self.source.passage(span)),
            was: group.was.map(|span| self.was.passage(span)),
            translation: group.translation.map(|span| self.translation.passage(span)),
        }
    }
}

struct Lines<'a> {
    page: &'a ComparedPage<'a>,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(page: &'a ComparedPage<'a>) -> Self {
        let newlines = page.text.match_indices('\n').map(|(at, _)| at + 1);
        Self { page, starts: [0].into_iter().chain(newlines).collect() }
    }

    fn passage(&self, span: Span) -> Passage {
        /// In bytes. Findings may overlap, and each keeps its own text.
        const LONGEST: usize = 1 << 14;
        let text = self.page.text.get(span.range()).unwrap_or_default();
        let text = &text[..text.floor_char_boundary(LONGEST)];
        Passage {
            path: self.page.document.file.path.clone(),
            span,
            line: self.starts.partition_point(|start| *start <= span.range().start),
            text: text.trim_end().to_owned(),
        }
    }
}
