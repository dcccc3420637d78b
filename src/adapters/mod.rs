//! Templates of content directories that add pages: Hugo's content adapters, `_content.gotmpl`.
//! <https://gohugo.io/content-management/content-adapters/>
//!
//! What they add becomes files of a world that is laid over the real one ([`AdaptedWorld`]), so that no stage has to
//! ask where a page is from.

mod added;
mod assets;
mod host;
mod limits;
mod page;
mod site;
mod world;

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::discover::{AdapterFile, Sources};
use crate::go::ast::{Format, Template};
use crate::go::budget::Budget;
use crate::go::context::Context;
use crate::go::error::{Cause, Failure, Position};
use crate::go::evaluate::{by_name, compile, run as run_template};
use crate::go::host::Level;
use crate::world::World;

pub use added::Added;
use added::Additions;
use host::AdapterHost;
use site::Site;
pub use world::AdaptedWorld;

/// Steps and bytes of one run of a template.
const STEPS: u64 = 50_000_000;
const BYTES: u64 = 256 << 20;

/// Runs the adapters of a site, each in its language or in all of them.
pub fn run(
    world: &dyn World,
    settings: &Settings,
    sources: &Sources,
    found: &mut Vec<Diagnostic>,
) -> Added {
    let site = Site::new(world, settings, sources);
    let mut added = Added::default();
    for adapter in &sources.adapters {
        let Some(script) = Script::read(world, adapter, found) else { continue };
        let Some(first) = site.run(&script, adapter.language, found) else { continue };
        let others = settings.language_ids().filter(|id| *id != adapter.language);
        let others: Vec<LanguageId> =
            if first.in_all_languages { others.collect() } else { Vec::new() };
        added.take(settings, (adapter, adapter.language), first);
        for language in others {
            if let Some(additions) = site.run(&script, language, found) {
                added.take(settings, (adapter, language), additions);
            }
        }
    }
    added
}

impl Site<'_> {
    /// What an adapter adds in a language; `None` if it fails.
    fn run(
        &self,
        script: &Script,
        language: LanguageId,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Additions> {
        let host = AdapterHost::new(self, language);
        let mut context = Context {
            host: &host,
            budget: Budget::new(STEPS, BYTES),
            position: Position::default(),
            by_name,
        };
        let outcome = run_template(&mut context, &script.template, &host.dot());
        let AdapterHost { additions, said, .. } = host;
        found.extend(said.into_inner().into_iter().map(|said| script.said(said)));
        match outcome {
            Ok(_) => Some(additions.into_inner()),
            Err(failure) => {
                found.push(script.failed(&failure));
                None
            }
        }
    }
}

/// An adapter that has been read.
struct Script {
    path: Utf8PathBuf,
    text: String,
    template: Template,
}

impl Script {
    fn read(world: &dyn World, adapter: &AdapterFile, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let path = adapter.path.clone();
        let bytes = match world.read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = format!("cannot be read: {error}");
                found.push(Diagnostic::new(Code::FileUnreadable, message).at(Place::file(&path)));
                return None;
            }
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match compile(path.as_str(), &text, Format::Text) {
            Ok(template) => Some(Self { path, text, template }),
            Err(failure) => {
                found.push(failed(&path, &text, &failure));
                None
            }
        }
    }

    fn failed(&self, failure: &Failure) -> Diagnostic {
        failed(&self.path, &self.text, failure)
    }

    /// What the template says with `warnf` and `errorf`.
    fn said(&self, (level, message, position): (Level, String, Position)) -> Diagnostic {
        let code = match level {
            Level::Warning => Code::ShortcodeWarning,
            Level::Error => Code::ShortcodeError,
        };
        Diagnostic::new(code, message).at(place(&self.path, &self.text, Some(&position)))
    }
}

fn failed(path: &Utf8Path, text: &str, failure: &Failure) -> Diagnostic {
    let code = match failure.cause {
        Cause::Budget => Code::BudgetExceeded,
        Cause::Syntax | Cause::Execution => Code::ContentAdapter,
    };
    let place = place(path, text, failure.position.as_ref());
    let diagnostic = Diagnostic::new(code, failure.message.clone()).at(place);
    match &failure.hint {
        Some(hint) => diagnostic.hint(hint.clone()),
        None => diagnostic,
    }
}

/// The place in an adapter; of a partial that it calls, only the adapter itself.
fn place(path: &Utf8Path, text: &str, position: Option<&Position>) -> Place {
    match position.filter(|position| &*position.template == path.as_str()) {
        Some(own) => Place::span(path, Span::new(own.range_in(text))),
        None => Place::file(path),
    }
}
