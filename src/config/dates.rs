//! Where the dates of pages come from: `[frontmatter]`.

use camino::Utf8Path;

use super::options::FrontMatterOptions;
use super::settings::{DateRules, DateSource};
use crate::diagnostic::{Code, ConfigFlavour, Diagnostic, Place, Spanned};

/// Hugo's sources of each date: <https://gohugo.io/configuration/front-matter/>.
const DATE: &[&str] = &["date", "publishdate", "pubdate", "published", "lastmod", "modified"];
const PUBLISH_DATE: &[&str] = &["publishdate", "pubdate", "published", "date"];
const LASTMOD: &[&str] =
    &[":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published"];
const EXPIRY_DATE: &[&str] = &["expirydate", "unpublishdate"];

/// The date at the start of a file's name. Hugo has to be told to read it.
const FILE_NAME: &str = ":filename";

/// Hugo's defaults, with the site's lists over them.
pub(super) fn resolve(
    options: &FrontMatterOptions,
    flavour: ConfigFlavour,
    file: &Utf8Path,
    found: &mut Vec<Diagnostic>,
) -> DateRules {
    let usual_date: Vec<&str> = match flavour {
        ConfigFlavour::Site => DATE.iter().copied().chain([FILE_NAME]).collect(),
        ConfigFlavour::Hugo => DATE.to_vec(),
    };
    let mut sources = |named: &Option<Vec<Spanned<String>>>, usual: &[&str]| match named {
        Some(named) => named
            .iter()
            .flat_map(|name| {
                found.extend(not_done(name, file));
                named_sources(&name.value.to_lowercase(), usual)
            })
            .collect(),
        None => usual.iter().map(|name| source(name)).collect(),
    };
    DateRules {
        date: sources(&options.date, &usual_date),
        publish_date: sources(&options.publish_date, PUBLISH_DATE),
        lastmod: sources(&options.lastmod, LASTMOD),
        expiry_date: sources(&options.expiry_date, EXPIRY_DATE),
    }
}

/// The sources that a name stands for; none for one that is not followed.
fn named_sources(name: &str, usual: &[&str]) -> Vec<DateSource> {
    match name {
        ":default" => usual.iter().map(|name| source(name)).collect(),
        FILE_NAME | ":git" => vec![source(name)],
        special if special.starts_with(':') => Vec::new(),
        key => vec![source(key)],
    }
}

fn source(name: &str) -> DateSource {
    match name {
        FILE_NAME => DateSource::FileName,
        ":git" => DateSource::Git,
        key => DateSource::Key(key.to_owned()),
    }
}

/// That a source is not followed. The time at which a file was written is that of a checkout.
fn not_done(name: &Spanned<String>, file: &Utf8Path) -> Option<Diagnostic> {
    const FOLLOWED: &[&str] = &[":default", ":filename", ":git"];
    let lower = name.value.to_lowercase();
    if !lower.starts_with(':') || FOLLOWED.contains(&lower.as_str()) {
        return None;
    }
    let message = format!("`{}` has no effect: it is not the same in every checkout", name.value);
    Some(Diagnostic::new(Code::ConfigUnused, message).at(Place::span(file, name.span)))
}
