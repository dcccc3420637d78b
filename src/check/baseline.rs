//! The problems that a site is known to have: only others are news.
//!
//! A problem is known by its code, its file, its message and the text that it is about. Lines do not count, since
//! every edit moves them.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use crate::config::Settings;
use crate::diagnostic::report::Texts;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::world::World;

/// Characters of a text that are kept of it.
const QUOTED: usize = 120;

/// Known problems, and how often each occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<Known, usize>);

/// What a problem is known by. The order is that of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Known {
    file: Option<String>,
    code: String,
    message: String,
    quoted: String,
}

#[derive(Serialize, Deserialize)]
struct BaselineFile {
    /// Of this form; it grows when a field changes its meaning.
    version: u32,
    known: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    known: Known,
    count: usize,
}

/// How the problems of a site stand to a baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Problems that are known.
    pub known: usize,
    /// Known problems that there are no longer.
    pub mended: usize,
}

impl Baseline {
    /// The problems that there are. They are in the order of their files.
    pub fn of<'a>(
        diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
        texts: &dyn Texts,
    ) -> Self {
        let mut quotes = Quotes::new(texts);
        let mut known = BTreeMap::new();
        for diagnostic in diagnostics {
            *known.entry(quotes.known(diagnostic)).or_default() += 1;
        }
        Self(known)
    }

    /// The baseline of a site; `None` if it has none.
    ///
    /// # Errors
    /// When its file cannot be used.
    pub fn of_site(
        world: &dyn World,
        settings: &Settings,
    ) -> Result<Option<Self>, Box<Diagnostic>> {
        let file = &settings.checks.baseline;
        let Ok(bytes) = world.read(file) else { return Ok(None) };
        let text = String::from_utf8_lossy(&bytes);
        Self::read(&text).map(Some).map_err(|words| {
            let message = format!("this is no baseline: {words}");
            let hint = "`site check --write-baseline` writes it anew";
            Box::new(Diagnostic::new(Code::ConfigValue, message).at(Place::file(file)).hint(hint))
        })
    }

    fn read(text: &str) -> Result<Self, String> {
        let file: BaselineFile = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.version != 1 {
            return Err(format!("its version is {}, and 1 is known here", file.version));
        }
        let mut known = BTreeMap::new();
        for entry in file.known {
            *known.entry(entry.known).or_default() += entry.count;
        }
        Ok(Self(known))
    }

    /// The text of its file.
    pub fn json(&self) -> String {
        let entry =
            |(known, count): (&Known, &usize)| Entry { known: known.clone(), count: *count };
        let file = BaselineFile { version: 1, known: self.0.iter().map(entry).collect() };
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// The same problems after some files were given other names.
    #[must_use]
    pub fn renamed(self, names: &BTreeMap<Utf8PathBuf, Utf8PathBuf>) -> Self {
        let renamed = self.0.into_iter().map(|(mut known, count)| {
            if let Some(new) = known.file.as_deref().and_then(|file| names.get(Utf8Path::new(file)))
            {
                known.file = Some(new.to_string());
            }
            (known, count)
        });
        Self(renamed.collect())
    }

    /// How many problems there are.
    pub fn len(&self) -> usize {
        self.0.values().sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes out what is known. Where a problem occurs more often than that, the last ones are news.
    pub fn remove_known(&self, diagnostics: &mut Vec<Diagnostic>, texts: &dyn Texts) -> Compared {
        let mut quotes = Quotes::new(texts);
        let mut left = self.0.clone();
        let before = diagnostics.len();
        diagnostics.retain(|diagnostic| match left.get_mut(&quotes.known(diagnostic)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        Compared { known: before - diagnostics.len(), mended: left.values().sum() }
    }
}

/// Quotes the texts that diagnostics are about, file by file.
struct Quotes<'a> {
    texts: &'a dyn Texts,
    file: Utf8PathBuf,
    text: String,
}

impl<'a> Quotes<'a> {
    fn new(texts: &'a dyn Texts) -> Self {
        Self { texts, file: Utf8PathBuf::new(), text: String::new() }
    }

    fn known(&mut self, diagnostic: &Diagnostic) -> Known {
        let place = diagnostic.place.as_ref();
        let quoted = place.and_then(|place| Some(self.quote(&place.file, place.span?.range())));
        Known {
            file: place.map(|place| place.file.to_string()),
            code: diagnostic.code.name().to_owned(),
            message: diagnostic.message.clone(),
            quoted: quoted.unwrap_or_default(),
        }
    }

    fn quote(&mut self, file: &Utf8Path, range: std::ops::Range<usize>) -> String {
        if self.file != file {
            self.text = self.texts.text(file).unwrap_or_default();
            self.file = file.to_owned();
        }
        let quoted = self.text.get(range).unwrap_or_default();
        quoted.lines().next().unwrap_or_default().trim().chars().take(QUOTED).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn dead(text: &str, at: usize) -> Diagnostic {
        let at = text.match_indices("/x").nth(at).map_or(0, |(at, _)| at);
        Diagnostic::new(Code::LinkDead, "no page").at(Place::span("a.md", Span::new(at..at + 2)))
    }

    #[test]
    fn moved_lines_are_known_and_one_more_is_news() {
        let before = "[a](/x)";
        let texts = |_: &Utf8Path| Some(before.to_owned());
        let baseline = Baseline::of([&dead(before, 0)], &texts);
        assert_eq!(Baseline::read(&baseline.json()), Ok(baseline.clone()));
        let after = "new\n\n[a](/x) and [b](/x)";
        let texts = |_: &Utf8Path| Some(after.to_owned());
        let mut found = vec![dead(after, 0), dead(after, 1)];
        let compared = baseline.remove_known(&mut found, &texts);
        assert_eq!((compared, found), (Compared { known: 1, mended: 0 }, vec![dead(after, 1)]));
        let compared = baseline.remove_known(&mut Vec::new(), &texts);
        assert_eq!(compared, Compared { known: 0, mended: 1 });
        let names = BTreeMap::from([("a.md".into(), "b.md".into())]);
        assert_eq!(
            baseline.renamed(&names).remove_known(&mut vec![dead(after, 0)], &texts).known,
            0
        );
    }

    #[test]
    fn what_is_no_baseline_is_said() {
        assert!(Baseline::read("[]").is_err());
        assert!(Baseline::read("{\"version\": 2, \"known\": []}").is_err());
    }
}
