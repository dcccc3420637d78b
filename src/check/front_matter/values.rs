//! Values that cannot be meant.

use url::{Host, Url};

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::discover::{ContentFile, ContentRole};
use crate::parse::Document;
use crate::pipeline::Outcome;

/// Hosts that show a change before it is published.
const PREVIEWS: &[&str] = &[
    "netlify.app",
    "netlify.com",
    "vercel.app",
    "now.sh",
    "pages.dev",
    "surge.sh",
    "ngrok.io",
    "ngrok-free.app",
];

pub(super) fn look(outcome: &Outcome, document: &Document, found: &mut Vec<Diagnostic>) {
    found.extend(date(outcome, document));
    found.extend(canonical(document));
    found.extend(title(outcome, document));
}

/// A date that the file's name contradicts.
fn date(outcome: &Outcome, document: &Document) -> Option<Diagnostic> {
    let written = document.front_matter.written.get("date")?;
    let date = document.front_matter.dates.date?;
    let (named, _) = Date::from_file_name(name(&document.file)?, &outcome.settings.time_zone)?;
    let (written_day, named_day) = (date.civil.date(), named.civil.date());
    if written_day == named_day {
        return None;
    }
    let message = format!("the page is of {written_day}, and its file's name says {named_day}");
    let place = Place::span(&document.file.path, written.span);
    Some(Diagnostic::new(Code::DateFileName, message).at(place))
}

fn name(file: &ContentFile) -> Option<&str> {
    match file.role {
        ContentRole::Bundle => file.directory.file_name(),
        ContentRole::Single => file.path.file_stem(),
        ContentRole::Section => None,
    }
}

/// A canonical address that only those see who review a change.
fn canonical(document: &Document) -> Option<Diagnostic> {
    let written = document.front_matter.written.get("canonicalUrl")?;
    let address = document.front_matter.canonical_url.as_deref()?;
    let url = Url::parse(address.trim()).ok()?;
    let is_preview = match url.host()? {
        Host::Domain(name) => {
            let is_of = |preview: &&str| {
                let name = name.strip_suffix(*preview);
                name.is_some_and(|name| name.ends_with('.') && is_for_review(name))
            };
            name == "localhost" || name.ends_with(".localhost") || PREVIEWS.iter().any(is_of)
        }
        Host::Ipv4(address) => {
            address.is_loopback() || address.is_private() || address.is_unspecified()
        }
        Host::Ipv6(address) => address.is_loopback() || address.is_unspecified(),
    };
    let problem = || {
        let message = format!(
            "`{address}` is the address of a preview: readers and search engines are sent there"
        );
        let place = Place::span(&document.file.path, written.span);
        let hint = "write the address at which the page is published";
        Diagnostic::new(Code::CanonicalPreview, message).at(place).hint(hint)
    };
    is_preview.then(problem)
}

/// Sites are published below these hosts, too; the name of a preview says of what it is one: `deploy-preview-12--docs`.
fn is_for_review(name: &str) -> bool {
    name.contains("--") || name.contains("preview") || name.contains("-git-")
}

/// A page that nobody has named.
fn title(outcome: &Outcome, document: &Document) -> Option<Diagnostic> {
    let file = &document.file;
    let is_named =
        document.front_matter.title.as_deref().is_some_and(|title| !title.trim().is_empty());
    let is_home = file.role == ContentRole::Section && file.location.is_empty();
    if is_named || is_home || !outcome.places.contains_key(&file.path) {
        return None;
    }
    let problem =
        Diagnostic::new(Code::TitleMissing, "the page has no title").at(Place::file(&file.path));
    Some(problem.hint("write `title: …` in its front matter"))
}
