//! `site l10n detect`: whether a translation has drifted, for the benchmark of detectors.

use camino::Utf8Path;

use super::arguments::DetectArguments;
use super::tell::tell;
use crate::cli::exit::Exit;
use crate::cli::global::GlobalArguments;
use crate::cli::open::resolved;
use crate::cli::output::print_json;
use crate::diagnostic::{Code, Diagnostic, Severities};
use crate::l10n::detect::{DetectedFile, Detection, DetectionStatus, detect};
use crate::world::{DiskWorld, World};

/// Prints what is told of the two files. The exit code is 1 for a translation that is out of date.
pub(super) fn run(global: &GlobalArguments, arguments: &DetectArguments) -> Exit {
    match detection(arguments) {
        Ok(detection) => {
            let printed = print_json(&detection);
            if detection.is_outdated() { printed.max(Exit::Content) } else { printed }
        }
        Err(problem) => tell(global, &[*problem], None, &Severities::default()).max(Exit::Usage),
    }
}

fn detection(arguments: &DetectArguments) -> Result<Detection, Box<Diagnostic>> {
    let DetectArguments { source, translation } = arguments;
    let Some(from) = text(source)? else {
        return Ok(Detection::without_files(DetectionStatus::NoEnglishVersion));
    };
    let Some(to) = text(translation)? else {
        return Ok(Detection::without_files(DetectionStatus::NotTranslated));
    };
    let source = DetectedFile { path: source, text: &from };
    let translation = DetectedFile { path: translation, text: &to };
    detect(source, translation).ok_or_else(|| {
        let message = "the front matter of one of the two files cannot be read".to_owned();
        Box::new(Diagnostic::new(Code::ArgumentValue, message))
    })
}

/// The text of a file; `None` if there is none.
fn text(path: &Utf8Path) -> Result<Option<String>, Box<Diagnostic>> {
    let path = resolved(path);
    let (Some(directory), Some(name)) = (path.parent(), path.file_name()) else { return Ok(None) };
    let Ok(world) = DiskWorld::open(directory, None) else { return Ok(None) };
    let Ok(bytes) = world.read(Utf8Path::new(name)) else { return Ok(None) };
    String::from_utf8(bytes).map(Some).map_err(|_| {
        let message = format!("`{path}` is not text in UTF-8");
        Box::new(Diagnostic::new(Code::ArgumentValue, message))
    })
}
