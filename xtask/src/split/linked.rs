//! What the linker knows of the program: its functions and its pieces of data, and which of them mentions which. It
//! says so when asked with `--emit-relocs`: wherever a function is called, or the address of anything is written down,
//! there is an entry that names what is meant.

use std::{collections::BTreeMap, ops::Range};

use anyhow::Result;
use wasmparser::{
    DataKind, KnownCustom, Linking, LinkingSectionReader, Operator, Parser, Payload, RelocationEntry, SymbolInfo,
};

/// A function, or a piece of data.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Thing {
    /// Its name, as the compiler gave it.
    pub name: String,
    /// Where a piece of data lies in memory; `None` for a function.
    pub place: Option<Range<u32>>,
    /// What it mentions, as indices among the things, in the order of the places where it does.
    pub mentions: Vec<usize>,
}

/// The things of a linked program; none where the linker was not asked to tell.
pub fn things(wasm: &[u8]) -> Result<Vec<Thing>> {
    let mut linked = Linked::default();
    for payload in Parser::new(0).parse_all(wasm) {
        linked.take(payload?)?;
    }
    linked.connect();
    Ok(linked.things)
}

#[derive(Default)]
struct Linked {
    imported: u32,
    /// Where the code and the data begin in the file: what follows counts from there.
    code_at: u64,
    data_at: u64,
    /// The bodies of the functions and the contents of the data, by where they are in the file.
    bodies: Vec<Range<u64>>,
    segments: Vec<Segment>,
    things: Vec<Thing>,
    functions: BTreeMap<u32, usize>,
    /// Which thing each symbol stands for.
    symbols: Vec<Option<usize>>,
    code_entries: Vec<RelocationEntry>,
    data_entries: Vec<RelocationEntry>,
}

struct Segment {
    address: u32,
    in_file: Range<u64>,
}

impl Linked {
    fn take(&mut self, payload: Payload) -> Result<()> {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionStart { unchecked_range, .. } => self.code_at = unchecked_range.start,
            Payload::CodeSectionEntry(body) => self.bodies.push(body.range()),
            Payload::DataSection(section) => {
                self.data_at = section.range().start;
                for segment in section {
                    let segment = segment?;
                    let DataKind::Active { offset_expr, .. } = segment.kind else { continue };
                    let content_at = segment.range.end - segment.data.len() as u64;
                    self.segments.push(Segment {
                        address: address(&offset_expr)?.unwrap_or_default(),
                        in_file: content_at..segment.range.end,
                    });
                }
            }
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Linking(linking) => self.take_symbols(linking)?,
                KnownCustom::Reloc(entries) if section.name() == "reloc.CODE" => {
                    self.code_entries = entries.entries().into_iter().collect::<Result<_, _>>()?;
                }
                KnownCustom::Reloc(entries) if section.name() == "reloc.DATA" => {
                    self.data_entries = entries.entries().into_iter().collect::<Result<_, _>>()?;
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn take_symbols(&mut self, linking: LinkingSectionReader) -> Result<()> {
        for subsection in linking.subsections() {
            let Linking::SymbolTable(symbols) = subsection? else { continue };
            for symbol in symbols {
                let thing = self.thing(symbol?);
                self.symbols.push(thing);
            }
        }
        Ok(())
    }

    /// The thing that a symbol stands for; what is imported, or no more than a number, is none.
    fn thing(&mut self, symbol: SymbolInfo) -> Option<usize> {
        let next = self.things.len();
        match symbol {
            SymbolInfo::Func { index, name: Some(name), .. } if index >= self.imported => {
                let at = *self.functions.entry(index).or_insert(next);
                if at == next {
                    self.things.push(Thing { name: name.to_owned(), ..Thing::default() });
                }
                Some(at)
            }
            SymbolInfo::Data { name, symbol: Some(defined), .. } => {
                let from = self.segments.get(defined.index as usize)?.address + defined.offset;
                let place = Some(from..from + defined.size);
                self.things.push(Thing { name: name.to_owned(), place, mentions: Vec::new() });
                Some(next)
            }
            _ => None,
        }
    }

    /// Finds out in which thing each entry stands.
    fn connect(&mut self) {
        let mut mentions = Vec::new();
        for entry in &self.code_entries {
            let at = self.code_at + u64::from(entry.offset);
            let body = self.bodies.partition_point(|body| body.end <= at);
            let function = self.functions.get(&(self.imported + body as u32));
            mentions.extend(function.map(|function| (*function, self.meant(entry))));
        }
        let mut by_address: Vec<_> = (0..self.things.len()).filter(|at| self.things[*at].place.is_some()).collect();
        by_address.sort_by_key(|at| self.things[*at].place.as_ref().map(|place| place.start));
        for entry in &self.data_entries {
            let Some(address) = self.address_of(self.data_at + u64::from(entry.offset)) else { continue };
            // Two names may stand for the same place, or one for a part of it: all of them mention it.
            let holders = by_address.iter().filter(|at| self.things[**at].holds(address));
            mentions.extend(holders.map(|at| (*at, self.meant(entry))));
        }
        for (from, to) in mentions {
            self.things[from].mentions.extend(to);
        }
    }

    fn meant(&self, entry: &RelocationEntry) -> Option<usize> {
        use wasmparser::RelocationType as Type;
        let is_of_code_or_memory = matches!(
            entry.ty,
            Type::FunctionIndexLeb
                | Type::TableIndexSleb
                | Type::TableIndexI32
                | Type::MemoryAddrLeb
                | Type::MemoryAddrSleb
                | Type::MemoryAddrI32
                | Type::MemoryAddrLocrelI32
        );
        self.symbols.get(entry.index as usize).copied().flatten().filter(|_| is_of_code_or_memory)
    }

    fn address_of(&self, in_file: u64) -> Option<u32> {
        let segment = self.segments.iter().find(|segment| segment.in_file.contains(&in_file))?;
        Some(segment.address + (in_file - segment.in_file.start) as u32)
    }
}

impl Thing {
    fn holds(&self, address: u32) -> bool {
        self.place.as_ref().is_some_and(|place| place.contains(&address))
    }
}

/// The number that an expression is, where it is one.
pub fn address(expression: &wasmparser::ConstExpr) -> Result<Option<u32>> {
    let mut operators = expression.get_operators_reader();
    Ok(match operators.read()? {
        Operator::I32Const { value } => Some(value.cast_unsigned()),
        _ => None,
    })
}
