//! What does the build of a case give, and how does that differ from what its blocks expect?

use camino::Utf8Path;
use site::check::check;
use site::config::{self, Overrides};
use site::diagnostic::report::{Notes, Report, Style, human, short};
use site::diagnostic::{Diagnostic, Severities, Span, apply};
use site::discover::discover;
use site::parse::parse as parse_documents;
use site::pipeline::{Outcome, Silent, build};
use site::world::{MemoryWorld, World};

use super::case::{Block, Case, Role};
use super::world::{request, world};
use crate::comparison::comparison;

/// A built case.
pub struct Built {
    world: MemoryWorld,
    severities: Severities,
    outcome: Result<Outcome, Vec<Diagnostic>>,
}

impl Built {
    pub fn new(case: &Case) -> Self {
        let (request, now) = request(case);
        let world = world(case, &now);
        match build(&world, &request, &mut Silent) {
            Ok(outcome) => Self {
                world,
                severities: outcome.settings.severities.clone(),
                outcome: Ok(outcome),
            },
            Err(problem) => {
                Self { world, severities: problem.severities, outcome: Err(problem.diagnostics) }
            }
        }
    }

    fn found(&self) -> &[Diagnostic] {
        match &self.outcome {
            Ok(outcome) => &outcome.diagnostics,
            Err(diagnostics) => diagnostics,
        }
    }

