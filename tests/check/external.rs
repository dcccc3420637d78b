//! Links to other hosts: what becomes of what these say. No test needs a network.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Mutex;
use std::time::Duration;

use site::check::{Checked, Outside, check_with};
use site::diagnostic::Code;
use site::pipeline::{Request, Silent, build};
use site::web::{Answer, Client, Method, NoAnswer, Question, Reach, Web};
use site::world::MemoryWorld;
use url::Url;

/// Hosts that answer from a table, and note what they are asked.
#[derive(Default)]
struct Told {
    answers: BTreeMap<String, Result<Answer, NoAnswer>>,
    log: Mutex<Vec<String>>,
}

impl Told {
    fn says(mut self, url: &str, answer: Result<Answer, NoAnswer>) -> Self {
        self.answers.insert(url.to_owned(), answer);
        self
    }

    fn status(self, url: &str, status: u16) -> Self {
        self.says(url, Ok(Answer { status, ..Answer::default() }))
    }

    fn redirect(self, url: &str, status: u16, to: &str) -> Self {
        self.says(url, Ok(Answer { status, location: Some(to.to_owned()), ..Answer::default() }))
    }

    fn log(&self) -> Vec<String> {
        self.log.lock().expect("no test panics here").clone()
    }

    fn note(&self, line: String) {
        self.log.lock().expect("no test panics here").push(line);
    }
}

impl Web for Told {
    fn ask(&self, Question { url, method }: Question<'_>) -> Result<Answer, NoAnswer> {
        self.note(format!("{method:?} {url}"));
        let only_get = self.answers.get(&format!("{method:?} {url}"));
        let answer = only_get.or_else(|| self.answers.get(url.as_str()));
        answer.cloned().unwrap_or(Ok(Answer { status: 404, ..Answer::default() }))
    }

    fn wait(&self, time: Duration) {
        self.note(format!("wait {time:?}"));
    }
}

fn world(text: &str) -> MemoryWorld {
    MemoryWorld::new("2026-06-01T00:00:00Z")
        .file("site.toml", "baseURL = 'https://site.net/'\n")
        .file("content/a.md", format!("---\ntitle: A\n---\n{text}\n").into_bytes())
}

fn checked(world: &MemoryWorld, web: &dyn Web) -> Checked {
    let outcome = build(world, &Request::default(), &mut Silent).expect("a configuration");
    check_with(world, &outcome, Outside { git: None, web: Some(web) })
}

/// Code and message of what is said of links to other hosts.
fn said(world: &MemoryWorld, web: &dyn Web) -> Vec<(Code, String)> {
    let found = checked(world, web).diagnostics.into_iter();
    let of_hosts = found.filter(|problem| problem.code.name().starts_with("link-external"));
    of_hosts.map(|problem| (problem.code, problem.message)).collect()
}

#[test]
fn what_hosts_say_is_told_apart() {
    let web = Told::default()
        .status("https://a.net/fine", 200)
        .status("https://a.net/gone", 410)
        .status("https://a.net/closed", 403)
        .redirect("https://a.net/moved", 301, "/fine")
        .redirect("https://a.net/for-now", 302, "/fine")
        .redirect("https://a.net/nowhere", 301, "https://a.net/missing")
        .redirect("https://a.net/round", 301, "/round")
        .status("Head https://a.net/get", 405)
        .status("Get https://a.net/get", 200)
        .says("https://none.net/", Err(NoAnswer::NoHost))
        .says("https://slow.net/", Err(NoAnswer::Timeout));
    let links: String = [
        "a.net/fine",
        "a.net/gone",
        "a.net/closed",
        "a.net/moved",
        "a.net/for-now",
        "a.net/nowhere",
        "a.net/round",
        "a.net/get",
        "none.net/",
        "slow.net/",
    ]
    .map(|link| format!("A [word](https://{link}).\n"))
    .concat();
    let found = said(&world(&links), &web);
    let dead = |link: &str, why: &str| {
        (Code::LinkExternal, format!("`https://{link}` leads nowhere: {why}"))
    };
    let unsure = |link: &str, why: &str| {
        (Code::LinkExternalUnsure, format!("`https://{link}` may lead nowhere: {why}"))
    };
    assert_eq!(
        found,
        [
            dead("a.net/gone", "the server answers 410 (Gone)"),
            unsure("a.net/closed", "the server answers 403 (Forbidden)"),
            (Code::LinkExternalMoved, "`https://a.net/moved` has moved for good".to_owned()),
            dead("a.net/nowhere", "the server answers 404 (Not Found)"),
            unsure("a.net/round", "it is redirected without end"),
            dead("none.net/", "no host has that name"),
            unsure("slow.net/", "the server does not answer in time"),
        ]
    );
}

#[test]
fn without_a_network_nothing_is_called_dead() {
    let web = Told::default().says("https://none.net/", Err(NoAnswer::NoHost));
    let found = said(&world("[word](https://none.net/)"), &web);
    let reason = "no host is found: this machine seems to have no network";
    assert_eq!(
        found,
        [(Code::LinkExternalUnsure, format!("`https://none.net/` may lead nowhere: {reason}"))]
    );
}

