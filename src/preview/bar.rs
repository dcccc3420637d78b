//! The bar at the top of a served page: the page's state, its owners and its problems.

use serde::Serialize;

use super::built::Preview;
use super::editor::PlaceView;
use super::notices::NoticeView;
use super::state::{SourceChangesView, StateView};
use super::templates::PreviewProblem;
use super::untranslated::UntranslatedView;
use crate::board::{Action, ActionKind, BoardPage};
use crate::config::{Audience, Language, LanguageId};
use crate::diagnostic::{Diagnostic, Severity};
use crate::owners::{Ownership, Role};
use crate::resolve::Page;

/// The number of notices and problems that are listed; the rest is counted.
const LISTED: usize = 12;

#[derive(Serialize)]
struct BarView {
    /// `None` where there is no page.
    page: Option<PageView>,
    untranslated: Option<UntranslatedView>,
}

#[derive(Serialize)]
struct PageView {
    language: LanguageLabel,
    /// The language that findings quote.
    source_tag: String,
    /// Empty for a page without a file.
    languages: Vec<SwitchView>,
    state: StateView,
    notices: Vec<NoticeView>,
    more_notices: usize,
    source_changes: Option<SourceChangesView>,
    /// The address of the page beside its source.
    side: Option<String>,
    place: Option<PlaceView>,
    labels: Vec<LabelView>,
    owners: Vec<OwnersView>,
    /// The number of errors and warnings; the others are suggestions.
    troubles: usize,
    problems: Vec<ProblemView>,
    more_problems: usize,
}

/// A language with its name, for people.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LanguageLabel {
    pub code: String,
    pub name: String,
    pub tag: String,
    pub dir: &'static str,
}

#[derive(Serialize)]
struct SwitchView {
    language: LanguageLabel,
    /// `None` where there is no page.
    url: Option<String>,
    state: StateView,
    current: bool,
    /// The command that starts the translation, if there is none.
    start: Option<String>,
}

#[derive(Serialize)]
struct LabelView {
    name: String,
    description: Option<String>,
    colour: Option<String>,
    ink: Option<String>,
}

/// The people that one line names.
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

/// The bar of the page at a decoded URL path, in the interface language that fits the page's.
pub(super) fn render(preview: &Preview, path: &str) -> Result<String, PreviewProblem> {
    let templates = &preview.cache.templates;
    let shown = preview.shown_at(path);
    let language = shown.map(|(_, language)| preview.built.settings.language(language));
    let tongue = templates.words.tongue(language.map_or("", |language| &language.code));
    let view = BarView {
        page: shown.map(|(page, language)| preview.bar_of(page, language)),
        untranslated: shown.and_then(|(page, _)| preview.untranslated(page)),
    };
    templates.render("bar.html", tongue, &view)
}

impl Preview {
    fn bar_of(&self, page: &Page, language: LanguageId) -> PageView {
        let in_languages = self.board_pages(page);
        let board_page = in_languages.iter().find(|page| page.status.language == language);
        let side = board_page.filter(|page| page.status.comparison.is_some());
        let side = side.map(|_| self.side_url(page));
        let notices = board_page
            .map_or_else(Vec::new, |board_page| self.notices(board_page, side.as_deref(), LISTED));
        let state = self.state(page, board_page);
        let mut problems = self.problems(page);
        let troubles = problems.iter().filter(|problem| problem.severity != "note").count();
        let more_problems = problems.len().saturating_sub(LISTED);
        problems.truncate(LISTED);
        PageView {
            language: self.language(language),
            source_tag: self.source_tag(),
            languages: match page.document {
                Some(_) => self.switches(page, language, &in_languages),
                None => Vec::new(),
            },
            more_notices: state.notices - notices.len(),
            state,
            notices,
            source_changes: board_page.and_then(SourceChangesView::of),
            side,
            place: page.document.as_ref().map(|document| self.place(&document.file.path, 1)),
            labels: self.labels(page),
            owners: self.owners(&page.ownership),
            troubles,
            problems,
            more_problems,
        }
    }

    fn state(&self, page: &Page, board_page: Option<&BoardPage>) -> StateView {
        match (board_page, &page.document) {
            (Some(board_page), _) => StateView::of(board_page),
            (None, Some(_)) => StateView::SOURCE,
            (None, None) => StateView::GENERATED,
        }
    }

    pub(super) fn language(&self, id: LanguageId) -> LanguageLabel {
        LanguageLabel::new(self.built.settings.language(id))
    }

    pub(super) fn source_tag(&self) -> String {
        self.language(self.built.settings.default_language).tag
    }

    fn switches(
        &self,
        page: &Page,
        current: LanguageId,
        in_languages: &[BoardPage],
    ) -> Vec<SwitchView> {
        let set = &self.built.site.sets[page.set.0];
        let languages = self.built.settings.language_ids();
        let switches = languages.filter_map(|id| {
            let member = set.members.get(&id).map(|member| self.built.site.page(member.page));
            let board_page = in_languages.iter().find(|page| page.status.language == id);
            if member.is_none() && board_page.is_none() {
                return None;
            }
            let actions = board_page.map_or(&[][..], |page| page.actions.as_slice());
            Some(SwitchView {
                language: self.language(id),
                url: member.filter(|page| page.is_rendered()).map(|page| self.url(page)),
                state: self.state(member.unwrap_or(page), board_page),
                current: id == current,
                start: command(actions, ActionKind::Translate),
            })
        });
        // Languages with the page come before those without it.
        let (there, missing): (Vec<_>, Vec<_>) = switches.partition(|switch| switch.url.is_some());
        there.into_iter().chain(missing).collect()
    }

    fn labels(&self, page: &Page) -> Vec<LabelView> {
        let book = &self.built.site.labels;
        let rules = &self.built.settings.labels;
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
        let is_shown = self.built.settings.owners.allows(Audience::Preview);
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
        let is_of_page = |problem: &&Diagnostic| {
            problem.place.as_ref().is_some_and(|place| place.file == document.file.path)
        };
        let problems = self.built.diagnostics.iter().filter(is_of_page);
        let severities = &self.built.settings.severities;
        let mut rated: Vec<(Severity, &Diagnostic)> =
            problems.filter_map(|problem| Some((severities.rate(problem)?, problem))).collect();
        rated.sort_by_key(|(severity, _)| rank(*severity));
        let views = rated.into_iter().filter_map(|(severity, problem)| {
            Some(ProblemView {
                severity: severity.name(),
                code: problem.code.name(),
                message: problem.message.clone(),
                hint: problem.hint.as_deref().map(str::to_owned),
                place: self.place_of(problem.place.as_ref()?),
            })
        });
        views.collect()
    }
}

impl LanguageLabel {
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

/// The command for a kind of work, if that work is to be done.
pub(super) fn command(actions: &[Action], kind: ActionKind) -> Option<String> {
    let action = actions.iter().find(|action| action.kind == kind)?;
    Some(action.command.clone())
}
