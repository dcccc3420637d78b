//! The URLs of the translation preview.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request as HttpRequest, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_SECURITY_POLICY, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::any;
use tokio::sync::watch;

use super::answer::{self, ClientRequest};
use super::edition::Edition;
use super::server::Server;
use crate::preview::{FILES, Preview, Query};
use crate::render::code_colours;

/// What its pages may load: files of this server, and the same images and frames as the site's pages.
const POLICY: &str = "default-src 'self'; img-src 'self' data: https:; frame-src https:";

/// A part of the preview.
#[derive(Clone, Copy)]
enum Part {
    Bar,
    Side,
    Dashboard,
    Marks,
}

pub(super) fn routes() -> Router<Server> {
    let parts = [
        ("/_site/", Part::Dashboard),
        ("/_site/bar", Part::Bar),
        ("/_site/side", Part::Side),
        ("/_site/marks", Part::Marks),
    ];
    let routes = parts.into_iter().fold(Router::new(), |routes, (path, part)| {
        routes.route(path, any(move |State(server): State<Server>, http| show(server, part, http)))
    });
    let routes = routes.route("/_site/code.css", any(colours));
    FILES.iter().fold(routes, |routes, (name, text)| {
        let answered = move |State(server): State<Server>, http: HttpRequest| async move {
            file(&server, name, text, &ClientRequest::of(&http))
        };
        routes.route(&format!("/_site/{name}"), any(answered))
    })
}

/// A file of the preview; a style sheet with the colours and the type that the site has chosen.
pub(super) fn file(
    server: &Server,
    name: &str,
    text: &'static str,
    request: &ClientRequest,
) -> Response<Body> {
    let preview = server.editions.borrow().preview.clone();
    match preview.filter(|_| name.ends_with(".css")) {
        Some(preview) => answer::page(name, text.to_owned() + preview.theme_style(), request),
        None => answer::client_file(name, text, request),
    }
}

/// Compares all pages of the first edition in the background, and keeps the results. Later editions
/// compare when a page is requested, so that they do not delay the next build.
pub(super) async fn prepare(mut editions: watch::Receiver<Arc<Edition>>) {
    let first = editions.wait_for(|edition| edition.preview.is_some()).await;
    let preview = first.ok().and_then(|edition| edition.preview.clone());
    if let Some(preview) = preview {
        std::thread::spawn(move || {
            preview.board();
        });
    }
}

/// The colours for code of the built-in theme.
async fn colours(http: HttpRequest) -> Response<Body> {
    answer::page("code.css", code_colours(), &ClientRequest::of(&http))
}

async fn show(server: Server, part: Part, http: HttpRequest) -> Response<Body> {
    let request = ClientRequest::of(&http);
    let preview = server.editions.borrow().preview.clone();
    let Some(preview) = preview else {
        return answer::plain(StatusCode::NOT_FOUND, &request, "nothing has been built yet\n");
    };
    // Reading and comparing pages may block.
    let shown = tokio::task::spawn_blocking(move || answer(&preview, part, &request));
    shown.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn answer(preview: &Arc<Preview>, part: Part, request: &ClientRequest) -> Response<Body> {
    let query = Query::parse(request.uri.query().unwrap_or_default());
    let html = match part {
        Part::Bar => preview.bar(query.get("page").unwrap_or("/")).map(Some),
        Part::Side => preview.side_by_side(&query),
        Part::Dashboard => {
            let accepted = request.header(ACCEPT_LANGUAGE).unwrap_or_default();
            preview.dashboard(&query, accepted).map(Some)
        }
        Part::Marks => return answer::page("marks.txt", preview.marks(), request),
    };
    let html = match html {
        Ok(Some(html)) => html,
        Ok(None) => {
            let words = "there is no translation with a source at this address\n";
            return answer::plain(StatusCode::NOT_FOUND, request, words);
        }
        Err(problem) => {
            let words = format!("{problem}\n");
            return answer::plain(StatusCode::INTERNAL_SERVER_ERROR, request, words);
        }
    };
    let mut response = answer::page("page.html", html, request);
    let policy = HeaderValue::from_static(POLICY);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    response
}
