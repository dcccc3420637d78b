//! Says why a command does nothing: something is wrong with the command line or the configuration.

use jiff::Timestamp;
use serde::Serialize;

use super::exit::Exit;
use super::global::{GlobalArguments, MessageFormat};
use super::open::open;
use super::output;
use crate::config::Settings;
use crate::diagnostic::report::{DiagnosticJson, diagnostics_json};
use crate::diagnostic::{Diagnostic, Severities};
use crate::pipeline::{Request, configure};
use crate::world::{DiskWorld, World};

/// Shows the diagnostics, in JSON as a document with them and nothing else.
pub(super) fn refuse(
    global: &GlobalArguments,
    world: Option<&dyn World>,
    diagnostics: &[Diagnostic],
    severities: &Severities,
) -> Exit {
    let report = output::report(global, diagnostics, severities);
    let shown = output::show(global, &report, world).max(Exit::Usage);
    if global.format != MessageFormat::Json {
        return shown;
    }
    let texts = output::texts(world);
    let document = RefusalJson { version: 1, diagnostics: diagnostics_json(&report, &texts) };
    shown.max(output::print_json(&document))
}

/// The one document that a command prints that does nothing.
#[derive(Serialize)]
struct RefusalJson {
    version: u32,
    diagnostics: Vec<DiagnosticJson>,
}

/// The site's world and its configuration; `now` replaces the clock.
///
/// # Errors
/// When one of them cannot be used; the reason has been shown.
pub(super) fn configured(
    global: &GlobalArguments,
    now: Option<Timestamp>,
    request: &Request,
) -> Result<(DiskWorld, Settings), Exit> {
    let world = open(global, now)
        .map_err(|problem| refuse(global, None, &[*problem], &Severities::default()))?;
    match configure(&world, request, &mut Vec::new()) {
        Ok(settings) => Ok((world, settings)),
        Err(problem) => {
            Err(refuse(global, Some(&world), &problem.diagnostics, &problem.severities))
        }
    }
}
