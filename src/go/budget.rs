//! How much one call of a template may use.

use crate::go::error::Failure;

/// What is left of steps, bytes and depth.
#[derive(Clone, Debug)]
pub struct Budget {
    steps: u64,
    bytes: u64,
    depth: u32,
    deepest: u32,
    /// The most bytes that one value may have.
    pub largest: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: 5_000_000, bytes: 64 << 20, depth: 0, deepest: 100, largest: 16 << 20 }
    }
}

impl Budget {
    /// A budget of so many steps and bytes. One value may have a fourth of the bytes.
    pub fn new(steps: u64, bytes: u64) -> Self {
        let largest = usize::try_from(bytes / 4).unwrap_or(usize::MAX);
        Self { steps, bytes, largest, ..Self::default() }
    }

    /// A part of the budget, of no more than so many steps and bytes, for a run that stands in so many others:
    /// all of them share one stack. Half of what is left is for runs within this one.
    #[must_use]
    pub fn split(&mut self, steps: u64, bytes: u64, around: usize) -> Self {
        let deepest = [100, 30, 15].get(around).copied().unwrap_or(10);
        let part =
            Self { deepest, ..Self::new(steps.min(self.steps / 2), bytes.min(self.bytes / 2)) };
        self.steps -= part.steps;
        self.bytes -= part.bytes;
        part
    }

    /// Takes back what is left of a part.
    pub fn give_back(&mut self, part: &Self) {
        self.steps += part.steps;
        self.bytes += part.bytes;
    }

    /// Pays for steps: nodes that are evaluated, elements that a function looks at.
    pub fn steps(&mut self, steps: usize) -> Result<(), Failure> {
        match self.steps.checked_sub(steps as u64) {
            Some(left) => self.steps = left,
            None => {
                self.steps = 0;
                return Err(Failure::budget(
                    "the template does not come to an end within its budget of steps",
                ));
            }
        }
        Ok(())
    }

    /// Pays for bytes that are made: output, and strings that functions make.
    pub fn bytes(&mut self, bytes: usize) -> Result<(), Failure> {
        match self.bytes.checked_sub(bytes as u64) {
            Some(left) => self.bytes = left,
            None => {
                self.bytes = 0;
                return Err(Failure::budget(
                    "the template makes more text than its budget of bytes",
                ));
            }
        }
        Ok(())
    }

    /// Goes one call deeper.
    pub fn enter(&mut self) -> Result<(), Failure> {
        if self.depth >= self.deepest {
            return Err(Failure::budget(format!(
                "templates and blocks stand in each other more than {} deep",
                self.deepest
            )));
        }
        self.depth += 1;
        Ok(())
    }

    /// Comes back from a call.
    pub fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}
