//! `site new`: the file of a new post, page or translation.

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{NewCommand, NewPageArguments, NewPostArguments, NewTranslationArguments};
use super::exit::Exit;
use super::global::GlobalArguments;
use super::l10n;
use super::open::now;
use super::output::{print, say};
use super::refusal::{configured, refuse};
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::emit::create_file;
use crate::listing::{ListedPage, list};
use crate::pipeline::{Request, unknown_language};
use crate::starter::{
    ArchetypeContext, NewPage, PageKindAsked, Placement, file_segment, fill_archetype,
};
use crate::world::{DiskWorld, World};

/// Creates the file and prints its path.
pub(super) fn run(global: &GlobalArguments, command: &NewCommand) -> Exit {
    match command {
        NewCommand::Translation(arguments) => translation(global, arguments),
        NewCommand::Post(arguments) => created(global, arguments.edit, |site| site.post(arguments)),
        NewCommand::Page(arguments) => created(global, arguments.edit, |site| site.page(arguments)),
    }
}

fn translation(global: &GlobalArguments, arguments: &NewTranslationArguments) -> Exit {
    let NewTranslationArguments { path, language } = arguments;
    l10n::start_translation(global, path.clone(), language.clone())
}

/// A site that gets a new page.
struct Site {
    world: DiskWorld,
    settings: Settings,
}

/// A page to be created.
struct Planned {
    path: Utf8PathBuf,
    /// The first directory below the content: which archetype it is made from.
    section: String,
    language: LanguageId,
    page: NewPage,
}

fn created(
    global: &GlobalArguments,
    edits: bool,
    plan: impl FnOnce(&Site) -> Result<Planned, Box<Diagnostic>>,
) -> Exit {
    let site = match Site::open(global) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let planned = plan(&site).and_then(|planned| Ok((site.text(&planned)?, planned.path)));
    let (text, path) = match planned {
        Ok(planned) => planned,
        Err(diagnostic) => {
            return refuse(global, Some(&site.world), &[*diagnostic], &site.settings.severities);
        }
    };
    let file = global.root.join(&path);
    if let Err(problem) = create_file(&file, &text) {
        if problem.error.kind() != std::io::ErrorKind::AlreadyExists {
            say(&format!("error: {problem}\n"));
            return Exit::Machine;
        }
        let exists = Diagnostic::new(Code::ArgumentValue, format!("`{path}` exists already"))
            .hint("give the new page another name with `--name NAME`");
        return refuse(global, Some(&site.world), &[exists], &site.settings.severities);
    }
    let printed = print(&format!("{path}\n"));
    if edits && let Err(error) = edit(&file) {
        say(&format!("cannot open an editor: {error}\nhint: set `EDITOR`\n"));
    }
    printed
}

impl Site {
    fn open(global: &GlobalArguments) -> Result<Self, Exit> {
        let (world, settings) = configured(global, None, &Request::default())?;
        Ok(Self { world, settings })
    }

    fn post(&self, arguments: &NewPostArguments) -> Result<Planned, Box<Diagnostic>> {
        let language = self.language(arguments.language.as_deref())?;
        let page = NewPage {
            kind: PageKindAsked::Post,
            title: arguments.title.clone(),
            name: name(arguments.name.as_deref(), &arguments.title)?,
            today: now().date(),
        };
        let pages = list(&self.world, &self.settings);
        let section = match &arguments.section {
            Some(section) => section.trim_matches('/').to_owned(),
            None => self.blog(&pages),
        };
        let path = self.placement(&pages, language, &section, &page).file(&page);
        Ok(Planned { path, section, language, page })
    }

    fn page(&self, arguments: &NewPageArguments) -> Result<Planned, Box<Diagnostic>> {
        let language = self.language(arguments.language.as_deref())?;
        let content = &self.settings.language(language).content_dir;
        let asked = arguments.path.strip_prefix(content).unwrap_or(&arguments.path);
        let is_plain = |part| matches!(part, camino::Utf8Component::Normal(_));
        if !asked.components().all(is_plain) || asked.as_str().is_empty() {
            let message = format!("`{}` is not a path below `{content}`", arguments.path);
            let hint = "write it as `docs/install`";
            return Err(Box::new(Diagnostic::new(Code::ArgumentValue, message).hint(hint)));
        }
        let is_section = asked.as_str().ends_with('/');
        let bare = if asked.extension() == Some("md") {
            asked.with_extension("")
        } else {
            asked.to_owned()
        };
        let stem = bare.file_name().unwrap_or_default();
        let title = arguments.title.clone().unwrap_or_else(|| title_of(stem));
        let path = match is_section {
            true => content.join(&bare).join("_index.md"),
            false => content.join(format!("{}.md", bare.as_str())),
        };
        let section = bare.components().next().map_or("", |part| part.as_str()).to_owned();
        let page = NewPage {
            kind: PageKindAsked::Page,
            title,
            name: stem.to_owned(),
            today: now().date(),
        };
        Ok(Planned { path, section, language, page })
    }

    fn language(&self, code: Option<&str>) -> Result<LanguageId, Box<Diagnostic>> {
        let Some(code) = code else { return Ok(self.settings.default_language) };
        let found = self.settings.language_by_code(code);
        found.ok_or_else(|| Box::new(unknown_language(&self.settings, code)))
    }

