//! The bar that lies over a served page: how the page stands, whose it is, what is wrong with it.

use serde::Serialize;

use super::Preview;
use super::editor::PlaceView;
use super::query::encoded;
use super::standing::{Held, Standing};
use super::survey::SourceChangesView;
use super::untranslated::UntranslatedView;
use crate::config::{Audience, Language, LanguageId, PageKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::l10n::compare::{Comparison, Finding};
use crate::owners::{Ownership, Role};
use crate::render::plain_markdown;
use crate::resolve::Page;

/// So many findings and problems are listed; the rest is counted.
const LISTED: usize = 12;

#[derive(Serialize)]
struct BarView {
    /// `None` where there is no page.
    page: Option<PageView>,
    untranslated: Option<UntranslatedView>,
}

#[derive(Serialize)]
struct PageView {
    language: LanguageView,
    /// Of the language that findings quote.
    source_tag: String,
    /// Empty for a page without a file.
    languages: Vec<SwitchView>,
    standing: &'static str,
    severity: Option<&'static str>,
    stale: usize,
    not_comparable: usize,
    findings: Vec<FindingView>,
    source_changes: Option<SourceChangesView>,
    /// The page beside its source.
    side: Option<String>,
    place: Option<PlaceView>,
    labels: Vec<LabelView>,
    owners: Vec<OwnersView>,
    /// Errors and warnings; the others say how a page could be better.
    troubles: usize,
    problems: Vec<ProblemView>,
    more_problems: usize,
}

/// A language as people read of it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LanguageView {
    pub code: String,
    pub name: String,
    pub tag: String,
    pub dir: &'static str,
}

#[derive(Serialize)]
struct SwitchView {
    language: LanguageView,
    /// `None` where there is no page.
    url: Option<String>,
    standing: &'static str,
    stale: usize,
    severity: Option<&'static str>,
    current: bool,
    /// What makes the translation, where there is none.
    start: Option<String>,
}

#[derive(Serialize)]
pub(super) struct FindingView {
    pub severity: &'static str,
    pub change: &'static str,
    /// The beginning of what it is about.
    pub text: String,
    pub place: PlaceView,
    /// Where it is seen.
    pub url: String,
}

#[derive(Serialize)]
struct LabelView {
    name: String,
    description: Option<String>,
    colour: Option<String>,
    ink: Option<String>,
}

/// People whom one line names.
#[derive(Serialize)]
struct OwnersView {
    role: &'static str,
    alias: Option<String>,
    names: Vec<String>,
    place: PlaceView,
}

#[derive(Serialize)]
struct ProblemView {
    severity: &'static str,
    code: &'static str,
    message: String,
    hint: Option<String>,
    place: PlaceView,
}

/// The bar of the page at a decoded URL path, in the tongue of the page's language.
pub(super) fn render(preview: &Preview, path: &str) -> String {
    let words = &preview.kept.frame.words;
    let shown = preview.shown_at(path);
    let language = shown.map(|(_, language)| preview.made.settings.language(language));
    let tongue = words.tongue(language.map_or("", |language| &language.code));
    let view = BarView {
        page: shown.map(|(page, language)| preview.bar_of(page, language)),
        untranslated: shown.and_then(|(page, _)| preview.untranslated(page)),
    };
    preview.kept.frame.render("bar.html", tongue, &view)
}

impl Preview {
    fn bar_of(&self, page: &Page, language: LanguageId) -> PageView {
        let has_file = page.document.is_some();
        let held = self.held(page, language);
        let held = if has_file { held } else { Held::without(Standing::Source) };
        let mut problems = self.problems(page);
        let troubles = problems.iter().filter(|own| own.severity != "note").count();
        let more_problems = problems.len().saturating_sub(LISTED);
        problems.truncate(LISTED);
        PageView {
            language: self.language(language),
            source_tag: self.source_tag(),
            languages: if has_file { self.switches(page, language) } else { Vec::new() },
            standing: if has_file { held.standing.name() } else { "made" },
            severity: held.severity().map(|own| own.name()),
            stale: held.stale(),
            not_comparable: held.not_comparable(),
            findings: held
                .comparison
                .as_deref()
                .map_or_else(Vec::new, |own| self.findings(page, own)),
            source_changes: self.source_changes(page),
            side: held.comparison.is_some().then(|| self.side_url(page)),
            place: page.document.as_ref().map(|own| self.place(&own.file.path, 1)),
            labels: self.labels(page),
            owners: self.owners(&page.ownership),
            troubles,
            problems,
            more_problems,
        }
    }

    pub(super) fn language(&self, id: LanguageId) -> LanguageView {
        LanguageView::new(self.made.settings.language(id))
    }

    /// Known when all pages have been looked at: nobody waits for git here.
    fn source_changes(&self, page: &Page) -> Option<SourceChangesView> {
        let file = &page.document.as_ref()?.file.path;
        self.table.get()?.find(file)?.source_changes()
    }

    pub(super) fn source_tag(&self) -> String {
        self.language(self.made.settings.default_language).tag
    }

    /// Where the page is seen beside its source.
    pub(super) fn side_url(&self, page: &Page) -> String {
        let path = format!(
            "{}{}",
            self.made.settings.base_url.path.trim_end_matches('/'),
            page.path.as_str()
        );
        format!("/_site/side?page={}", encoded(&path))
    }

