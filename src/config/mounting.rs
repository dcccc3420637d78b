//! Decides what is mounted.
//!
//! A component for which nothing is mounted has its usual directory. Mounts take its place.

use camino::{Utf8Path, Utf8PathBuf};

use super::mount_options::MountOptions;
use super::paths::is_below_root;
use super::{BaseUrl, Component, Language, LanguageId, LoadedConfig, Mount, Mounts, Options};
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::glob::Globs;

/// The mounts of a site, and the directories of components without any.
pub(super) fn resolve(
    config: &LoadedConfig,
    languages: (&[Language], LanguageId),
    base_url: &BaseUrl,
    found: &mut Vec<Diagnostic>,
) -> Mounts {
    let (languages, default_language) = languages;
    let has_hosts = !base_url.hosts.is_empty();
    let file = &config.file;
    let mut reader = MountReader { languages, default_language, has_hosts, file, found };
    let mut mounts = reader.mounts(&config.options.module.mounts);
    reader.add_usual(&mut mounts, &config.options);
    for (component, own) in config.components.iter().zip(&config.component_mounts) {
        let own = reader.of_component(component, own, &config.options);
        add_component(&mut mounts, component, own);
    }
    mounts
}

/// The content directory of each language. One that shares that of the default language has its files
/// there, and their names say so.
fn of_languages(languages: &[Language], default_language: LanguageId) -> Vec<Mount> {
    let shared = languages.get(default_language.0).map(|language| &language.content_dir);
    let own = |(index, language): (usize, &Language)| {
        let id = LanguageId(index);
        (id == default_language || Some(&language.content_dir) != shared)
            .then(|| Mount { languages: vec![id], ..Mount::whole(&language.content_dir) })
    };
    languages.iter().enumerate().filter_map(own).collect()
}

/// Adds what a theme or a module brings, so that all that is there already comes first.
fn add_component(mounts: &mut Mounts, component: &Component, own: Mounts) {
    let within = |mut mount: Mount| {
        mount.source = component.directory.join(mount.source);
        mount.is_optional = true;
        mount
    };
    mounts.content.extend(own.content.into_iter().map(within));
    for (all, own) in [
        (&mut mounts.statics, own.statics),
        (&mut mounts.strings, own.strings),
        (&mut mounts.data, own.data),
        (&mut mounts.assets, own.assets),
        (&mut mounts.layouts, own.layouts),
    ] {
        all.splice(0..0, own.into_iter().map(within));
    }
}

/// What it takes to read a mount.
struct MountReader<'a> {
    languages: &'a [Language],
    default_language: LanguageId,
    /// Whether each language has a directory of the output for its host.
    has_hosts: bool,
    file: &'a Utf8Path,
    found: &'a mut Vec<Diagnostic>,
}

