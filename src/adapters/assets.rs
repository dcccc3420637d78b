//! Files of `assets`, as adapters see them.

use camino::Utf8Path;

use super::site::Site;
use crate::glob::Globs;
use crate::go::error::Failure;
use crate::go::media::{main_type, media_type};
use crate::go::value::{Element, Handle, Outcome, Value};

/// A file of `assets`.
pub(super) const ASSET: &str = "Resource";

/// All methods of such a file.
pub(super) const MEMBERS: &[&str] =
    &["Content", "MediaType", "Name", "Params", "ResourceType", "Title"];

impl Site<'_> {
    /// `resources.Get` and its like.
    pub(super) fn assets(&self, method: &str, argument: &Value) -> Outcome {
        let Some(wanted) = argument.as_str() else {
            return Err(Failure::new(format!("`resources.{method}` needs a text")));
        };
        let wanted = wanted.trim_start_matches('/').to_lowercase();
        let mut glob = Globs::default();
        if matches!(method, "GetMatch" | "Match") && glob.add(&wanted).is_none() {
            return Err(Failure::new(format!("`{wanted}` is no glob")));
        }
        let all = self.sources.global_resources.iter().enumerate();
        let meant = all.filter(|(_, (name, path))| match method {
            "Get" => name.to_lowercase() == wanted,
            "ByType" => main_type(path) == wanted,
            _ => glob.is_match(&name.to_lowercase()),
        });
        let mut meant =
            meant.map(|(at, _)| Value::Handle(Handle { kind: ASSET, number: at as u64 }));
        Ok(match method {
            "Match" | "ByType" => Value::list_of(Element::Resource, meant.collect()),
            _ => meant.next().unwrap_or_default(),
        })
    }

    /// The name and the path of a file of `assets`.
    pub(super) fn asset(&self, handle: Handle) -> Option<(&str, &Utf8Path)> {
        let at = usize::try_from(handle.number).ok()?;
        let (name, path) = self.sources.global_resources.iter().nth(at)?;
        Some((name, path))
    }

    /// A method of a file of `assets`.
    pub(super) fn asset_member(&self, handle: Handle, name: &str) -> Option<Outcome> {
        let (own, path) = self.asset(handle)?;
        Some(Ok(match name {
            "Name" | "Title" => Value::string(format!("/{own}")),
            "MediaType" => media_type(path),
            "ResourceType" => Value::string(main_type(path)),
            "Params" => Value::params::<&str>([]),
            "Content" => return Some(self.read(path).map(Value::string)),
            _ => return None,
        }))
    }

    /// The text of a file.
    pub(super) fn read(&self, path: &Utf8Path) -> Result<String, Failure> {
        let bytes = self.world.read(path);
        let bytes =
            bytes.map_err(|error| Failure::new(format!("`{path}` cannot be read: {error}")))?;
        String::from_utf8(bytes).map_err(|_| Failure::new(format!("`{path}` is no text")))
    }
}
