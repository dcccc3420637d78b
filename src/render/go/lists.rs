//! Methods of lists of pages and of resources.

use std::cmp::Ordering;

use crate::go::error::Failure;
use crate::go::record::Record;
use crate::go::value::{Element, Outcome, Value};
use crate::resolve::{Page, PageId};

use super::order::{by_date, by_title, sort_by_default};
use super::page;
use super::resource;
use super::view::View;

/// A method of a list: its name with that of the list's type, the list, and the arguments.
pub(super) fn method(view: &View<'_>, name: &str, arguments: &[Value]) -> Option<Outcome> {
    let (list, arguments) = arguments.split_first()?;
    let Value::List(items) = list else { return None };
    if let Some(name) = name.strip_prefix("resource.Resources.") {
        return resource::of_list(view, &items.items, name, arguments);
    }
    let name = name.strip_prefix("page.Pages.")?;
    let ids = items.items.iter().filter_map(|item| match item {
        Value::Handle(handle) => view.page_of(*handle).map(|page| page.id),
        _ => None,
    });
    of_pages(view, ids.collect(), name, arguments)
}

fn of_pages(
    view: &View<'_>,
    mut ids: Vec<PageId>,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome> {
    match (name, arguments) {
        ("Len", []) => return Some(Ok(Value::Int(i64::try_from(ids.len()).unwrap_or(i64::MAX)))),
        ("Reverse", []) => ids.reverse(),
        ("Limit", [Value::Int(most)]) => ids.truncate(usize::try_from(*most).unwrap_or_default()),
        ("ByParam", [key]) => match key.as_str() {
            Some(key) => sort_by_parameter(view, &mut ids, key),
            None => return Some(Err(Failure::new("`ByParam` needs the name of a parameter"))),
        },
        ("Next" | "Prev", [Value::Handle(handle)]) => {
            let at =
                view.page_of(*handle).and_then(|page| ids.iter().position(|id| *id == page.id));
            let beside = at.and_then(|at| match name {
                "Prev" => ids.get(at + 1),
                _ => at.checked_sub(1).and_then(|before| ids.get(before)),
            });
            let page = beside.map(|id| view.renderer.site.page(*id));
            return Some(Ok(view.optional_page(page)));
        }
        ("GroupBy" | "GroupByParam" | "GroupByDate", [key]) => {
            return Some(match key.as_str() {
                Some(key) => Ok(grouped(view, &ids, name, key)),
                None => Err(Failure::new(format!("`{name}` needs a text"))),
            });
        }
        (_, []) => sort_by(view, &mut ids, name)?,
        _ => return None,
    }
    Some(Ok(view.pages(ids)))
}

/// Sorts as the method `By…` does that takes no argument; `None` if there is none of this name.
fn sort_by(view: &View<'_>, ids: &mut [PageId], name: &str) -> Option<()> {
    let page = |id: &PageId| view.renderer.site.page(*id);
    match name {
        "ByWeight" => sort_by_default(view, ids),
        "ByTitle" => ids.sort_by(|a, b| by_title(view, &page(a).title, &page(b).title)),
        "ByLinkTitle" => {
            ids.sort_by(|a, b| by_title(view, page(a).link_title(), page(b).link_title()))
        }
        "ByDate" => ids.sort_by_key(|id| page(id).date().map(|date| date.timestamp())),
        "ByLastmod" | "ByPublishDate" | "ByExpiryDate" => {
            let key = |id: &PageId| page::member(view, page(id), &name[2..], &[]);
            ids.sort_by_key(|id| match key(id) {
                Some(Ok(Value::Time(time))) => Some(time.timestamp()),
                _ => None,
            });
        }
        "ByLength" => {
            ids.iter().for_each(|id| view.ask_text(page(id)));
            ids.sort_by_key(|id| page(id).document.as_ref().map_or(0, |own| own.body.words));
        }
        "ByLanguage" => ids.sort_by_key(|id| page(id).language),
        _ => return None,
    }
    Some(())
}

fn sort_by_parameter(view: &View<'_>, ids: &mut [PageId], key: &str) {
    let value = |id: &PageId| {
        let page = view.renderer.site.page(*id);
        let found = page::member(view, page, "Param", &[Value::string(key)]);
        found.and_then(Result::ok).unwrap_or_default()
    };
    ids.sort_by(|a, b| of_values(&value(a), &value(b)));
}

/// Groups in the order in which Hugo has them: dates from new to old, else from the smallest key up.
fn grouped(view: &View<'_>, ids: &[PageId], method: &str, key: &str) -> Value {
    let of = |page: &Page| match method {
        "GroupByParam" => page::member(view, page, "Param", &[Value::string(key)]),
        "GroupByDate" => page::member(view, page, "Date", &[]).map(|date| match date {
            Ok(Value::Time(time)) => Ok(Value::string(crate::go::layout::format(&time, key))),
            other => other,
        }),
        _ => page::member(view, page, key, &[]),
    };
    let mut groups: Vec<(Value, Vec<PageId>)> = Vec::new();
    for id in ids {
        let key = of(view.renderer.site.page(*id)).and_then(Result::ok).unwrap_or_default();
        match groups.iter_mut().find(|(known, _)| of_values(known, &key).is_eq()) {
            Some((_, members)) => members.push(*id),
            None => groups.push((key, vec![*id])),
        }
    }
    if method == "GroupByDate" {
        groups.sort_by_key(|(_, members)| members.first().map(|id| by_date(view, *id)));
    } else {
        groups.sort_by(|a, b| of_values(&a.0, &b.0));
    }
    let groups = groups.into_iter().map(|(key, members)| {
        Record::value("page.PageGroup", "", [("Key", key), ("Pages", view.pages(members))])
    });
    Value::list_of(Element::Any, groups.collect())
}

fn of_values(a: &Value, b: &Value) -> Ordering {
    let number = |value: &Value| match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        Value::Time(time) => Some(time.timestamp().as_second() as f64),
        _ => None,
    };
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a_number, b_number) => {
            let texts = (a.as_str().unwrap_or_default(), b.as_str().unwrap_or_default());
            // What has no value comes last.
            (a.is_nil(), a_number.is_none(), texts.0).cmp(&(
                b.is_nil(),
                b_number.is_none(),
                texts.1,
            ))
        }
    }
}
