//! From rows to findings: what belongs together is one, and the most severe stands first.

use std::collections::HashMap;

use super::pages::Pages;
use super::rows::Draft;
use super::{Basis, Change, Comparison, Counts, DriftSeverity, Finding, Page, Passage, Row, State};
use crate::diagnostic::Span;

/// Counts, gathers and sorts.
pub(super) fn conclude(pages: &Pages<'_>, drafts: Vec<Draft>) -> Comparison {
    let counts = count(&drafts);
    let mut gathering =
        Gathering { groups: Vec::new(), of_unit: HashMap::new(), last: None, behind: None };
    let rows: Vec<Row> = drafts.into_iter().map(|draft| gathering.row(draft)).collect();
    let places = Places::new(pages);
    let mut findings: Vec<(usize, Finding)> = gathering
        .groups
        .iter()
        .enumerate()
        .map(|(index, group)| (index, places.finding(group)))
        .collect();
    findings.sort_by_key(|(index, finding)| (std::cmp::Reverse(finding.severity), *index));
    let mut rank = vec![0; findings.len()];
    for (at, (index, _)) in findings.iter().enumerate() {
        rank[*index] = at;
    }
    let renumber = |row: Row| Row { finding: row.finding.map(|index| rank[index]), ..row };
    Comparison {
        basis: pages.basis,
        counts,
        findings: findings.into_iter().map(|(_, finding)| finding).collect(),
        rows: rows.into_iter().map(renumber).collect(),
    }
}

fn count(drafts: &[Draft]) -> Counts {
    let mut counts = Counts::default();
    // Fields of the front matter are no units.
    let is_unit = |draft: &&Draft| {
        draft.unit.is_some()
            || draft.row.state == State::NotComparable
            || draft.row.source.is_none()
    };
    for draft in drafts.iter().filter(is_unit) {
        *match draft.row.state {
            State::Same => &mut counts.same,
            State::Changed => &mut counts.changed,
            State::New => &mut counts.new,
            State::Gone => &mut counts.gone,
            State::Moved => &mut counts.moved,
            State::NotComparable => &mut counts.not_comparable,
        } += 1;
    }
    counts
}

/// A finding before it has its texts.
struct Group {
    change: Change,
    severity: DriftSeverity,
    source: Option<Span>,
    was: Option<Span>,
    translation: Option<Span>,
}

struct Gathering {
    groups: Vec<Group>,
    /// A change and the place of its unit -> its group: for what stands in a call.
    of_unit: HashMap<(Change, usize), usize>,
    /// What the row before was: its change, its unit, its group.
    last: Option<(Change, Option<usize>, usize)>,
    /// The last part of the translation that rows have come to.
    behind: Option<Span>,
}

impl Gathering {
    fn row(&mut self, draft: Draft) -> Row {
        let Draft { mut row, severity, unit, container } = draft;
        let found = severity.and_then(|severity| Some((severity, change_of(row.state)?)));
        if let Some((severity, change)) = found {
            let group = match self.group_around(change, container, unit) {
                Some(group) => {
                    self.grow(group, severity, &row);
                    group
                }
                None => self.begin(change, severity, &row),
            };
            row.finding = Some(group);
            if let Some(unit) = unit.filter(|_| change != Change::Changed) {
                self.of_unit.insert((change, unit), group);
            }
            self.last = Some((change, unit, group));
        } else {
            self.last = None;
        }
        self.behind = row.translation.or(self.behind);
        row
    }

    /// The finding that a row belongs to: that of the call around it, or of the moved text before it.
    fn group_around(
        &self,
        change: Change,
        container: Option<usize>,
        unit: Option<usize>,
    ) -> Option<usize> {
        let around = container.and_then(|around| self.of_unit.get(&(change, around)).copied());
        let before = || match self.last {
            Some((Change::Moved, last, group)) if change == Change::Moved => {
                (last? + 1 == unit?).then_some(group)
            }
            _ => None,
        };
        around.or_else(before)
    }

    fn grow(&mut self, group: usize, severity: DriftSeverity, row: &Row) {
        let group = &mut self.groups[group];
        group.severity = group.severity.max(severity);
        group.source = joined(group.source, row.source);
        group.was = joined(group.was, row.was);
        group.translation = joined(group.translation, row.translation);
    }

    fn begin(&mut self, change: Change, severity: DriftSeverity, row: &Row) -> usize {
        self.groups.push(Group {
            change,
            severity,
            source: row.source,
            was: row.was,
            translation: match change {
                Change::New => row.translation.or(self.behind),
                _ => row.translation,
            },
        });
        self.groups.len() - 1
    }
}

fn change_of(state: State) -> Option<Change> {
    match state {
        State::Changed => Some(Change::Changed),
        State::New => Some(Change::New),
        State::Gone => Some(Change::Gone),
        State::Moved => Some(Change::Moved),
        State::Same | State::NotComparable => None,
    }
}

fn joined(all: Option<Span>, span: Option<Span>) -> Option<Span> {
    match (all, span) {
        (Some(all), Some(span)) => {
            Some(Span { start: all.start.min(span.start), end: all.end.max(span.end) })
        }
        (all, span) => all.or(span),
    }
}

/// Makes passages of spans.
struct Places<'a> {
    source: Lines<'a>,
    was: Lines<'a>,
    translation: Lines<'a>,
}

impl<'a> Places<'a> {
    fn new(pages: &Pages<'a>) -> Self {
        let was = match (pages.basis, pages.was) {
            (Basis::Earlier, Some(was)) => was,
            _ => pages.translation,
        };
        Self {
            source: Lines::new(pages.source),
            was: Lines::new(was),
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
    page: &'a Page<'a>,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(page: &'a Page<'a>) -> Self {
        let newlines = page.text.match_indices('\n').map(|(at, _)| at + 1);
        Self { page, starts: [0].into_iter().chain(newlines).collect() }
    }

    fn passage(&self, span: Span) -> Passage {
        let text = self.page.text.get(span.range()).unwrap_or_default();
        Passage {
            path: self.page.document.file.path.clone(),
            span,
            line: self.starts.partition_point(|start| *start <= span.range().start),
            text: text.trim_end().to_owned(),
        }
    }
}
