//! From the words of a configuration file to settings in which nothing is undecided.
//!
//! [`load`] finds and reads the file into [`Options`], which says what was written and where.
//! [`Settings`] is what the pipeline sees. A site has a `site.toml`; where there is none, Hugo's
//! `hugo.toml` or `config.toml` is read with the same key names.

mod base_url;
mod budgets;
mod cascade;
mod checks;
mod code;
mod colour;
mod components;
mod dates;
mod diagnostic_options;
mod directory;
mod go;
mod headers;
mod file_globs;
mod l10n;
mod labels;
mod language;
mod languages;
mod links;
mod load;
mod markup;
mod menu;
mod mount_options;
mod mounting;
mod mounts;
mod options;
mod origin;
mod outputs;
mod page_kind;
mod overrides;
mod paths;
mod permalink;
mod permalink_options;
mod permalink_rules;
mod permalinks;
mod resolve;
mod settings;
mod severities;
mod taxonomies;
mod theme;
mod titles;
mod trust;
mod ugly_urls;
mod unused;

pub use base_url::BaseUrl;
pub use budgets::Budgets;
pub use cascade::{Cascade, CascadePage, CascadeProblem, take_over};
pub use checks::CheckRules;
pub use code::{CodeBlocks, LineAnchors, LineDefaults, LineNumbers};
pub use components::Component;
pub use file_globs::FileGlobs;
pub use go::{Prefer, RenderHooks};
pub use headers::HeaderRules;
pub use l10n::L10nRules;
pub use labels::{Audience, LabelRules, Visibility};
pub use language::{Language, LanguageId, Pagination, PublishRules};
pub use links::Links;
pub use load::{LoadedConfig, is_site, load, read};
pub use markup::{Cjk, Contents, Delimiters, Extras, HeadingIds, Markup, Maths, Typography};
pub use menu::MenuEntry;
pub use mounts::{Mount, Mounts};
pub use options::Options;
pub use outputs::{Outputs, is_made, is_print};
pub use overrides::{Environment, Overrides};
pub use page_kind::PageKind;
pub use permalink::{PermalinkPart, PermalinkPattern, PermalinkToken, SectionIndex, SectionSlice};
pub use permalink_rules::PermalinkRules;
pub use resolve::resolve;
pub use settings::{DateRules, DateSource, Feeds, Redirects, Settings, SitemapOptions, Taxonomy};
pub use titles::ListTitles;
pub use trust::{ProposedPaths, Trust};
pub use ugly_urls::UglyUrls;
