//! `site serve` as a process: how it begins, what it says, how it ends.
#![allow(clippy::disallowed_methods, reason = "tests run real programs")]

#[path = "support/server.rs"]
mod server;

use std::io::Write;
use std::process::Command;

use server::{Server, Site};

#[cfg(unix)]
#[test]
fn it_ends_at_once_and_well_whoever_listens() {
    for signal in ["INT", "TERM"] {
        let site = Site::new(&[]);
        let mut server = Server::start(&site, &[]);
        let mut events = server.events("/");
        events.next();
        let mut half = server.connect();
        half.write_all(b"GET / HTTP/1.1\r\n").expect("sent");
        assert_eq!(server.signal(signal).code(), Some(0), "{signal}");
    }
}

#[test]
fn a_taken_port_is_said_and_the_next_one_used() {
    let site = Site::new(&[]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("bound").port();
    let server = Server::start(&site, &["--port", &port.to_string()]);
    let said = format!("port {port} is taken");
    assert!(server.greeting.iter().any(|line| line.starts_with(&said)), "{:?}", server.greeting);
    assert_eq!(server.get("/hello/").status, 200);
}

#[test]
fn what_cannot_be_served_ends_with_the_codes_of_a_build() {
    let broken = Site::new(&[("site.toml", "baseURL = 1\ntittle = 'x'\n")]);
    let good = Site::new(&[]);
    for (site, arguments, code) in [
        (&broken, &["serve"][..], 2),
        (&good, &["serve", "--language", "xx"], 2),
        (&good, &["serve", "--format", "json"], 2),
        (&good, &["serve", "--date", "soon"], 2),
        (&good, &["serve", "--root", "/no/such/directory"], 2),
        (&good, &["serve", "--watch", "--no-watch"], 2),
        (&good, &["serve", "--host", "no.such.host.invalid"], 3),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_site"))
            .args(["--root", site.root().to_str().expect("UTF-8")])
            .args(arguments)
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_site_with_errors_is_shown_as_far_as_it_could_be_made() {
    let site = Site::new(&[("content/en/bad.md", "---\ntitle: [\n---\n")]);
    let server = Server::start(&site, &[]);
    assert_eq!(server.get("/hello/").status, 200);
    let (_, state) = server.events("/hello/").next();
    assert!(
        state["errors"]["html"]
            .as_str()
            .is_some_and(|overlay| overlay.contains("content/en/bad.md:2"))
    );
}
