//! How much of one kind does a person see? A mistake that was made ten thousand times hides all others.

use std::borrow::Cow;
use std::collections::BTreeMap;

use camino::Utf8Path;

use super::Report;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// Diagnostics of one code in one file that are shown to people. Programs get all of them.
const SHOWN: usize = 100;

/// What belongs together: a code, and the file if there is one.
type Kind<'a> = (Code, Option<&'a Utf8Path>);

impl Report<'_> {
    /// The entries for people: of each code in each file the first hundred, and one that tells how many more
    /// there are, at the place of the next.
    pub(super) fn readable(&self) -> Vec<(Severity, Cow<'_, Diagnostic>)> {
        let mut totals: BTreeMap<Kind<'_>, usize> = BTreeMap::new();
        for (_, diagnostic) in &self.entries {
            *totals.entry(kind(diagnostic)).or_default() += 1;
        }
        let mut seen: BTreeMap<Kind<'_>, usize> = BTreeMap::new();
        let readable = self.entries.iter().filter_map(|(severity, diagnostic)| {
            let kind = kind(diagnostic);
            let before = seen.entry(kind).or_default();
            *before += 1;
            match *before - 1 {
                // That there is one more takes no less room than the one.
                shown if shown < SHOWN || totals[&kind] == SHOWN + 1 => {
                    Some((*severity, Cow::Borrowed(*diagnostic)))
                }
                SHOWN => Some((*severity, Cow::Owned(rest(diagnostic, totals[&kind] - SHOWN)))),
                _ => None,
            }
        });
        readable.collect()
    }
}

fn kind(diagnostic: &Diagnostic) -> Kind<'_> {
    (diagnostic.code, diagnostic.place.as_ref().map(|place| place.file.as_path()))
}

/// Stands for so many diagnostics, of which this is the first.
fn rest(first: &Diagnostic, count: usize) -> Diagnostic {
    let message = format!("and {count} more of `{}` from here on", first.code);
    let diagnostic = Diagnostic::new(first.code, message);
    Diagnostic { place: first.place.clone(), ..diagnostic }
        .hint("`--format json` lists all of them")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::report::Notes;
    use crate::diagnostic::{Place, Severities, Span};

    fn messages(counts: &[(&str, usize)]) -> Vec<String> {
        let of_file = |(file, count): &(&str, usize)| {
            let file = (*file).to_owned();
            (0..*count).map(move |at| {
                let place = Place::span(&file, Span::new(at..at));
                Diagnostic::new(Code::DateInvalid, format!("{file} {at}")).at(place)
            })
        };
        let diagnostics: Vec<Diagnostic> = counts.iter().flat_map(of_file).collect();
        let report = Report::new(&diagnostics, &Severities::default(), Notes::Hidden);
        report.readable().into_iter().map(|(_, diagnostic)| diagnostic.message.clone()).collect()
    }

    #[test]
    fn the_first_of_a_kind_are_shown_and_the_rest_is_counted() {
        let shown = messages(&[("a.md", 10_000), ("b.md", 2)]);
        assert_eq!(shown.len(), SHOWN + 3);
        assert_eq!(shown[SHOWN - 1], "a.md 99");
        assert_eq!(shown[SHOWN], "and 9900 more of `date-invalid` from here on");
        assert_eq!(shown[SHOWN + 1..], ["b.md 0", "b.md 1"]);
    }

    #[test]
    fn one_more_is_shown_itself() {
        assert_eq!(messages(&[("a.md", SHOWN + 1)])[SHOWN], "a.md 100");
    }
}
