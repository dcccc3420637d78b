//! What a Go template computes with: the values of Go that reach a template, and no others.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use jiff::Zoned;

use crate::go::error::Failure;

/// What a function, a method or an expression gives.
pub type Outcome = Result<Value, Failure>;

/// A value of a Go template. Cloning one is cheap: whatever is large is shared.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// No value: `nil`, a key that a map does not have.
    #[default]
    Nil,
    Bool(bool),
    /// All integer types of Go.
    Int(i64),
    Float(f64),
    String(Arc<str>),
    /// A string whose type says where it may stand unescaped.
    Safe(Safe, Arc<str>),
    /// A moment, with the zone it is told in.
    Time(Arc<Zoned>),
    /// `time.Duration`, in nanoseconds.
    Duration(i64),
    List(Arc<List>),
    Map(Arc<Map>),
    /// Something with methods that knows all of itself: a scratch, an address.
    Object(Arc<dyn Object>),
    /// Something with methods that the host knows: a page, the site, a resource.
    Handle(Handle),
}

/// The place for which `safeHTML` and its kin declare a string to be safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safe {
    Html,
    Attribute,
    Css,
    Js,
    JsString,
    Url,
    Srcset,
}

impl Safe {
    /// The name of the type in Go, which `%T` prints.
    pub fn type_name(self) -> &'static str {
        match self {
            Self::Html => "template.HTML",
            Self::Attribute => "template.HTMLAttr",
            Self::Css => "template.CSS",
            Self::Js => "template.JS",
            Self::JsString => "template.JSStr",
            Self::Url => "template.URL",
            Self::Srcset => "template.Srcset",
        }
    }
}

/// A slice. What its elements are is kept, because `slice "a"` is `[]string` to `%T` and to `append`.
#[derive(Clone, Debug)]
pub struct List {
    pub element: Element,
    pub items: Vec<Value>,
    /// How deeply values stand in it.
    depth: u16,
}

impl List {
    /// A slice with elements of one type.
    pub fn new(element: Element, items: Vec<Value>) -> Self {
        let depth = deepest(items.iter());
        Self { element, items, depth }
    }
}

/// How deeply values stand in something that holds them. Values that nest without end would exhaust the stack of
/// whoever walks through them, if only to free them, so the evaluator looks at this.
fn deepest<'v>(values: impl Iterator<Item = &'v Value>) -> u16 {
    values.map(Value::depth).max().unwrap_or_default().saturating_add(1)
}

/// The type of the elements of a slice, as far as Hugo tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Element {
    /// `[]interface {}`
    #[default]
    Any,
    String,
    Int,
    Float,
    Bool,
    Html,
    /// `[]map[string]interface {}`
    Map,
    /// Nested slices: `[][]string`, `[][]interface {}`.
    Strings,
    Lists,
    /// `page.Pages`
    Page,
    /// `resource.Resources`
    Resource,
}

impl Element {
    /// The name of the slice's type in Go.
    pub fn list_name(self) -> &'static str {
        match self {
            Self::Any => "[]interface {}",
            Self::String => "[]string",
            Self::Int => "[]int",
            Self::Float => "[]float64",
            Self::Bool => "[]bool",
            Self::Html => "[]template.HTML",
            Self::Map => "[]map[string]interface {}",
            Self::Strings => "[][]string",
            Self::Lists => "[][]interface {}",
            Self::Page => "page.Pages",
            Self::Resource => "resource.Resources",
        }
    }
}

/// A map with string keys, in the order in which Go ranges over it: that of the bytes.
#[derive(Clone, Debug, Default)]
pub struct Map {
    pub kind: MapKind,
    pub entries: BTreeMap<Arc<str>, Value>,
    /// How deeply values stand in it.
    depth: u16,
}

/// Which of Hugo's maps a map is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MapKind {
    /// `map[string]interface {}`: `dict`, data files.
    #[default]
    Plain,
    /// `maps.Params`: keys are in lower case, and asked for in any case.
    Params,
}

impl Map {
    /// A map. The keys of `Params` are in lower case.
    pub fn new(kind: MapKind, entries: BTreeMap<Arc<str>, Value>) -> Self {
        let depth = deepest(entries.values());
        Self { kind, entries, depth }
    }

    /// The value of a key. `Params` are asked without regard to case.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self.kind {
            MapKind::Plain => self.entries.get(key),
            MapKind::Params => {
                self.entries.get(key).or_else(|| self.entries.get(key.to_lowercase().as_str()))
            }
        }
    }

    /// The name of the type in Go.
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            MapKind::Plain => "map[string]interface {}",
            MapKind::Params => "maps.Params",
        }
    }
}

/// A value with methods.
pub trait Object: Debug + Send + Sync {
    /// The name of the type in Go, for `%T` and messages: `*maps.Scratch`.
    fn type_name(&self) -> &'static str;

