//! The server: connections and their limits, and which part answers what.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request as HttpRequest, State};
use axum::http::header::{ALLOW, HeaderMap};
use axum::http::{HeaderValue, Method, Response, StatusCode};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::any;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};

use super::OWN;
use super::answer::{self, ClientRequest};
use super::edition::Edition;
use super::events::events;
use super::guard::Guard;
use super::open_pages::OpenPages;
use super::patient::Patient;
use super::preview;
use super::server::Server;

/// Connections at once; more wait to be accepted.
const CONNECTIONS: usize = 8192;
/// Open event streams; more are refused.
const STREAMS: usize = 4096;
/// Bytes of a request's head.
const HEAD: usize = 64 * 1024;
const HEADERS: usize = 100;
/// How long a request's head may take, and how long a client may read nothing.
const PATIENCE: Duration = Duration::from_secs(20);
/// The pause when the machine has no more sockets.
const RESPITE: Duration = Duration::from_millis(50);

const SCRIPT: &str = include_str!("client/reload.js");
const WORDS: &str = include_str!("client/words.json");
const STYLE: &str = concat!(
    include_str!("../../themes/default/assets/palette.css"),
    include_str!("client/overlay.css")
);

/// A server that runs in a thread of its own.
pub struct Running(JoinHandle<io::Result<()>>);

impl Running {
    /// Waits until the process receives a signal to end.
    ///
    /// # Errors
    /// When the machine gives no threads, or the listener cannot be used.
    pub fn ended(self) -> io::Result<()> {
        self.0.join().unwrap_or_else(|_| Err(io::Error::other("the server has failed")))
    }
}

/// Serves the newest edition from now on. Until the first is whole, requests wait for what they ask for.
pub fn start(
    listener: TcpListener,
    editions: watch::Receiver<Arc<Edition>>,
    guard: Guard,
    open_pages: OpenPages,
) -> Running {
    Running(std::thread::spawn(move || run(listener, editions, guard, open_pages)))
}

fn run(
    listener: TcpListener,
    editions: watch::Receiver<Arc<Edition>>,
    guard: Guard,
    open_pages: OpenPages,
) -> io::Result<()> {
    take_more_sockets();
    listener.set_nonblocking(true)?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).max_blocking_threads(8).enable_all().build()?;
    let streams = Arc::new(Semaphore::new(STREAMS));
    let server = Server { editions, guard: Arc::new(guard), open_pages, streams };
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::spawn(preview::prepare(server.editions.clone()));
        tokio::spawn(accept(listener, routes(server)));
        interrupted().await
    });
    // Event streams never end by themselves, so they are not waited for.
    runtime.shutdown_background();
    ended
}

/// Raises the limit of open files as far as the system allows: the usual 1,024 are too few for a
/// thousand streams and their pages.
fn take_more_sockets() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
        // If this fails, the old limit stays.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    }
}

/// Waits for Ctrl-C or SIGTERM.
async fn interrupted() -> io::Result<()> {
    #[cfg(unix)]
    {
        use futures_util::future::{Either, select};
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let keyboard = std::pin::pin!(tokio::signal::ctrl_c());
        let supervisor = std::pin::pin!(terminate.recv());
        match select(keyboard, supervisor).await {
            Either::Left((ended, _)) => ended,
            Either::Right(_) => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

fn routes(server: Server) -> Router {
    Router::new()
        .route("/_site/reload.js", any(script))
        .route("/_site/overlay.css", any(style))
        .route("/_site/words.json", any(words))
        .route("/_site/events", any(stream))
        .merge(preview::routes())
        .fallback(file)
        .layer(middleware::from_fn_with_state(server.clone(), admit))
        .with_state(server)
}

async fn accept(listener: tokio::net::TcpListener, routes: Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((connection, _)) => {
                let routes = routes.clone();
                tokio::spawn(async move {
                    converse(connection, routes).await;
                    drop(place);
                });
            }
            Err(_) => tokio::time::sleep(RESPITE).await,
        }
    }
}

/// Answers the requests of a connection. A broken connection is not an error.
async fn converse(connection: TcpStream, routes: Router) {
    // Events are small and must not be delayed.
    let _ = connection.set_nodelay(true);
    let connection = TokioIo::new(Patient::new(connection, PATIENCE));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    builder.max_buf_size(HEAD).max_headers(HEADERS);
    let _ = builder.serve_connection(connection, TowerToHyperService::new(routes)).await;
}

/// Lets a request through if it only reads and is addressed to a name of this server.
async fn admit(State(server): State<Server>, http: HttpRequest, next: Next) -> Response<Body> {
    let request = ClientRequest::of(&http);
    if !server.guard.admits(&request.uri, &request.headers) {
        let words = "this name is not one of the server's; allow it with `--allow-host NAME`\n";
        return answer::plain(StatusCode::FORBIDDEN, &request, words);
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let status = StatusCode::METHOD_NOT_ALLOWED;
        let mut response = answer::plain(status, &request, "only GET and HEAD\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    next.run(http).await
}

async fn script(http: HttpRequest) -> Response<Body> {
    answer::client_file("reload.js", SCRIPT, &ClientRequest::of(&http))
}

/// What the notices say, in each language that the theme speaks.
async fn words(http: HttpRequest) -> Response<Body> {
    answer::client_file("words.json", WORDS, &ClientRequest::of(&http))
}

async fn style(State(server): State<Server>, http: HttpRequest) -> Response<Body> {
    preview::file(&server, "overlay.css", STYLE, &ClientRequest::of(&http))
}

async fn stream(State(server): State<Server>, http: HttpRequest) -> Response<Body> {
    let request = ClientRequest::of(&http);
    let is_on = server.editions.borrow().files.is_reloading();
    if !is_on || request.method == Method::HEAD || is_foreign(&request.headers) {
        return answer::plain(StatusCode::FORBIDDEN, &request, "no events here\n");
    }
    let Ok(place) = server.streams.try_acquire_owned() else {
        return answer::plain(StatusCode::SERVICE_UNAVAILABLE, &request, "too many streams\n");
    };
    let page = request.uri.query().unwrap_or("/").to_owned();
    let open = server.open_pages.enter(&page);
    events(server.editions, page, (place, open)).into_response()
}

/// Whether a page of another site sent the request. It could not read the answer, and must not occupy a stream.
fn is_foreign(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    site.is_some_and(|site| site != b"same-origin" && site != b"none")
}

async fn file(State(server): State<Server>, http: HttpRequest) -> Response<Body> {
    let request = ClientRequest::of(&http);
    if request.uri.path().starts_with(OWN) {
        return answer::plain(StatusCode::NOT_FOUND, &request, "the server has no such file\n");
    }
    let edition = server.edition_with(request.uri.path()).await;
    // Reading and compressing files may block.
    let answered = tokio::task::spawn_blocking(move || answer::answer(&edition.files, &request));
    answered.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::built_in::STRINGS;

    #[test]
    fn the_notices_speak_every_language_of_the_theme() {
        let words: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_str(WORDS).expect("strings by language");
        let spoken: Vec<&str> = words.keys().map(String::as_str).collect();
        let known: Vec<&str> =
            STRINGS.iter().filter_map(|file| file.name.strip_suffix(".toml")).collect();
        assert_eq!(spoken, known);
        for (language, own) in &words {
            assert!(own.keys().eq(words["en"].keys()), "{language}");
            assert!(own.values().all(|text| !text.contains(['<', '&', '"'])), "{language}");
            for counted in ["failed", "more"] {
                assert!(own[counted].contains('#'), "{language}");
            }
        }
    }
}
