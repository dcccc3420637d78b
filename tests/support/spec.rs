//! Reading a spec, building its world, and comparing.

use std::fmt::Write;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;

use crate::comparison::comparison;
use camino::Utf8Path;
use site::artifact::Artifact;
use site::config::{self, Audience, Overrides};
use site::diagnostic::report::{Notes, Report, Style, human, short};
use site::diagnostic::{Diagnostic, Severities, Span};
use site::discover::discover;
use site::parse::parse as parse_documents;
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::{MemoryWorld, WalkProblem, WalkProblemKind, World};

/// The moment at which specs are built unless they say otherwise.
const NOW: &str = "2026-06-01T12:00:00Z";

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ntitle = 'Example'\n";

/// The templates of a spec that brings none.
const BARE: &[(&str, &str)] = &[
    ("page.html", include_str!("../bare/page.html")),
    ("home.html", include_str!("../bare/list.html")),
    ("section.html", include_str!("../bare/list.html")),
    ("taxonomy.html", include_str!("../bare/list.html")),
    ("term.html", include_str!("../bare/list.html")),
    ("404.html", include_str!("../bare/404.html")),
    ("redirect.html", include_str!("../bare/redirect.html")),
    ("blog/page.html", include_str!("../bare/page.html")),
    ("blog/section.html", include_str!("../bare/list.html")),
];

/// A test: the blocks below one heading.
#[derive(Clone, Debug)]
pub struct Case {
    pub title: String,
    blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
struct Block {
    role: Role,
    text: String,
    /// Where the text stands in the spec.
    range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Role {
    File(String),
    Bytes(String),
    Fault(String),
    Output(String),
    Contains(String),
    Lacks(String),
    Segments(String),
    Comparison(String),
    Paths,
    Diagnostics,
    Report,
    Request,
}

impl Role {
    /// Whether the block says what errors and warnings there are.
    fn is_about_faults(&self) -> bool {
        matches!(self, Role::Diagnostics | Role::Report)
    }
}

/// The cases of a spec.
pub fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut title = String::new();
    let mut lines = Lines { text, position: 0 };
    while let Some((line, _)) = lines.next_line() {
        if line.starts_with('#') {
            title = line.trim_start_matches('#').trim().to_owned();
        } else if let Some((ticks, info)) = fence(line) {
            let block_text = lines.until_fence(ticks);
            let Some(role) = role(info) else { continue };
            let block =
                Block { role, text: text[block_text.clone()].to_owned(), range: block_text };
            match cases.last_mut().filter(|case| case.title == title) {
                Some(case) => case.blocks.push(block),
                None => cases.push(Case { title: title.clone(), blocks: vec![block] }),
            }
        }
    }
    cases
}

struct Lines<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Lines<'a> {
    fn next_line(&mut self) -> Option<(&'a str, Range<usize>)> {
        let rest = &self.text[self.position..];
        if rest.is_empty() {
            return None;
        }
        let length = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        let range = self.position..self.position + length;
        self.position = range.end;
        Some((self.text[range.clone()].trim_end_matches('\n'), range))
    }

    /// The range up to the closing fence.
    fn until_fence(&mut self, ticks: &str) -> Range<usize> {
        let start = self.position;
        while let Some((line, range)) = self.next_line() {
            if line == ticks {
                return start..range.start;
            }
        }
        start..self.text.len()
    }
}

/// The back-quotes and the words of an opening fence.
fn fence(line: &str) -> Option<(&str, &str)> {
    let length = line.bytes().take_while(|byte| *byte == b'`').count();
    (length >= 3).then(|| line.split_at(length))
}

/// Makes a role of the path behind its word.
type PathRole = fn(String) -> Role;