    fn text(&self, file: &Utf8Path) -> Option<String> {
        self.world.read(file).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    pub fn diagnostics(&self, notes: Notes) -> String {
        let texts = |file: &Utf8Path| self.text(file);
        short(&Report::new(self.found(), &self.severities, notes), &texts)
    }

    /// What `site check` finds beyond what the build has found.
    fn checked(&self) -> Vec<Diagnostic> {
        match &self.outcome {
            Ok(outcome) => check(&self.world, outcome).diagnostics,
            Err(diagnostics) => diagnostics.clone(),
        }
    }

    pub fn checks(&self) -> String {
        let mut found = self.checked();
        site::diagnostic::sort(&mut found);
        let texts = |file: &Utf8Path| self.text(file);
        short(&Report::new(&found, &self.severities, Notes::Shown), &texts)
    }

    /// A file with all fixes of what `site check` finds in it.
    pub fn fixed(&self, path: &str) -> String {
        let found = self.checked();
        let here = found
            .iter()
            .filter(|problem| problem.place.as_ref().is_some_and(|place| place.file == path));
        let text = self.text(path.into()).unwrap_or_default();
        apply(&text, here.filter_map(|problem| problem.fix.as_ref()))
    }

    /// What a person reads in a terminal, hints among it.
    pub fn report(&self) -> String {
        let texts = |file: &Utf8Path| self.text(file);
        let style = Style { colour: false, width: 100 };
        let report =
            human(&Report::new(self.found(), &self.severities, Notes::Hidden), &texts, style);
        without_line_ends(&report)
    }

    pub fn output(&self, path: &str) -> Option<String> {
        let artifact = self.outcome.as_ref().ok()?.artifacts.get(path)?;
        let bytes = artifact.read(&self.world).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// What is wrong with a block's expectation.
    pub fn compare(&self, block: &Block) -> Option<String> {
        let expected = block.text.trim_end();
        match &block.role {
            Role::File(_) | Role::Bytes(_) | Role::Fault(_) | Role::Request => None,
            Role::Output(path) => {
                let found = self.output(path).unwrap_or_else(|| self.no_output(path));
                differs(&format!("output `{path}`"), expected, without_line_ends(&found).trim_end())
            }
            Role::Contains(path) => {
                let found = self.output(path).unwrap_or_else(|| self.no_output(path));
                lacks(path, expected, &found)
            }
            Role::Lacks(path) => {
                let found = self.output(path).unwrap_or_else(|| self.no_output(path));
                holds(path, expected, &found)
            }
            Role::Segments(path) => {
                differs(&format!("segments of `{path}`"), expected, self.segments(path).trim_end())
            }
            Role::Comparison(pages) => {
                let found = self.comparison(pages);
                differs(&format!("comparison of `{pages}`"), expected, found.trim_end())
            }
            Role::Checks => differs("checks", expected, self.checks().trim_end()),
            Role::Fixed(path) => {
                differs(&format!("`{path}` with its fixes"), expected, self.fixed(path).trim_end())
            }
            Role::Paths => self.wrong_paths(expected),
            Role::Diagnostics => {
                differs("diagnostics", expected, self.diagnostics(Notes::Shown).trim_end())
            }
            Role::Report => differs("report", expected, self.report().trim_end()),
        }
    }

    /// The translators' comments of a content file: each with its kind, source and translation as
    /// they stand in the file, line breaks shown as ` / `.
    pub fn segments(&self, path: &str) -> String {
        let mut found = Vec::new();
        let loaded = config::load(&self.world, &config::Environment::default(), &mut found)
            .expect("a configuration");
        let settings = config::resolve(&loaded, &Overrides::default(), &mut found);
        let sources = discover(&self.world, &settings, &mut found);
        let documents = parse_documents(&self.world, &settings, &sources, &mut found);
        let document = documents.content.iter().find(|document| document.file.path == path);
        let text = self.text(path.into()).unwrap_or_default();
        let shown = |span: Span| {
            let lines = text[span.range()].lines().map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join(" / ")
        };
        let segments = document.expect("a content file").body.segments.iter();
        let lines = segments.map(|segment| {
            let translation = segment.translation.map_or("(none)".to_owned(), shown);
            format!("{:?}: {} -> {translation}\n", segment.kind, shown(segment.source))
        });
        lines.collect()
    }

    pub fn comparison(&self, pages: &str) -> String {
        let (path, was) = pages.split_once(" since ").unzip();
        comparison(&self.world, path.unwrap_or(pages), was)
    }

    fn no_output(&self, path: &str) -> String {
        let paths: Vec<&str> = match &self.outcome {
            Ok(outcome) => outcome.artifacts.paths().collect(),
            Err(_) => Vec::new(),
        };
        format!("(there is no output `{path}`, but {})", paths.join(", "))
    }

    fn wrong_paths(&self, expected: &str) -> Option<String> {
        let made = self.outcome.as_ref().ok().map(|outcome| &outcome.artifacts);
        let wrong: Vec<String> = expected
            .lines()
            .filter_map(|line| {
                let (path, wanted) =
                    line.strip_prefix('!').map_or((line, true), |path| (path, false));
                let there = made.is_some_and(|artifacts| artifacts.get(path).is_some());
                (there != wanted)
                    .then(|| format!("`{path}` is {}there", if there { "" } else { "not " }))
            })
            .collect();
        (!wrong.is_empty()).then(|| format!("{}\n{}", wrong.join("\n"), self.no_output("")))
    }
}

/// Blanks at the ends of lines are nothing that an author of a spec would see.
pub fn without_line_ends(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn differs(what: &str, expected: &str, found: &str) -> Option<String> {
    (expected != found)
        .then(|| format!("{what} differs\n--- expected\n{expected}\n--- found\n{found}\n---"))
}

fn lacks(path: &str, expected: &str, found: &str) -> Option<String> {
    let mut rest = found;
    for line in expected.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match rest.find(line) {
            Some(at) => rest = &rest[at + line.len()..],
            None => {
                return Some(format!(
                    "`{path}` lacks, from here on: {line}\n--- found\n{found}\n---"
                ));
            }
        }
    }
    None
}

fn holds(path: &str, unwanted: &str, found: &str) -> Option<String> {
    let lines = unwanted.lines().map(str::trim).filter(|line| !line.is_empty());
    let held: Vec<&str> = lines.filter(|line| found.contains(line)).collect();
    (!held.is_empty())
        .then(|| format!("`{path}` holds: {}\n--- found\n{found}\n---", held.join(", ")))
}
