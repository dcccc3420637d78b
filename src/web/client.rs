//! HTTP and its encryption, by ureq and rustls.

use std::io::Read;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::{HeaderMap, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error, Proxy};

use super::addresses::{is_private, is_private_host};
use super::robots::AGENT;
use super::{Answer, Method, NoAnswer, Question, Web};

/// How long one question may take from its beginning to its end.
const LIMIT: Duration = Duration::from_secs(20);

/// How much of a text is read.
const MOST_BYTES: u64 = 500 << 10;

/// Where questions may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To public addresses only.
    Public,
    /// Into private networks, too: the site is in one itself.
    Anywhere,
}

/// Asks over the network, through the proxy that the environment names.
pub struct Client {
    agent: Agent,
    reach: Reach,
}

impl Client {
    /// A client that trusts the certificates that the system trusts.
    pub fn new(reach: Reach) -> Self {
        let system = rustls_native_certs::load_native_certs().certs;
        let roots = system.iter().map(|root| Certificate::from_der(root).to_owned());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::new_with_certs(&roots.collect::<Vec<_>>()))
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let proxy = Proxy::try_from_env();
        let resolver = PublicResolver {
            usual: DefaultResolver::default(),
            reach,
            proxy: proxy.as_ref().map(|proxy| proxy.host().to_owned()),
        };
        let config = Config::builder()
            .tls_config(tls)
            .proxy(proxy)
            .user_agent(format!("{AGENT}/{}", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(LIMIT))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, reach }
    }
}

impl Web for Client {
    fn ask(&self, question: Question<'_>) -> Result<Answer, NoAnswer> {
        let Question { url, method } = question;
        // Behind a proxy, names are not looked up here.
        if self.reach == Reach::Public && is_private_host(url) {
            return Err(NoAnswer::Private);
        }
        let mut plain = url.clone();
        plain.set_fragment(None);
        let answer = match method {
            Method::Head => self.agent.head(plain.as_str()).call(),
            Method::Get | Method::Read => self.agent.get(plain.as_str()).call(),
        };
        let (parts, body) = answer.map_err(|error| reason(&error))?.into_parts();
        Ok(Answer {
            status: parts.status.as_u16(),
            location: text(&parts.headers, "location"),
            retry_after: text(&parts.headers, "retry-after")
                .and_then(|seconds| seconds.trim().parse().ok())
                .map(Duration::from_secs),
            body: if method == Method::Read { beginning(body) } else { String::new() },
        })
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn beginning(body: Body) -> String {
    let mut bytes = Vec::new();
    // What was read before an error counts as well.
    let _ = body.into_reader().take(MOST_BYTES).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn reason(error: &Error) -> NoAnswer {
    match error {
        Error::HostNotFound => NoAnswer::NoHost,
        Error::Timeout(_) => NoAnswer::Timeout,
        Error::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<PrivateAddress>()) => {
            NoAnswer::Private
        }
        Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => NoAnswer::Timeout,
        Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            NoAnswer::Broken("the server refuses the connection".to_owned())
        }
        Error::ConnectionFailed => {
            NoAnswer::Broken("there is no connection to the server".to_owned())
        }
        Error::Tls(_) | Error::Rustls(_) => {
            NoAnswer::Broken(format!("the connection is not to be trusted: {error}"))
        }
        other => NoAnswer::Broken(other.to_string()),
    }
}

/// Looks names up, and keeps addresses of private networks to itself. This is the address that is connected to: a name
/// cannot first mean one thing and then another.
#[derive(Debug)]
struct PublicResolver {
    usual: DefaultResolver,
    reach: Reach,
    /// The host of the proxy, which may stand in a private network.
    proxy: Option<String>,
}

impl Resolver for PublicResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let all = self.usual.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        let is_proxy = self.proxy.as_deref().is_some_and(|proxy| uri.host() == Some(proxy));
        if self.reach == Reach::Anywhere || is_proxy {
            return Ok(all);
        }
        let mut public = self.empty();
        let is_public = |address: &&SocketAddr| !is_private(address.ip());
        all.iter().filter(is_public).for_each(|address| public.push(*address));
        if public.is_empty() {
            return Err(Error::Io(std::io::Error::other(PrivateAddress)));
        }
        Ok(public)
    }
}

/// All addresses of a host are private.
#[derive(Debug)]
struct PrivateAddress;

impl std::fmt::Display for PrivateAddress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a private address")
    }
}

impl std::error::Error for PrivateAddress {}
