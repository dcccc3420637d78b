//! Reading a spec, building its world, and comparing.

mod built;
mod case;
mod harness;
mod world;

use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

use site::diagnostic::report::Notes;

use built::{Built, without_line_ends};
use case::Role;

pub use case::{Case, parse};
pub use harness::trials;

/// Builds a case and compares.
///
/// # Errors
/// What differs, in words.
pub fn check(case: &Case) -> Result<(), String> {
    if !case.faults.is_empty() {
        return Err(format!("the spec itself is wrong: {}", case.faults.join("; ")));
    }
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
                Role::Checks => built.checks(),
                Role::Fixed(path) => built.fixed(path),
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
