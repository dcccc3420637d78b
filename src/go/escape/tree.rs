//! Reads a template's tree, and notes what each of its values needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::place::{Delimiter, JsSlash, Place, State, UrlPart};
use super::text::moved;
use crate::go::ast::{
    At, Block, Branch, Command, Escaper, Format, Node, OperandKind, Pipeline, Template,
};
use crate::go::error::{Failure, Position};

/// How many nodes may be looked at: a template within a template is looked at for each place it is called at.
const MOST_NODES: usize = 200_000;

/// How deeply branches and calls may stand in each other.
const DEEPEST: u32 = 150;

pub(super) fn escaped(template: Template) -> Result<Template, Failure> {
    let mut reader = Reader {
        name: Arc::clone(&template.name),
        defines: &template.defines,
        made: BTreeMap::new(),
        outputs: BTreeMap::new(),
        loops: Vec::new(),
        nodes: 0,
        depth: 0,
    };
    let mut body = template.body.clone();
    let place = reader.block(Place::default(), &mut body)?;
    if place.state != State::Text && place.state != State::Dead {
        let message = format!("the template ends within {place}");
        return Err(reader.failure(message, At { line: 1, column: 1 }));
    }
    // A definition may be a partial, too. One that cannot stand in text is none.
    for name in template.defines.keys() {
        let _ = reader.called(name, &Place::default(), At::default());
    }
    let made = reader.made;
    Ok(Template { name: template.name, format: Format::Html, body, defines: made })
}

struct Reader<'t> {
    name: Arc<str>,
    defines: &'t BTreeMap<Arc<str>, Block>,
    /// Definitions, by name and place.
    made: BTreeMap<Arc<str>, Block>,
    /// Where definitions end, by the same names.
    outputs: BTreeMap<Arc<str>, Place>,
    /// The places of `break` and `continue` in each loop around.
    loops: Vec<Vec<Place>>,
    nodes: usize,
    depth: u32,
}

impl Reader<'_> {
    fn block(&mut self, place: Place, nodes: &mut Block) -> Result<Place, Failure> {
        self.depth += 1;
        let mut place = place;
        for node in nodes {
            place = self.node(place, node)?;
        }
        self.depth -= 1;
        Ok(place)
    }

    fn node(&mut self, place: Place, node: &mut Node) -> Result<Place, Failure> {
        self.nodes += 1;
        if self.nodes > MOST_NODES || self.depth > DEEPEST {
            let message = "the templates of the file call each other too often or too deeply";
            return Err(self.failure(message.to_owned(), At { line: 1, column: 1 }));
        }
        match node {
            Node::Text(text, at) => {
                let (next, edited) =
                    moved(place, text).map_err(|message| self.failure(message, *at))?;
                if let Some(edited) = edited {
                    *text = edited.into();
                }
                Ok(next)
            }
            Node::Action(pipeline, escapers) => self.action(place, pipeline, escapers),
            Node::If(branch) | Node::With(branch) => {
                let first = self.block(place.clone(), &mut branch.body)?;
                let other = self.block(place, &mut branch.otherwise)?;
                self.joined(first, other, branch.at)
            }
            Node::Range(branch) => self.range(place, branch),
            Node::Break | Node::Continue => {
                if let Some(places) = self.loops.last_mut() {
                    places.push(place);
                }
                Ok(Place::of(State::Dead))
            }
            Node::Call { name, at, .. } => {
                if !self.defines.contains_key(name) {
                    return Ok(place);
                }
                let at = *at;
                let (made, next) = self.called(&Arc::clone(name), &place, at)?;
                *name = made;
                Ok(next)
            }
            Node::Return(_) => Ok(place),
        }
    }

    /// A loop's body must end where it began, since it may run again.
    fn range(&mut self, place: Place, branch: &mut Branch) -> Result<Place, Failure> {
        let again = branch.body.clone();
        let once = self.turn(place.clone(), &mut branch.body, branch.at)?;
        let mut end = once.clone();
        if once != place && once.state != State::Dead {
            let twice = self.turn(once.clone(), &mut again.clone(), branch.at)?;
            end = self.joined(once, twice, branch.at)?;
        }
        let other = self.block(place, &mut branch.otherwise)?;
        self.joined(end, other, branch.at)
    }

    fn turn(&mut self, place: Place, body: &mut Block, at: At) -> Result<Place, Failure> {
        self.loops.push(Vec::new());
        let mut end = self.block(place, body)?;
        for place in self.loops.pop().unwrap_or_default() {
            end = self.joined(end, place, at)?;
        }
        Ok(end)
    }

    /// A definition for a place, under a name of its own, and the place behind it.
    fn called(
        &mut self,
        name: &Arc<str>,
        place: &Place,
        at: At,
    ) -> Result<(Arc<str>, Place), Failure> {
        let made: Arc<str> = match place.state {
            State::Text => Arc::clone(name),
            _ => format!("{name}$htmltemplate_{place:?}").into(),
        };
        if let Some(output) = self.outputs.get(&made) {
            return Ok((made, output.clone()));
        }
        let Some(body) = self.defines.get(name) else { return Ok((made, place.clone())) };
        // A template that calls itself is taken to end where it began, and then it must.
        let mut assumed = place.clone();
        for _ in 0..2 {
            self.outputs.insert(Arc::clone(&made), assumed.clone());
            let mut body = body.clone();
            let loops = std::mem::take(&mut self.loops);
            let depth = self.depth;
            let end = self.block(place.clone(), &mut body);
            self.loops = loops;
            self.depth = depth;
            let end = match end {
                Ok(end) => end,
                Err(failure) => {
                    self.outputs.remove(&made);
                    return Err(failure);
                }
            };
            self.made.insert(Arc::clone(&made), body);
            self.outputs.insert(Arc::clone(&made), end.clone());
            if end == assumed || !calls(self.made.get(&made), &made) {
                return Ok((made, end));
            }
            assumed = end;
        }
        Err(self.failure(format!("it cannot be told where the template {name:?} ends"), at))
    }

    fn action(
        &mut self,
        place: Place,
        pipeline: &mut Pipeline,
        escapers: &mut Vec<Escaper>,
    ) -> Result<Place, Failure> {
        if !pipeline.variables.is_empty() {
            return Ok(place);
        }
        let mut place = place.nudged();
        let needed = needed(&mut place).map_err(|message| self.failure(message, pipeline.at))?;
        *escapers = with_written(pipeline, needed);
        Ok(place)
    }

    /// The place behind branches that end in two places.
    fn joined(&self, one: Place, other: Place, at: At) -> Result<Place, Failure> {
        joined(&one, &other).ok_or_else(|| {
            self.failure(format!("branches end in different places: {one} and {other}"), at)
        })
    }

    fn failure(&self, message: String, at: At) -> Failure {
        let template = Arc::clone(&self.name);
        Failure::syntax(message, Position { template, line: at.line, column: at.column })
    }
}

