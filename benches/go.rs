//! A page with a thousand calls of a shortcode that has a loop and two partials: as a Go template, and the same as a
//! Tera template.
//!
//! `cargo bench --bench go`.

use divan::Bencher;
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

const CALLS: usize = 1000;

const GO: &[(&str, &str)] = &[
    (
        "layouts/shortcodes/list.html",
        "<ul class=\"{{ .Get \"class\" }}\">{{ range $i, $word := split (.Get \"words\") \" \" }}\
         {{ partial \"item.html\" (dict \"n\" (add $i 1) \"word\" $word) }}{{ end }}</ul>\
         {{ partial \"foot.html\" (.Get \"class\") }}",
    ),
    ("layouts/partials/item.html", "<li id=\"w{{ .n }}\">{{ .word | upper }}</li>"),
    ("layouts/partials/foot.html", "<p>{{ . }}</p>"),
];

const TERA: &[(&str, &str)] = &[
    (
        "templates/shortcodes/list.html",
        "<ul class=\"{{ args.class }}\">{% for word in args.words | split(pat=\" \") %}\
         {% set n = loop.index %}{% include \"item.html\" %}{% endfor %}</ul>{% include \"foot.html\" %}",
    ),
    ("templates/item.html", "<li id=\"w{{ n }}\">{{ word | upper }}</li>"),
    ("templates/foot.html", "<p>{{ args.class }}</p>"),
];

fn main() {
    divan::main();
}

fn world(templates: &[(&str, &str)]) -> MemoryWorld {
    let calls = (0..CALLS)
        .map(|n| format!("{{{{< list class=\"c{n}\" words=\"one two three four five\" >}}}}\n\n"));
    let text = format!("---\ntitle: Calls\n---\n{}", calls.collect::<String>());
    let world = MemoryWorld::new("2026-06-01T12:00:00Z")
        .file("site.toml", "baseURL = 'https://example.org/'\ntitle = 'Site'\n")
        .file("content/a.md", text)
        .file("templates/page.html", "{{ content | safe }}");
    let bare = ["home", "section", "404", "redirect"];
    let world =
        bare.iter().fold(world, |world, name| world.file(format!("templates/{name}.html"), "x"));
    templates.iter().fold(world, |world, (path, text)| world.file(path, *text))
}

fn run(bencher: Bencher<'_, '_>, templates: &[(&str, &str)]) {
    let world = world(templates);
    bencher
        .bench_local(|| build(&world, &Request::default(), &mut Silent).expect("a configuration"));
}

#[divan::bench]
fn a_thousand_calls_in_go(bencher: Bencher<'_, '_>) {
    run(bencher, GO);
}

#[divan::bench]
fn a_thousand_calls_in_tera(bencher: Bencher<'_, '_>) {
    run(bencher, TERA);
}
