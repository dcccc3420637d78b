//! A line on the terminal that tells how far a command is, once that takes longer than a second.

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::global::{GlobalArguments, MessageFormat};
use super::output::{Stream, width};
use crate::memo::Progress;
use crate::pipeline::Observer;
use crate::web::{Answer, NoAnswer, Question, Web};

/// Nobody wonders yet.
const PATIENCE: Duration = Duration::from_secs(1);

/// Between two states of the line.
const PACE: Duration = Duration::from_millis(100);

/// To the start of the line, and without what stands there.
const CLEARED: &str = "\r\u{1b}[K";

/// Shows the line until it is ended or dropped. Where nobody looks, it shows nothing.
pub(super) struct Meter {
    shown: Arc<Shown>,
    writer: Option<JoinHandle<()>>,
}

/// What the thread that writes the line looks at.
#[derive(Default)]
struct Shown {
    state: Mutex<State>,
    ended: Condvar,
    progress: Arc<Progress>,
}

#[derive(Clone, Copy, Default)]
struct State {
    stage: &'static str,
    is_over: bool,
}

impl Meter {
    /// A meter for a command with these arguments: for people, and only on a terminal.
    pub(super) fn new(global: &GlobalArguments) -> Self {
        let is_for_people = matches!(global.format, MessageFormat::Human | MessageFormat::Short);
        let is_seen = is_for_people && !global.quiet && width(Stream::Error).is_some();
        let shown = Arc::<Shown>::default();
        let writer = is_seen.then(|| {
            let shown = Arc::clone(&shown);
            std::thread::spawn(move || shown.write())
        });
        Self { shown, writer }
    }

    /// A meter for one step of such a command.
    pub(super) fn at(global: &GlobalArguments, stage: &'static str) -> Self {
        let mut meter = Self::new(global);
        meter.stage(stage);
        meter
    }

    /// What counts the steps of a stage.
    pub(super) fn counter(&self) -> &Arc<Progress> {
        &self.shown.progress
    }

    /// Takes the line away, so that something else can be printed.
    pub(super) fn end(&mut self) {
        let Some(writer) = self.writer.take() else { return };
        self.shown.state().is_over = true;
        self.shown.ended.notify_all();
        // What it shows is no result: if it has failed, nothing is lost.
        let _ = writer.join();
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.end();
    }
}

impl Observer for Meter {
    fn stage(&mut self, name: &'static str) {
        self.shown.progress.begin(0);
        self.shown.state().stage = name;
    }

    fn progress(&self) -> Option<Arc<Progress>> {
        Some(Arc::clone(&self.shown.progress))
    }
}

/// Other hosts, with a count of the questions to them.
pub(super) struct Counted<W> {
    pub web: W,
    pub progress: Arc<Progress>,
}

impl<W: Web> Web for Counted<W> {
    fn ask(&self, question: Question<'_>) -> Result<Answer, NoAnswer> {
        let answer = self.web.ask(question);
        self.progress.step();
        answer
    }

    fn wait(&self, time: Duration) {
        self.web.wait(time);
    }
}

impl Shown {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a while, and returns the stage unless it is over.
    fn stage_after(&self, time: Duration) -> Option<&'static str> {
        let waited = self.ended.wait_timeout_while(self.state(), time, |state| !state.is_over);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (!state.is_over).then_some(state.stage)
    }

    fn write(&self) {
        let mut stage = self.stage_after(PATIENCE);
        let is_shown = stage.is_some();
        while let Some(name) = stage {
            draw(&line(name, self.progress.counts()));
            stage = self.stage_after(PACE);
        }
        if is_shown {
            draw("");
        }
    }
}

fn draw(line: &str) {
    let mut terminal = std::io::stderr().lock();
    let _ = terminal.write_all(format!("{CLEARED}{line}").as_bytes());
}

/// `rendering pages: 340 of 1192`
fn line(stage: &str, counts: (usize, usize)) -> String {
    let what = match stage {
        "configure" => "reading the configuration",
        "discover" => "looking for files",
        "parse" => "reading pages",
        "resolve" => "putting pages together",
        "render" => "rendering pages",
        "publish" => "making feeds and sitemaps",
        "report" => "comparing translations",
        "index" => "making the index of the search, by language",
        "emit" => "writing files",
        other => other,
    };
    match counts {
        (0, 0) => format!("{what} …"),
        (done, 0) => format!("{what}: {done}"),
        (done, total) => format!("{what}: {done} of {total}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_what_can_be_counted() {
        assert_eq!(line("render", (3, 12)), "rendering pages: 3 of 12");
        assert_eq!(line("asking other hosts", (3, 0)), "asking other hosts: 3");
        assert_eq!(line("resolve", (0, 0)), "putting pages together …");
    }
}
