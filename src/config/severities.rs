//! How severe each diagnostic is: `[diagnostics]`, and Hugo's `refLinksErrorLevel`.

use super::LoadedConfig;
use crate::diagnostic::{Code, Diagnostic, Place, Severities, Severity, Spanned, nearest};

/// What is no diagnostic or no severity is reported, and counts for nothing.
pub(super) fn resolve(config: &LoadedConfig, found: &mut Vec<Diagnostic>) -> Severities {
    let mut severities = Severities { flavour: config.flavour, ..Severities::default() };
    let mut reject = |at: &Spanned<String>, message: String, hint: String| {
        let place = Place::span(&config.file, at.span);
        found.push(Diagnostic::new(Code::ConfigValue, message).at(place).hint(hint));
    };
    if let Some(level) = &config.options.links.error_level {
        match level.value.to_lowercase().as_str() {
            "error" => severities.overrides.insert(Code::RefMissing, Some(Severity::Error)),
            "warning" => severities.overrides.insert(Code::RefMissing, Some(Severity::Warning)),
            _ => {
                let message = format!("`{}` is not an error level", level.value);
                reject(level, message, "use `ERROR` or `WARNING`".to_owned());
                None
            }
        };
    }
    for (name, level) in &config.options.diagnostics {
        let Some(code) = Code::from_name(&name.value) else {
            let names = Code::ALL.iter().map(|code| code.name());
            let hint = nearest(&name.value, names)
                .map_or_else(String::new, |meant| format!("did you mean `{meant}`?"));
            reject(name, format!("there is no diagnostic `{}`", name.value), hint);
            continue;
        };
        let severity = match level.value.as_str() {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "note" => Some(Severity::Note),
            "off" => None,
            _ => {
                let message = format!("`{}` is not a severity", level.value);
                reject(level, message, "use `error`, `warning`, `note` or `off`".to_owned());
                continue;
            }
        };
        severities.overrides.insert(code, severity);
    }
    severities
}
