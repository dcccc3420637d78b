//! `--timings`: how long each stage takes, and what a build uses of its budgets.

use std::time::{Duration, Instant};

use crate::config::Budgets;
use crate::pipeline::Observer;
use crate::render::BudgetUse;

/// Measures the stages.
#[derive(Default)]
pub(super) struct Stopwatch {
    stages: Vec<(&'static str, Instant)>,
    end: Option<Instant>,
    budget_use: BudgetUse,
}

impl Observer for Stopwatch {
    #[allow(clippy::disallowed_methods, reason = "time that is shown, never used")]
    fn stage(&mut self, name: &'static str) {
        self.stages.push((name, Instant::now()));
    }

    fn rendered(&mut self, used: &BudgetUse) {
        self.budget_use = *used;
    }
}

impl Stopwatch {
    #[allow(clippy::disallowed_methods, reason = "time that is shown, never used")]
    pub(super) fn stop(&mut self) -> Duration {
        let end = Instant::now();
        self.end = Some(end);
        self.stages.first().map_or(Duration::ZERO, |(_, start)| end - *start)
    }

    /// A line for each stage, and one for each budget: the most that a page or a template used of it.
    pub(super) fn table(&self, budgets: &Budgets) -> String {
        let ends = self.stages.iter().skip(1).map(|(_, start)| *start).chain(self.end);
        let stages = self.stages.iter().zip(ends).map(|((name, start), end)| {
            let milliseconds = (end - *start).as_secs_f64() * 1000.0;
            format!("{name:>10} {milliseconds:8.1} ms\n")
        });
        let rows = self
            .budget_use
            .rows(budgets)
            .map(|row| format!("{:>10} {:>8} of {} {}\n", "budget", row.used, row.limit, row.name));
        stages.chain(rows).collect()
    }
}
