//! How much content may ask for. What a stranger wrote may ask for less.

use super::Trust;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// Limits that depend on whether those who wrote the content are trusted. All are bytes, or steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Budgets {
    /// The text of a page: of those that are trusted, thirty times what the longest page of the Kubernetes
    /// documentation has.
    pub page: usize,
    /// Other files, and the HTML made of them, that one page may show.
    pub included_in_page: usize,
    /// The same of all pages together.
    pub included: usize,
    /// Turns of loops, uses of components and numbers of `range`, in one rendering of a template. The largest
    /// list of the Kubernetes blog takes a thousandth of what is trusted.
    pub steps: usize,
}

impl Budgets {
    pub fn of(trust: Trust) -> Self {
        match trust {
            Trust::Trusted => Self {
                page: 4 * MIB,
                included_in_page: 4 * MIB,
                included: 512 * MIB,
                steps: 1_000_000,
            },
            Trust::Untrusted => {
                Self { page: MIB, included_in_page: 512 * KIB, included: 64 * MIB, steps: 250_000 }
            }
        }
    }
}
