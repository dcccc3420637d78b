//! `--timings`: how long each stage takes, and what a build uses of its budgets.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::global::GlobalArguments;
use super::meter::Meter;
use crate::config::Budgets;
use crate::memo::Progress;
use crate::pipeline::Observer;
use crate::render::BudgetUse;

/// Measures the stages, and shows how far they are.
pub(super) struct Stopwatch {
    stages: Vec<(&'static str, Instant)>,
    end: Option<Instant>,
    budget_use: BudgetUse,
    meter: Meter,
}

impl Observer for Stopwatch {
    #[allow(clippy::disallowed_methods, reason = "time that is shown, never used")]
    fn stage(&mut self, name: &'static str) {
        self.stages.push((name, Instant::now()));
        self.meter.stage(name);
    }

    fn progress(&self) -> Option<Arc<Progress>> {
        self.meter.progress()
    }

    fn rendered(&mut self, used: &BudgetUse) {
        self.budget_use = *used;
    }
}

impl Stopwatch {
    pub(super) fn new(global: &GlobalArguments) -> Self {
        let (stages, end, budget_use) = Default::default();
        Self { stages, end, budget_use, meter: Meter::new(global) }
    }

    #[allow(clippy::disallowed_methods, reason = "time that is shown, never used")]
    pub(super) fn stop(&mut self) -> Duration {
        self.meter.end();
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
