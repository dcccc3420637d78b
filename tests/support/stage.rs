//! A site, its server, and a browser that listens: for tests of what edits lead to.

use camino::Utf8Path;
use site::config::Overrides;
use site::pipeline::{Request, Silent, build};
use site::world::DiskWorld;

use super::server::{Events, Server, Site, without_tag};

const TODAY: &str = "2026-06-01T00:00:00Z";

/// A site, its server, and a browser that listens.
pub struct Stage {
    pub site: Site,
    pub server: Server,
    pub events: Events,
    ends: usize,
}

impl Stage {
    pub fn new(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        let site = Site::new(files);
        let arguments = [&["--date", TODAY], arguments].concat();
        let server = Server::start(&site, &arguments);
        let mut events = server.events("/hello/");
        assert_eq!(events.next().0, "state");
        Self { site, server, events, ends: 0 }
    }

    /// Waits until everything that was done before has been built. Events come in their order: once
    /// the last file is there, nothing is outstanding.
    pub fn settle(&mut self) {
        self.ends += 1;
        let number = self.ends;
        self.site.write(&format!("content/en/end-{number}.md"), "The end\n");
        self.events.until_changed(&format!("/end-{number}/"));
    }

    /// Waits, and compares all that is served with a cold build.
    #[track_caller]
    pub fn assert_settles_cold(&mut self) {
        self.settle();
        let root = Utf8Path::from_path(self.site.root()).expect("UTF-8");
        let world = DiskWorld::open(root, Some(TODAY.parse().expect("a date"))).expect("a site");
        let base_url = Some(format!("{}/", self.server.origin));
        let overrides = Overrides { base_url, ..Overrides::default() };
        let request = Request { overrides, ..Request::default() };
        let cold = build(&world, &request, &mut Silent).expect("a configuration");
        for (path, artifact) in cold.artifacts.iter() {
            let expected = artifact.read(&world).expect("readable").to_vec();
            let answer = self.server.get(&format!("/{path}"));
            assert_eq!(answer.status, 200, "{path}");
            let is_page = path.ends_with(".html");
            let served =
                if is_page { without_tag(&answer.text()).into_bytes() } else { answer.body };
            assert!(served == expected, "{path} is not as a cold build makes it");
        }
    }

    pub fn text(&self, url: &str) -> String {
        let answer = self.server.get(url);
        assert_eq!(answer.status, 200, "{url}");
        answer.text()
    }

    pub fn assert_missing(&self, url: &str) {
        assert_eq!(self.server.get(url).status, 404, "{url}");
    }
}
