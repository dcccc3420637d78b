//! Where a site will stand.

use super::{LoadedConfig, Overrides};
use crate::diagnostic::{Code, ConfigFlavour, Diagnostic, Place};

/// Where the site will stand: `https://example.org/sub/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, no slash at the end.
    pub origin: String,
    /// The path, with a slash at both ends.
    pub path: String,
    /// The hosts of the languages, that of the default language first, if they do not share one.
    pub hosts: Vec<LanguageHost>,
}

/// The host of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageHost {
    /// The directory of its files in the output: `de`.
    pub directory: String,
    /// Scheme and host, no slash at the end.
    pub origin: String,
    /// The path, with a slash at both ends.
    pub path: String,
}

impl LanguageHost {
    /// The whole URL of a path below its root, which does not start with a slash.
    pub fn absolute(&self, below: &str) -> String {
        format!("{}{}{below}", self.origin, self.path)
    }

    /// What of a path of the output, or of the site, is below its root.
    fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        let below = path.strip_prefix(&*self.directory)?;
        if below.is_empty() { Some(below) } else { below.strip_prefix('/') }
    }

    /// The path below the site's root that a whole URL on this host names, without its query.
    pub fn site_path(&self, url: &str) -> Option<String> {
        let below =
            url.strip_prefix(&*self.origin)?.strip_prefix(self.path.trim_end_matches('/'))?;
        (below.is_empty() || below.starts_with('/')).then(|| format!("/{}{below}", self.directory))
    }
}

impl BaseUrl {
    /// Reads an absolute URL; what follows its path is dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let url = url::Url::parse(text).ok().filter(url::Url::has_host)?;
        let origin = url.origin().ascii_serialization();
        let path = url.path().trim_end_matches('/');
        Some(Self { origin, path: format!("{path}/"), hosts: Vec::new() })
    }

    /// Where a site stands whose configuration does not say it: Hugo has an address for this.
    pub(super) fn nowhere(flavour: ConfigFlavour) -> Self {
        let origin = match flavour {
            ConfigFlavour::Site => "http://localhost",
            ConfigFlavour::Hugo => "https://example.org",
        };
        Self { origin: origin.to_owned(), path: "/".to_owned(), hosts: Vec::new() }
    }

    /// A place on a host that is not known: `/` or `/docs/`.
    pub(super) fn of_path(path: &str) -> Self {
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Self { origin: String::new(), path, hosts: Vec::new() }
    }

    /// The whole URL of a path below the site's root, which starts with a slash. What is on every host has the URL of
    /// the first.
    pub fn absolute(&self, path: &str) -> String {
        match (self.host(path), self.hosts.first()) {
            (Some((host, below)), _) => host.absolute(below),
            (None, Some(first)) => first.absolute(path.trim_start_matches('/')),
            (None, None) => format!("{}{}", self.origin, self.relative(path)),
        }
    }

    /// The host that a path below the site's root is on, and the rest of the path there. `None` for what is on every
    /// host, and for a site with one host.
    pub fn host<'p>(&self, path: &'p str) -> Option<(&LanguageHost, &'p str)> {
        let path = path.trim_start_matches('/');
        self.hosts.iter().find_map(|host| Some((host, host.below(path)?)))
    }

    /// The path as a page's links name it.
    pub fn relative(&self, path: &str) -> String {
        format!("{}{}", self.path, path.trim_start_matches('/'))
    }
}

/// How an address has to be written.
pub(super) const HINT: &str = "use an absolute URL, such as `https://example.org/`";

/// The address that the command line or the configuration gives; a problem of it is pushed to `found`.
pub(super) fn of_site(
    config: &LoadedConfig,
    overrides: &Overrides,
    found: &mut Vec<Diagnostic>,
) -> BaseUrl {
    let named = named(config, overrides, found);
    match &overrides.origin {
        Some(origin) if overrides.base_url.is_none() => BaseUrl { origin: origin.clone(), ..named },
        _ => named,
    }
}

fn named(config: &LoadedConfig, overrides: &Overrides, found: &mut Vec<Diagnostic>) -> BaseUrl {
    let options = &config.options;
    if let Some(text) = &overrides.base_url {
        return BaseUrl::parse(text).unwrap_or_else(|| {
            let message = format!("`--base-url {text}` is not an absolute URL");
            found.push(Diagnostic::new(Code::ArgumentValue, message).hint(HINT));
            BaseUrl::nowhere(config.flavour)
        });
    }
    let Some(written) = options.base_url.as_ref().filter(|written| !written.value.is_empty())
    else {
        // What is there and is no text has been reported.
        if options.base_url.is_some() || !options.has_base_url {
            let message = "`baseURL` is missing: feeds, sitemaps and canonical links need it";
            let hint = "add `baseURL = \"https://example.org/\"` at the top";
            let problem = Diagnostic::new(Code::ConfigBaseUrl, message);
            found.push(problem.at(Place::file(&config.file)).hint(hint));
        }
        return BaseUrl::nowhere(config.flavour);
    };
    BaseUrl::parse(&written.value).unwrap_or_else(|| {
        let message = format!("`{}` is not an absolute URL", written.value);
        let place = Place::span(&config.file, written.span);
        found.push(Diagnostic::new(Code::ConfigBaseUrl, message).at(place).hint(HINT));
        BaseUrl::of_path(&written.value)
    })
}
