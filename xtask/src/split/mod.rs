//! Cuts the published program in two: the page with its first lesson, and what only the other lessons need. What belongs
//! where follows from who mentions whom, as the linker tells it; nobody keeps a list.

mod belongs;
mod cut;
mod linked;
mod module;
mod tag;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use anyhow::Result;

pub use cut::Cut;
use linked::Thing;
use module::Module;
pub use tag::{naming, without};

/// Where to cut a program; `None` where there is nothing to cut off. `linked` is the program as the linker wrote it,
/// `bound` the same after wasm-bindgen has been through it.
pub fn plan<'a>(linked: &[u8], bound: &'a [u8]) -> Result<Option<Cut<'a>>> {
    let things = linked::things(linked)?;
    if things.is_empty() {
        return Ok(None);
    }
    let module = Module::read(bound)?;
    let by_name = by_name(&module);
    let mut pinned = pinned(&module);
    loop {
        let second = belongs::to_second_part(&things, |thing| begins(thing, &by_name, &pinned))?;
        let functions: BTreeSet<u32> =
            second.iter().filter_map(|at| by_name.get(things[*at].name.as_str()).copied().flatten()).collect();
        // What wasm-bindgen has written may call what the linker knew nothing of.
        let mut called = BTreeSet::new();
        for function in module.defined().filter(|function| !functions.contains(function)) {
            called.extend(module.uses(function)?.functions.intersection(&functions).copied());
        }
        if called.is_empty() {
            let data = places(&things, &second);
            let order = in_order(&module);
            return if functions.is_empty() {
                Ok(None)
            } else {
                Cut::new(bound, module, functions, order, data).map(Some)
            };
        }
        pinned.extend(called);
    }
}

/// The functions by their names; a name that two have is nobody's.
fn by_name<'a>(module: &Module<'a>) -> BTreeMap<&'a str, Option<u32>> {
    let mut by_name = BTreeMap::new();
    for (index, name) in &module.names {
        by_name.entry(*name).and_modify(|known| *known = None).or_insert(Some(*index));
    }
    by_name
}

/// The functions in an order in which those that resemble each other are neighbours: by their types, and by their sizes.
/// That is worth a percent to whoever compresses them.
fn in_order(module: &Module) -> Vec<u32> {
    let mut functions: Vec<u32> = module.defined().collect();
    functions.sort_by_key(|function| {
        let body = module.body_of(*function).range();
        (module.type_of(*function), Reverse(body.end - body.start))
    });
    functions
}

/// The functions that the first part has whoever mentions them.
fn pinned(module: &Module) -> BTreeSet<u32> {
    let imported = 0..module.imported;
    imported.chain(module.exported.iter().copied()).chain(module.odd.iter().copied()).collect()
}

/// Whether a function is where the first part begins.
fn begins(thing: &Thing, by_name: &BTreeMap<&str, Option<u32>>, pinned: &BTreeSet<u32>) -> bool {
    match by_name.get(thing.name.as_str()) {
        Some(Some(index)) => pinned.contains(index),
        Some(None) => true,
        None => false,
    }
}

/// The places of the memory that only the second part mentions, those that touch as one.
fn places(things: &[Thing], second: &BTreeSet<usize>) -> Vec<Range<u32>> {
    let of = |wanted: bool| {
        let chosen = things.iter().enumerate().filter(move |(at, _)| second.contains(at) == wanted);
        chosen.filter_map(|(_, thing)| thing.place.clone()).filter(|place| !place.is_empty())
    };
    let kept: Vec<Range<u32>> = of(false).collect();
    let is_kept = |place: &Range<u32>| kept.iter().any(|kept| kept.start < place.end && place.start < kept.end);
    let mut places: Vec<Range<u32>> = of(true).filter(|place| !is_kept(place)).collect();
    places.sort_by_key(|place| place.start);
    let mut joined: Vec<Range<u32>> = Vec::new();
    for place in places {
        match joined.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => joined.push(place),
        }
    }
    joined
}