    /// The section that posts go to: the first main one, else the one with most dated pages.
    fn blog(&self, pages: &[ListedPage]) -> String {
        if let Some([first, ..]) = self.settings.main_sections.as_deref() {
            return first.clone();
        }
        let mut counts = std::collections::BTreeMap::new();
        for page in pages.iter().filter(|page| page.date.is_some()) {
            *counts.entry(self.section(page)).or_insert(0) += 1;
        }
        let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(section, _)| section)
            .filter(|section| !section.is_empty())
            .unwrap_or("blog".to_owned())
    }

    fn section(&self, page: &ListedPage) -> String {
        let content = &self.settings.language(page.language).content_dir;
        let below = page.path.strip_prefix(content).unwrap_or(&page.path);
        let mut parts = below.components();
        let first = parts.next().map_or("", |part| part.as_str());
        if parts.next().is_some() { first.to_owned() } else { String::new() }
    }

    /// As the newest post of the section in that language stands, else as in any language.
    fn placement(
        &self,
        pages: &[ListedPage],
        language: LanguageId,
        section: &str,
        page: &NewPage,
    ) -> Placement {
        let content = &self.settings.language(language).content_dir;
        let dated =
            pages.iter().filter(|listed| listed.date.is_some() && self.section(listed) == section);
        let by_age = |listed: &&ListedPage| listed.date.map(|date| date.timestamp());
        let newest = dated.max_by_key(|listed| (listed.language == language, by_age(listed)));
        let Some(newest) = newest else { return Placement::plain(content.join(section)) };
        let other = &self.settings.language(newest.language).content_dir;
        let path = match newest.path.strip_prefix(other) {
            Ok(below) => content.join(below),
            Err(_) => newest.path.clone(),
        };
        Placement::like(&path, page.today)
    }

    /// What stands in the new file: the site's archetype filled in, or the usual front matter.
    fn text(&self, planned: &Planned) -> Result<String, Box<Diagnostic>> {
        let Planned { page, section, language, path } = planned;
        let own = page.archetypes(section).into_iter();
        // What themes and modules bring comes after all of the site's.
        let brought = self.settings.components.iter();
        let brought = brought.flat_map(|component| {
            let archetypes = page.archetypes(section).into_iter();
            archetypes.map(|archetype| component.directory.join(archetype))
        });
        let archetypes = own.chain(brought);
        let read = |path: Utf8PathBuf| Some((self.world.read(&path).ok()?, path));
        let Some((bytes, archetype)) = archetypes.filter_map(read).next() else {
            return Ok(page.text());
        };
        let template = String::from_utf8_lossy(&bytes);
        if is_of_hugo(&template) {
            return self.of_hugo(planned, &archetype, &template);
        }
        let mut context = tera::Context::new();
        context.insert("title", &page.title);
        context.insert("date", &page.today.to_string());
        context.insert("name", &page.name);
        context.insert("section", section);
        context.insert("path", path.as_str());
        context.insert("language", &self.settings.language(*language).code);
        tera::Tera::one_off(&template, &context, false).map_err(|error| {
            let message = format!("this archetype cannot be used: {error}");
            Box::new(Diagnostic::new(Code::TemplateSyntax, message).at(Place::file(archetype)))
        })
    }
}

impl Site {
    /// The text that an archetype written for Hugo makes.
    fn of_hugo(
        &self,
        planned: &Planned,
        archetype: &Utf8Path,
        template: &str,
    ) -> Result<String, Box<Diagnostic>> {
        let settings = &self.settings;
        let language = settings.language(planned.language);
        let context = ArchetypeContext {
            section: &planned.section,
            language: &language.code,
            path: &planned.path,
            now: &now(),
            site_title: &language.title,
            base_url: &settings.base_url.absolute(""),
            params: &language.params,
        };
        fill_archetype(archetype.as_str(), template, &planned.page, &context).map_err(|failure| {
            let message = format!("this archetype cannot be used: {}", failure.message);
            Box::new(Diagnostic::new(Code::TemplateSyntax, message).at(Place::file(archetype)))
        })
    }
}

/// Whether an archetype has actions of Go: `{{ .Date }}`, `{{ replace .Name "-" " " }}`.
fn is_of_hugo(template: &str) -> bool {
    template.split("{{").skip(1).any(|action| {
        let action = action.split("}}").next().unwrap_or_default();
        action.split([' ', '(', '-']).any(|word| {
            word.strip_prefix('.').is_some_and(|name| name.starts_with(char::is_uppercase))
        })
    })
}

fn name(asked: Option<&str>, title: &str) -> Result<String, Box<Diagnostic>> {
    let name = file_segment(asked.unwrap_or(title));
    if !name.is_empty() {
        return Ok(name);
    }
    let message = format!("`{title}` has no letter that a file could be called by");
    Err(Box::new(Diagnostic::new(Code::ArgumentValue, message).hint("add `--name NAME`")))
}

/// `first-steps` as `First steps`.
fn title_of(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Opens the user's editor, and waits until it is closed.
#[allow(clippy::disallowed_methods, reason = "the user's own editor, only when told to")]
fn edit(file: &Utf8Path) -> std::io::Result<()> {
    let editor = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
    let editor = editor.into_iter().find(|editor| !editor.trim().is_empty());
    let editor =
        editor.ok_or_else(|| std::io::Error::other("neither `VISUAL` nor `EDITOR` is set"))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default();
    Command::new(program).args(words).arg(file).status().map(drop)
}
