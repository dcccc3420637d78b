//! Which file configures a site, and reading it.

use camino::{Utf8Path, Utf8PathBuf};

use super::Options;
use crate::diagnostic::{Code, ConfigFlavour, Diagnostic, Place, Span};
use crate::memo::Fingerprint;
use crate::structured::{Format, Reader, Table, UnknownKeys};
use crate::world::World;

/// The file names that are looked for, in order.
const FILES: &[(&str, ConfigFlavour)] = &[
    ("site.toml", ConfigFlavour::Site),
    ("hugo.toml", ConfigFlavour::Hugo),
    ("config.toml", ConfigFlavour::Hugo),
];

/// Hugo configurations that we do not read, so that their owner is told.
const UNREAD: &[&str] =
    &["hugo.yaml", "hugo.yml", "hugo.json", "config.yaml", "config.yml", "config.json"];

/// A configuration file that could be read.
pub struct LoadedConfig {
    pub file: Utf8PathBuf,
    pub flavour: ConfigFlavour,
    pub options: Options,
    /// Of the file's name and text.
    pub fingerprint: Fingerprint,
}

/// Finds and reads the configuration of `world`.
///
/// # Errors
/// Everything that is wrong with it, when it cannot be used. What is merely worth saying is pushed
/// to `found`.
pub fn load(
    world: &dyn World,
    found: &mut Vec<Diagnostic>,
) -> Result<LoadedConfig, Box<Diagnostic>> {
    let (file, flavour, bytes) = find(world)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = Place::span(file, Span::new(error.utf8_error().valid_up_to()..0));
        Box::new(
            Diagnostic::new(Code::FileNotUtf8, "the configuration is not valid UTF-8").at(place),
        )
    })?;
    read(file, flavour, &text, found)
}

/// Reads the text of a configuration; `file` is what diagnostics call it.
///
/// # Errors
/// When it is not TOML.
pub fn read(
    file: &Utf8Path,
    flavour: ConfigFlavour,
    text: &str,
    found: &mut Vec<Diagnostic>,
) -> Result<LoadedConfig, Box<Diagnostic>> {
    let parsed = Format::Toml.parse(text).map_err(|error| {
        let span = error.span.unwrap_or_default();
        Box::new(Diagnostic::new(Code::ConfigSyntax, error.message).at(Place::span(file, span)))
    })?;
    let empty = Table::default();
    let table = parsed.value.as_table().unwrap_or(&empty);
    let mut reader = Reader::new(table, file, found);
    let options = Options::read(&mut reader);
    reader.finish(UnknownKeys::Report);
    let fingerprint = Fingerprint::of(&(file, text));
    Ok(LoadedConfig { file: file.to_owned(), flavour, options, fingerprint })
}

fn find(world: &dyn World) -> Result<(&'static Utf8Path, ConfigFlavour, Vec<u8>), Box<Diagnostic>> {
    for (name, flavour) in FILES {
        match world.read(Utf8Path::new(name)) {
            Ok(bytes) => return Ok((Utf8Path::new(name), *flavour, bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                let message = format!("cannot read the configuration: {error}");
                let place = Place::file(*name);
                return Err(Box::new(Diagnostic::new(Code::FileUnreadable, message).at(place)));
            }
        }
    }
    let missing = Diagnostic::new(Code::ConfigValue, "there is no `site.toml` here");
    let unread = UNREAD.iter().find(|name| world.read(Utf8Path::new(name)).is_ok());
    let hint = match unread {
        Some(name) => {
            format!("`{name}` is there, but only TOML is read: convert it to `hugo.toml`")
        }
        None => "name the site's directory with `--root DIR`; a `hugo.toml` will do too".to_owned(),
    };
    Err(Box::new(missing.hint(hint)))
}
