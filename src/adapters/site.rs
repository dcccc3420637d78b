//! What adapters see of the site before any of its pages is known.

use std::cell::OnceCell;

use super::limits::Limits;
use crate::config::Settings;
use crate::discover::Sources;
use crate::go::data::{self, Keys};
use crate::go::value::Value;
use crate::parse::Data;
use crate::world::World;

/// The site of adapters.
pub(super) struct Site<'a> {
    pub world: &'a dyn World,
    pub settings: &'a Settings,
    pub sources: &'a Sources,
    /// What the data files hold, once an adapter asks. Their problems are found when they are parsed.
    data: OnceCell<Value>,
    pub limits: Limits,
}

impl<'a> Site<'a> {
    pub(super) fn new(world: &'a dyn World, settings: &'a Settings, sources: &'a Sources) -> Self {
        Self { world, settings, sources, data: OnceCell::new(), limits: Limits::default() }
    }

    pub(super) fn data(&self) -> Value {
        let read = || {
            let data = Data::read(self.world, &self.sources.data, &mut Vec::new());
            data::table(&data.table, Keys::Data, &self.settings.time_zone)
        };
        self.data.get_or_init(read).clone()
    }
}
