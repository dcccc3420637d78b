//! Reading the configuration of a site: which files there are, and what they say together.

use camino::{Utf8Path, Utf8PathBuf};

use super::directory;
use super::origin::Origins;
use super::{Environment, Options};
use crate::diagnostic::{Code, ConfigFlavour, Diagnostic, Place, Span};
use crate::memo::Fingerprint;
use crate::structured::{Format, Reader, Table, UnknownKeys, Value};
use crate::world::World;

/// The site's own form. Where it is, nothing else is read.
const SITE: &str = "site.toml";

/// Hugo's names, in its order: the first one that is there is read.
const HUGO: &[&str] = &[
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
];

/// A configuration that could be read.
pub struct LoadedConfig {
    /// The file whose name stands for all: spans in the others lie behind its end.
    pub file: Utf8PathBuf,
    pub flavour: ConfigFlavour,
    pub options: Options,
    /// Where each span is from.
    pub(super) origins: Origins,
    /// Of the files' names and texts.
    pub fingerprint: Fingerprint,
}

/// Finds and reads the configuration of `world`.
///
/// # Errors
/// Everything that is wrong with it, when it cannot be used. What is merely worth saying is pushed
/// to `found`.
pub fn load(
    world: &dyn World,
    environment: &Environment,
    found: &mut Vec<Diagnostic>,
) -> Result<LoadedConfig, Box<Diagnostic>> {
    if let Some(text) = read_file(world, Utf8Path::new(SITE))? {
        return read(Utf8Path::new(SITE), ConfigFlavour::Site, &text, found);
    }
    let mut files = Vec::new();
    for name in HUGO {
        if let Some(text) = read_file(world, Utf8Path::new(name))? {
            files.push(ConfigFile { path: Utf8PathBuf::from(name), text, place: Vec::new() });
            break;
        }
    }
    for path in directory::files(world, environment) {
        let place = directory::place(&path);
        if let Some(text) = read_file(world, &path)? {
            files.push(ConfigFile { path, text, place });
        }
    }
    if files.is_empty() {
        let hint = "name the site's directory with `--root DIR`; a `hugo.toml` will do too";
        let message = "there is no `site.toml` here";
        return Err(Box::new(Diagnostic::new(Code::ConfigValue, message).hint(hint)));
    }
    read_all(&files, ConfigFlavour::Hugo, found)
}

/// Reads the text of a single file; `file` is what diagnostics call it, and its extension its format.
///
/// # Errors
/// When the text is not of that format.
pub fn read(
    file: &Utf8Path,
    flavour: ConfigFlavour,
    text: &str,
    found: &mut Vec<Diagnostic>,
) -> Result<LoadedConfig, Box<Diagnostic>> {
    let file = ConfigFile { path: file.to_owned(), text: text.to_owned(), place: Vec::new() };
    read_all(&[file], flavour, found)
}

/// A file of the configuration.
#[derive(Hash)]
struct ConfigFile {
    path: Utf8PathBuf,
    text: String,
    /// The keys that its values belong below.
    place: Vec<String>,
}

fn read_all(
    files: &[ConfigFile],
    flavour: ConfigFlavour,
    found: &mut Vec<Diagnostic>,
) -> Result<LoadedConfig, Box<Diagnostic>> {
    let mut origins = Origins::default();
    let mut table = Table::default();
    for file in files {
        let start = origins.add(&file.path, file.text.len());
        let mut values = parsed(file)?;
        values.shift(start);
        table = table.merged_with(&directory::placed(values, &file.place));
    }
    let name = &files[0].path;
    let said = found.len();
    let mut reader = Reader::new(&table, name, found);
    let options = Options::read(&mut reader);
    reader.finish(UnknownKeys::Report);
    origins.settle(&mut found[said..]);
    let fingerprint = Fingerprint::of(&files);
    Ok(LoadedConfig { file: name.clone(), flavour, options, origins, fingerprint })
}

fn parsed(file: &ConfigFile) -> Result<Table, Box<Diagnostic>> {
    let format = Format::of_path(&file.path).unwrap_or(Format::Toml);
    let value = format.parse(&file.text).map_err(|error| {
        let place = Place { file: file.path.clone(), span: error.span };
        Box::new(Diagnostic::new(Code::ConfigSyntax, error.message).at(place))
    })?;
    match value.value {
        Value::Table(table) => Ok(table),
        Value::Null => Ok(Table::default()),
        other => {
            let message = format!("a configuration must be a table, not {}", other.kind());
            let place = Place::span(&file.path, value.span);
            Err(Box::new(Diagnostic::new(Code::ConfigSyntax, message).at(place)))
        }
    }
}

/// The text of a file; `None` where there is none.
fn read_file(world: &dyn World, path: &Utf8Path) -> Result<Option<String>, Box<Diagnostic>> {
    let bytes = match world.read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let message = format!("cannot read the configuration: {error}");
            let problem = Diagnostic::new(Code::FileUnreadable, message);
            return Err(Box::new(problem.at(Place::file(path))));
        }
    };
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let problem = Diagnostic::new(Code::FileNotUtf8, "the configuration is not valid UTF-8");
        Box::new(problem.at(Place::span(path, Span::new(at..at))))
    })
}