/// A path goes up to the end of the line, for it may hold blanks.
fn role(info: &str) -> Option<Role> {
    let after = |mark: &str| {
        let start = info.find(&format!(" {mark}="))?;
        Some(info[start + mark.len() + 2..].trim().to_owned())
    };
    let with_path: [(&str, PathRole); 8] = [
        ("file", Role::File),
        ("bytes", Role::Bytes),
        ("fault", Role::Fault),
        ("output", Role::Output),
        ("contains", Role::Contains),
        ("lacks", Role::Lacks),
        ("segments", Role::Segments),
        ("comparison", Role::Comparison),
    ];
    if let Some(role) = with_path.iter().find_map(|(mark, role)| after(mark).map(role)) {
        return Some(role);
    }
    match info.trim() {
        "paths" => Some(Role::Paths),
        "diagnostics" => Some(Role::Diagnostics),
        "report" => Some(Role::Report),
        "request" => Some(Role::Request),
        _ => None,
    }
}

/// Builds a case and compares.
///
/// # Errors
/// What differs, in words.
pub fn check(case: &Case) -> Result<(), String> {
    let built = Built::new(case);
    let mut problems = String::new();
    for block in &case.blocks {
        if let Some(problem) = built.compare(block) {
            let _ = writeln!(problems, "{problem}\n");
        }
    }
    let silent = !case.blocks.iter().any(|block| block.role.is_about_faults());
    if silent && !built.diagnostics(Notes::Hidden).is_empty() {
        let _ = writeln!(problems, "not expected:\n{}", built.diagnostics(Notes::Hidden));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Puts what a build gives in the place of what its spec expects.
pub fn overwrite(file: &Path) {
    let mut text = std::fs::read_to_string(file).expect("a readable spec");
    let mut replacements: Vec<(Range<usize>, String)> = Vec::new();
    for case in parse(&text) {
        let built = Built::new(&case);
        for block in &case.blocks {
            let found = match &block.role {
                Role::Output(path) => without_line_ends(&built.output(path).unwrap_or_default()),
                Role::Diagnostics => built.diagnostics(Notes::Shown),
                Role::Report => built.report(),
                Role::Segments(path) => built.segments(path),
                Role::Comparison(pages) => built.comparison(pages),
                _ => continue,
            };
            let found = if found.trim().is_empty() {
                String::new()
            } else {
                format!("{}\n", found.trim_end())
            };
            replacements.push((block.range.clone(), found));
        }
    }
    for (range, found) in replacements.into_iter().rev() {
        text.replace_range(range, &found);
    }
    std::fs::write(file, text).expect("a writable spec");
}

/// A built case.
struct Built {
    world: MemoryWorld,
    severities: Severities,
    outcome: Result<Outcome, Vec<Diagnostic>>,
}

impl Built {
    fn new(case: &Case) -> Self {
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
        self.world.read(file).ok().map(|own| String::from_utf8_lossy(&own).into_owned())
    }

    fn diagnostics(&self, notes: Notes) -> String {
        let texts = |file: &Utf8Path| self.text(file);
        short(&Report::new(self.found(), &self.severities, notes), &texts)
    }

    /// What a person reads in a terminal, hints among it.
    fn report(&self) -> String {
        let texts = |file: &Utf8Path| self.text(file);
        let style = Style { colour: false, width: 100 };
        let report =
            human(&Report::new(self.found(), &self.severities, Notes::Hidden), &texts, style);
        without_line_ends(&report)
    }

    fn output(&self, path: &str) -> Option<String> {
        let bytes = match self.outcome.as_ref().ok()?.artifacts.get(path)? {
            Artifact::Bytes(bytes) => bytes.to_vec(),
            Artifact::Copy(file) => self.world.read(file).ok()?,
        };
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// What is wrong with a block's expectation.
    fn compare(&self, block: &Block) -> Option<String> {
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
            Role::Paths => self.wrong_paths(expected),
            Role::Diagnostics => {
                differs("diagnostics", expected, self.diagnostics(Notes::Shown).trim_end())
            }
            Role::Report => differs("report", expected, self.report().trim_end()),
        }
    }

    /// The translators' comments of a content file: each with its kind, source and translation as
    /// they stand in the file, line breaks shown as ` / `.
    fn segments(&self, path: &str) -> String {
        let mut found = Vec::new();
        let loaded = config::load(&self.world, &mut found).expect("a configuration");
        let settings = config::resolve(&loaded, &Overrides::default(), &mut found);
        let sources = discover(&self.world, &settings, &mut found);
        let documents = parse_documents(&self.world, &settings, &sources, &mut found);
        let document = documents.content.iter().find(|own| own.file.path == path);
        let text = self.text(path.into()).unwrap_or_default();
        let shown = |span: Span| {
            let lines = text[span.range()].lines().map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join(" / ")
        };
        let segments = document.expect("a content file").body.segments.iter();
        let lines = segments.map(|own| {
            let translation = own.translation.map_or("(none)".to_owned(), shown);
            format!("{:?}: {} -> {translation}\n", own.kind, shown(own.source))
        });
        lines.collect()
    }

    fn comparison(&self, pages: &str) -> String {
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

fn world(case: &Case, now: &str) -> MemoryWorld {
    let mut world = MemoryWorld::new(now);
    let files: Vec<&String> = case
        .blocks
        .iter()
        .filter_map(|block| match &block.role {
            Role::File(path) | Role::Bytes(path) => Some(path),
            _ => None,
        })
        .collect();
    let has = |part: &str| files.iter().any(|path| path.starts_with(part));
    if !["site.toml", "hugo.", "config."].into_iter().any(has) {
        world = world.file("site.toml", CONFIGURATION);
    }
    for (name, text) in BARE {
        world = world.file(format!("templates/{name}"), *text);
    }
    for block in &case.blocks {
        let text = block.text.as_str();
        world = match &block.role {
            Role::File(path) => world.file(path, text.replace("\\r\n", "\r\n").as_bytes()),
            Role::Bytes(path) => world.file(path, unescaped(text)),
            Role::Fault(path) => with_fault(world, path, text.trim()),
            _ => world,
        };
    }
    world
}

/// `\xFF` as that byte.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\x") {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let digits = rest.get(at + 2..at + 4).expect("two digits after `\\x`");
        bytes.push(u8::from_str_radix(digits, 16).expect("hexadecimal digits after `\\x`"));
        rest = &rest[at + 4..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn with_fault(world: MemoryWorld, path: &str, fault: &str) -> MemoryWorld {
    let kind = match fault.split_once(' ').unwrap_or((fault, "")) {
        ("unreadable", _) => return world.unreadable(path, ErrorKind::PermissionDenied),
        ("loop", _) => WalkProblemKind::Loop,
        ("outside", target) => WalkProblemKind::Outside(target.to_owned()),
        ("directory", words) => WalkProblemKind::Unreadable(words.to_owned()),
        ("name", _) => WalkProblemKind::NameNotUtf8,
        _ => panic!("a spec knows no fault `{fault}`"),
    };
    world.problem(WalkProblem { path: path.into(), kind })
}

fn request(case: &Case) -> (Request, String) {
    let mut request = Request::default();
    let mut now = NOW.to_owned();
    let blocks = case.blocks.iter().filter(|block| block.role == Role::Request);
    let mut words = blocks.flat_map(|block| block.text.split_whitespace());
    while let Some(word) = words.next() {
        let overrides: &mut Overrides = &mut request.overrides;
        match word {
            "--drafts" => overrides.drafts = true,
            "--future" => overrides.future = true,
            "--expired" => overrides.expired = true,
            "--preview" => overrides.audience = Audience::Preview,
            "--base-url" => overrides.base_url = words.next().map(str::to_owned),
            "--date" => now = moment(words.next().unwrap_or_default()),
            "--language" => {
                let codes = words.next().unwrap_or_default().split(',');
                request.languages = codes.map(str::to_owned).collect();
            }
            other => panic!("a spec knows no `{other}`"),
        }
    }
    (request, now)
}

/// A day is meant at noon.
fn moment(text: &str) -> String {
    if text.contains('T') { text.to_owned() } else { format!("{text}T12:00:00Z") }
}

/// Blanks at the ends of lines are nothing that an author of a spec would see.
fn without_line_ends(text: &str) -> String {
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
