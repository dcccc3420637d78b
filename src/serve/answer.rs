//! The response to a request for a file: conditions, parts, compression (RFC 9110).

use axum::body::Body;
use axum::extract::Request as HttpRequest;
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_NONE_MATCH, IF_RANGE,
    LOCATION, RANGE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::response::Builder;
use axum::http::{HeaderValue, Method, Response, StatusCode, Uri};
use bytes::Bytes;

use super::files::Located;
use super::gzip::{accepts, gzip};
use super::media::media_of;
use super::range::{RequestedRange, requested_range};
use super::served_files::{Delivery, ServedFiles};

/// The parts of a request that answers depend on.
pub(super) struct ClientRequest {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
}

impl ClientRequest {
    pub(super) fn of(http: &HttpRequest) -> Self {
        let (method, uri, headers) = (http.method(), http.uri(), http.headers());
        Self { method: method.clone(), uri: uri.clone(), headers: headers.clone() }
    }

    pub(super) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Answers with the file at the request's path.
pub(super) fn answer(files: &ServedFiles, request: &ClientRequest) -> Response<Body> {
    match files.find(request.uri.path()) {
        Located::File(path, artifact) => match files.deliver(path, artifact) {
            Ok(delivery) => guarded(deliver(delivery, request), files.policy_of(path, artifact)),
            // It was there when the site was built.
            Err(_) => plain(StatusCode::NOT_FOUND, request, "this file cannot be read any more\n"),
        },
        Located::Elsewhere(path) => redirect(&path, request),
        Located::Nothing(page) => {
            let policy = page.and_then(|(path, artifact)| files.policy_of(path, artifact));
            match page.and_then(|(path, artifact)| files.deliver_for_nothing(path, artifact).ok()) {
                Some(delivery) => guarded(whole(StatusCode::NOT_FOUND, request, delivery), policy),
                None => plain(StatusCode::NOT_FOUND, request, "there is nothing here\n"),
            }
        }
    }
}

/// The response with the Content-Security-Policy of its page.
fn guarded(mut response: Response<Body>, policy: Option<&str>) -> Response<Body> {
    // A policy is made of words without control characters.
    if let Some(policy) = policy.and_then(|policy| HeaderValue::from_str(policy).ok()) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A file of the server's own.
pub(super) fn client_file(
    name: &str,
    text: &'static str,
    request: &ClientRequest,
) -> Response<Body> {
    deliver(Delivery { bytes: text.into(), media: media_of(name) }, request)
}

/// A page, or a part of one, made for this request.
pub(super) fn page(name: &str, text: String, request: &ClientRequest) -> Response<Body> {
    deliver(Delivery { bytes: text.into(), media: media_of(name) }, request)
}

/// A short message as plain text.
pub(super) fn plain(
    status: StatusCode,
    request: &ClientRequest,
    words: impl Into<Bytes>,
) -> Response<Body> {
    whole(status, request, Delivery { bytes: words.into(), media: media_of("a.txt") })
}

/// A file, or the part of it that the client asks for and does not have yet.
fn deliver(delivery: Delivery, request: &ClientRequest) -> Response<Body> {
    let tag = format!("\"{}\"", &blake3::hash(&delivery.bytes).to_hex()[..20]);
    let is_part = request.headers.contains_key(RANGE) && if_range(request, &tag);
    let packed = if is_part { None } else { packed(&delivery, request) };
    // Each form of a file has its own tag.
    let tag = if packed.is_some() { format!("{}-gzip\"", tag.trim_end_matches('"')) } else { tag };
    let builder = headers(&delivery).header(ETAG, &tag).header(ACCEPT_RANGES, "bytes");
    if request.header(IF_NONE_MATCH).is_some_and(|known| is_known(known, &tag)) {
        return finish(builder.status(StatusCode::NOT_MODIFIED), Body::empty());
    }
    if let Some(packed) = packed {
        let builder = builder.header(CONTENT_ENCODING, "gzip");
        return send(builder.status(StatusCode::OK), request, packed);
    }
    let length = delivery.bytes.len();
    let range = request.header(RANGE).filter(|_| is_part);
    match range.map_or(RequestedRange::Whole, |header| requested_range(header, length)) {
        RequestedRange::Whole => send(builder.status(StatusCode::OK), request, delivery.bytes),
        RequestedRange::Part(range) => {
            let header = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            let builder = builder.status(StatusCode::PARTIAL_CONTENT).header(CONTENT_RANGE, header);
            send(builder, request, delivery.bytes.slice(range))
        }
        RequestedRange::Nowhere => {
            let builder = builder.status(StatusCode::RANGE_NOT_SATISFIABLE);
            let builder = builder.header(CONTENT_RANGE, format!("bytes */{length}"));
            send(builder, request, Bytes::new())
        }
    }
}

/// A file without conditions, such as the page for a missing address.
fn whole(status: StatusCode, request: &ClientRequest, delivery: Delivery) -> Response<Body> {
    let builder = headers(&delivery).status(status);
    match packed(&delivery, request) {
        Some(packed) => send(builder.header(CONTENT_ENCODING, "gzip"), request, packed),
        None => send(builder, request, delivery.bytes),
    }
}

/// A redirect. It must not be cached: there may be a page tomorrow, or another site at this port.
fn redirect(path: &str, request: &ClientRequest) -> Response<Body> {
    let query = request.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let builder = Response::builder()
        .status(StatusCode::MOVED_PERMANENTLY)
        .header(LOCATION, format!("{path}{query}"))
        .header(CACHE_CONTROL, "no-store");
    send(builder, request, Bytes::new())
}

fn headers(delivery: &Delivery) -> Builder {
    let builder = Response::builder()
        .header(CONTENT_TYPE, delivery.media.name)
        .header(CACHE_CONTROL, "no-cache")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff");
    if delivery.media.is_compressible { builder.header(VARY, "accept-encoding") } else { builder }
}

fn packed(delivery: &Delivery, request: &ClientRequest) -> Option<Bytes> {
    let is_wanted = delivery.media.is_compressible && accepts(request.header(ACCEPT_ENCODING)?);
    if is_wanted { gzip(&delivery.bytes).map(Bytes::from) } else { None }
}

/// Whether a part may be sent: the client has other parts of this very file, or did not say.
fn if_range(request: &ClientRequest, tag: &str) -> bool {
    request.headers.get(IF_RANGE).is_none_or(|known| known == tag)
}

fn is_known(header: &str, tag: &str) -> bool {
    let known = header.split(',').map(|tag| tag.trim().trim_start_matches("W/"));
    header.trim() == "*" || known.into_iter().any(|known| known == tag)
}

fn send(builder: Builder, request: &ClientRequest, bytes: Bytes) -> Response<Body> {
    let builder = builder.header(CONTENT_LENGTH, bytes.len());
    finish(builder, if request.method == Method::HEAD { Body::empty() } else { bytes.into() })
}

fn finish(builder: Builder, body: Body) -> Response<Body> {
    builder.body(body).unwrap_or_else(|_| {
        // A header that cannot be written: a file name with a line break in it.
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}
