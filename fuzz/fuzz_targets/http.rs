//! Bytes to the development server, over a real connection: it answers in HTTP or hangs up, and goes on.
#![no_main]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use camino::Utf8Path;
use libfuzzer_sys::fuzz_target;
use site::pipeline::{Request, Silent, build};
use site::preview::Files;
use site::serve::{Batch, Edition, EditionBuilder, Guard, Navigate, Reload, listen, run};
use site::world::{DiskWorld, SharedWorld};
use site_fuzz::site;
use tokio::sync::watch;

/// Longer than any answer takes; an event stream is open for as long.
const PATIENCE: Duration = Duration::from_millis(50);

static SERVER: LazyLock<SocketAddr> = LazyLock::new(|| {
    let listening = listen("127.0.0.1", 0).expect("a port");
    let address = listening.address;
    let root = Utf8Path::new(".");
    let world: SharedWorld = Arc::new(DiskWorld::open(root, None).expect("a directory"));
    let built = build(&site(&[]), &Request::default(), &mut Silent);
    let builder = EditionBuilder { reload: Reload::On, navigate: Navigate::Stay };
    let source = Files { world: Arc::clone(&world), root: root.to_owned() };
    let first = builder.next(&Edition::empty(world), built, source, &Batch::default());
    let (sender, editions) = watch::channel(first.edition);
    std::thread::spawn(move || {
        let guard = Guard::new(address.ip(), []);
        run(listening.listener, editions, guard).expect("it serves");
        drop(sender);
    });
    address
});

fuzz_target!(|bytes: &[u8]| {
    let mut connection = TcpStream::connect(*SERVER).expect("the server accepts");
    connection.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    // The server may have hung up before everything is sent.
    let _ = connection.write_all(bytes);
    let _ = connection.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _ = connection.take(1 << 20).read_to_end(&mut answer);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 "));
});
