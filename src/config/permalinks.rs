//! Decides which patterns there are.

use camino::Utf8Path;

use super::permalink_options::PermalinkRule;
use super::permalink_rules::TargetedPattern;
use super::{Options, PermalinkPattern, PermalinkRules};
use crate::diagnostic::{Code, Diagnostic, Place, Spanned, nearest};
use crate::glob::Globs;

/// The rules of each language, then those of the site. Those that cannot be used are reported and left out.
pub(super) fn resolve(
    options: &Options,
    file: &Utf8Path,
    found: &mut Vec<Diagnostic>,
) -> PermalinkRules {
    let own = options.languages.iter().filter(|(_, language)| !language.permalinks.is_empty());
    let of_languages = own.clone().flat_map(|(code, language)| {
        let is_own = |rule: &PermalinkRule| PermalinkRule {
            languages: vec![code.clone().map(|code| code.to_lowercase())],
            ..rule.clone()
        };
        language.permalinks.iter().map(is_own)
    });
    // A language that has any has none of the site's.
    let without_own: Vec<_> =
        own.map(|(code, _)| code.clone().map(|code| format!("!{}", code.to_lowercase()))).collect();
    let of_site = options.permalinks.iter().map(|rule| PermalinkRule {
        languages: [rule.languages.as_slice(), &without_own].concat(),
        ..rule.clone()
    });
    let rules = of_languages.chain(of_site);
    let resolved = rules.filter_map(|rule| match targeted(&rule) {
        Ok(rule) => Some(rule),
        Err(problem) => {
            let place = Place::span(file, problem.place);
            let diagnostic = Diagnostic::new(Code::ConfigValue, problem.message).at(place);
            found.push(diagnostic.hint(problem.hint));
            None
        }
    });
    PermalinkRules::new(resolved.collect())
}

struct Problem {
    place: crate::diagnostic::Span,
    message: String,
    hint: String,
}

fn targeted(rule: &PermalinkRule) -> Result<TargetedPattern, Problem> {
    let pattern = PermalinkPattern::parse(&rule.pattern.value).map_err(|token| Problem {
        place: rule.pattern.span,
        message: format!("there is no permalink token `:{token}`"),
        hint: hint_for(&token),
    })?;
    Ok(TargetedPattern {
        kinds: globs(&rule.kinds)?,
        paths: globs(&rule.paths)?,
        languages: globs(&rule.languages)?,
        section: rule.section.clone(),
        pattern,
    })
}

fn globs(written: &[Spanned<String>]) -> Result<Globs, Problem> {
    let mut globs = Globs::default();
    for glob in written {
        globs.add(&glob.value).ok_or_else(|| Problem {
            place: glob.span,
            message: format!("`{}` is not a glob: a bracket or a brace is not closed", glob.value),
            hint: "pages keep the addresses of their files until it is closed".to_owned(),
        })?;
    }
    Ok(globs)
}

fn hint_for(token: &str) -> String {
    match nearest(token, PermalinkPattern::token_names()) {
        Some(meant) => format!("did you mean `:{meant}`?"),
        None => {
            let names: Vec<&str> = PermalinkPattern::token_names().collect();
            format!("the tokens are `:{}`", names.join("`, `:"))
        }
    }
}
