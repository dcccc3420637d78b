//! The answer for people: at most 80 columns, or as many as the terminal has, where names allow it, aligned, the nearest owners first.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::{Answer, AskedChange, shown};
use crate::cli::paint::{Cell, NameStyle};
use crate::diagnostic::report::{counted, visible};
use crate::git::Difference;
use crate::owners::{ChangeNeeds, EXACT_UP_TO, Grant, Holders, OwnedPath, Reason};

/// The widest that a name may make its column; a longer one has a line of its own.
const WIDEST: usize = 34;

/// How many files of a change are named; git can list all of them.
const NAMED_FILES: usize = 20;

/// The whole answer.
pub(super) fn text(answer: &Answer, paint: &NameStyle<'_>) -> String {
    let paths = answer.paths.iter();
    match &answer.change {
        Some(_) if answer.paths.is_empty() => String::new(),
        Some(AskedChange { difference, change }) => {
            let names = change.labels.iter().chain(&change.approvers);
            let mut page = OwnersPage::new(paint, names.map(|reason| reason.grant.name.as_str()));
            page.files(difference, &answer.paths);
            page.change(change);
            page.text
        }
        None => {
            let texts: Vec<String> = paths.map(|path| path_text(paint, path)).collect();
            texts.join("\n")
        }
    }
}

fn path_text(paint: &NameStyle<'_>, owned: &OwnedPath) -> String {
    let OwnedPath { path, ownership } = owned;
    let groups = [&ownership.approvers, &ownership.reviewers, &ownership.required_reviewers];
    let people = groups.iter().flat_map(|holders| holders.iter());
    let aliases = people.filter_map(|holding| holding.grant.alias.as_deref());
    let mut page = OwnersPage::new(paint, ownership.labels.names().chain(aliases));
    let _ = writeln!(page.text, "{}", paint.bold(shown(path)));
    page.heading("Labels");
    page.none_if(ownership.labels.is_empty(), "none");
    for holding in &ownership.labels {
        page.row(paint.label(&holding.grant.name), &paint.dim(&place(&holding.grant)));
    }
    if ownership.is_approved_unasked {
        page.heading("Approvers");
        page.none_if(true, "not needed: the directory above approves everything below it");
    } else {
        page.people("Approvers", &ownership.approvers);
    }
    page.people("Reviewers", &ownership.reviewers);
    if !ownership.required_reviewers.is_empty() {
        page.people("Required reviewers", &ownership.required_reviewers);
    }
    page.text
}

/// Text that grows, with one column for all its rows.
struct OwnersPage<'a> {
    text: String,
    paint: &'a NameStyle<'a>,
    column: usize,
}

impl<'a> OwnersPage<'a> {
    fn new<'n>(paint: &'a NameStyle<'a>, names: impl Iterator<Item = &'n str>) -> Self {
        let widths = names.map(UnicodeWidthStr::width).filter(|width| *width <= WIDEST);
        Self { text: String::new(), paint, column: widths.max().unwrap_or(0) + 4 }
    }

    fn heading(&mut self, title: &str) {
        let _ = writeln!(self.text, "\n  {}", self.paint.bold(title));
    }

    fn none_if(&mut self, is_empty: bool, words: &str) {
        if is_empty {
            let _ = writeln!(self.text, "    {words}");
        }
    }

    /// A name and its explanation, which is on the next line if the name is too wide.
    fn row(&mut self, name: Cell, reason: &str) {
        let Cell { text, width } = name;
        let _ = if width + 2 > self.column {
            writeln!(self.text, "    {text}\n      {reason}")
        } else {
            writeln!(self.text, "    {text}{}{reason}", " ".repeat(self.column - width))
        };
    }

    /// People by the line that names them.
    fn people(&mut self, title: &str, holders: &Holders) {
        self.heading(title);
        self.none_if(holders.is_empty(), "nobody");
        for (grant, names) in holders.by_place() {
            let reason = self.paint.dim(&place(grant));
            match &grant.alias {
                Some(alias) => {
                    self.row(Cell::plain(alias), &reason);
                    self.wrapped(&names);
                }
                None => names.iter().for_each(|name| self.row(Cell::plain(name), &reason)),
            }
        }
    }

    /// Names, wrapped at the margin.
    fn wrapped(&mut self, names: &[&str]) {
        const INDENT: usize = 6;
        let mut line = " ".repeat(INDENT);
        for (index, name) in names.iter().enumerate() {
            let comma = if index + 1 < names.len() { "," } else { "" };
            let is_first = line.len() == INDENT;
            if !is_first && line.width() + 1 + name.width() + comma.len() > self.paint.columns {
                let _ = writeln!(self.text, "{line}");
                line.truncate(INDENT);
            } else if !is_first {
                line.push(' ');
            }
            line.push_str(&visible(name));
            line.push_str(comma);
        }
        let _ = writeln!(self.text, "{line}");
    }

    fn files(&mut self, difference: &Difference, paths: &[OwnedPath]) {
        let count = counted(paths.len(), "file");
        let differ = if paths.len() == 1 { "differs" } else { "differ" };
        let hash = difference.revision.get(..10).unwrap_or(&difference.revision);
        let title = format!("{count} {differ} from {} ({hash})", difference.base);
        let _ = writeln!(self.text, "{}", self.paint.bold(&title));
        for owned in paths.iter().take(NAMED_FILES) {
            let _ = writeln!(self.text, "    {}", visible(owned.path.as_str()));
        }
        if let Some(more) = paths.len().checked_sub(NAMED_FILES + 1) {
            let _ = writeln!(self.text, "    and {} more", more + 1);
        }
    }

    fn change(&mut self, change: &ChangeNeeds) {
        self.heading("Labels");
        self.none_if(change.labels.is_empty(), "none");
        self.reasons(&change.labels, |paint, name| paint.label(name));
        let people = change.people().len();
        self.heading(&match (people, change.is_smallest) {
            (0, _) => "Approvers".to_owned(),
            (1, _) => "One approver is enough".to_owned(),
            (_, true) => format!("{people} approvers are enough, and fewer are not"),
            (_, false) => format!("{people} approvers are enough"),
        });
        self.none_if(change.approvers.is_empty(), "nobody");
        self.reasons(&change.approvers, |_, name| Cell::plain(name));
        if !change.is_smallest {
            let words = format!(
                "more than {EXACT_UP_TO} different sets of owners: fewer people may be enough"
            );
            self.none_if(true, &words);
        }
        if !change.unowned.is_empty() {
            self.heading("Nobody can approve");
            for path in &change.unowned {
                let _ = writeln!(self.text, "    {}", visible(path.as_str()));
            }
        }
    }

    /// A line for each reason; a name with several reasons is only on the first line.
    fn reasons(&mut self, reasons: &[Reason], cell: fn(&NameStyle<'_>, &str) -> Cell) {
        let mut last = "";
        for Reason { grant, paths } in reasons {
            let is_new = last != grant.name;
            let name = if is_new { cell(self.paint, &grant.name) } else { Cell::plain("") };
            let count = counted(*paths, "file");
            self.row(name, &format!("{}  {count}", self.paint.dim(&place(grant))));
            last = &grant.name;
        }
    }
}

fn place(grant: &Grant) -> String {
    format!("{}:{}", grant.file, grant.line)
}
