//! The differences as a table, and all of them as a list.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

use super::classes::{CLASSES, Class, Difference, Whose};

/// The measures in the order of the table.
const MEASURES: [&str; 10] =
    ["headings", "ids", "code", "tables", "links", "images", "boxes", "tabs", "items", "text"];

/// What was found in all pages.
pub struct Report {
    pages: usize,
    /// By class, in the order of the classes; those of none are last.
    groups: Vec<(Option<&'static Class>, Vec<Difference>)>,
}

impl Report {
    pub fn new(pages: usize, differences: Vec<Difference>) -> Self {
        let mut groups: Vec<_> = CLASSES.iter().map(|class| (Some(class), Vec::new())).collect();
        groups.push((None, Vec::new()));
        for difference in differences {
            let place = CLASSES.iter().position(|class| (class.holds)(&difference));
            groups[place.unwrap_or(CLASSES.len())].1.push(difference);
        }
        Self { pages, groups }
    }

    /// How many pages have a difference that no class explains.
    pub fn unexplained_pages(&self) -> usize {
        pages(&self.groups.last().expect("it is always there").1).len()
    }

    /// Of a hundred pages that the corpus is whole for, how many hold what Hugo's hold, or what today's Hugo's
    /// would.
    pub fn equal(&self) -> f64 {
        let of = |whose: &[Whose]| {
            let groups = self.groups.iter().filter(|(class, _)| {
                whose.iter().any(|whose| class.is_some_and(|class| class.whose == *whose))
            });
            let own = groups.flat_map(|(_, own)| own);
            own.map(|own| own.page.as_str()).collect::<BTreeSet<_>>()
        };
        let outside = of(&[Whose::Corpus]);
        let mut other = of(&[Whose::Rule]);
        other.extend(pages(&self.groups.last().expect("it is always there").1));
        let differing = other.difference(&outside).count();
        let whole = self.pages - outside.len();
        100.0 * (whole - differing) as f64 / whole.max(1) as f64
    }

    /// Classes that explain nothing: their reason is gone.
    pub fn idle_classes(&self) -> Vec<&'static str> {
        let idle = self.groups.iter().filter(|(_, own)| own.is_empty());
        idle.filter_map(|(class, _)| class.map(|class| class.name)).collect()
    }

    /// The share of pages that hold the same, by measure, and the count of each class.
    pub fn table(&self) -> String {
        let all: Vec<&Difference> = self.groups.iter().flat_map(|(_, own)| own).collect();
        let mut table = format!("{} pages of documentation compared with Hugo\n", self.pages);
        for measure in MEASURES {
            let other = all.iter().filter(|own| own.measure == measure).count();
            let _ = writeln!(table, "{:>6.1} % {measure}", self.share(other));
        }
        let differing: BTreeSet<&str> = all.iter().map(|own| own.page.as_str()).collect();
        let _ = writeln!(table, "{:>6.1} % all of it", self.share(differing.len()));
        let _ = writeln!(table, "{:>6.1} % of those that the corpus is whole for", self.equal());
        for (class, own) in &self.groups {
            let _ = writeln!(table, "{:>6} pages: {}", pages(own).len(), name(*class));
        }
        table
    }

    fn share(&self, other: usize) -> f64 {
        100.0 * (self.pages - other) as f64 / self.pages.max(1) as f64
    }

    /// Every difference, as Markdown.
    pub fn list(&self) -> String {
        let mut list = self.table();
        for (class, differences) in self.groups.iter().rev() {
            let _ = writeln!(list, "\n## {}\n", name(*class));
            if let Some(class) = class {
                let _ = writeln!(list, "{}\n", class.reason);
            }
            for own in differences {
                let (ours, hugos) = own.first();
                let _ = writeln!(list, "- {} ({})", own.page, own.measure);
                let _ = writeln!(list, "  ours: {ours}\n  Hugo: {hugos}");
            }
        }
        list
    }
}

fn name(class: Option<&Class>) -> &'static str {
    class.map_or("without a reason", |class| class.name)
}

fn pages(differences: &[Difference]) -> BTreeSet<&str> {
    differences.iter().map(|own| own.page.as_str()).collect()
}

impl Difference {
    /// Where the two begin to differ.
    fn first(&self) -> (String, String) {
        match (&self.ours, &self.hugos) {
            (Value::Array(ours), Value::Array(hugos)) => {
                let same = ours.iter().zip(hugos).take_while(|(ours, hugos)| ours == hugos).count();
                let at = |list: &[Value]| list.get(same).map(Value::to_string).unwrap_or_default();
                (at(ours), at(hugos))
            }
            (Value::String(ours), Value::String(hugos)) => {
                let pairs = ours.chars().zip(hugos.chars());
                let same = pairs.take_while(|(ours, hugos)| ours == hugos).count();
                let at = |text: &str| text.chars().skip(same.saturating_sub(20)).take(80).collect();
                (at(ours), at(hugos))
            }
            (ours, hugos) => (ours.to_string(), hugos.to_string()),
        }
    }
}
