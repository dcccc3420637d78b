//! Problems, as the arguments ask for them.

use crate::cli::exit::Exit;
use crate::cli::global::{Format, GlobalArguments};
use crate::cli::output::{self, print_json};
use crate::diagnostic::report::{DiagnosticJson, diagnostics_json};
use crate::diagnostic::{Diagnostic, Severities};
use crate::world::World;

/// Shows diagnostics. With errors among them the content is at fault.
pub(super) fn tell(
    global: &GlobalArguments,
    diagnostics: &[Diagnostic],
    world: Option<&dyn World>,
    severities: &Severities,
) -> Exit {
    let report = output::report(global, diagnostics, severities);
    let mut exit = output::show(global, &report, world);
    if global.format == Format::Json {
        #[derive(serde::Serialize)]
        struct DiagnosticsJson {
            diagnostics: Vec<DiagnosticJson>,
        }
        let diagnostics = diagnostics_json(&report, &output::texts(world));
        exit = exit.max(print_json(&DiagnosticsJson { diagnostics }));
    }
    if report.has_errors() { exit.max(Exit::Content) } else { exit }
}