impl MountReader<'_> {
    /// The mounts that are written; those that cannot be used are reported and left out.
    fn mounts(&mut self, written: &[MountOptions]) -> Mounts {
        let mut mounts = Mounts::default();
        for options in written {
            let target = options.target.value.trim_start_matches("./").trim_matches('/');
            let (component, below) = target.split_once('/').unwrap_or((target, ""));
            let list = match component {
                "content" => &mut mounts.content,
                "static" => &mut mounts.statics,
                "i18n" => &mut mounts.strings,
                "data" => &mut mounts.data,
                "assets" => &mut mounts.assets,
                "layouts" => &mut mounts.layouts,
                // Archetypes: no build reads them.
                _ => continue,
            };
            list.extend(self.mount(options, below));
        }
        mounts
    }

    /// Adds the directories of components without mounts.
    fn add_usual(&mut self, mounts: &mut Mounts, options: &Options) {
        if mounts.content.is_empty() {
            mounts.content = of_languages(self.languages, self.default_language);
        }
        if mounts.statics.is_empty() {
            mounts.statics = self.statics(options);
        }
        for (list, named, usual) in [
            (&mut mounts.strings, &options.i18n_dir, "i18n"),
            (&mut mounts.data, &options.data_dir, "data"),
            (&mut mounts.assets, &options.asset_dir, "assets"),
            (&mut mounts.layouts, &options.layout_dir, "layouts"),
        ] {
            if list.is_empty() {
                let named = named.as_ref().and_then(|named| self.named(named));
                list.push(named.unwrap_or_else(|| Mount::whole(usual)));
            }
        }
    }

    /// The folders of static files. Those of a language take the place of the site's, for its host if it has one. On
    /// one host the files of all languages are together, and of two at one path that of the later language counts.
    fn statics(&mut self, options: &Options) -> Vec<Mount> {
        let of_site = match &options.static_dirs {
            Some(dirs) => dirs.iter().filter_map(|dir| self.named(dir)).collect(),
            None => vec![Mount::whole("static")],
        };
        if options.languages.iter().all(|(_, language)| language.static_dirs.is_none()) {
            return of_site;
        }
        let mut statics: Vec<Mount> = Vec::new();
        for language in self.languages {
            let mut named = options.languages.iter();
            let own = named.find(|(code, _)| code.value.eq_ignore_ascii_case(&language.code));
            let mounts = match own.and_then(|(_, own)| own.static_dirs.as_ref()) {
                Some(dirs) => dirs.iter().filter_map(|dir| self.named(dir)).collect(),
                None => of_site.clone(),
            };
            let target = if self.has_hosts { language.code.as_str() } else { "" };
            for mount in mounts {
                let mount = Mount { target: target.into(), ..mount };
                let is_known = |known: &Mount| {
                    (&known.source, &known.target) == (&mount.source, &mount.target)
                };
                if !statics.iter().any(is_known) {
                    statics.push(mount);
                }
            }
        }
        statics
    }

    /// The mounts of a theme or a module: those of the import, or its own, or the usual directories. Strings that it
    /// says nothing of are part of the theme.
    fn of_component(
        &mut self,
        component: &Component,
        own: &[MountOptions],
        options: &Options,
    ) -> Mounts {
        let imports = &options.module.imports;
        let import = imports.iter().find(|import| import.path == component.name);
        if let Some(import) = import.filter(|import| !import.mounts.is_empty()) {
            return self.mounts(&import.mounts);
        }
        let mut mounts = self.mounts(own);
        if mounts.content.is_empty() {
            let languages = vec![self.default_language];
            mounts.content.push(Mount { languages, ..Mount::whole("content") });
        }
        for (list, usual) in [
            (&mut mounts.statics, "static"),
            (&mut mounts.data, "data"),
            (&mut mounts.assets, "assets"),
            (&mut mounts.layouts, "layouts"),
        ] {
            if list.is_empty() {
                list.push(Mount::whole(usual));
            }
        }
        mounts
    }

    fn mount(&mut self, options: &MountOptions, below: &str) -> Option<Mount> {
        const UNCLOSED: &str = "is not a glob: a bracket or a brace is not closed";
        let mut mount = self.directory(&options.source)?;
        if !is_below_root(below) {
            self.reject(&options.target, "is not below its component", OUTSIDE);
            return None;
        }
        mount.target = Utf8PathBuf::from(below);
        for glob in &options.files {
            // A slash at the start means nothing: paths are relative to the source.
            if mount.files.add(&glob.value).is_none() {
                self.reject(glob, UNCLOSED, "nothing is mounted from here until it is closed");
                return None;
            }
        }
        mount.languages = self.languages(&options.languages);
        Some(mount)
    }

    /// The languages that globs name; without any the default language.
    fn languages(&self, named: &[Spanned<String>]) -> Vec<LanguageId> {
        let mut globs = Globs::default();
        for name in named {
            globs.add(&name.value);
        }
        if globs.is_empty() {
            return vec![self.default_language];
        }
        let is_named = |id: &LanguageId| globs.is_match(&self.languages[id.0].code);
        (0..self.languages.len()).map(LanguageId).filter(is_named).collect()
    }

    /// A directory that is named for a component. An empty name is none.
    fn named(&mut self, named: &Spanned<String>) -> Option<Mount> {
        (!named.value.is_empty()).then(|| self.directory(named)).flatten()
    }

    /// A directory that is named as a whole component.
    fn directory(&mut self, named: &Spanned<String>) -> Option<Mount> {
        let path = named.value.trim_start_matches("./").trim_end_matches('/');
        if is_below_root(&named.value) && !path.is_empty() && path != "." {
            return Some(Mount::whole(path));
        }
        self.reject(named, "is not below the site's root", OUTSIDE);
        None
    }

    fn reject(&mut self, named: &Spanned<String>, what: &str, hint: &str) {
        let message = format!("`{}` {what}", named.value);
        let place = Place::span(self.file, named.span);
        self.found
            .push(Diagnostic::new(Code::ConfigValue, message).at(place).hint(hint.to_owned()));
    }
}

const OUTSIDE: &str = "use a path relative to the root, without `..`";
