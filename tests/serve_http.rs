//! `site serve` over the wire: what it answers, and what it refuses.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/server.rs"]
mod server;

use std::fs;
use std::io::{Read, Write};

use server::{Server, Site};

fn site() -> Site {
    Site::new(&[
        ("static/notes.txt", "0123456789"),
        ("static/film.mp4", "0123456789"),
        ("static/style.css", &"a { color: red }\n".repeat(100)),
        ("static/a b/页.html", "<head></head>"),
        ("static/empty/x.bin", ""),
        ("content/en/old.md", "---\ntitle: Old\naliases: [/older/]\n---\n"),
        ("secret.txt", "SECRET"),
    ])
}

#[test]
fn files_are_found_as_static_hosts_find_them() {
    let site = site();
    let server = Server::start(&site, &[]);
    for (path, status, header, value) in [
        ("/", 200, "content-type", "text/html; charset=utf-8"),
        ("/index.html", 200, "content-type", "text/html; charset=utf-8"),
        ("/hello", 301, "location", "/hello/"),
        ("/hello?a=b", 301, "location", "/hello/?a=b"),
        ("/hello/", 200, "content-type", "text/html; charset=utf-8"),
        ("/ko/hello", 301, "location", "/ko/hello/"),
        ("/notes.txt", 200, "content-type", "text/plain; charset=utf-8"),
        ("/notes.txt?v=1", 200, "content-length", "10"),
        ("/film.mp4", 200, "content-type", "video/mp4"),
        ("/style.css", 200, "content-type", "text/css; charset=utf-8"),
        ("/sitemap.xml", 200, "content-type", "application/xml; charset=utf-8"),
        ("/a%20b/%E9%A1%B5.html", 200, "content-type", "text/html; charset=utf-8"),
        ("/older/", 200, "content-type", "text/html; charset=utf-8"),
        ("/empty/", 404, "content-type", "text/html; charset=utf-8"),
        ("/empty/x.bin", 200, "content-length", "0"),
        ("/nothing", 404, "content-type", "text/html; charset=utf-8"),
        ("/_site/reload.js", 200, "content-type", "text/javascript; charset=utf-8"),
        ("/_site/overlay.css", 200, "content-type", "text/css; charset=utf-8"),
        ("/_site/else", 404, "content-type", "text/plain; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header(header), Some(value), "{path}");
    }
    assert!(server.get("/older/").text().contains("/old/"), "an alias leads on");
    assert!(server.get("/empty/").text().contains("lang=\"en\""), "no listing of a directory");
    assert!(server.get("/ko/nothing/").text().contains("lang=\"ko\""), "in the language's words");
}

#[test]
fn pages_carry_the_policy_that_their_templates_allow() {
    let policy = "content-security-policy";
    let site = site();
    let server = Server::start(&site, &[]);
    for page in ["/", "/hello/", "/ko/hello/", "/nothing"] {
        let answer = server.get(page);
        let sent = answer.header(policy).unwrap_or_default();
        assert!(sent.contains("script-src 'self';") && !sent.contains("unsafe"), "{page}: {sent}");
    }
    for file in ["/notes.txt", "/style.css", "/sitemap.xml", "/a%20b/%E9%A1%B5.html"] {
        assert_eq!(server.get(file).header(policy), None, "{file} is sent as it is");
    }
    // What templates of a site's own need is not known, nor what its authors write as HTML.
    let inline = "<head></head><script>own()</script>{{ content }}";
    let own = Site::new(&[("templates/page.html", inline)]);
    assert_eq!(Server::start(&own, &[]).get("/hello/").header(policy), None);
    let raw = Site::new(&[("content/en/raw.md", "x")]);
    let configuration = fs::read_to_string(raw.path("site.toml")).expect("the configuration");
    raw.write("site.toml", format!("{configuration}[markup.goldmark.renderer]\nunsafe = true\n"));
    assert_eq!(Server::start(&raw, &[]).get("/raw/").header(policy), None);
    // The configuration may know better.
    let more =
        "[headers]\ncontentSecurityPolicy = true\nsources = { script-src = \"'unsafe-inline'\" }\n";
    own.write("site.toml", format!("{configuration}{more}"));
    let answer = Server::start(&own, &[]).get("/hello/");
    assert!(
        answer.header(policy).is_some_and(|own| own.contains("script-src 'self' 'unsafe-inline';"))
    );
}

#[test]
fn nothing_of_the_machine_can_be_reached() {
    let site = site();
    let server = Server::start(&site, &[]);
    let root = site.root().to_str().expect("UTF-8");
    let absolute = format!("{root}/secret.txt");
    let paths = [
        "/../secret.txt",
        "/../../../../../../../../etc/passwd",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/hello/../../secret.txt",
        "/hello/..%5c..%5csecret.txt",
        "/..\\secret.txt",
        "/....//secret.txt",
        "/.%00./secret.txt",
        "/secret.txt",
        "/secret.txt%00.html",
        "/notes.txt%00",
        "/notes.txt%00../secret.txt",
        "//secret.txt",
        "///etc/passwd",
        "//etc/passwd",
        "/etc/passwd",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
        "/C:%5CWindows%5Cwin.ini",
        "/%5c%5cserver%5cshare",
        "/CON",
        "/notes.txt::$DATA",
        "/notes.txt.",
        "/notes.txt%20",
        "/site.toml",
        "/.git/config",
        "/content/en/hello.md",
        "/_site/../secret.txt",
        "/_site/%2e%2e/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%ff",
        "/%",
        "/%zz",
        absolute.as_str(),
        &format!("/{absolute}"),
    ];
    for path in paths {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("SECRET") && !answer.text().contains("root:"), "{path}");
    }
    assert_eq!(server.send(b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 400);
    assert_eq!(server.get("/hello/").status, 200, "it still answers");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_not_followed_even_when_it_comes_later() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a directory");
    fs::write(outside.path().join("secret.txt"), "SECRET").expect("written");
    let site = site();
    symlink(outside.path(), site.path("static/out")).expect("a link");
    symlink(outside.path().join("secret.txt"), site.path("static/link.txt")).expect("a link");
    let server = Server::start(&site, &["--no-watch"]);
    assert_eq!(server.get("/out/secret.txt").status, 404);
    assert_eq!(server.get("/link.txt").status, 404);
    fs::remove_file(site.path("static/notes.txt")).expect("there");
    symlink(outside.path().join("secret.txt"), site.path("static/notes.txt")).expect("a link");
    let answer = server.get("/notes.txt");
    assert_eq!(answer.status, 404);
    assert!(!answer.text().contains("SECRET"));
}

#[test]
fn only_names_of_its_own_are_answered() {
    let site = site();
    let server = Server::start(&site, &["--allow-host", "box.example,.dev.example"]);
    for host in ["localhost", "127.0.0.1:80", "[::1]", "box.example:7", "x.dev.example"] {
        assert_eq!(server.request("GET", "/", &[("Host", host)]).status, 200, "{host}");
    }
    for host in ["evil.example", "10.0.0.1", "localhost.evil.example", "dev.example", ""] {
        for path in ["/", "/_site/reload.js", "/_site/events?/"] {
            assert_eq!(server.request("GET", path, &[("Host", host)]).status, 403, "{host}");
        }
    }
    let two = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n";
    assert!(matches!(server.send(two).status, 400 | 403));
    assert_eq!(server.send(b"GET / HTTP/1.0\r\n\r\n").status, 403, "no name");
    assert_eq!(server.request("GET", "http://evil.example/", &[]).status, 403);
    assert_eq!(server.request("GET", "http://localhost/", &[]).status, 200);
}

#[test]
fn only_reading_is_allowed() {
    let site = site();
    let server = Server::start(&site, &[]);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        for path in ["/", "/nothing", "/_site/events?/"] {
            let answer = server.request(method, path, &[]);
            assert_eq!(
                (answer.status, answer.header("allow")),
                (405, Some("GET, HEAD")),
                "{method}"
            );
        }
    }
    let head = server.request("HEAD", "/notes.txt", &[]);
    assert_eq!((head.status, head.header("content-length")), (200, Some("10")));
    assert!(head.body.is_empty());
    let missing = server.request("HEAD", "/nothing", &[]);
    assert!(missing.status == 404 && missing.body.is_empty());
}

