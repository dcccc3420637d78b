//! What git answers, or whatever stands in its place: drift is told or refused, and nothing panics. The
//! input has the answers to `git log`, `git cat-file --batch-check` and `git cat-file --batch`, between
//! lines of `=====`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site::git::{Git, GitProblem};
use site::l10n::history::{TrackedPair, measure};

struct Answers<'a>(Vec<&'a [u8]>);

impl Git for Answers<'_> {
    fn feed(&self, arguments: &[&str], _: &[u8]) -> Result<Vec<u8>, GitProblem> {
        let answer = |index: usize| Ok(self.0.get(index).copied().unwrap_or_default().to_vec());
        match arguments {
            ["log", ..] => answer(0),
            ["cat-file", "--batch-check"] => answer(1),
            ["cat-file", ..] => answer(2),
            ["rev-parse", "--is-shallow-repository"] => Ok(b"false\n".to_vec()),
            ["merge-base", ..] => Err(GitProblem::Failed(String::new())),
            _ => Ok(b"true\n".to_vec()),
        }
    }
}

fuzz_target!(|text: &[u8]| {
    let mut answers = Vec::new();
    let mut rest = text;
    let mark = b"\n=====\n";
    while let Some(end) = rest.windows(mark.len()).position(|window| window == mark) {
        answers.push(&rest[..end]);
        rest = &rest[end + mark.len()..];
    }
    answers.push(rest);
    let pair = |pinned: Option<&str>| TrackedPair {
        translation: "t".into(),
        source: "s".into(),
        pinned: pinned.map(str::to_owned),
        keeps_source: false,
    };
    let drifts = measure(&Answers(answers), &[pair(None), pair(Some("p"))]).expect("an answer");
    assert_eq!(drifts.len(), 2);
});
