//! The program after wasm-bindgen has been through it, as far as cutting it in two needs to know it.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use anyhow::{Result, ensure};
use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, FunctionBody, Name, Operator, Parser, Payload, TypeRef,
};

use super::linked::address;

/// A module, taken apart.
#[derive(Default)]
pub struct Module<'a> {
    /// How many of the functions are imported: their indices come first.
    pub imported: u32,
    /// How many tables and globals there are.
    pub tables: Vec<wasmparser::TableType>,
    /// The memories.
    pub memories: Vec<wasmparser::MemoryType>,
    /// The globals.
    pub globals: Vec<wasmparser::GlobalType>,
    /// The types, as they are written.
    pub types: Option<wasmparser::TypeSectionReader<'a>>,
    /// The type of each function, the imported ones too.
    pub function_types: Vec<u32>,
    /// The bodies of the functions that are not imported.
    pub bodies: Vec<FunctionBody<'a>>,
    /// What the functions are called, by their indices.
    pub names: BTreeMap<u32, &'a str>,
    /// The functions that the browser may call.
    pub exported: BTreeSet<u32>,
    /// What is put into tables: the table, where in it, and the functions; and what is put there in any other way.
    pub elements: Vec<(u32, u32, Vec<u32>)>,
    /// Functions that are mentioned in a way that is not looked into.
    pub odd: BTreeSet<u32>,
    /// What is put into memory, and where.
    pub data: Vec<(u32, &'a [u8])>,
}

impl<'a> Module<'a> {
    /// Takes a module apart.
    pub fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            module.take(payload?)?;
        }
        Ok(module)
    }

    /// The functions that a function calls or takes the address of, and the globals it uses.
    pub fn uses(&self, function: u32) -> Result<Uses> {
        let mut uses = Uses::default();
        let Some(body) = function.checked_sub(self.imported) else { return Ok(uses) };
        for operator in self.bodies[body as usize].get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } | Operator::RefFunc { function_index } => {
                    uses.functions.insert(function_index);
                }
                Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } => {
                    uses.globals.insert(global_index);
                }
                _ => {}
            }
        }
        Ok(uses)
    }

    /// A function's type.
    pub fn type_of(&self, function: u32) -> u32 {
        self.function_types[function as usize]
    }

    /// The body of a function that is not imported.
    pub fn body_of(&self, function: u32) -> FunctionBody<'a> {
        self.bodies[(function - self.imported) as usize].clone()
    }

    /// The functions that are not imported.
    pub fn defined(&self) -> Range<u32> {
        self.imported..self.imported + self.bodies.len() as u32
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::TypeSection(types) => self.types = Some(types),
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let TypeRef::Func(of_type) = import?.ty else {
                        anyhow::bail!("the program imports something else than functions")
                    };
                    self.function_types.push(of_type);
                    self.imported += 1;
                }
            }
            Payload::FunctionSection(types) => {
                for of_type in types {
                    self.function_types.push(of_type?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.exported.insert(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => drop(self.odd.insert(func)),
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.take_elements(element?)?;
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(data) => {
                for segment in data {
                    let segment = segment?;
                    let DataKind::Active { offset_expr, .. } = &segment.kind else {
                        anyhow::bail!("the program has data that is not put into memory at once")
                    };
                    let Some(at) = address(offset_expr)? else { anyhow::bail!("some data lies at no fixed place") };
                    self.data.push((at, segment.data));
                }
            }
            Payload::CustomSection(section) => {
                if let wasmparser::KnownCustom::Name(names) = section.as_known() {
                    for subsection in names {
                        let Name::Function(names) = subsection? else { continue };
                        for naming in names {
                            let naming = naming?;
                            self.names.insert(naming.index, naming.name);
                        }
                    }
                }
            }
            _ => {}
        }
        ensure!(self.memories.len() <= 1, "the program has more than one memory");
        Ok(())
    }

    fn take_elements(&mut self, element: wasmparser::Element<'a>) -> Result<()> {
        let ElementItems::Functions(functions) = element.items else {
            anyhow::bail!("a table is filled with something else than functions")
        };
        let functions = functions.into_iter().collect::<Result<Vec<u32>, _>>()?;
        match &element.kind {
            ElementKind::Active { table_index, offset_expr } => match address(offset_expr)? {
                Some(at) => self.elements.push((table_index.unwrap_or_default(), at, functions)),
                None => anyhow::bail!("a table is filled at no fixed place"),
            },
            ElementKind::Declared => self.odd.extend(functions),
            ElementKind::Passive => anyhow::bail!("a table is filled later than at once"),
        }
        Ok(())
    }
}

/// What a function uses.
#[derive(Default)]
pub struct Uses {
    /// Functions that it calls, or takes the address of.
    pub functions: BTreeSet<u32>,
    /// Globals that it reads or writes.
    pub globals: BTreeSet<u32>,
}
