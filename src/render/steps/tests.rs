use super::*;

fn counted(source: &str) -> CountedTemplate {
    CountedTemplate::new("page.html", source, &KeptOutput::of([("page.html", source)].into_iter()))
}

/// The counted template, with signs for what counts.
fn shown(source: &str) -> String {
    let text = counted(source).text.replace("count_step", "+").replace("|count_size", "|#");
    text.replace("count_size", "#").replace("|count_items", "|+")
}

#[test]
fn loops_components_includes_and_blocks_are_counted() {
    assert_eq!(
        shown("a {% for x in y %} {{ x }}{% endfor %}"),
        "a {% for x in y %}{{+()}} {{ x }}{% endfor %}"
    );
    assert_eq!(shown("{%- for x in \"%}\" -%} b"), "{%- for x in \"%}\" -%}{{+()-}} b");
    assert_eq!(
        shown("{% component a() -%}\n{% endcomponent a %}"),
        "{% component a() -%}{{+()-}}\n{% endcomponent a %}"
    );
    assert_eq!(shown("{% include \"a\" -%} b"), "{% include \"a\" -%}{{+()-}} b");
    assert_eq!(
        shown("{% block a %}bc{% endblock %}"),
        "{% block a %}{{+(bytes=2)}}bc{% endblock %}"
    );
}

#[test]
fn items_of_comprehensions_are_counted() {
    assert_eq!(
        shown("{{ [a for a in b if a] | length }}"),
        "{{ [a for a in( b )|+ if a] | length }}"
    );
}

#[test]
fn what_is_kept_is_counted_by_its_size() {
    assert_eq!(
        shown("{% set a %}b{{ c }}{{ d ~ e -}} {% endset %}"),
        "{% set a|# %}b{{ c }}{{#(value=c)}}{{( d ~ e)|# -}} {% endset %}"
    );
    assert_eq!(
        shown("{% filter upper %}{% for a in b %}cd{% endfor %}{% endfilter %}"),
        "{% filter upper %}{% for a in b %}{{+(bytes=2)}}cd{% endfor %}{% endfilter %}"
    );
    assert_eq!(
        shown("{{ f(a=<b />) }}{% component b() %}{{ c }}{% endcomponent b %}"),
        "{{ f(a=<b />) }}{% component b() %}{{+(bytes=7)}}{{ c }}{{#(value=c)}}{% endcomponent b %}"
    );
}

#[test]
fn what_a_set_makes_is_counted_and_what_it_names_is_not() {
    assert_eq!(shown("{%- set a = b ~ \"=%}\" -%}"), "{%- set a =( b ~ \"=%}\")|# -%}");
    assert_eq!(shown("{% set_global a = [b, b] %}"), "{% set_global a =( [b, b])|# %}");
    assert_eq!(shown("{% set a = b.c or d %}"), "{% set a = b.c or d %}");
}

#[test]
fn what_is_none_of_these_stays_as_it_is() {
    for source in [
        "{# {% for x in y %} #}",
        "{{ \"{% for x in y %}\" }}",
        "{% raw %}{% for x in y %}{% endraw %}{",
        "{% if form %}{",
        "{ {a} {",
        "{% for x",
        "节 {% set fore = 1 %}",
        "{% endset %}{% endfor %}{% </a> %}{{ b }}",
    ] {
        assert_eq!(shown(source), source);
    }
}

#[test]
fn offsets_lead_back_to_the_file() {
    let source = "{% for x in y %}{% for z in x %}é{{ z }}{% endfor %}{% endfor %}";
    let counted = counted(source);
    for (at, c) in counted.text.char_indices().filter(|(_, c)| *c == 'é') {
        assert_eq!(source[counted.offset(at)..].chars().next(), Some(c));
    }
    assert_eq!(counted.offset(counted.text.len()), source.len());
    assert_eq!(counted.offset(20), 16, "what was inserted stands behind its tag");
}
