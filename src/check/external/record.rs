//! What other hosts have said not long ago: a file that a team may commit, so that not everybody asks anew.

use std::collections::BTreeMap;

use camino::Utf8Path;
use jiff::ToSpan;
use jiff::civil;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::web::Verdict;
use crate::world::World;

/// The file, below the root of the site.
pub const EXTERNAL_RECORD: &str = "site-links.json";

/// How long a good answer counts.
const DAYS: i64 = 30;

/// The good answers, by address. Whoever gave no good one is asked again each time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalRecord(BTreeMap<String, Remembered>);

/// A good answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Remembered {
    /// The day of the answer.
    asked: civil::Date,
    /// Where the address leads now, for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct RecordFile {
    /// Of this form; it grows when a field changes its meaning.
    version: u32,
    links: BTreeMap<String, Remembered>,
}

impl ExternalRecord {
    /// The record of a site; an empty one where there is none, or none that can be read.
    pub(super) fn of_site(world: &dyn World, found: &mut Vec<Diagnostic>) -> Self {
        let file = Utf8Path::new(EXTERNAL_RECORD);
        let Ok(bytes) = world.read(file) else { return Self::default() };
        match serde_json::from_slice::<RecordFile>(&bytes) {
            Ok(RecordFile { version: 1, links }) => return Self(links),
            Ok(RecordFile { version, .. }) => {
                found.push(unread(file, &format!("its version is {version}, and 1 is known here")));
            }
            Err(error) => found.push(unread(file, &error.to_string())),
        }
        Self::default()
    }

    /// What still counts on a day.
    pub(super) fn valid_on(mut self, today: civil::Date) -> Self {
        let oldest = today.saturating_sub(DAYS.days());
        self.0.retain(|_, remembered| oldest < remembered.asked && remembered.asked <= today);
        self
    }

    pub(super) fn verdict(&self, url: &Url) -> Option<Verdict> {
        let remembered = self.0.get(url.as_str())?;
        match &remembered.moved {
            Some(moved) => Some(Verdict::Moved(Url::parse(moved).ok()?)),
            None => Some(Verdict::Fine),
        }
    }

    /// Remembers an answer, if it is a good one.
    pub(super) fn add(&mut self, url: &Url, verdict: &Verdict, today: civil::Date) {
        let moved = match verdict {
            Verdict::Fine => None,
            Verdict::Moved(to) => Some(to.to_string()),
            Verdict::Dead(_) | Verdict::Unsure(_) | Verdict::Unasked => return,
        };
        self.0.insert(url.to_string(), Remembered { asked: today, moved });
    }

    /// Takes over what another record says of an address.
    pub(super) fn keep(&mut self, known: &Self, url: &Url) {
        let remembered = known.0.get(url.as_str()).cloned();
        self.0.extend(remembered.map(|remembered| (url.to_string(), remembered)));
    }

    /// Whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of its file.
    pub fn json(&self) -> String {
        let file = RecordFile { version: 1, links: self.0.clone() };
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }
}

fn unread(file: &Utf8Path, reason: &str) -> Diagnostic {
    let message = format!("this is no record of links: {reason}");
    Diagnostic::new(Code::ConfigValue, message)
        .at(Place::file(file))
        .hint("remove it: `site check --external` writes it anew")
}
