//! What sites are there? Small ones, with everything that decides which pages a site has.

use super::both::Files;
use super::configuration;
use super::content;
use super::dice::Dice;
use super::seldom;

/// The site of this number: its configuration and its content.
pub fn site(seed: u64) -> Files {
    let mut dice = Dice::new(seed);
    let mut plan = configuration::plan(&mut dice);
    // Dice of their own, so that what is usual is the same with and without.
    let seldom = seldom::add(&mut Dice::new(!seed), &mut plan);
    let mut files = configuration::files(&plan, &mut dice);
    files.extend(content::files(&plan, &mut dice));
    files.extend(seldom);
    files
}
