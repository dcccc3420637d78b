//! What keeps a site from being built, and which pages it is about.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use super::files::url_path;
use crate::built_in::texts;
use crate::config::Settings;
use crate::diagnostic::report::{Notes, Report, html};
use crate::diagnostic::{Diagnostic, Severities, Severity};
use crate::discover::ContentFormat;
use crate::resolve::PagePath;
use crate::world::World;

/// The errors of a build, as a browser shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BuildErrors {
    /// All of them as HTML.
    pub html: String,
    pub count: usize,
    /// The addresses of the pages that they are about. `None` where it may be any page: the fault is in the
    /// configuration, in a template, in a file that pages share.
    pub pages: Option<BTreeSet<String>>,
}

/// Content file -> the path of its page.
pub(super) type Places = BTreeMap<Utf8PathBuf, PagePath>;

impl BuildErrors {
    /// The errors among `diagnostics`, which may be about any page. `None` if there are none.
    pub(super) fn of_site(
        diagnostics: &[Diagnostic],
        severities: &Severities,
        world: &dyn World,
    ) -> Option<Self> {
        let report = Report::new(diagnostics, severities, Notes::Hidden);
        let count = report.count(Severity::Error);
        let html = || html(&report, &texts(Some(world)));
        (count > 0).then(|| Self { html: html(), count, pages: None })
    }

    /// As [`BuildErrors::of_site`], with the pages that the errors are about, as far as they are known from
    /// this build or from the one before.
    pub(super) fn of_build(
        diagnostics: &[Diagnostic],
        settings: &Settings,
        known: [&Places; 2],
        world: &dyn World,
    ) -> Option<Self> {
        let errors = Self::of_site(diagnostics, &settings.severities, world)?;
        let report = Report::new(diagnostics, &settings.severities, Notes::Hidden);
        let faulty = report.entries.iter().filter(|(severity, _)| *severity == Severity::Error);
        let files: Option<BTreeSet<&Utf8Path>> =
            faulty.map(|(_, diagnostic)| content_file(settings, diagnostic)).collect();
        let mount = &settings.base_url.path;
        let page = |file: &Utf8Path| {
            let path = known.into_iter().find_map(|places| places.get(file))?;
            Some(url_path(mount, &path.output()))
        };
        let pages = files.map(|files| files.into_iter().filter_map(page).collect());
        Some(Self { pages, ..errors })
    }
}

/// The content file that a diagnostic is about, and nothing else.
fn content_file<'a>(settings: &Settings, diagnostic: &'a Diagnostic) -> Option<&'a Utf8Path> {
    let file = diagnostic.place.as_ref()?.file.as_path();
    let is_content = settings.mounts.content.iter().any(|mount| file.starts_with(&mount.source));
    (is_content && ContentFormat::of_path(file).is_some()).then_some(file)
}