#[test]
fn what_the_reader_has_is_not_sent_again() {
    let site = site();
    let server = Server::start(&site, &[]);
    for path in ["/", "/notes.txt", "/_site/reload.js"] {
        let first = server.get(path);
        let tag = first.header("etag").expect("a tag").to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let again = server.request("GET", path, &[("If-None-Match", &known)]);
            assert_eq!((again.status, again.header("etag")), (304, Some(&*tag)), "{path} {known}");
            assert!(again.body.is_empty());
        }
        assert_eq!(server.request("GET", path, &[("If-None-Match", "\"x\"")]).status, 200);
        assert_eq!(server.request("HEAD", path, &[("If-None-Match", &tag)]).status, 304);
    }
}

#[test]
fn text_is_compressed_where_that_is_asked_for() {
    let site = site();
    let server = Server::start(&site, &[]);
    let whole = server.get("/style.css");
    assert_eq!(whole.header("content-encoding"), None);
    assert_eq!(whole.header("vary"), Some("accept-encoding"));
    let packed = server.request("GET", "/style.css", &[("Accept-Encoding", "br, gzip")]);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.len() < whole.body.len() / 4);
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&*packed.body).read_to_end(&mut unpacked).expect("gzip");
    assert_eq!(unpacked, whole.body);
    assert_ne!(packed.header("etag"), whole.header("etag"), "another form, another tag");
    let tag = packed.header("etag").expect("a tag");
    let headers = [("Accept-Encoding", "gzip"), ("If-None-Match", tag)];
    assert_eq!(server.request("GET", "/style.css", &headers).status, 304);
    for (path, asked) in [("/style.css", "gzip;q=0"), ("/film.mp4", "gzip"), ("/notes.txt", "gzip")]
    {
        let answer = server.request("GET", path, &[("Accept-Encoding", asked)]);
        assert_eq!(answer.header("content-encoding"), None, "{path}");
    }
}