fn joined(one: &Place, other: &Place) -> Option<Place> {
    if one == other || other.state == State::Dead {
        return Some(one.clone());
    }
    if one.state == State::Dead {
        return Some(other.clone());
    }
    let same_url = Place { url_part: other.url_part, ..one.clone() };
    if same_url == *other {
        return Some(Place { url_part: UrlPart::Unknown, ..same_url });
    }
    let same_slash = Place { js_slash: other.js_slash, ..one.clone() };
    if same_slash == *other {
        return Some(Place { js_slash: JsSlash::Unknown, ..same_slash });
    }
    let nudged = (one.clone().nudged(), other.clone().nudged());
    if nudged.0 != *one || nudged.1 != *other {
        return joined(&nudged.0, &nudged.1);
    }
    None
}

/// Whether a block calls a template of the name.
fn calls(block: Option<&Block>, wanted: &str) -> bool {
    block.into_iter().flatten().any(|node| match node {
        Node::Call { name, .. } => &**name == wanted,
        Node::If(branch) | Node::With(branch) | Node::Range(branch) => {
            calls(Some(&branch.body), wanted) || calls(Some(&branch.otherwise), wanted)
        }
        _ => false,
    })
}

/// What a value at the place needs. The place moves on behind it.
fn needed(place: &mut Place) -> Result<Vec<Escaper>, String> {
    let mut needed = Vec::new();
    match place.state {
        State::Url
        | State::MetaContentUrl
        | State::CssDouble
        | State::CssSingle
        | State::CssDoubleUrl
        | State::CssSingleUrl
        | State::CssUrl => needed.extend(of_address(place)?),
        State::Js => {
            needed.push(Escaper::JsValue);
            place.js_slash = JsSlash::Division;
        }
        State::JsDouble | State::JsSingle => needed.push(Escaper::JsString),
        State::JsTemplate => needed.push(Escaper::JsTemplate),
        State::JsRegex => needed.push(Escaper::JsRegex),
        State::Css => needed.push(Escaper::CssValue),
        State::Text | State::Dead => needed.push(Escaper::Html),
        State::RcData => needed.push(Escaper::RcData),
        State::Attribute | State::MetaContent => {}
        State::Tag | State::AttributeName => {
            place.state = State::AttributeName;
            needed.push(Escaper::Name);
        }
        State::Srcset => needed.push(Escaper::Srcset),
        _ => needed.push(Escaper::Comment),
    }
    match place.delimiter {
        Delimiter::None => {}
        Delimiter::SpaceOrTagEnd => needed.push(Escaper::Unquoted),
        Delimiter::Double | Delimiter::Single => needed.push(Escaper::Attribute),
    }
    Ok(needed)
}

fn of_address(place: &Place) -> Result<Vec<Escaper>, String> {
    let plain = match place.state {
        State::CssDouble | State::CssSingle => Escaper::CssString,
        _ => Escaper::UrlNormalize,
    };
    match place.url_part {
        UrlPart::None => Ok(vec![Escaper::UrlFilter, plain]),
        UrlPart::PreQuery => Ok(vec![plain]),
        UrlPart::QueryOrFragment => Ok(vec![Escaper::UrlEscape]),
        UrlPart::Unknown => {
            Err("a value stands in an address whose part depends on the branch taken".to_owned())
        }
    }
}

/// Takes an escaper of Go's that the author wrote at the end in place of the equal one.
fn with_written(pipeline: &mut Pipeline, mut needed: Vec<Escaper>) -> Vec<Escaper> {
    let is_only = pipeline.commands.len() == 1;
    let Some(Command { first, arguments }) = pipeline.commands.last_mut() else { return needed };
    let written = match &first.kind {
        OperandKind::Function(name) if &**name == "html" => Escaper::GoHtml,
        OperandKind::Function(name) if &**name == "urlquery" => Escaper::GoQuery,
        _ => return needed,
    };
    let is_equal = |escaper: &Escaper| match written {
        Escaper::GoHtml => matches!(
            escaper,
            Escaper::Html | Escaper::Attribute | Escaper::Unquoted | Escaper::RcData
        ),
        _ => matches!(escaper, Escaper::UrlEscape | Escaper::UrlNormalize),
    };
    let Some(equal) = needed.iter().position(is_equal) else { return needed };
    if is_only && !arguments.is_empty() {
        first.kind = OperandKind::Function("print".into());
    } else if arguments.is_empty() && !is_only {
        pipeline.commands.pop();
    } else {
        return needed;
    }
    needed[equal] = written;
    needed
}
