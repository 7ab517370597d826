//! Names of areas and members, looked up once for a list.

use std::cell::RefCell;
use std::collections::HashMap;

use domain::area::AreaLevel;
use domain::{AreaCode, MemberId};
use rusqlite::{Connection, OptionalExtension as _};

use crate::error::Error;

/// Looks names up and remembers them for as long as a list is made.
pub(crate) struct Names<'a> {
    db: &'a Connection,
    areas: RefCell<HashMap<AreaCode, String>>,
    members: RefCell<HashMap<MemberId, String>>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(db: &'a Connection) -> Self {
        Self {
            db,
            areas: RefCell::default(),
            members: RefCell::default(),
        }
    }

    /// The name of an area; its code when the name is not here.
    pub(crate) fn area(&self, code: &AreaCode) -> Result<String, Error> {
        if let Some(name) = self.areas.borrow().get(code) {
            return Ok(name.clone());
        }
        let mut statement = self
            .db
            .prepare_cached("SELECT name FROM record WHERE kind = 'area' AND area = ?1 LIMIT 1")?;
        let name: Option<String> = statement
            .query_row([code.as_str()], |row| row.get(0))
            .optional()?;
        let name = name.unwrap_or_else(|| code.to_string());
        self.areas.borrow_mut().insert(code.clone(), name.clone());
        Ok(name)
    }

    /// The name of the village that an area is or lies in; empty for a town's own.
    pub(crate) fn village(&self, code: &AreaCode) -> Result<String, Error> {
        code.village()
            .map_or_else(|| Ok(String::new()), |village| self.area(&village))
    }

    /// The name of the grid, when the area is one.
    pub(crate) fn grid(&self, code: &AreaCode) -> Result<String, Error> {
        if code.level() == AreaLevel::Grid {
            self.area(code)
        } else {
            Ok(String::new())
        }
    }

    /// 村 and 网格 with a space between; empty for a town's own.
    pub(crate) fn place(&self, code: &AreaCode) -> Result<String, Error> {
        let parts = [self.village(code)?, self.grid(code)?];
        let parts: Vec<String> = parts.into_iter().filter(|name| !name.is_empty()).collect();
        Ok(parts.join(" "))
    }

    /// The name of a member; empty when it is not here.
    pub(crate) fn member(&self, id: MemberId) -> Result<String, Error> {
        if let Some(name) = self.members.borrow().get(&id) {
            return Ok(name.clone());
        }
        let mut statement = self
            .db
            .prepare_cached("SELECT name FROM record WHERE id = ?1")?;
        let name: Option<String> = statement
            .query_row([id.bytes()], |row| row.get(0))
            .optional()?;
        let name = name.unwrap_or_default();
        self.members.borrow_mut().insert(id, name.clone());
        Ok(name)
    }
}
