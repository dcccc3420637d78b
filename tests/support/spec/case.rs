//! Which cases does a spec hold, and is each of them one that can fail?

use std::collections::BTreeMap;
use std::ops::Range;

/// A test: the blocks below one heading.
#[derive(Clone, Debug)]
pub struct Case {
    pub title: String,
    pub blocks: Vec<Block>,
    /// What is wrong with the spec itself; a case with a fault fails.
    pub faults: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Block {
    pub role: Role,
    pub text: String,
    /// Where the text stands in the spec.
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    File(String),
    Bytes(String),
    Fault(String),
    Output(String),
    Contains(String),
    Lacks(String),
    Segments(String),
    Comparison(String),
    Fixed(String),
    Checks,
    Paths,
    Diagnostics,
    Report,
    Request,
}

impl Role {
    /// Whether the block says what errors and warnings there are.
    pub fn is_about_faults(&self) -> bool {
        matches!(self, Role::Diagnostics | Role::Report)
    }

    /// Whether the block is part of the site, not of what is expected of it.
    fn is_input(&self) -> bool {
        matches!(self, Role::File(_) | Role::Bytes(_) | Role::Fault(_) | Role::Request)
    }

    /// Whether the block expects something only if it has a line.
    fn is_list(&self) -> bool {
        matches!(self, Role::Contains(_) | Role::Lacks(_) | Role::Paths)
    }
}

impl Case {
    /// The files of the site, by their paths.
    #[allow(dead_code, reason = "only some tests hand them to another program")]
    pub fn files(&self) -> BTreeMap<String, String> {
        let files = self.blocks.iter().filter_map(|block| match &block.role {
            Role::File(path) => Some((path.clone(), block.text.clone())),
            _ => None,
        });
        files.collect()
    }

    /// Whether words of a command line belong to the case.
    #[allow(dead_code, reason = "only some tests ask for them")]
    pub fn has_request(&self) -> bool {
        self.blocks.iter().any(|block| block.role == Role::Request)
    }
}

/// The cases of a spec.
pub fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut title = String::new();
    let mut lines = Lines { text, position: 0, number: 0 };
    while let Some((line, _)) = lines.next_line() {
        if line.starts_with('#') {
            title = line.trim_start_matches('#').trim().to_owned();
        } else if let Some((ticks, info)) = fence(line) {
            if cases.last().is_none_or(|case| case.title != title) {
                let (blocks, faults) = (Vec::new(), Vec::new());
                cases.push(Case { title: title.clone(), blocks, faults });
            }
            let number = lines.number;
            let block = lines.block(ticks, info);
            let case = cases.last_mut().expect("a case was just begun");
            match block {
                Ok(block) => case.blocks.push(block),
                Err(fault) => case.faults.push(format!("line {number}: {fault}")),
            }
        }
    }
    for case in &mut cases {
        if case.blocks.iter().all(|block| block.role.is_input()) {
            case.faults.push("no block expects anything".to_owned());
        }
    }
    cases
}

struct Lines<'a> {
    text: &'a str,
    position: usize,
    /// How many lines have been read.
    number: usize,
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
        self.number += 1;
        Some((self.text[range.clone()].trim_end_matches('\n'), range))
    }

    /// The block up to the closing fence.
    fn block(&mut self, ticks: &str, info: &str) -> Result<Block, String> {
        let range = self.until_fence(ticks).ok_or("the block has no closing fence")?;
        let role = role(info).ok_or_else(|| format!("a spec knows no block `{}`", info.trim()))?;
        let text = self.text[range.clone()].to_owned();
        if role.is_list() && text.trim().is_empty() {
            return Err(format!("`{}` without a line expects nothing", info.trim()));
        }
        Ok(Block { role, text, range })
    }

    /// The range up to the closing fence.
    fn until_fence(&mut self, ticks: &str) -> Option<Range<usize>> {
        let start = self.position;
        while let Some((line, range)) = self.next_line() {
            if line == ticks {
                return Some(start..range.start);
            }
        }
        None
    }
}

/// The back-quotes and the words of an opening fence.
fn fence(line: &str) -> Option<(&str, &str)> {
    let length = line.bytes().take_while(|byte| *byte == b'`').count();
    (length >= 3).then(|| line.split_at(length))
}

/// Makes a role of the path behind its word.
type PathRole = fn(String) -> Role;

/// A language and `WORD=PATH`, or a word alone. A path goes up to the end of the line, for it may hold
/// blanks.
fn role(info: &str) -> Option<Role> {
    let with_path: [(&str, PathRole); 9] = [
        ("file", Role::File),
        ("bytes", Role::Bytes),
        ("fault", Role::Fault),
        ("output", Role::Output),
        ("contains", Role::Contains),
        ("lacks", Role::Lacks),
        ("segments", Role::Segments),
        ("comparison", Role::Comparison),
        ("fixed", Role::Fixed),
    ];
    match info.trim() {
        "paths" => return Some(Role::Paths),
        "checks" => return Some(Role::Checks),
        "diagnostics" => return Some(Role::Diagnostics),
        "report" => return Some(Role::Report),
        "request" => return Some(Role::Request),
        _ => {}
    }
    let (_language, rest) = info.split_once(' ')?;
    let (word, path) = rest.split_once('=')?;
    let (_, role) = with_path.into_iter().find(|(mark, _)| *mark == word)?;
    Some(role(path.trim().to_owned()))
}
