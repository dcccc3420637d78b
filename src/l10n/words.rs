//! Describes what is known about a translation.

use std::fmt;

use jiff::Timestamp;

use super::compare::Counts;
use super::finding::{Change, Finding};
use super::history::{Drift, NoBaseline, SourceChanges};
use super::parity::{Aspect, Disparity, Fault};
use super::status::{PageStatus, State};
use crate::diagnostic::report::counted;

impl fmt::Display for Disparity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |side: &Option<String>| {
            side.as_ref().map_or_else(|| "nothing".to_owned(), |text| format!("`{text}`"))
        };
        let (translation, source) = (quoted(&self.translation), quoted(&self.source));
        match self.aspect {
            Aspect::Publication => {
                write!(f, "published before its source: {translation}, the source {source}")
            }
            Aspect::Aliases => write!(f, "lacks aliases of its source: {source}"),
            aspect => {
                write!(f, "{}: {translation}, in the source {source}", aspect.words())?;
                match self.fault {
                    Fault::Translation => Ok(()),
                    Fault::Source => write!(f, "; all translations agree, so mend the source"),
                }
            }
        }
    }
}

/// `warning missing: `…` (line 42 of the source)`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.change {
            Change::Changed => "changed",
            Change::New => "missing",
            Change::Gone => "no longer in the source",
            Change::Moved => "moved",
        };
        let (passage, whose) = match (&self.source, &self.translation) {
            (Some(passage), _) => (passage, "source"),
            (None, Some(passage)) => (passage, "translation"),
            (None, None) => return write!(f, "{} {what}", self.severity.name()),
        };
        let text = self.source.as_ref().or(self.was.as_ref()).unwrap_or(passage);
        let quote = quote(&text.text);
        write!(
            f,
            "{} {what}: `{quote}` (line {} of the {whose})",
            self.severity.name(),
            passage.line
        )
    }
}

/// The first words of a passage, without lines that only open a block.
fn quote(text: &str) -> String {
    const LONGEST: usize = 100;
    let is_frame = |line: &&str| {
        let line = line.trim_start();
        ["{{<", "{{%", "```", "~~~", "<"].iter().any(|mark| line.starts_with(mark))
    };
    let mut words: Vec<&str> =
        text.lines().filter(|line| !is_frame(line)).flat_map(str::split_whitespace).collect();
    if words.is_empty() {
        words = text.split_whitespace().collect();
    }
    // The whole is quoted already.
    let all = words.join(" ").replace('`', "");
    match all.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\u{2026}", whole_words(&all[..end])),
        None => all,
    }
}

/// A text that was cut off, without the word that was cut in two, unless that is long.
fn whole_words(text: &str) -> &str {
    const LONG: usize = 20;
    let words = text.rsplit_once(' ').filter(|(_, last)| last.len() <= LONG);
    words.map_or(text, |(whole, _)| whole).trim_end()
}

impl fmt::Display for NoBaseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoBaseline::NotCommitted => f.write_str("it is in no commit yet"),
            NoBaseline::Shallow => {
                f.write_str("the clone is shallow and does not go back to its last change")
            }
            NoBaseline::UnknownCommit(commit) => {
                write!(f, "git does not know the commit `{commit}` that its front matter names")
            }
        }
    }
}

impl PageStatus {
    /// What the page's state means.
    pub fn words(&self) -> String {
        match self.state {
            State::InSync => "in sync with its source".to_owned(),
            State::Drifted => self.drift(),
            State::Orphan => {
                "it has no source: the source was removed or renamed, or this page was written first"
                    .to_owned()
            }
            State::Missing => "not translated".to_owned(),
            State::Untranslated => "not translated yet: its text is that of its source".to_owned(),
            State::Unknown => match &self.git {
                Some(Drift::Unknown(reason)) => reason.to_string(),
                _ if self.comparison.is_none() => {
                    "it or its source cannot be read as a page: `site check` tells why".to_owned()
                }
                _ => "nothing tells what it was translated from".to_owned(),
            },
        }
    }

    fn drift(&self) -> String {
        if let Some(comparison) = &self.comparison
            && !comparison.findings.is_empty()
        {
            return to_update(&comparison.counts);
        }
        if !self.disparities.is_empty() {
            let aspects: Vec<&str> =
                self.disparities.iter().map(|disparity| disparity.aspect.words()).collect();
            return format!("differs from its source: {}", aspects.join(", "));
        }
        self.changes().map_or_else(|| "the source has changed".to_owned(), ToString::to_string)
    }
}

/// `12 same, 1 changed; 2 respelled`
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [
            (self.same, "same"),
            (self.changed, "changed"),
            (self.new, "new"),
            (self.gone, "gone"),
            (self.moved, "moved"),
            (self.unknown, "unknown"),
        ];
        let named = named.iter().filter(|(count, _)| *count > 0);
        let named: Vec<String> = named.map(|(count, what)| format!("{count} {what}")).collect();
        f.write_str(&named.join(", "))?;
        match self.respelled {
            0 => Ok(()),
            count => write!(f, "; {count} respelled"),
        }
    }
}

/// `segments to update: 2 changed, 1 new`
fn to_update(counts: &Counts) -> String {
    let named = [
        (counts.changed, "changed"),
        (counts.new, "new"),
        (counts.gone, "gone"),
        (counts.moved, "moved"),
    ];
    let named = named.iter().filter(|(count, _)| *count > 0);
    let named: Vec<String> = named.map(|(count, what)| format!("{count} {what}")).collect();
    if named.is_empty() {
        return "the front matter of the source has changed".to_owned();
    }
    format!("segments to update: {}", named.join(", "))
}

/// `the source has changed in 2 commits since 2024-05-01: +3 -1`
impl fmt::Display for SourceChanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the source has changed in {}", counted(self.commits.len(), "commit"))?;
        if let Some(since) = self.since() {
            write!(f, " since {}", day(since))?;
        }
        write!(f, ": +{} -{}", self.lines.added, self.lines.deleted)
    }
}

/// The day of a moment in seconds of Unix, in UTC.
pub fn day(time: i64) -> String {
    Timestamp::from_second(time)
        .map_or_else(|_| String::new(), |moment| moment.strftime("%Y-%m-%d").to_string())
}
