//! Which site, and which build of it, does a case ask for?

use std::io::ErrorKind;

use site::config::{Audience, Environment, Overrides, Trust};
use site::pipeline::Request;
use site::world::{MemoryWorld, Refusal, WalkProblem, WalkProblemKind};

use super::case::{Case, Role};

/// The moment at which specs are built unless they say otherwise.
const NOW: &str = "2026-06-01T12:00:00Z";

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ntitle = 'Example'\n";

/// The templates of a spec that brings none.
const BARE: &[(&str, &str)] = &[
    ("page.html", include_str!("../../bare/page.html")),
    ("home.html", include_str!("../../bare/list.html")),
    ("section.html", include_str!("../../bare/list.html")),
    ("taxonomy.html", include_str!("../../bare/list.html")),
    ("term.html", include_str!("../../bare/list.html")),
    ("404.html", include_str!("../../bare/404.html")),
    ("redirect.html", include_str!("../../bare/redirect.html")),
    ("blog/page.html", include_str!("../../bare/page.html")),
    ("blog/section.html", include_str!("../../bare/list.html")),
];

pub fn world(case: &Case, now: &str) -> MemoryWorld {
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
    if !["site.toml", "hugo.", "config.", "config/"].into_iter().any(has) {
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
        ("nowhere", _) => WalkProblemKind::Nowhere,
        ("outside", target) => WalkProblemKind::Refused(Refusal::LinkOutside(target.to_owned())),
        ("directory", words) => WalkProblemKind::Unreadable(words.to_owned()),
        ("name", _) => WalkProblemKind::NameNotUtf8,
        _ => panic!("a spec knows no fault `{fault}`"),
    };
    world.problem(WalkProblem { path: path.into(), kind })
}

/// The words of the command line, and the moment of the build.
pub fn request(case: &Case) -> (Request, String) {
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
            "--untrusted" => overrides.trust = Trust::Untrusted,
            "--preview" => overrides.audience = Audience::Preview,
            "--environment" => {
                overrides.environment = Environment::new(words.next().unwrap_or_default());
            }
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
