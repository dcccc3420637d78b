//! How long may a test take? One that hangs fails by its name, and the others go on.
//!
//! This is for programs that collect their tests themselves. The others have the limit of
//! `.ci/limited`, which ends the whole program, and that of `.config/nextest.toml`.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};

/// Far more than any test takes, even without optimization on a busy machine.
const LIMIT: Duration = Duration::from_secs(300);

/// A test that fails when it takes longer than the limit.
pub fn test(
    name: impl Into<String>,
    run: impl FnOnce() -> Result<(), Failed> + Send + 'static,
) -> Trial {
    Trial::test(name, move || within(LIMIT, run))
}

/// Runs a test on a thread of its own, which is left alone once the limit has passed: the program ends
/// without it.
pub fn within(
    limit: Duration,
    run: impl FnOnce() -> Result<(), Failed> + Send + 'static,
) -> Result<(), Failed> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        // Nobody listens any more once the limit has passed.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(run)));
    });
    match receiver.recv_timeout(limit) {
        Ok(outcome) => outcome.unwrap_or_else(|panic| resume_unwind(panic)),
        Err(_) => Err(format!("the test did not end within {} s", limit.as_secs_f32()).into()),
    }
}
