//! Tokens as a syntax tree, by the grammar of Go's `text/template`.

mod number;
mod pipeline;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::go::ast::{At, Block, Branch, Format, Node, Pipeline, Template};
use crate::go::error::{Failure, Position};
use crate::go::lexer::{self, Token, TokenKind};

/// How deeply blocks and parentheses may stand in each other.
const DEEPEST: u32 = 100;

/// Names that are no functions to the parser.
const KEYWORDS: &[&str] =
    &["if", "else", "end", "range", "with", "define", "block", "template", "break", "continue"];

/// Parses a file. `is_function` says which names there are.
///
/// # Errors
/// The first place that is not in the grammar.
pub fn parse(
    name: &Arc<str>,
    text: &str,
    format: Format,
    functions: &dyn Functions,
) -> Result<Template, Failure> {
    let mut parser = Parser {
        name: Arc::clone(name),
        tokens: lexer::tokens(name, text)?,
        next: 0,
        variables: vec!["".into()],
        defines: BTreeMap::new(),
        functions,
        loops: 0,
        depth: 0,
    };
    let (body, end) = parser.block(Level::File)?;
    match end.kind {
        Closing::File => {
            Ok(Template { name: Arc::clone(name), format, body, defines: parser.defines })
        }
        Closing::End => Err(parser.failure("unexpected {{end}}", end.at)),
        Closing::Else => Err(parser.failure("unexpected {{else}}", end.at)),
    }
}

/// Which functions there are.
pub trait Functions {
    /// Whether a name, full or short, can be called.
    fn is_known(&self, name: &str) -> bool;

    /// Whether a name is a namespace with functions.
    fn is_namespace(&self, name: &str) -> bool;

    /// What is nearest to a name that is not known.
    fn nearest(&self, name: &str) -> Option<String>;
}

struct Parser<'f> {
    name: Arc<str>,
    tokens: Vec<Token>,
    next: usize,
    /// The variables that can be seen here.
    variables: Vec<Arc<str>>,
    defines: BTreeMap<Arc<str>, Block>,
    functions: &'f dyn Functions,
    /// How many loops the place is in.
    loops: u32,
    depth: u32,
}

/// Where a block stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    File,
    Inside,
}

/// What ended a block.
struct Ending {
    kind: Closing,
    at: At,
}

enum Closing {
    File,
    End,
    Else,
}

