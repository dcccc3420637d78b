//! What a build does not ask: links that lead nowhere, front matter that cannot be meant, and text that did not become
//! what its author meant.
//!
//! ```text
//! pages         artifacts          -> what each HTML file links to, and which places it has
//! places        artifacts, site    -> what there is to link to
//! links         both               -> the faulty links of each page
//! history       git                -> where what dead links lead to has gone
//! meant         all of them        -> what a faulty link most likely means
//! report        page_text          -> faulty links at the lines where their authors wrote them
//! unwritten                        -> those that no page has written: menus, data, templates
//! front_matter  documents          -> keys, dates, titles, slugs
//! external      pages, web         -> links to other hosts, if these may be asked
//! texts         documents          -> what the rules find in each page, alone and beside its source
//! copies        files of bundles   -> pictures that a translation need not have
//! once          diagnostics        -> without what is told of twice
//! baseline      diagnostics        -> which of them are known
//! ```
//!
//! Links are read from the HTML, so that Markdown, raw HTML, shortcodes and templates are treated alike.

mod baseline;
mod copies;
mod external;
mod front_matter;
mod grams;
mod history;
mod links;
mod meant;
mod once;
mod page_text;
mod pages;
mod places;
mod redirects;
mod report;
mod revised;
mod rules;
mod texts;
mod unwritten;

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use rayon::prelude::*;

use crate::diagnostic::{self, Diagnostic, Severities};
use crate::git::Git;
use crate::pipeline::Outcome;
use crate::resolve::{Page, PageId};
use crate::web::Web;
use crate::world::World;

pub use baseline::{Baseline, Compared};
pub use external::{EXTERNAL_RECORD, ExternalChecked, ExternalCounts, ExternalRecord};
pub use links::LinkCounts;
pub use revised::RevisedWorld;

use front_matter::KeyCounts;
use history::Moved;
use links::{Fault, FaultyLink, Rooted};
use meant::Meanings;
use page_text::WrittenText;
use pages::{HtmlPage, html_pages};
use places::Places;
use texts::ReadDocument;
use unwritten::Unwritten;

/// What a check has found.
#[derive(Debug, Default)]
pub struct Checked {
    /// In order.
    pub diagnostics: Vec<Diagnostic>,
    pub links: LinkCounts,
    /// What other hosts have said, if they were asked.
    pub external: Option<ExternalChecked>,
}

impl Checked {
    /// Adds what the build has found. Of a picture that is not there a build tells as well; as a dead link it comes with
    /// what was meant, and once is enough.
    #[must_use]
    pub fn with(mut self, severities: &Severities, of_build: Vec<Diagnostic>) -> Self {
        self.diagnostics.extend(of_build);
        once::tell_once(severities, &mut self.diagnostics);
        diagnostic::sort(&mut self.diagnostics);
        self
    }
}

/// Whom a check may ask beside the files of the site.
#[derive(Clone, Copy, Default)]
pub struct Outside<'a> {
    /// Where a page has gone that a dead link leads to.
    pub git: Option<&'a dyn Git>,
    /// Whether links to other hosts lead anywhere.
    pub web: Option<&'a dyn Web>,
}

/// Checks a site, without its history.
pub fn check(world: &dyn World, outcome: &Outcome) -> Checked {
    check_with(world, outcome, Outside::default())
}

