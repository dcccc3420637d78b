//! The files below `data`, as templates see them.

use std::sync::Arc;

use super::files::read_text;
use super::read::Read;
use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned};
use crate::discover::DataFile;
use crate::memo::{Fingerprint, MemoTable};
use crate::structured::{Table, Value};
use crate::world::World;

/// `data/**`, nested by directory and file name.
#[derive(Debug, Default)]
pub struct Data {
    pub table: Table,
    /// Of all values.
    pub fingerprint: Fingerprint,
}

impl Data {
    /// What the files hold. While all of them are as they were, they are not read again.
    pub(super) fn reread(
        world: &dyn World,
        files: &[DataFile],
        kept: &mut MemoTable<Read<Arc<Data>>>,
    ) -> Arc<Read<Arc<Data>>> {
        let state = |file: &DataFile| Some((file.path.clone(), world.revision(&file.path)?));
        let states: Option<Vec<_>> = files.iter().map(state).collect();
        let print = states.map(|states| Fingerprint::of(&states));
        kept.renew_one(print, || Read::by(|found| Arc::new(Self::read(world, files, found))))
    }

    /// What the files hold.
    pub fn read(world: &dyn World, files: &[DataFile], found: &mut Vec<Diagnostic>) -> Self {
        let mut table = Table::default();
        for file in files {
            let Some(text) = read_text(world, &file.path, found) else { continue };
            match file.format.parse(&text) {
                Ok(parsed) => table = table.merged_with(&nested(&file.keys, parsed.value)),
                Err(error) => {
                    let message = format!("not valid {}: {}", file.format.name(), error.message);
                    let place = Place { file: file.path.clone(), span: error.span };
                    found.push(Diagnostic::new(Code::DataSyntax, message).at(place));
                }
            }
        }
        Self { fingerprint: Fingerprint::of_view(&table), table }
    }
}

/// `a`, `b` and a value as the table `a = { b = value }`.
fn nested(keys: &[String], value: Value) -> Table {
    let innermost = |key: &String, value| Table {
        entries: vec![(
            Spanned::new(key.clone(), Span::default()),
            Spanned::new(value, Span::default()),
        )],
    };
    let Some((last, above)) = keys.split_last() else { return Table::default() };
    above
        .iter()
        .rev()
        .fold(innermost(last, value), |table, key| innermost(key, Value::Table(table)))
}