    fn switches(&self, page: &Page, current: LanguageId) -> Vec<SwitchView> {
        let set = &self.made.site.sets[page.set.0];
        let languages = self.made.settings.language_ids();
        let switches = languages.map(|id| {
            let member = set.members.get(&id).map(|member| self.made.site.page(member.page));
            let held = self.held(page, id);
            SwitchView {
                language: self.language(id),
                url: member.filter(|page| page.is_rendered()).map(|page| self.url(page)),
                standing: held.standing.name(),
                stale: held.stale(),
                severity: held.severity().map(|own| own.name()),
                current: id == current,
                start: self.start(page, id).filter(|_| member.is_none()),
            }
        });
        // What there is stands before what there is not.
        let (there, missing): (Vec<_>, Vec<_>) = switches.partition(|own| own.url.is_some());
        there.into_iter().chain(missing).collect()
    }

    /// The command that begins the translation of a page.
    pub(super) fn start(&self, page: &Page, language: LanguageId) -> Option<String> {
        let settings = &self.made.settings;
        let set = &self.made.site.sets[page.set.0];
        let source = set.members.get(&settings.default_language)?;
        let source = self.made.site.page(source.page);
        let document = source.document.as_ref().filter(|_| source.kind == PageKind::Page)?;
        let code = &settings.language(language).code;
        Some(format!("site l10n start {} --language {code}", quoted(document.file.path.as_str())))
    }

    pub(super) fn findings(&self, page: &Page, comparison: &Comparison) -> Vec<FindingView> {
        let side = self.side_url(page);
        let findings = comparison.findings.iter().enumerate().take(LISTED);
        findings.filter_map(|(index, own)| self.finding((index, own), &side)).collect()
    }

    fn finding(&self, (index, own): (usize, &Finding), side: &str) -> Option<FindingView> {
        let passage = own.source.as_ref().or(own.was.as_ref()).or(own.translation.as_ref())?;
        // Who mends it, mends the translation.
        let mended = own.translation.as_ref().unwrap_or(passage);
        Some(FindingView {
            severity: own.severity.name(),
            change: own.change.name(),
            text: beginning(&passage.text),
            place: self.place(&mended.path, mended.line),
            url: format!("{side}#finding-{}", index + 1),
        })
    }

    fn labels(&self, page: &Page) -> Vec<LabelView> {
        let book = &self.made.site.labels;
        let rules = &self.made.settings.labels;
        let names = page.ownership.labels.names();
        let names = names.filter(|name| rules.allow(name, Audience::Preview));
        names
            .map(|name| {
                let known = book.get(name);
                let colour = known.and_then(|known| known.colour);
                LabelView {
                    name: name.to_owned(),
                    description: known.and_then(|known| known.description.clone()),
                    colour: colour.map(|colour| colour.hex()),
                    ink: colour.map(|colour| colour.ink().hex()),
                }
            })
            .collect()
    }

    fn owners(&self, ownership: &Ownership) -> Vec<OwnersView> {
        let is_shown = self.made.settings.owners.allows(Audience::Preview);
        let roles = Role::ALL.into_iter().filter(|role| is_shown && *role != Role::Label);
        let groups = roles.flat_map(|role| {
            let groups = ownership.of(role).by_place().into_iter();
            groups.map(move |(grant, names)| (role, grant, names))
        });
        groups
            .map(|(role, grant, names)| OwnersView {
                role: role.key(),
                alias: grant.alias.clone(),
                names: names.into_iter().map(str::to_owned).collect(),
                place: self.place(&grant.file, grant.line),
            })
            .collect()
    }

    fn problems(&self, page: &Page) -> Vec<ProblemView> {
        let Some(document) = &page.document else { return Vec::new() };
        let is_own = |own: &&Diagnostic| {
            own.place.as_ref().is_some_and(|place| place.file == document.file.path)
        };
        let own = self.made.diagnostics.iter().filter(is_own);
        let mut rated: Vec<(Severity, &Diagnostic)> = own
            .filter_map(|own| Some((self.made.settings.severities.of(own.code)?, own)))
            .collect();
        rated.sort_by_key(|(severity, _)| rank(*severity));
        let views = rated.into_iter().filter_map(|(severity, own)| {
            Some(ProblemView {
                severity: severity.name(),
                code: own.code.name(),
                message: own.message.clone(),
                hint: own.hint.clone(),
                place: self.place_of(own.place.as_ref()?),
            })
        });
        views.collect()
    }
}

impl LanguageView {
    fn new(language: &Language) -> Self {
        Self {
            code: language.code.clone(),
            name: language.name.clone(),
            tag: language.locale.tag(),
            dir: language.direction.attribute(),
        }
    }
}

fn rank(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
    }
}

/// The first line that says something, without markup and shortened; of a call alone the call.
fn beginning(text: &str) -> String {
    const LENGTH: usize = 90;
    let says = |line: &String| line.chars().any(char::is_alphanumeric);
    let lines = || text.lines().map(str::trim);
    let plain = lines().filter(|line| !line.starts_with("{{")).map(plain_markdown).find(says);
    let line = plain.or_else(|| lines().map(str::to_owned).find(says)).unwrap_or_default();
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// An argument as a shell reads it.
pub(super) fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if argument.chars().all(is_plain) {
        return argument.to_owned();
    }
    format!("'{}'", argument.replace('\'', "'\\''"))
}