/// Checks a site: the links of all pages, and the files of content.
pub fn check_with(world: &dyn World, outcome: &Outcome, outside: Outside<'_>) -> Checked {
    let pages = pages_of(outcome);
    let places = Places::new(world, outcome, &pages);
    let linked = linked_pages(outcome, &places, &pages);
    let (faulty, links) = faulty_links(outcome, &places, &linked);
    let moved = moved(outcome, outside.git, &faulty);
    let meanings = Meanings::new(outcome, &places, &moved);
    let counts = KeyCounts::new(&outcome.settings, &outcome.documents.content);
    let mut unwritten = Unwritten::default();
    let of_page = by_file(&linked, faulty, &mut unwritten);
    let documents = texts::read_all(world, outcome);
    let look = |ReadDocument { document, text }: &ReadDocument<'_>| {
        let file = document.file.path.as_path();
        let mut found = front_matter::of_document(outcome, &counts, document, text);
        let text = WrittenText::of_document(document, text);
        let faulty = of_page.get(file).cloned().unwrap_or_default();
        let (of_links, unplaced) =
            report::of_page(&meanings, (file, document.file.language), &text, faulty);
        found.extend(of_links);
        (found, unplaced)
    };
    let found: Vec<_> = documents.par_iter().map(look).collect();
    let mut diagnostics = front_matter::of_site(outcome);
    for (of_document, unplaced) in found {
        diagnostics.extend(of_document);
        unplaced.into_iter().for_each(|link| unwritten.add(link));
    }
    diagnostics.extend(texts::problems(world, outcome, &documents));
    let known = of_page.values().flatten();
    let known = known.flat_map(|link| [link.target.shown(), link.address.clone()]).collect();
    diagnostics.extend(unwritten.report(world, outcome, &meanings, &known));
    let external = outside.web.map(|web| {
        let pages = linked.iter().map(|page| (page.file, page.html));
        let written = external::written(world, outcome, &documents, pages);
        external::ask(world, web, &written, &mut diagnostics)
    });
    let is_looked_for = |code: &str| external.is_some() || !external::is_external(code);
    let diagnostics = without_ignored(outcome, diagnostics, &is_looked_for);
    Checked { diagnostics, links, external }
}

/// The links of a site that lead nowhere, and nothing else that is wrong with it.
pub fn dead_links(world: &dyn World, outcome: &Outcome, git: Option<&dyn Git>) -> Vec<Diagnostic> {
    let pages = pages_of(outcome);
    let places = Places::new(world, outcome, &pages);
    let linked = linked_pages(outcome, &places, &pages);
    let (mut faulty, _) = faulty_links(outcome, &places, &linked);
    faulty.iter_mut().for_each(|of_page| of_page.retain(FaultyLink::is_dead));
    let moved = moved(outcome, git, &faulty);
    let meanings = Meanings::new(outcome, &places, &moved);
    let mut unwritten = Unwritten::default();
    let mut of_page = by_file(&linked, faulty, &mut unwritten);
    of_page.retain(|_, links| !links.is_empty());
    let known = of_page.values().flatten();
    let known = known.flat_map(|link| [link.target.shown(), link.address.clone()]).collect();
    let mut diagnostics = Vec::new();
    for ReadDocument { document, text } in &texts::read_all(world, outcome) {
        let file = document.file.path.as_path();
        let Some(faulty) = of_page.remove(file) else { continue };
        let text = WrittenText::of_document(document, text);
        let (found, unplaced) =
            report::of_page(&meanings, (file, document.file.language), &text, faulty);
        diagnostics.extend(found);
        unplaced.into_iter().for_each(|link| unwritten.add(link));
    }
    diagnostics.extend(unwritten.report(world, outcome, &meanings, &known));
    outcome.ignores.clone().apply(&mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// The HTML of a site. A print view joins pages whose links are looked at there.
fn pages_of(outcome: &Outcome) -> BTreeMap<String, HtmlPage> {
    let print_view = format!("/{}/index.html", outcome.settings.outputs.print_directory);
    html_pages(&outcome.artifacts, |output| !output.ends_with(&print_view))
}

/// Where the pages have gone that dead links lead to, if git may be asked.
fn moved(outcome: &Outcome, git: Option<&dyn Git>, faulty: &[Vec<FaultyLink>]) -> Moved {
    git.map_or_else(Moved::new, |git| {
        history::moved(git, outcome, &dead_targets(faulty.iter().flatten()))
    })
}

/// The faulty links of each file. Those of pages that no file stands behind nobody has written.
fn by_file<'a>(
    linked: &[LinkedPage<'a>],
    faulty: Vec<Vec<FaultyLink>>,
    unwritten: &mut Unwritten,
) -> BTreeMap<&'a Utf8Path, Vec<FaultyLink>> {
    let mut of_file: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (page, faulty) in linked.iter().zip(faulty) {
        match page.file {
            Some(file) => of_file.entry(file).or_default().extend(faulty),
            None => {
                faulty.into_iter().for_each(|link| unwritten.add_of_generated(link, &page.path));
            }
        }
    }
    of_file
}

/// What is not switched off in its file, and the comments that switch nothing off.
fn without_ignored(
    outcome: &Outcome,
    mut diagnostics: Vec<Diagnostic>,
    is_looked_for: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let mut ignores = outcome.ignores.clone();
    ignores.apply(&mut diagnostics);
    // Of other files not all links are known: they are drafts, or of a language that was not asked for.
    diagnostics.extend(ignores.unused(|file| outcome.places.contains_key(file), is_looked_for));
    diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// An HTML file of the site, with its links.
struct LinkedPage<'a> {
    /// The address that relative links in it count from.
    path: String,
    html: &'a HtmlPage,
    page: Option<&'a Page>,
    /// The content file that makes it.
    file: Option<&'a Utf8Path>,
}

/// All pages but those that only lead to others.
fn linked_pages<'a>(
    outcome: &'a Outcome,
    places: &Places<'_>,
    pages: &'a BTreeMap<String, HtmlPage>,
) -> Vec<LinkedPage<'a>> {
    let by_output: BTreeMap<String, PageId> = outcome
        .site
        .pages
        .iter()
        .filter(|page| page.is_rendered())
        .map(|page| (page.path.output(), page.id))
        .collect();
    let linked = pages.iter().filter(|(output, _)| !places.is_redirect(output));
    linked
        .map(|(output, html)| {
            let page = by_output.get(output).map(|id| outcome.site.page(*id));
            let file = page.and_then(|page| Some(page.document.as_ref()?.file.path.as_path()));
            let path = format!("/{}", output.strip_suffix("index.html").unwrap_or(output));
            LinkedPage { path, html, page, file }
        })
        .collect()
}

