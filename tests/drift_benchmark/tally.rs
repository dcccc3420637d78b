//! What was found, missed and made up, by kind of edit and by mode.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Mode;
use super::edits::Edit;

/// What a comparison found of one edit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    pub found: usize,
    pub missed: usize,
    /// Findings about anything else.
    pub wrong: usize,
}

impl Outcome {
    fn plus(self, other: Self) -> Self {
        Self {
            found: self.found + other.found,
            missed: self.missed + other.missed,
            wrong: self.wrong + other.wrong,
        }
    }

    fn recall(self) -> f64 {
        share(self.found, self.found + self.missed)
    }

    fn precision(self) -> f64 {
        share(self.found, self.found + self.wrong)
    }

    fn f1(self) -> f64 {
        share(2 * self.found, 2 * self.found + self.missed + self.wrong)
    }
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}

#[derive(Default)]
pub struct Tally {
    by_edit: BTreeMap<(usize, &'static str), BTreeMap<Mode, Outcome>>,
    /// How many scenarios there are of each.
    counts: BTreeMap<&'static str, usize>,
    vital: BTreeMap<&'static str, Outcome>,
}

impl Tally {
    pub fn add(&mut self, mode: Mode, edit: Edit, outcome: Outcome) {
        let place = Edit::ALL.iter().position(|own| own.name() == edit.name()).unwrap_or_default();
        let modes = self.by_edit.entry((place, edit.name())).or_default();
        let own = modes.entry(mode).or_default();
        *own = own.plus(outcome);
        *self.counts.entry(edit.name()).or_default() += 1;
        if edit.is_vital() {
            let own = self.vital.entry(edit.name()).or_default();
            *own = own.plus(outcome);
        }
    }

    pub fn with(mut self, other: Self) -> Self {
        for (edit, modes) in other.by_edit {
            for (mode, outcome) in modes {
                let own = self.by_edit.entry(edit).or_default().entry(mode).or_default();
                *own = own.plus(outcome);
            }
        }
        for (name, count) in other.counts {
            *self.counts.entry(name).or_default() += count;
        }
        for (name, outcome) in other.vital {
            let own = self.vital.entry(name).or_default();
            *own = own.plus(outcome);
        }
        self
    }

    fn all(&self, of: Option<Mode>) -> Outcome {
        let modes = self.by_edit.values().flatten();
        let fitting = modes.filter(|(mode, _)| of.is_none_or(|of| of == **mode));
        fitting.fold(Outcome::default(), |all, (_, outcome)| all.plus(*outcome))
    }

    pub fn f1(&self) -> f64 {
        self.all(None).f1()
    }

    /// The kinds of edits of which each has to be found, and is not.
    pub fn missed_vital(&self) -> Vec<String> {
        let missed = self.vital.iter().filter(|(_, outcome)| outcome.missed > 0);
        missed.map(|(name, outcome)| format!("{name}: {outcome:?}")).collect()
    }

    /// Precision, recall and F1 of each kind in all modes, and F1 in each.
    pub fn table(&self) -> String {
        let mut text = String::from(
            "| Edit | Cases | Precision | Recall | F1 | comments | history | structure |\n\
             | --- | --- | --- | --- | --- | --- | --- | --- |\n",
        );
        for ((_, name), modes) in &self.by_edit {
            let all = modes.values().fold(Outcome::default(), |all, own| all.plus(*own));
            let by_mode = Mode::ALL.map(|mode| modes.get(&mode).copied());
            row(&mut text, name, self.counts[name], all, by_mode);
        }
        let by_mode = Mode::ALL.map(|mode| Some(self.all(Some(mode))));
        row(&mut text, "**all**", self.counts.values().sum(), self.all(None), by_mode);
        text
    }
}

/// Where nothing is to be found, the number of wrong findings is told instead.
fn row(text: &mut String, name: &str, count: usize, all: Outcome, by_mode: [Option<Outcome>; 3]) {
    let is_neutral = all.found + all.missed == 0;
    let own = |outcome: Outcome| match is_neutral {
        true if outcome.wrong == 0 => "–".to_owned(),
        true => format!("{} wrong", outcome.wrong),
        false => format!("{:.2}", outcome.f1()),
    };
    let [precision, recall] = match is_neutral {
        true => ["–".to_owned(), "–".to_owned()],
        false => [all.precision(), all.recall()].map(|own| format!("{own:.2}")),
    };
    let modes = by_mode.map(|outcome| outcome.map_or_else(|| "".to_owned(), own));
    let _ = writeln!(
        text,
        "| {name} | {count} | {precision} | {recall} | {} | {} |",
        own(all),
        modes.join(" | ")
    );
}
