//! Remembers what the history says about a pair: as of one commit, that stays the same.

use super::{Drift, SourceChanges, TrackedPair, measure};
use crate::git::{self, Git, GitProblem};
use crate::memo::{Kind, Memo};

/// The drift of each pair, in their order, from the cache where that has it.
///
/// # Errors
/// As [`measure`].
pub fn measure_remembered(
    git: &dyn Git,
    memo: &Memo,
    pairs: &[TrackedPair],
) -> Result<Vec<Drift>, GitProblem> {
    let Some(point) = Point::of(git)? else { return measure(git, pairs) };
    let known: Vec<Option<Drift>> = pairs.iter().map(|pair| point.known(memo, pair)).collect();
    let asked = || pairs.iter().zip(&known).filter(|(_, known)| known.is_none());
    if asked().next().is_none() {
        return Ok(known.into_iter().flatten().collect());
    }
    let unknown: Vec<TrackedPair> = asked().map(|(pair, _)| pair.clone()).collect();
    let measured = measure(git, &unknown)?;
    for (pair, drift) in unknown.iter().zip(&measured) {
        point.remember(memo, pair, drift);
    }
    let mut measured = measured.into_iter();
    Ok(known.into_iter().filter_map(|known| known.or_else(|| measured.next())).collect())
}

/// A commit, and the directory in the repository that paths are relative to.
struct Point {
    head: String,
    directory: Vec<u8>,
}

impl Point {
    /// `None` where nothing is committed, and for a shallow clone: that may be deepened, and says more of the same
    /// commit then.
    fn of(git: &dyn Git) -> Result<Option<Self>, GitProblem> {
        let Some(head) = git::head(git)? else { return Ok(None) };
        if git::is_shallow(git)? {
            return Ok(None);
        }
        Ok(Some(Self { head, directory: git.run(&["rev-parse", "--show-prefix"])? }))
    }

    fn known(&self, memo: &Memo, pair: &TrackedPair) -> Option<Drift> {
        let bytes = memo.get(Kind::Drift, &self.parts(pair)?)?;
        serde_json::from_slice(&bytes).ok().map(Drift::Known)
    }

    fn remember(&self, memo: &Memo, pair: &TrackedPair, drift: &Drift) {
        // What is not known today may be tomorrow: the commit of a pin can be fetched.
        if let (Some(parts), Drift::Known(changes)) = (self.parts(pair), drift)
            && let Ok(bytes) = serde_json::to_vec::<SourceChanges>(changes)
        {
            memo.put(Kind::Drift, &parts, bytes);
        }
    }

    /// All that the answer depends on; `None` for a pin that may mean another commit tomorrow, such as a branch.
    fn parts<'a>(&'a self, pair: &'a TrackedPair) -> Option<[&'a [u8]; 6]> {
        let pin = pair.pinned.as_deref().unwrap_or_default();
        let keeps_source: &[u8] = if pair.keeps_source { b"keeps" } else { b"" };
        let (translation, source) = (pair.translation.as_str(), pair.source.as_str());
        (pin.is_empty() || is_whole_hash(pin)).then(|| {
            let [head, translation, source, pin] =
                [&*self.head, translation, source, pin].map(str::as_bytes);
            [head, &self.directory, translation, source, pin, keeps_source]
        })
    }
}

/// Whether this is all of a commit's hash, by SHA-1 or SHA-256.
fn is_whole_hash(name: &str) -> bool {
    [40, 64].contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