/// The faulty links of each page, and how many links there are.
fn faulty_links(
    outcome: &Outcome,
    places: &Places<'_>,
    linked: &[LinkedPage<'_>],
) -> (Vec<Vec<FaultyLink>>, LinkCounts) {
    let rooted = Rooted::new(places, linked.iter().map(|page| page.html));
    let found: Vec<_> = linked
        .par_iter()
        .map(|from| {
            let is_foreign = |output: &str, id: Option<&str>| {
                let address = format!("/{}", output.strip_suffix("index.html").unwrap_or(output));
                let to = outcome.site.urls.find(&address).map(|id| outcome.site.page(id));
                from.page.zip(to).is_some_and(|(from, to)| {
                    to.language != from.language
                        && to.set != from.set
                        && outcome.site.translation(to, from.language).is_some_and(|own| {
                            id.is_none_or(|id| places.has_id(&own.path.output(), id))
                        })
                })
            };
            links::of_page(places, &rooted, (&from.path, from.html), &is_foreign)
        })
        .collect();
    let mut counts = LinkCounts::default();
    found.iter().for_each(|(_, of_page)| counts.add(*of_page));
    let mut faulty: Vec<_> = found.into_iter().map(|(faulty, _)| faulty).collect();
    links::without_missing_parts(&mut faulty, &mut counts);
    (faulty, counts)
}

/// The paths to which there is nothing.
fn dead_targets<'a>(links: impl Iterator<Item = &'a FaultyLink>) -> BTreeSet<&'a str> {
    let dead = links.filter(|link| matches!(link.fault, Fault::Page | Fault::File));
    dead.map(|link| link.target.path.as_str()).collect()
}

/// Adds what a check finds to what a build has found, if the site wants that in every build.
pub fn complete(world: &dyn World, outcome: &mut Outcome) {
    if !outcome.settings.checks.in_builds {
        return;
    }
    let of_build = std::mem::take(&mut outcome.diagnostics);
    let checked = check(world, outcome).with(&outcome.settings.severities, of_build);
    let Checked { mut diagnostics, .. } = checked;
    // A baseline that cannot be read is for `site check` to complain of.
    if let Ok(Some(baseline)) = Baseline::of_site(world, &outcome.settings) {
        let texts = |file: &Utf8Path| String::from_utf8(world.read(file).ok()?).ok();
        baseline.remove_known(&mut diagnostics, &texts);
    }
    outcome.diagnostics = diagnostics;
}
