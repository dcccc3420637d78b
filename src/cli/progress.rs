//! Says what takes long, while somebody looks on.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::global::GlobalArguments;
use super::output::{self, Stream, say};

/// What takes less is not told.
const PATIENCE: Duration = Duration::from_secs(1);

/// The steps of something that may take long. Each step that does is told on the terminal, in a line of its own.
pub(super) struct Progress(Option<Sender<&'static str>>);

impl Progress {
    /// Nothing is told where no terminal looks on, or nobody wants to know.
    pub(super) fn new(global: &GlobalArguments) -> Self {
        let is_seen = !global.quiet && output::width(Stream::Error).is_some();
        Self(is_seen.then(|| {
            let (sender, steps) = channel();
            thread::spawn(move || {
                tell_long_ones(&steps, PATIENCE, |step| say(&format!("{step} …\n")))
            });
            sender
        }))
    }

    /// The step that begins now.
    pub(super) fn step(&self, name: &'static str) {
        // Nobody listens any more if the terminal is gone.
        let _ = self.0.as_ref().map(|steps| steps.send(name));
    }
}

/// Tells each step behind which no other one comes in time.
fn tell_long_ones(
    steps: &Receiver<&'static str>,
    patience: Duration,
    mut tell: impl FnMut(&'static str),
) {
    let mut begun = steps.recv();
    while let Ok(step) = begun {
        begun = match steps.recv_timeout(patience) {
            Ok(next) => Ok(next),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                tell(step);
                steps.recv()
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_step_that_takes_long_is_told() {
        let (sender, steps) = channel();
        for step in ["a short one", "a long one"] {
            sender.send(step).expect("somebody listens");
        }
        let (mut sender, mut told) = (Some(sender), Vec::new());
        tell_long_ones(&steps, Duration::ZERO, |step| {
            told.push(step);
            // All is done.
            sender = None;
        });
        assert_eq!(told, ["a long one"]);
    }
}
