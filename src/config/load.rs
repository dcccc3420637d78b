//! Reading the configuration of a site: which files there are, and what they say together.

use camino::{Utf8Path, Utf8PathBuf};

use super::components::{self, Component, Components};
use super::directory;
use super::merging;
use super::mount_options::MountOptions;
use super::origin::Origins;
use super::{Environment, Options};
use crate::diagnostic::{Code, ConfigFlavour, Diagnostic, Place, Span, Spanned};
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
    /// The themes and modules that are there, in the order in which they count.
    pub components: Vec<Component>,
    /// What each of them mounts, in the same order.
    pub(super) component_mounts: Vec<Vec<MountOptions>>,
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
    let root = Utf8Path::new("");
    let (files, flavour) = match read_file(world, Utf8Path::new(SITE))? {
        Some(text) => {
            let file = ConfigFile { path: SITE.into(), text, place: Vec::new(), is_shared: false };
            (vec![file], ConfigFlavour::Site)
        }
        None => (hugo_files(world, root, environment)?, ConfigFlavour::Hugo),
    };
    if files.is_empty() {
        let hint =
            "`site init` makes a new site here; `--root DIR` names the directory of another one";
        let message = "there is no site here: neither a `site.toml` nor a configuration of Hugo's";
        return Err(Box::new(Diagnostic::new(Code::ConfigValue, message).hint(hint)));
    }
    let mut loading = Loading::default();
    loading.add(files)?;
    let mut components = Components::default();
    components.add(&loading.table);
    while let Some(component) = components.next(world) {
        let mut files = match component.has_configuration {
            true => hugo_files(world, &component.directory, environment)?,
            false => Vec::new(),
        };
        files.iter_mut().for_each(|file| file.is_shared = true);
        components.add_found(&loading.add(files)?);
    }
    Ok(loading.finish(flavour, components, found))
}

/// Whether a configuration is there, be it usable or not.
pub fn is_site(world: &dyn World) -> bool {
    let names = [SITE].into_iter().chain(HUGO.iter().copied());
    let root = Utf8Path::new("");
    names.into_iter().any(|name| world.entry(Utf8Path::new(name)).is_some())
        || !directory::files(world, root, &Environment::default()).is_empty()
}

/// The files of a configuration as Hugo has them, below the root or the directory of a component.
fn hugo_files(
    world: &dyn World,
    root: &Utf8Path,
    environment: &Environment,
) -> Result<Vec<ConfigFile>, Box<Diagnostic>> {
    let mut files = Vec::new();
    for name in HUGO {
        let path = root.join(name);
        if let Some(text) = read_file(world, &path)? {
            files.push(ConfigFile { path, text, place: Vec::new(), is_shared: false });
            break;
        }
    }
    for path in directory::files(world, root, environment) {
        let place = directory::place(&path);
        if let Some(text) = read_file(world, &path)? {
            files.push(ConfigFile { path, text, place, is_shared: false });
        }
    }
    Ok(files)
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
    let (path, text) = (file.to_owned(), text.to_owned());
    let mut loading = Loading::default();
    loading.add(vec![ConfigFile { path, text, place: Vec::new(), is_shared: false }])?;
    Ok(loading.finish(flavour, Components::default(), found))
}

/// A file of the configuration.
#[derive(Hash)]
struct ConfigFile {
    path: Utf8PathBuf,
    text: String,
    /// The keys that its values belong below.
    place: Vec<String>,
    /// Whether it belongs to a component, from which a site takes only some keys.
    is_shared: bool,
}

/// A configuration that is being put together.
#[derive(Default)]
struct Loading {
    files: Vec<ConfigFile>,
    origins: Origins,
    table: Table,
}

impl Loading {
    /// Adds files that belong together, and gives what they say.
    fn add(&mut self, files: Vec<ConfigFile>) -> Result<Table, Box<Diagnostic>> {
        let mut together = Table::default();
        for file in &files {
            let start = self.origins.add(&file.path, file.text.len());
            let mut values = parsed(file)?;
            values.shift(start);
            let beginning = Span::new(start..start);
            together = together.merged_with(&directory::placed(values, &file.place, beginning));
        }
        self.table = match files.first() {
            Some(file) if file.is_shared => {
                merging::shared(together.clone(), &self.table).merged_with(&self.table)
            }
            _ => self.table.merged_with(&together),
        };
        self.files.extend(files);
        Ok(together)
    }

    fn finish(
        self,
        flavour: ConfigFlavour,
        components: Components,
        found: &mut Vec<Diagnostic>,
    ) -> LoadedConfig {
        let Self { files, origins, table } = self;
        let table = merging::without_merge(table);
        let file = files.first().map(|file| file.path.clone()).unwrap_or_default();
        let said = found.len();
        let mut reader = Reader::new(&table, &file, found);
        let options = Options::read(&mut reader);
        reader.finish(UnknownKeys::Report);
        found.extend(components::themes_outside(&table, &file));
        found.extend(missing_modules(&file, &components.missing));
        origins.settle(&mut found[said..]);
        let directories = components.found.iter().map(|component| component.directory.as_str());
        let fingerprint = Fingerprint::of(&(&files, directories.collect::<Vec<_>>()));
        LoadedConfig {
            file,
            flavour,
            options,
            components: components.found,
            component_mounts: components.mounts,
            origins,
            fingerprint,
        }
    }
}

/// That modules would have to be downloaded, said once.
fn missing_modules(file: &Utf8Path, missing: &[Spanned<String>]) -> Option<Diagnostic> {
    let first = missing.first()?;
    let names: Vec<String> = missing.iter().map(|name| format!("`{}`", name.value)).collect();
    let message = format!(
        "nothing is downloaded, so the content, strings, data and static files of {} are missing",
        names.join(", ")
    );
    let hint = "`hugo mod vendor` puts modules into `_vendor`, where they are read";
    let place = Place::span(file, first.span);
    Some(Diagnostic::new(Code::ConfigUnused, message).at(place).hint(hint))
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