#[test]
fn a_host_is_asked_as_it_wishes() {
    let robots = Answer {
        status: 200,
        body: "User-agent: *\nDisallow: /private/\nCrawl-delay: 2\n".to_owned(),
        ..Answer::default()
    };
    let web = Told::default()
        .says("https://a.net/robots.txt", Ok(robots))
        .status("https://a.net/x", 200)
        .status("https://a.net/y", 200);
    let world = world(
        "[one](https://a.net/x#a) [two](https://a.net/x#b) [three](https://a.net/private/z) [four](https://a.net/y)",
    );
    let checked = checked(&world, &web);
    assert_eq!(
        web.log(),
        [
            "Read https://a.net/robots.txt",
            "Head https://a.net/x",
            "wait 2s",
            "Head https://a.net/y"
        ]
    );
    let counts = checked.external.expect("hosts were asked").counts;
    assert_eq!((counts.asked, counts.remembered, counts.forbidden), (2, 0, 1));
}

#[test]
fn who_is_not_well_is_asked_again_and_then_left_alone() {
    let links = (0..6).map(|n| format!("[word](https://a.net/{n}) ")).collect::<String>();
    let mut web = Told::default();
    for n in 0..6 {
        web = web.says(&format!("https://a.net/{n}"), Err(NoAnswer::Timeout));
    }
    assert_eq!(said(&world(&links), &web).len(), 6);
    let log = web.log();
    let asked = log.iter().filter(|line| line.starts_with("Head")).count();
    assert_eq!(asked, 3 * 3, "three times each, and after three links no more: {log:?}");
    assert!(!log.iter().any(|line| line.starts_with("Get")));
}

#[test]
fn good_answers_count_for_thirty_days() {
    let record = |day: &str| {
        format!("{{\"version\": 1, \"links\": {{\"https://a.net/x\": {{\"asked\": \"{day}\"}}}}}}")
            .into_bytes()
    };
    let asked = |day: &str| {
        let web = Told::default().status("https://a.net/x", 200);
        let world = world("[word](https://a.net/x)").file("site-links.json", record(day));
        let external = checked(&world, &web).external.expect("hosts were asked");
        (web.log().len(), external.record.json().contains(day))
    };
    assert_eq!(asked("2026-05-20"), (0, true));
    assert_eq!(asked("2026-04-01"), (2, false));
    assert_eq!(asked("2027-01-01"), (2, false), "a day to come is none that anybody has asked on");
}

#[test]
fn links_that_only_a_template_makes_are_not_asked() {
    let web = Told::default();
    let template = "<html><body><a href=\"https://a.net/edit/{{ page.title }}\">Edit</a>{{ page.content | safe }}</body></html>";
    let world = world("Text").file("templates/page.html", template);
    assert_eq!(said(&world, &web), []);
    assert_eq!(web.log(), [""; 0]);
}

#[test]
fn an_author_may_switch_it_off_and_is_not_scolded_where_nobody_asks() {
    let world =
        world("<!-- site-ignore: link-external it comes back -->\n[word](https://a.net/gone)");
    assert_eq!(checked(&world, &Told::default()).diagnostics, []);
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    assert_eq!(check_with(&world, &outcome, Outside::default()).diagnostics, []);
}

#[test]
fn passwords_are_not_sent() {
    let web = Told::default();
    assert_eq!(said(&world("[word](https://me:secret@a.net/)"), &web), []);
    assert_eq!(web.log(), [""; 0]);
}

#[test]
fn what_redirects_lead_to_is_judged_like_any_link() {
    let web = Told::default()
        .redirect("https://a.net/in", 302, "http://169.254.169.254/latest/")
        .says("http://169.254.169.254/latest/", Err(NoAnswer::Private))
        .says("http://169.254.169.254/robots.txt", Err(NoAnswer::Private))
        .redirect("https://a.net/file", 302, "file:///etc/passwd");
    let found = said(&world("[one](https://a.net/in)\n[two](https://a.net/file)"), &web);
    let reasons: Vec<&str> =
        found.iter().filter_map(|(_, message)| message.rsplit(": ").next()).collect();
    assert_eq!(
        reasons,
        ["it leads into a private network, which is not asked", "the server answers 302"]
    );
}

/// A server on this machine that answers each request with the text for its first line.
fn server(answer: fn(&str) -> &'static str) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let first = lines.next().unwrap_or_default();
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let _ = (&stream).write_all(answer(&first).as_bytes());
        }
    });
    Url::parse(&format!("http://127.0.0.1:{port}/")).expect("a URL")
}

#[test]
fn the_client_speaks_http_and_follows_nothing_by_itself() {
    let url = server(|line| match line {
        "HEAD / HTTP/1.1" => {
            "HTTP/1.1 301 Moved\r\nLocation: /b\r\nRetry-After: 7\r\nConnection: close\r\n\r\n"
        }
        "GET / HTTP/1.1" => "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ntext",
        _ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    });
    let client = Client::new(Reach::Anywhere);
    let ask = |url: &Url, method| client.ask(Question { url, method });
    let head = ask(&url, Method::Head).expect("an answer");
    assert_eq!((head.status, head.location.as_deref()), (301, Some("/b")));
    assert_eq!(head.retry_after, Some(Duration::from_secs(7)));
    assert_eq!(ask(&url, Method::Read).expect("an answer").body, "text");
    assert_eq!(ask(&url, Method::Get).expect("an answer").body, "");
    assert_eq!(ask(&url.join("/c#d").expect("a URL"), Method::Get).expect("an answer").status, 404);
}

#[test]
fn the_client_keeps_out_of_private_networks() {
    let url = server(|_| "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let client = Client::new(Reach::Public);
    let named = Url::parse(&url.as_str().replace("127.0.0.1", "localhost")).expect("a URL");
    for url in [&url, &named] {
        assert_eq!(client.ask(Question { url, method: Method::Head }), Err(NoAnswer::Private));
    }
}