impl Parser<'_> {
    /// Nodes up to `end`, `else` or the end of the file.
    fn block(&mut self, level: Level) -> Result<(Block, Ending), Failure> {
        let mut nodes = Block::new();
        loop {
            let token = self.take();
            match token.kind {
                TokenKind::Text(text) => nodes.push(Node::Text(text, token.at)),
                TokenKind::Left => {
                    self.space();
                    if let Some(ending) = self.action(level, &mut nodes)? {
                        return Ok((nodes, ending));
                    }
                }
                _ => return Ok((nodes, Ending { kind: Closing::File, at: token.at })),
            }
        }
    }

    /// One action behind its beginning.
    fn action(&mut self, level: Level, nodes: &mut Block) -> Result<Option<Ending>, Failure> {
        let token = self.peek().clone();
        let at = token.at;
        let word = match &token.kind {
            TokenKind::Word(word) => Arc::clone(word),
            _ => "".into(),
        };
        if KEYWORDS.contains(&&*word) || &*word == "return" {
            self.take();
            self.space();
        }
        match &*word {
            "end" => {
                self.right("end")?;
                return Ok(Some(Ending { kind: Closing::End, at }));
            }
            "else" => return Ok(Some(Ending { kind: Closing::Else, at })),
            "if" => nodes.push(Node::If(self.branch("if", at)?)),
            "with" => nodes.push(Node::With(self.branch("with", at)?)),
            "range" => nodes.push(Node::Range(self.branch("range", at)?)),
            "break" | "continue" => {
                let is_break = &*word == "break";
                if self.loops == 0 {
                    return Err(self.failure(&format!("{{{{{word}}}}} outside {{{{range}}}}"), at));
                }
                self.right(&word)?;
                nodes.push(if is_break { Node::Break } else { Node::Continue });
            }
            "define" => {
                if level != Level::File {
                    return Err(self.failure("unexpected {{define}}", at));
                }
                self.define(at)?;
            }
            "block" => nodes.push(self.block_action(at)?),
            "template" => {
                let name = self.template_name("template", at)?;
                let argument = self.optional_pipeline("template")?;
                nodes.push(Node::Call { name, argument, at });
            }
            "return" => nodes.push(Node::Return(self.optional_pipeline("return")?)),
            _ => {
                let pipeline = self.pipeline("command", TokenKind::Right)?;
                nodes.push(Node::Action(pipeline, Vec::new()));
            }
        }
        Ok(None)
    }

    /// `if`, `with` or `range` behind its word, with all its branches.
    fn branch(&mut self, word: &str, at: At) -> Result<Branch, Failure> {
        self.enter(at)?;
        let outer = self.variables.len();
        let pipeline = self.pipeline(word, TokenKind::Right)?;
        if word == "range" {
            self.loops += 1;
        }
        let (body, ending) = self.block(Level::Inside)?;
        if word == "range" {
            self.loops -= 1;
        }
        let otherwise = match ending.kind {
            Closing::End => Block::new(),
            Closing::Else => self.otherwise(word, ending.at)?,
            Closing::File => {
                let message = format!("the `{word}` has no {{{{end}}}}");
                return Err(self.failure(&message, at));
            }
        };
        self.variables.truncate(outer);
        self.depth -= 1;
        Ok(Branch { pipeline, body, otherwise, at })
    }

    /// What follows `else`: `else if` and `else with` are a branch of their own, closed by the same `end`.
    fn otherwise(&mut self, word: &str, at: At) -> Result<Block, Failure> {
        let next = match &self.peek().kind {
            TokenKind::Word(next) if &**next == word && word != "range" => Arc::clone(next),
            _ => "".into(),
        };
        if !next.is_empty() {
            let at = self.take().at;
            self.space();
            let branch = self.branch(word, at)?;
            return Ok(vec![if word == "if" { Node::If(branch) } else { Node::With(branch) }]);
        }
        self.right("else")?;
        let (otherwise, ending) = self.block(Level::Inside)?;
        match ending.kind {
            Closing::End => Ok(otherwise),
            Closing::Else => Err(self.failure("expected end; found {{else}}", ending.at)),
            Closing::File => Err(self.failure("the `else` has no {{end}}", at)),
        }
    }

    fn define(&mut self, at: At) -> Result<(), Failure> {
        let name = self.template_name("define", at)?;
        self.right("define")?;
        let body = self.defined("define", at)?;
        self.add_define(name, body);
        Ok(())
    }

    /// `block` defines a template, unless that is there, and calls it.
    fn block_action(&mut self, at: At) -> Result<Node, Failure> {
        let name = self.template_name("block", at)?;
        let argument = Some(self.pipeline("block", TokenKind::Right)?);
        let body = self.defined("block", at)?;
        self.add_define(Arc::clone(&name), body);
        Ok(Node::Call { name, argument, at })
    }

    /// The body of a template within the file. It sees none of the variables around it.
    fn defined(&mut self, word: &str, at: At) -> Result<Block, Failure> {
        self.enter(at)?;
        let around = std::mem::replace(&mut self.variables, vec!["".into()]);
        let loops = std::mem::take(&mut self.loops);
        let (body, ending) = self.block(Level::Inside)?;
        self.variables = around;
        self.loops = loops;
        self.depth -= 1;
        match ending.kind {
            Closing::End => Ok(body),
            _ => Err(self.failure(&format!("the `{word}` has no {{{{end}}}}"), at)),
        }
    }

    /// A template that is only white space does not take the place of another.
    fn add_define(&mut self, name: Arc<str>, body: Block) {
        let is_empty = body.iter().all(|node| match node {
            Node::Text(text, _) => text.trim().is_empty(),
            _ => false,
        });
        if !(is_empty && self.defines.contains_key(&name)) {
            self.defines.insert(name, body);
        }
    }

    fn template_name(&mut self, word: &str, at: At) -> Result<Arc<str>, Failure> {
        let token = self.take();
        match token.kind {
            TokenKind::Quoted(name) => {
                self.space();
                Ok(name)
            }
            _ => Err(self.failure(&format!("`{word}` needs the name of a template in quotes"), at)),
        }
    }

    fn optional_pipeline(&mut self, word: &str) -> Result<Option<Pipeline>, Failure> {
        if self.peek().kind == TokenKind::Right {
            self.take();
            return Ok(None);
        }
        self.pipeline(word, TokenKind::Right).map(Some)
    }

    /// The end of an action that takes nothing.
    fn right(&mut self, word: &str) -> Result<(), Failure> {
        self.space();
        let token = self.take();
        match token.kind {
            TokenKind::Right => Ok(()),
            kind => Err(self.unexpected(&kind, word, token.at)),
        }
    }

    fn enter(&mut self, at: At) -> Result<(), Failure> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("the template is nested more than {DEEPEST} deep");
            return Err(self.failure(&message, at));
        }
        Ok(())
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        token
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.next]
    }

    /// Passes over white space.
    fn space(&mut self) {
        while self.peek().kind == TokenKind::Space {
            self.next += 1;
        }
    }

    fn unexpected(&self, kind: &TokenKind, place: &str, at: At) -> Failure {
        self.failure(&format!("unexpected {} in {place}", lexer::described(kind)), at)
    }

    fn failure(&self, message: &str, at: At) -> Failure {
        let template = Arc::clone(&self.name);
        Failure::syntax(message, Position { template, line: at.line, column: at.column })
    }
}
