//! A value that tasks share without a lock: what is read may be old by the time it is written back.

use super::Engine;
use crate::trace::{Kind, ResourceId, TaskId};
use std::cell::RefCell;
use std::rc::Rc;

/// A value that any task may read and write at any time; the trace knows who did, and when.
pub struct Shared<T> {
    engine: Rc<Engine>,
    id: ResourceId,
    value: Rc<RefCell<T>>,
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self { engine: Rc::clone(&self.engine), id: self.id, value: Rc::clone(&self.value) }
    }
}

impl<T: Clone> Shared<T> {
    pub(super) fn new(engine: Rc<Engine>, name: &str, value: T) -> Self {
        let id = engine.new_resource(name);
        Self { engine, id, value: Rc::new(RefCell::new(value)) }
    }

    /// Reads the value, as it is now.
    pub fn get(&self) -> T {
        self.note(Kind::Read(self.id));
        self.value.borrow().clone()
    }

    /// Writes the value, whatever has been written meanwhile.
    pub fn set(&self, value: T) {
        self.note(Kind::Wrote(self.id));
        let before = self.value.replace(value);
        drop(before);
    }

    fn note(&self, kind: Kind) {
        self.engine.emit(self.engine.running().unwrap_or(TaskId::ROOT), kind);
    }
}
