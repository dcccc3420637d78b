//! Where two pages differ for their reader.

use similar::{Algorithm, capture_diff_slices};

use super::read::{Item, KINDS};

/// An item that one page has where the other has another, or none.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The path of the post.
    pub post: String,
    pub kind: &'static str,
    pub ours: Option<Item>,
    pub hugos: Option<Item>,
}

impl Difference {
    /// Whether both pages have the item, and `holds` is true of the two.
    pub fn both(&self, holds: impl Fn(&Item, &Item) -> bool) -> bool {
        match (&self.ours, &self.hugos) {
            (Some(ours), Some(hugos)) => holds(ours, hugos),
            _ => false,
        }
    }

    /// Whether the post is the one that is called `name`, in whatever language.
    pub fn is_in(&self, name: &str) -> bool {
        self.post.to_lowercase().trim_end_matches('/').ends_with(name)
    }
}

/// Compares the items of each kind in their order.
pub fn compare(post: &str, ours: &[Item], hugos: &[Item]) -> Vec<Difference> {
    let mut differences = Vec::new();
    for kind in KINDS {
        let of = |items: &[Item]| -> Vec<Item> {
            items.iter().filter(|item| item.kind() == *kind).cloned().collect()
        };
        let (ours, hugos) = (of(ours), of(hugos));
        let keys = [keys(&ours), keys(&hugos)];
        for operation in capture_diff_slices(Algorithm::Myers, &keys[0], &keys[1]) {
            let (_, own, other) = operation.as_tag_tuple();
            let (own, other) = (&ours[own], &hugos[other]);
            let pairs = (0..own.len().max(other.len())).map(|at| (own.get(at), other.get(at)));
            differences.extend(pairs.filter(|(own, other)| own != other).map(|(own, other)| {
                let (ours, hugos) = (own.cloned(), other.cloned());
                Difference { post: post.to_owned(), kind, ours, hugos }
            }));
        }
    }
    differences
}

/// What makes two items of a kind the same one, however they differ: the letters of their text, and
/// of an image the name of its file.
fn keys(items: &[Item]) -> Vec<String> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let key = |item: &Item| match item {
        Item::Image { from, .. } => from.rsplit('/').next().unwrap_or_default().to_owned(),
        other => letters(other.text()),
    };
    items.iter().map(key).collect()
}
