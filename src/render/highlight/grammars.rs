//! Code by the grammars of `two-face` (bat's), through `syntect`.

use std::collections::HashMap;

use syntect::parsing::{
    BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet,
};

use super::classes::Classes;
use super::markup::ClassedHtml;

/// The grammars and the classes of their scopes. Loading takes some milliseconds: make one, and only
/// when it is needed.
pub(super) struct Grammars {
    syntaxes: SyntaxSet,
    classes: Classes,
}

impl Grammars {
    pub(super) fn load() -> Self {
        Self { syntaxes: two_face::syntax::extra_newlines(), classes: Classes::new() }
    }

    /// The name of the grammar for a language or a file's extension, in whatever case.
    pub(super) fn name(&self, token: &str) -> Option<&str> {
        self.syntaxes.find_syntax_by_token(token).map(|syntax| syntax.name.as_str())
    }

    /// Code by the grammar of a name; `None` when there is none or it fails.
    pub(super) fn highlight(&self, name: &str, text: &str) -> Option<String> {
        let mut markup = ClassedHtml::with_capacity(text.len() * 2);
        let mut run = self.run(name)?;
        for line in text.split_inclusive('\n') {
            run.line(&mut markup, line)?;
        }
        Some(markup.finish())
    }

    /// Begins at the start of a text.
    pub(super) fn run(&self, name: &str) -> Option<GrammarRun<'_>> {
        let syntax: &SyntaxReference = self.syntaxes.find_syntax_by_name(name)?;
        Some(GrammarRun {
            grammars: self,
            state: ParseState::new(syntax),
            scopes: ScopeStack::new(),
            known: HashMap::new(),
            stack: Vec::new(),
        })
    }
}

/// A grammar on its way through a text.
pub(super) struct GrammarRun<'a> {
    grammars: &'a Grammars,
    state: ParseState,
    scopes: ScopeStack,
    known: HashMap<Scope, Option<&'static str>>,
    /// The class that counts inside each open scope: its own, else that of the scope around it.
    stack: Vec<&'static str>,
}

impl GrammarRun<'_> {
    /// Adds the next line; `None` when the grammar fails on it.
    pub(super) fn line(&mut self, markup: &mut ClassedHtml, line: &str) -> Option<()> {
        let operations = self.state.parse_line(line, &self.grammars.syntaxes).ok()?;
        let mut position = 0;
        for (at, operation) in operations {
            markup.push(self.class(), &line[position..at]);
            position = at;
            let Self { grammars, scopes, known, stack, .. } = self;
            let change = |basic: BasicScopeStackOp, _: &[Scope]| match basic {
                BasicScopeStackOp::Push(scope) => {
                    let class = *known.entry(scope).or_insert_with(|| grammars.classes.of(scope));
                    stack.push(class.or(stack.last().copied()).unwrap_or_default());
                }
                BasicScopeStackOp::Pop => {
                    stack.pop();
                }
            };
            scopes.apply_with_hook(&operation, change).ok()?;
        }
        markup.push(self.class(), &line[position..]);
        Some(())
    }

    fn class(&self) -> &'static str {
        self.stack.last().copied().unwrap_or_default()
    }
}
