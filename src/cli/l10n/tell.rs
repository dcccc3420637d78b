//! Shows problems in the format of the arguments.

use crate::cli::exit::Exit;
use crate::cli::global::{GlobalArguments, MessageFormat};
use crate::cli::output::{self, print_json};
use crate::diagnostic::report::{DiagnosticJson, diagnostics_json};
use crate::diagnostic::{Diagnostic, Severities};
use crate::world::World;

/// Shows diagnostics. If there are errors among them, the exit code says that the content is wrong.
pub(super) fn tell(
    global: &GlobalArguments,
    diagnostics: &[Diagnostic],
    world: Option<&dyn World>,
    severities: &Severities,
) -> Exit {
    let report = output::report(global, diagnostics, severities);
    let mut exit = output::show(global, &report, world);
    if global.format == MessageFormat::Json {
        #[derive(serde::Serialize)]
        struct DiagnosticsJson {
            diagnostics: Vec<DiagnosticJson>,
        }
        let diagnostics = diagnostics_json(&report, &output::texts(world));
        exit = exit.max(print_json(&DiagnosticsJson { diagnostics }));
    }
    if report.has_errors() { exit.max(Exit::Content) } else { exit }
}
