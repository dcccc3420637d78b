//! How a new site gets to its readers.

use super::StarterFile;

/// A place to publish at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deploy {
    GithubPages,
    Gitlab,
    Netlify,
    Cloudflare,
    Container,
}

impl Deploy {
    /// The file that builds the site there.
    pub(super) fn file(self) -> StarterFile {
        let (path, text) = match self {
            Deploy::GithubPages => {
                (".github/workflows/publish.yml", include_str!("files/github-pages.yml"))
            }
            Deploy::Gitlab => (".gitlab-ci.yml", include_str!("files/gitlab-ci.yml")),
            Deploy::Netlify => ("netlify.toml", include_str!("files/netlify.toml")),
            Deploy::Cloudflare => ("build.sh", include_str!("files/cloudflare.sh")),
            Deploy::Container => ("Containerfile", include_str!("files/Containerfile")),
        };
        (path.into(), text.to_owned())
    }
}
