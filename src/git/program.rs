//! Running git so that the repository decides nothing about it.
//!
//! A repository may be a stranger's. Its configuration can name programs for git to run: hooks, filters,
//! a monitor of the file system, tools that show differences, a shell for its remotes. None is run.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

use camino::Utf8PathBuf;

use super::{Git, GitProblem, line};

/// The program `git`, in a directory.
pub struct GitProgram {
    root: Utf8PathBuf,
}

impl GitProgram {
    pub fn new(root: impl Into<Utf8PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// What git says of its version: `2.39.5`.
    ///
    /// # Errors
    /// When there is no git.
    pub fn version(&self) -> Result<String, GitProblem> {
        let answer = answer(self.command(&["version"]), &[], LONGEST_COMPLAINT)?;
        let words = String::from_utf8_lossy(&answer);
        Ok(words.trim().trim_start_matches("git version ").to_owned())
    }

    /// Runs git so that the repository's configuration starts no other program.
    #[allow(clippy::disallowed_methods, reason = "the one place that runs a program")]
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.args(["-C", self.root.as_str(), "--no-pager", "--literal-pathspecs"]);
        command.args(INERT.iter().flat_map(|setting| ["-c", setting]));
        command
            .args(arguments)
            // English words, and no lock: somebody may be working in the repository.
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            // What a partial clone lacks is not fetched: the remote says which program does that.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_TERMINAL_PROMPT", "0");
        command
    }

    /// Filters may be of any name, so git is asked which ones the repository configures. One that
    /// the user configured for all repositories stays.
    fn without_filters(&self, command: &mut Command) -> Result<(), GitProblem> {
        let question = self.command(&[
            "config",
            "--show-scope",
            "--includes",
            "--null",
            "--name-only",
            "--get-regexp",
            r"^filter\.",
        ]);
        let answer = match answer(question, &[], LONGEST_ANSWER) {
            Ok(answer) => answer,
            // So git says that there are none.
            Err(GitProblem::Failed(words)) if words.is_empty() => return Ok(()),
            Err(problem) => return Err(problem),
        };
        let filters = filters_of_repository(&answer);
        let settings = filters.iter().flat_map(|filter| {
            [("clean", ""), ("smudge", ""), ("process", ""), ("required", "false")]
                .map(|(key, value)| (format!("{filter}.{key}"), value))
        });
        // A name may hold `=`, at which git would cut what stands behind `-c`.
        let mut count = 0;
        for (key, value) in settings {
            command.env(format!("GIT_CONFIG_KEY_{count}"), key);
            command.env(format!("GIT_CONFIG_VALUE_{count}"), value);
            count += 1;
        }
        command.env("GIT_CONFIG_COUNT", count.to_string());
        Ok(())
    }
}

/// Settings that keep git from running what a repository names, whatever git is asked.
const INERT: &[&str] = &[
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "diff.autoRefreshIndex=false",
    "log.showSignature=false",
    "log.follow=false",
];

/// The commands that read the files of the working tree, each with what keeps it from running programs.
const OF_WORKING_TREE: &[(&str, &[&str])] = &[
    ("diff", &["--no-ext-diff", "--no-textconv", "--ignore-submodules=all"]),
    ("status", &["--ignore-submodules=all"]),
];

/// The same for commands that read what is committed.
const OF_HISTORY: &[(&str, &[&str])] = &[
    ("log", &["--no-ext-diff", "--no-textconv", "--no-show-signature"]),
    ("show", &["--no-ext-diff", "--no-textconv", "--no-show-signature"]),
];

/// The sections of filters, such as `filter.lfs`, that a repository configures. `answer` has pairs of a
/// scope and a name.
fn filters_of_repository(answer: &[u8]) -> BTreeSet<String> {
    let fields: Vec<&[u8]> = answer.split(|byte| *byte == 0).collect();
    let of_repository = fields.chunks_exact(2).filter(|field| {
        let scope = field[0];
        scope == b"local" || scope == b"worktree"
    });
    let names = of_repository.filter_map(|field| std::str::from_utf8(field[1]).ok());
    names.filter_map(|name| Some(name.rsplit_once('.')?.0.to_owned())).collect()
}

