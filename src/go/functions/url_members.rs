//! What templates see of an address: fields, methods, and the values of its query.

use std::collections::BTreeMap;

use super::argument::text;
use super::url::{Url, encode_query, unescape, user_text};
use crate::go::error::Failure;
use crate::go::value::{Object, Outcome, Value};

/// The names of fields and methods.
const MEMBERS: &[&str] = &[
    "EscapedPath",
    "Fragment",
    "Host",
    "Hostname",
    "IsAbs",
    "JoinPath",
    "Opaque",
    "Parse",
    "Path",
    "Port",
    "Query",
    "RawPath",
    "RawQuery",
    "RequestURI",
    "ResolveReference",
    "Scheme",
    "String",
    "User",
];

impl Object for Url {
    fn type_name(&self) -> &'static str {
        "*url.URL"
    }

    fn member(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        Some(match name {
            "Scheme" => Ok(self.scheme.clone().into()),
            "Opaque" => Ok(self.opaque.clone().into()),
            "Host" => Ok(self.host.clone().into()),
            "Hostname" => Ok(self.hostname().into()),
            "Port" => Ok(self.port().into()),
            "Path" => Ok(self.path.clone().into()),
            "RawPath" => Ok(self.raw_path.clone().into()),
            "EscapedPath" => Ok(self.escaped_path().into()),
            "RawQuery" => Ok(self.query.clone().unwrap_or_default().into()),
            "RawFragment" => Ok("".into()),
            "ForceQuery" | "OmitHost" => Ok(false.into()),
            "Fragment" => Ok(self.fragment.clone().into()),
            "RequestURI" => Ok(self.request_uri().into()),
            "IsAbs" => Ok(self.is_absolute().into()),
            "String" => Ok(self.to_string().into()),
            "User" => Ok(self.user.clone().map_or(Value::Nil, |user| Value::object(User(user)))),
            "Query" => Ok(Value::object(Query::parse(self.query.as_deref().unwrap_or_default()))),
            "JoinPath" => self.joined(arguments),
            "Parse" | "ResolveReference" => self.resolved(arguments),
            _ => return None,
        })
    }

    fn print(&self) -> String {
        self.to_string()
    }

    fn members(&self) -> &'static [&'static str] {
        MEMBERS
    }
}

impl Url {
    fn joined(&self, arguments: &[Value]) -> Outcome {
        let segments = arguments.iter().map(text).collect::<Result<Vec<_>, _>>()?;
        self.join(&segments).map(Value::object)
    }

    fn resolved(&self, arguments: &[Value]) -> Outcome {
        let [reference] = arguments else {
            return Err(Failure::new("one address is to be resolved"));
        };
        self.resolve(&Self::parse(&text(reference)?)?).map(Value::object)
    }
}

/// Who an address speaks for.
#[derive(Debug)]
struct User((String, Option<String>));

impl Object for User {
    fn type_name(&self) -> &'static str {
        "*url.Userinfo"
    }

    fn member(&self, name: &str, _: &[Value]) -> Option<Outcome> {
        match name {
            "Username" => Some(Ok(self.0.0.clone().into())),
            "String" => Some(Ok(self.print().into())),
            _ => None,
        }
    }

    fn print(&self) -> String {
        user_text(Some(&self.0)).trim_end_matches('@').to_owned()
    }
}

/// The values of a query by their keys.
#[derive(Debug)]
struct Query(BTreeMap<String, Vec<String>>);

impl Query {
    fn parse(query: &str) -> Self {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let plain = |text: &str| unescape(&text.replace('+', " ")).ok();
        for pair in query.split('&').filter(|pair| !pair.is_empty() && !pair.contains(';')) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if let (Some(key), Some(value)) = (plain(key), plain(value)) {
                values.entry(key).or_default().push(value);
            }
        }
        Self(values)
    }
}

impl Object for Query {
    fn type_name(&self) -> &'static str {
        "url.Values"
    }

    fn member(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        let values = || {
            Ok::<_, Failure>(match arguments {
                [key] => self.0.get(&*text(key)?),
                _ => return Err(Failure::new("one key of a query is asked for")),
            })
        };
        match name {
            "Get" => Some(values().map(|found| found.map_or("", |all| &all[0]).into())),
            "Has" => Some(values().map(|found| found.is_some().into())),
            "Encode" => {
                let pairs =
                    self.0.iter().flat_map(|(key, all)| all.iter().map(|value| (&**key, &**value)));
                Some(Ok(encode_query(&pairs.collect::<Vec<_>>()).into()))
            }
            key => Some(Ok(self.0.get(key).map_or(Value::Nil, |all| Value::strings(all.clone())))),
        }
    }

    fn print(&self) -> String {
        let lists = self.0.iter().map(|(key, all)| format!("{key}:[{}]", all.join(" ")));
        format!("map[{}]", lists.collect::<Vec<_>>().join(" "))
    }

    fn collection(&self) -> Option<Value> {
        Some(Value::map(
            self.0.iter().map(|(key, all)| (key.as_str(), Value::strings(all.clone()))),
        ))
    }
}
