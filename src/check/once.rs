//! What is told of twice at one place.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Severities, Span};

/// Two codes that tell of the same where they meet; the second tells it better.
const SAME: &[(Code, Code)] = &[
    (Code::ImageMissing, Code::LinkDead),
    (Code::HtmlLeftOut, Code::HtmlPlaceholder),
    (Code::LinkDead, Code::LinkTarget),
    (Code::LinkDead, Code::RefMissing),
];

/// Where the diagnostics of a code stand in each file: the start of each -> its end, and which it is.
type Starts<'a> = BTreeMap<&'a Utf8Path, BTreeMap<u32, (u32, usize)>>;

/// Takes out what another diagnostic says of the same place, unless the site thinks less of that one. Of a dead link it
/// is told what was meant, and that is kept.
pub(super) fn tell_once(severities: &Severities, found: &mut Vec<Diagnostic>) {
    let mut again = BTreeSet::new();
    let mut hints = Vec::new();
    for (code, better) in SAME {
        let starts = starts(found, *better);
        if starts.is_empty() {
            continue;
        }
        for (index, diagnostic) in found.iter().enumerate().filter(|(_, own)| own.code == *code) {
            let Some(other) = meeting(&starts, diagnostic) else { continue };
            // What the site has switched off says nothing.
            let (own, its) = (severities.rate(diagnostic), severities.rate(&found[other]));
            if own.is_none() || its.is_some_and(|its| own.is_some_and(|own| its <= own)) {
                again.insert(index);
                hints.extend(diagnostic.hint.clone().map(|hint| (other, hint)));
            }
        }
    }
    for (index, hint) in hints {
        if found[index].code == Code::RefMissing {
            found[index].hint = Some(hint);
        }
    }
    let mut index = 0..;
    found.retain(|_| index.next().is_none_or(|index| !again.contains(&index)));
}

fn starts(found: &[Diagnostic], code: Code) -> Starts<'_> {
    let mut starts = Starts::new();
    for (index, diagnostic) in found.iter().enumerate().filter(|(_, own)| own.code == code) {
        if let Some((file, span)) = place(diagnostic) {
            starts.entry(file).or_default().insert(span.start, (span.end, index));
        }
    }
    starts
}

/// The diagnostic that shares bytes with another.
fn meeting(starts: &Starts<'_>, diagnostic: &Diagnostic) -> Option<usize> {
    let (file, span) = place(diagnostic)?;
    let (_, (end, index)) = starts.get(file)?.range(..span.end).next_back()?;
    (*end > span.start).then_some(*index)
}

fn place(diagnostic: &Diagnostic) -> Option<(&Utf8Path, Span)> {
    let place = diagnostic.place.as_ref()?;
    Some((&place.file, place.span?))
}