impl Git for GitProgram {
    fn feed(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitProblem> {
        let Some((name, rest)) = arguments.split_first() else {
            return Err(GitProblem::Failed("it was asked nothing".to_owned()));
        };
        let flags = |commands: &[(&str, &'static [&'static str])]| {
            commands.iter().find(|(command, _)| command == name).map(|(_, flags)| *flags)
        };
        let of_working_tree = flags(OF_WORKING_TREE);
        let flags = of_working_tree.or_else(|| flags(OF_HISTORY)).unwrap_or_default();
        let mut command = self.command(&[&[*name], flags, rest].concat());
        if of_working_tree.is_some() {
            self.without_filters(&mut command)?;
        }
        answer(command, input, LONGEST_ANSWER)
    }
}

/// What git prints, or why it does not. `longest` is how much of it is read, in bytes.
fn answer(mut command: Command, input: &[u8], longest: u64) -> Result<Vec<u8>, GitProblem> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    match command.spawn().and_then(|child| converse(child, input, longest)) {
        Ok(answer) if answer.is_too_long => {
            Err(GitProblem::Failed(format!("the answer is longer than {longest} bytes")))
        }
        Ok(answer) if answer.is_success => Ok(answer.output),
        Ok(answer) => Err(GitProblem::of_words(&line(&answer.complaints))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(GitProblem::Missing),
        Err(error) => Err(GitProblem::Failed(error.to_string())),
    }
}

/// The history of a large site has some 100 MiB.
const LONGEST_ANSWER: u64 = 1 << 30;

/// Git says in a few lines what is wrong.
const LONGEST_COMPLAINT: u64 = 1 << 16;

struct Answer {
    is_success: bool,
    is_too_long: bool,
    output: Vec<u8>,
    complaints: Vec<u8>,
}

/// Writes and reads at once: git answers before it has read everything, and each pipe may be full.
fn converse(mut child: Child, input: &[u8], longest: u64) -> io::Result<Answer> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(move || {
            // Git may end before it has read all; what it says then is in its output.
            let _ = stdin.map(|mut stdin| stdin.write_all(input));
        });
        let complaints = scope.spawn(move || {
            let mut complaints = Vec::new();
            if let Some(mut stderr) = stderr {
                let _ = stderr.by_ref().take(LONGEST_COMPLAINT).read_to_end(&mut complaints);
                let _ = io::copy(&mut stderr, &mut io::sink());
            }
            complaints
        });
        let mut output = Vec::new();
        let mut limited = stdout.map(|stdout| stdout.take(longest + 1));
        let read = limited.as_mut().map_or(Ok(0), |stdout| stdout.read_to_end(&mut output));
        // A git that still has something to say ends when nobody listens.
        drop(limited);
        let is_success = child.wait()?.success();
        read?;
        Ok(Answer {
            is_success,
            is_too_long: output.len() as u64 > longest,
            output,
            complaints: complaints.join().unwrap_or_default(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_an_end() {
        let ask = |longest| answer(GitProgram::new(".").command(&["version"]), &[], longest);
        let Ok(whole) = ask(LONGEST_ANSWER) else { return };
        assert_eq!(ask(whole.len() as u64), Ok(whole));
        let problem = ask(3).expect_err("git has more to say").to_string();
        assert_eq!(problem, "git says: the answer is longer than 3 bytes");
    }

    #[test]
    fn only_filters_of_the_repository_are_switched_off() {
        let answer = b"global\0filter.lfs.clean\0local\0filter.a.b=c.clean\0\
                       local\0filter.a.b=c.required\0worktree\0filter.w.process\0";
        let filters = filters_of_repository(answer);
        assert_eq!(filters.into_iter().collect::<Vec<_>>(), ["filter.a.b=c", "filter.w"]);
        assert!(filters_of_repository(b"").is_empty());
    }
}