    /// Answers a method or field. `None` says that there is none of the name.
    fn member(&self, name: &str, arguments: &[Value]) -> Option<Outcome>;

    /// Another value, whose method of this name answers where the object has none.
    fn substitute(&self, name: &str) -> Option<Value> {
        let _ = name;
        None
    }

    /// What `print` and `{{ . }}` write.
    fn print(&self) -> String {
        String::new()
    }

    /// The names of all members, to say which is nearest.
    fn members(&self) -> &'static [&'static str] {
        &[]
    }

    /// What the object is to `range`, `index`, `len` and functions of collections, if it is a collection.
    fn collection(&self) -> Option<Value> {
        None
    }

    /// How deeply values stand in it.
    fn depth(&self) -> u16 {
        0
    }

    /// The number that this is, for types such as `time.Month`.
    fn number(&self) -> Option<i64> {
        None
    }
}

/// A value of the host: what it is, and which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle {
    /// The name of the type in Go, without its package: `Page`, `Site`, `Resource`, `Shortcode`.
    pub kind: &'static str,
    /// The host's number for it.
    pub number: u64,
}

impl Value {
    /// A string.
    pub fn string(text: impl Into<Arc<str>>) -> Self {
        Self::String(text.into())
    }

    /// A string that is HTML.
    pub fn html(text: impl Into<Arc<str>>) -> Self {
        Self::Safe(Safe::Html, text.into())
    }

    /// A slice of anything.
    pub fn list(items: Vec<Value>) -> Self {
        Self::list_of(Element::Any, items)
    }

    /// A slice of strings.
    pub fn strings<T: Into<Arc<str>>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::list_of(Element::String, items.into_iter().map(Self::string).collect())
    }

    /// A slice with elements of one type.
    pub fn list_of(element: Element, items: Vec<Value>) -> Self {
        Self::List(Arc::new(List::new(element, items)))
    }

    /// A map of `dict` or of data.
    pub fn map<K: Into<Arc<str>>>(entries: impl IntoIterator<Item = (K, Value)>) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
        Self::Map(Arc::new(Map::new(MapKind::Plain, entries)))
    }

    /// A map whose keys have no case.
    pub fn params<K: AsRef<str>>(entries: impl IntoIterator<Item = (K, Value)>) -> Self {
        let entries = entries
            .into_iter()
            .map(|(key, value)| (key.as_ref().to_lowercase().into(), value))
            .collect();
        Self::Map(Arc::new(Map::new(MapKind::Params, entries)))
    }

    /// A moment.
    pub fn time(time: Zoned) -> Self {
        Self::Time(Arc::new(time))
    }

    /// An object.
    pub fn object(object: impl Object + 'static) -> Self {
        Self::Object(Arc::new(object))
    }

    /// The text of a string of any type.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) | Self::Safe(_, text) => Some(text),
            _ => None,
        }
    }

    /// How deeply values stand in this one: 0 for one that holds no others.
    pub fn depth(&self) -> u16 {
        match self {
            Self::List(list) => list.depth,
            Self::Map(map) => map.depth,
            Self::Object(object) => object.depth(),
            _ => 0,
        }
    }

    /// Whether this is `nil`.
    pub fn is_nil(&self) -> bool {
        matches!(self, Self::Nil)
    }

    /// Whether a condition holds with this: false are nil, zero and what is empty. A moment of zero is false to Hugo.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Nil => false,
            Self::Bool(value) => *value,
            Self::Int(value) | Self::Duration(value) => *value != 0,
            Self::Float(value) => *value != 0.0,
            Self::String(text) | Self::Safe(_, text) => !text.is_empty(),
            Self::Time(time) => !is_zero_time(time),
            Self::List(list) => !list.items.is_empty(),
            Self::Map(map) => !map.entries.is_empty(),
            Self::Object(object) => match object.number() {
                Some(number) => number != 0,
                None => object.collection().is_none_or(|value| value.is_true()),
            },
            Self::Handle(_) => true,
        }
    }

    /// The name of the type in Go, as `%T` prints it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Nil => "<nil>",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float64",
            Self::String(_) => "string",
            Self::Safe(safe, _) => safe.type_name(),
            Self::Time(_) => "time.Time",
            Self::Duration(_) => "time.Duration",
            Self::List(list) => list.element.list_name(),
            Self::Map(map) => map.type_name(),
            Self::Object(object) => object.type_name(),
            Self::Handle(handle) => handle.kind,
        }
    }
}

/// The zero of Go's `time.Time`: the first second of the year 1 in UTC.
pub fn is_zero_time(time: &Zoned) -> bool {
    time.timestamp().as_second() == -62_135_596_800 && time.timestamp().subsec_nanosecond() == 0
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::string(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::string(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}
