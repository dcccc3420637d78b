//! The order of the house: which file may know which.
//!
//! A file takes names from another by `use`. Followed from file to file, these arrows never lead back to where they
//! began: neither among the files of one room, nor among the rooms. What two files share stands in a third, below
//! both. And of the stages of the pipeline none names a later one.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// The stages, in the order in which a page passes through them.
const STAGES: [&str; 7] = ["config", "discover", "parse", "resolve", "render", "publish", "search"];

/// What a module is called from the root of the crate: `["parse", "body"]`.
type Module = Vec<String>;
/// What takes names from what.
type Arrows = BTreeMap<Module, BTreeSet<Module>>;

#[test]
fn no_file_takes_names_from_itself_by_way_of_others() {
    let circles = circles(&Sources::read().arrows());
    assert!(circles.is_empty(), "{} circles of files:\n{}", circles.len(), listed(&circles));
}

#[test]
fn no_room_takes_names_from_itself_by_way_of_others() {
    let circles = circles(&rooms(&Sources::read().arrows()));
    assert!(circles.is_empty(), "{} circles of rooms:\n{}", circles.len(), listed(&circles));
}

#[test]
fn no_stage_names_a_later_one() {
    let rooms = rooms(&Sources::read().arrows());
    for (at, stage) in STAGES.iter().enumerate() {
        let known = &rooms[&vec![(*stage).to_owned()]];
        let later =
            STAGES[at + 1..].iter().filter(|later| known.contains(&vec![(**later).to_owned()]));
        assert_eq!(
            later.collect::<Vec<_>>(),
            Vec::<&&str>::new(),
            "`{stage}` names what comes after it"
        );
    }
}

#[test]
fn a_circle_is_found_through_reexports_and_nested_lists() {
    let sources = Sources::of([
        (vec!["a"], "pub use one::One;\nmod one; mod two;"),
        (vec!["a", "one"], "use super::{two::{self, Two}};"),
        (vec!["a", "two"], "use crate::a::One;\n// use crate::b::B;"),
        (vec!["b"], "use crate::a::One;\n#[cfg(test)]\nmod tests { use crate::b::B; }"),
    ]);
    let found = circles(&sources.arrows());
    assert_eq!(listed(&found), "  a::one, a::two\n");
    assert_eq!(circles(&rooms(&sources.arrows())), Vec::<Vec<Module>>::new());
}

/// The files of the crate by module.
struct Sources(BTreeMap<Module, String>);

/// What the `use` statements of a file say.
#[derive(Default)]
struct Uses {
    /// Paths as written.
    taken: Vec<Vec<String>>,
    /// Names that are handed on, and the paths they stand for.
    handed_on: BTreeMap<String, Vec<String>>,
}

impl Sources {
    /// All of `src` but the program, which is no part of the library.
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        walk(&root, &mut files);
        let modules = files.into_iter().filter_map(|file| {
            let text = fs::read_to_string(&file).expect("a source file");
            Some((module_of(file.strip_prefix(&root).ok()?)?, text))
        });
        Self(modules.collect())
    }

    fn of<const N: usize>(files: [(Vec<&str>, &str); N]) -> Self {
        let owned = |module: Vec<&str>| module.into_iter().map(str::to_owned).collect();
        Self(files.into_iter().map(|(module, text)| (owned(module), text.to_owned())).collect())
    }

    fn arrows(&self) -> Arrows {
        let uses: BTreeMap<&Module, Uses> =
            self.0.iter().map(|(module, text)| (module, Uses::read(text))).collect();
        let mut arrows = Arrows::new();
        for (module, own) in &uses {
            let targets = own.taken.iter().filter_map(|path| self.absolute(path, module));
            let targets = targets.map(|path| self.defining(path, &uses));
            let targets = targets.filter(|target| target != *module && self.0.contains_key(target));
            arrows.insert((*module).clone(), targets.collect());
        }
        arrows
    }

    /// A path from the root of the crate; `None` for one into another crate.
    fn absolute(&self, path: &[String], from: &Module) -> Option<Vec<String>> {
        let above = path.iter().take_while(|segment| *segment == "super").count();
        let first = path.first()?;
        let mut whole = match first.as_str() {
            "crate" => return Some(path[1..].to_vec()),
            "super" => from[..from.len().checked_sub(above)?].to_vec(),
            _ => from.clone(),
        };
        let is_here = |name: &str| {
            let mut child = from.clone();
            child.push(name.to_owned());
            self.0.contains_key(&child)
        };
        let skipped = if first == "self" { 1 } else { above };
        if skipped == 0 && !is_here(first) {
            return None;
        }
        whole.extend_from_slice(&path[skipped..]);
        Some(whole)
    }

    /// The module that a path leads into, names that are handed on followed to where they are defined.
    fn defining(&self, path: Vec<String>, uses: &BTreeMap<&Module, Uses>) -> Module {
        let mut path = path;
        loop {
            let depth = (0..=path.len()).rev().find(|end| self.0.contains_key(&path[..*end]));
            let module = path[..depth.unwrap_or(0)].to_vec();
            let name = path.get(module.len());
            let next = name.and_then(|name| uses.get(&module)?.handed_on.get(name));
            match next.and_then(|next| self.absolute(next, &module)) {
                Some(next) if next != path => path = next,
                _ => return module,
            }
        }
    }
}