#[test]
fn parts_of_a_file() {
    let site = site();
    let server = Server::start(&site, &[]);
    for (asked, status, range, body) in [
        ("bytes=0-3", 206, Some("bytes 0-3/10"), "0123"),
        ("bytes=7-", 206, Some("bytes 7-9/10"), "789"),
        ("bytes=-2", 206, Some("bytes 8-9/10"), "89"),
        ("bytes=4-400", 206, Some("bytes 4-9/10"), "456789"),
        ("bytes=10-", 416, Some("bytes */10"), ""),
        ("bytes=3-1", 200, None, "0123456789"),
        ("bytes=0-1,4-5", 200, None, "0123456789"),
        ("words=0-1", 200, None, "0123456789"),
    ] {
        let headers = [("Range", asked), ("Accept-Encoding", "gzip")];
        let answer = server.request("GET", "/film.mp4", &headers);
        assert_eq!(answer.status, status, "{asked}");
        assert_eq!(answer.header("content-range"), range, "{asked}");
        assert_eq!(answer.text(), body, "{asked}");
    }
    let tag = server.get("/film.mp4").header("etag").expect("a tag").to_owned();
    for (known, status) in [(tag.as_str(), 206), ("\"other\"", 200), ("W/\"other\"", 200)] {
        let headers = [("Range", "bytes=1-2"), ("If-Range", known)];
        assert_eq!(server.request("GET", "/film.mp4", &headers).status, status, "{known}");
    }
}

#[test]
fn too_much_and_too_little_end_a_connection_and_nothing_else() {
    let site = site();
    let server = Server::start(&site, &[]);
    // Two that never finish what they have to say.
    let mut slow = server.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: local").expect("sent");
    let _silent = server.connect();
    let many: String = (0..500).map(|number| format!("X-{number}: 1\r\n")).collect();
    for (request, expected) in [
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(1 << 20)), 431),
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"), 431),
        (format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(1 << 20)), 431),
        ("nonsense\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost localhost\r\n\r\n".to_owned(), 400),
    ] {
        let answer = server.send(request.as_bytes());
        // One who is cut off while still sending may see the connection reset.
        assert!([0, expected].contains(&answer.status), "{}: not {expected}", answer.status);
        assert_eq!(server.get("/hello/").status, 200, "it still answers");
    }
    // What is sent along is not waited for.
    let body = "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n\r\nabc";
    let mut sender = server.connect();
    sender.write_all(body.as_bytes()).expect("sent");
    let mut status = [0; 12];
    sender.read_exact(&mut status).expect("an answer");
    assert_eq!(&status, b"HTTP/1.1 200");
}

