//! Remembers long histories. What a commit has behind it never changes, so a history that was read once is
//! only continued.

use super::{Git, GitProblem, is_shallow};
use crate::memo::{Kind, Memo};

/// A git whose long answers about history are cached, by the commit that they begin at.
pub struct Remembered<'a> {
    pub git: &'a dyn Git,
    pub memo: &'a Memo,
}

/// In bytes: a shorter answer is had in no time.
const LEAST: usize = 1 << 20;

/// How many commits back an earlier answer is looked for.
const FARTHEST: &str = "-n500";

/// The last argument of a question about all of the history.
const HEAD: &str = "HEAD";

impl Git for Remembered<'_> {
    fn feed(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitProblem> {
        match arguments {
            ["log", options @ .., HEAD] if input.is_empty() => self.log(options),
            _ => self.git.feed(arguments, input),
        }
    }
}

impl Remembered<'_> {
    /// The log from `HEAD` on: what is new, and an earlier answer.
    fn log(&self, options: &[&str]) -> Result<Vec<u8>, GitProblem> {
        let all = || self.git.run(&[&["log"], options, &[HEAD]].concat());
        // A shallow clone may be deepened, and begins elsewhere then.
        if !options.contains(&"--topo-order") || is_shallow(self.git)? {
            return all();
        }
        let commits = self.git.run(&["rev-list", FARTHEST, HEAD])?;
        let commits = String::from_utf8_lossy(&commits).into_owned();
        let Some(head) = commits.lines().next() else { return all() };
        let known = commits.lines().find_map(|commit| {
            Some((commit, self.memo.get(Kind::History, &Self::key(options, commit))?))
        });
        let answer = match known {
            Some((commit, earlier)) if commit == head => return Ok(earlier.to_vec()),
            Some((commit, earlier)) => {
                let range = format!("{commit}..{HEAD}");
                let new = self.git.run(&[&["log"], options, &[&range]].concat())?;
                [&new, &*earlier].concat()
            }
            None => all()?,
        };
        if answer.len() >= LEAST {
            self.memo.put(Kind::History, &Self::key(options, head), answer.clone());
        }
        Ok(answer)
    }

    fn key<'a>(options: &'a [&'a str], commit: &'a str) -> Vec<&'a [u8]> {
        options.iter().map(|option| option.as_bytes()).chain([commit.as_bytes()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    /// A history that grows at its front, and the questions that were asked about it.
    struct Growing {
        commits: RefCell<Vec<&'static str>>,
        asked: RefCell<Vec<String>>,
    }

    impl Git for Growing {
        fn feed(&self, arguments: &[&str], _: &[u8]) -> Result<Vec<u8>, GitProblem> {
            let commits = self.commits.borrow();
            let answer = match arguments {
                ["rev-parse", ..] => "false".to_owned(),
                ["rev-list", ..] => commits.join("\n"),
                ["log", .., range] => {
                    self.asked.borrow_mut().push((*range).to_owned());
                    let end = range.split("..").next().unwrap_or_default();
                    let new = commits.iter().take_while(|commit| **commit != end);
                    new.map(|commit| commit.repeat(LEAST)).collect()
                }
                _ => unreachable!("{arguments:?}"),
            };
            Ok(answer.into_bytes())
        }
    }

    #[test]
    fn a_known_history_is_continued() {
        let memo = Memo::in_memory();
        let git = Growing { commits: RefCell::new(vec!["a"]), asked: RefCell::default() };
        let remembered = Remembered { git: &git, memo: &memo };
        let ask = || remembered.run(&["log", "--topo-order", "HEAD"]).expect("an answer");
        assert_eq!(ask(), "a".repeat(LEAST).into_bytes());
        assert_eq!(ask().len(), LEAST);
        git.commits.borrow_mut().insert(0, "b");
        assert_eq!(ask(), ["b".repeat(LEAST), "a".repeat(LEAST)].concat().into_bytes());
        assert_eq!(*git.asked.borrow(), ["HEAD", "a..HEAD"]);
    }
}
