//! The differences as a table, and all of them as a list.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::classes::{CLASSES, Class, class_of};
use super::compare::Difference;
use super::read::Item;

const EXAMPLES: usize = 3;
const UNEXPLAINED: &str = "unexplained";

/// What was found in all posts.
pub struct Report {
    pub posts: usize,
    /// By class, in the order of the classes; those of none are last.
    groups: Vec<(Option<&'static Class>, Vec<Difference>)>,
}

impl Report {
    pub fn new(posts: usize, differences: Vec<Difference>) -> Self {
        let mut groups: Vec<_> = CLASSES.iter().map(|class| (Some(class), Vec::new())).collect();
        groups.push((None, Vec::new()));
        let place = |class: Option<&Class>| {
            class.map_or(CLASSES.len(), |class| {
                CLASSES.iter().position(|own| own.name == class.name).expect("one of them")
            })
        };
        for difference in differences {
            groups[place(class_of(&difference))].1.push(difference);
        }
        Self { posts, groups }
    }

    /// Posts with a difference that no class explains.
    pub fn unexplained_posts(&self) -> usize {
        count_posts(&self.groups.last().expect("it is always there").1)
    }

    /// Classes that explain nothing: their reason is gone.
    pub fn idle_classes(&self) -> Vec<&'static str> {
        let idle = self.groups.iter().filter(|(_, own)| own.is_empty());
        idle.filter_map(|(class, _)| class.map(|class| class.name)).collect()
    }

    /// Counts and a few examples of each class.
    pub fn table(&self) -> String {
        let mut table = format!("{} posts compared with Hugo\n", self.posts);
        for (class, differences) in &self.groups {
            let name = class.map_or(UNEXPLAINED, |class| class.name);
            let (count, posts) = (differences.len(), count_posts(differences));
            let _ = writeln!(table, "{count:>6} differences in {posts:>4} posts: {name}");
            for difference in differences.iter().take(EXAMPLES) {
                let shortened = |text: String| text.chars().take(160).collect::<String>();
                let _ = writeln!(table, "         {} ({})", difference.post, difference.kind);
                let _ = writeln!(table, "           ours: {}", shortened(shown(&difference.ours)));
                let _ = writeln!(table, "           Hugo: {}", shortened(shown(&difference.hugos)));
            }
        }
        table
    }

    /// Every difference, as Markdown.
    pub fn list(&self) -> String {
        let mut list = format!("# {} posts compared with Hugo\n", self.posts);
        for (class, differences) in self.groups.iter().rev() {
            let name = class.map_or(UNEXPLAINED, |class| class.name);
            let _ = writeln!(list, "\n## {name}\n\n{} differences", differences.len());
            if let Some(class) = class {
                let _ = writeln!(list, "\nOurs is right: {}", class.reason);
            }
            let mut by_post: BTreeMap<&str, Vec<&Difference>> = BTreeMap::new();
            for difference in differences {
                by_post.entry(&difference.post).or_default().push(difference);
            }
            for (post, differences) in by_post {
                let _ = writeln!(list, "\n### {post}\n");
                for difference in differences {
                    let _ = writeln!(list, "- {}", difference.kind);
                    let _ = writeln!(list, "  ours: {}", shown(&difference.ours));
                    let _ = writeln!(list, "  Hugo: {}", shown(&difference.hugos));
                }
            }
        }
        list
    }
}

fn count_posts(differences: &[Difference]) -> usize {
    let mut posts: Vec<&str> = differences.iter().map(|own| own.post.as_str()).collect();
    posts.sort_unstable();
    posts.dedup();
    posts.len()
}

fn shown(item: &Option<Item>) -> String {
    item.as_ref().map_or_else(|| "(nothing)".to_owned(), |item| format!("{:?}", item.to_string()))
}