#[test]
fn events_are_for_the_sites_own_pages() {
    let site = site();
    let server = Server::start(&site, &[]);
    let events = server.events("/");
    let head = events.head.to_lowercase();
    assert!(head.contains("content-type: text/event-stream"), "{head}");
    assert!(!head.contains("access-control"), "{head}");
    for foreign in ["cross-site", "same-site"] {
        let headers = [("Sec-Fetch-Site", foreign)];
        assert_eq!(server.request("GET", "/_site/events?/", &headers).status, 403);
    }
    assert!(server.get("/hello/").text().contains("<script src=\"/_site/reload.js\" defer"));
    let still = Server::start(&site, &["--no-watch"]);
    assert_eq!(still.get("/_site/events?/").status, 403);
    assert!(!still.get("/hello/").text().contains("/_site/"));
}

#[test]
fn a_thousand_event_streams() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut streams: Vec<_> = (0..1000).map(|_| server.events("/hello/")).collect();
    let tag = server.get("/hello/");
    for stream in &mut streams {
        let (name, state) = stream.next();
        assert_eq!(name, "state");
        assert!(tag.text().contains(state["page"].as_str().expect("a state")));
    }
    site.write("content/en/hello.md", "---\ntitle: Hello\n---\nOther words\n");
    for stream in &mut streams {
        stream.until_changed("/hello/");
    }
    assert!(server.get("/hello/").text().contains("Other words"));
}

#[test]
fn requests_during_builds_get_whole_pages() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut events = server.events("/hello/");
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let answer = server.get("/hello/");
                        assert_eq!(answer.status, 200);
                        assert!(answer.text().trim_end().ends_with("</html>"));
                    }
                })
            })
            .collect();
        for number in 0..5 {
            site.write(
                "content/en/hello.md",
                format!("---\ntitle: Hello\n---\nVersion {number}\n"),
            );
            events.until_changed("/hello/");
            assert!(server.get("/hello/").text().contains(&format!("Version {number}")));
        }
        for reader in readers {
            reader.join().expect("all answered");
        }
    });
}

#[test]
fn absolute_links_lead_here_and_the_path_of_the_base_stays() {
    let site = Site::new(&[(
        "site.toml",
        "baseURL = 'https://example.org/docs/'\ntitle = 'x'\ncontentDir = 'content/en'\n",
    )]);
    let server = Server::start(&site, &[]);
    assert!(server.greeting.iter().any(|line| line.contains("/docs/")), "{:?}", server.greeting);
    assert_eq!(server.get("/").header("location"), Some("/docs/"));
    assert_eq!(server.get("/docs").header("location"), Some("/docs/"));
    assert_eq!(server.get("/hello/").status, 404);
    let page = server.get("/docs/hello/").text();
    assert!(page.contains(&format!("{}/docs/hello/", server.origin)), "{page}");
    assert!(!page.contains("example.org"), "{page}");
    let named = Server::start(&site, &["--base-url", "https://other.example/"]);
    assert!(named.get("/hello/").text().contains("https://other.example/hello/"));
}

#[test]
fn the_preview_and_the_notices_have_the_colours_of_the_site() {
    let site = site();
    let mut configuration = fs::read_to_string(site.path("site.toml")).expect("there");
    configuration.push_str("\n[theme.light]\naccent = \"#0b6e4f\"\n");
    site.write("site.toml", configuration);
    let server = Server::start(&site, &["--no-watch"]);
    for style in ["bar.css", "preview.css", "overlay.css"] {
        let text = server.get(&format!("/_site/{style}")).text();
        assert!(text.contains("--link: light-dark(#0b6e4f, "), "{style}: {text}");
    }
    assert!(!server.get("/_site/preview.js").text().contains("light-dark("));
}