impl Uses {
    fn read(text: &str) -> Self {
        static USE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?m)^\s*(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);").expect("a pattern")
        });
        let mut uses = Self::default();
        for found in USE.captures_iter(&code_of(text)) {
            for (path, name) in expanded(&found[2]) {
                if found.get(1).is_some() {
                    uses.handed_on.insert(name, path);
                } else {
                    uses.taken.push(path);
                }
            }
        }
        uses
    }
}

/// A file without comments, and without its tests, which stand at its end.
fn code_of(text: &str) -> String {
    static TESTS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"#\[cfg\((?:all\()?test\b.*\]\nmod ").expect("a pattern"));
    let code = TESTS.split(text).next().unwrap_or_default();
    code.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Each path of a tree of names, and the name it is known by.
fn expanded(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    if let Some((before, list)) = tree.split_once('{') {
        let list = list.strip_suffix('}').unwrap_or(list);
        let items = items(list).into_iter().filter(|item| !item.trim().is_empty());
        return items.flat_map(|item| expanded(&format!("{before}{}", item.trim()))).collect();
    }
    let (path, name) = match tree.split_once(" as ") {
        Some((path, name)) => (path, Some(name.trim().to_owned())),
        None => (tree, None),
    };
    let mut path: Vec<String> = path.split("::").map(|segment| segment.trim().to_owned()).collect();
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let last = path.last().cloned().unwrap_or_default();
    vec![(path, name.unwrap_or(last))]
}

/// What stands between the commas of a list that are in no list within it.
fn items(list: &str) -> Vec<&str> {
    let (mut items, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                items.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(&list[start..]);
    items
}

fn walk(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("a directory of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn module_of(file: &Path) -> Option<Module> {
    let path = file.with_extension("");
    let mut module: Module = path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    match module.last()?.as_str() {
        "main" if module.len() == 1 => return None,
        "mod" | "lib" => {
            module.pop();
        }
        _ => {}
    }
    Some(module)
}

/// The arrows between the folders and single files that stand in `src`.
fn rooms(arrows: &Arrows) -> Arrows {
    let mut rooms = Arrows::new();
    for (module, targets) in arrows.iter().filter(|(module, _)| !module.is_empty()) {
        let room = vec![module[0].clone()];
        let known = rooms.entry(room.clone()).or_default();
        let targets = targets.iter().filter_map(|target| Some(vec![target.first()?.clone()]));
        known.extend(targets.filter(|target| *target != room));
    }
    rooms
}

/// The sets of modules each of which leads to all others of its set.
fn circles(arrows: &Arrows) -> Vec<Vec<Module>> {
    let reach: BTreeMap<&Module, BTreeSet<&Module>> =
        arrows.keys().map(|module| (module, reached(arrows, module))).collect();
    let mut seen: BTreeSet<&Module> = BTreeSet::new();
    let mut circles = Vec::new();
    for (module, targets) in &reach {
        if targets.contains(module) && !seen.contains(module) {
            let members = targets.iter().filter(|target| reach[**target].contains(module));
            let members: Vec<Module> = members.map(|member| (*member).clone()).collect();
            seen.extend(reach.keys().filter(|key| members.contains(key)));
            circles.push(members);
        }
    }
    circles
}

/// All that a module leads to, itself only by way of others.
fn reached<'a>(arrows: &'a Arrows, from: &Module) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&Module> = arrows[from].iter().collect();
    while let Some(next) = waiting.pop() {
        if reached.insert(next) {
            waiting.extend(arrows.get(next).into_iter().flatten());
        }
    }
    reached
}

fn listed(circles: &[Vec<Module>]) -> String {
    let lines = circles.iter().map(|circle| {
        let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
        format!("  {}\n", names.join(", "))
    });
    lines.collect()
}
