//! Cuts a module in two. The first part is the module without what the second has: there are holes in its tables and in
//! its memory, and what the second part needs of it is exported. The second fills the holes when it is instantiated.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    convert::Infallible,
    ops::Range,
};

use anyhow::{Result, anyhow};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, ImportSection, TypeSection,
    reencode::{self, Reencode},
};

use super::module::Module;

/// What the second part calls the first, where it imports from it.
const FIRST: &str = "a";

/// A module, and where it is to be cut.
pub struct Cut<'a> {
    wasm: &'a [u8],
    module: Module<'a>,
    functions: BTreeSet<u32>,
    /// In which order the functions are written.
    order: Vec<u32>,
    /// Which places of the memory the second part fills; in order, and none touches another.
    data: Vec<Range<u32>>,
    /// What the second part needs of the first: its kind and index, and the name it is exported with.
    shared: Vec<(ExportKind, u32, String)>,
}

impl<'a> Cut<'a> {
    /// A module to be cut: these functions and these places of its memory are for the second part.
    pub fn new(
        wasm: &'a [u8],
        module: Module<'a>,
        functions: BTreeSet<u32>,
        order: Vec<u32>,
        data: Vec<Range<u32>>,
    ) -> Result<Self> {
        let (mut called, mut globals) = (BTreeSet::new(), BTreeSet::new());
        for function in &functions {
            let uses = module.uses(*function)?;
            called.extend(uses.functions.difference(&functions).copied());
            globals.extend(uses.globals);
        }
        let whole = |kind: ExportKind, count: usize| (0..count as u32).map(move |index| (kind, index));
        let tables_and_memory =
            whole(ExportKind::Table, module.tables.len()).chain(whole(ExportKind::Memory, module.memories.len()));
        let globals = globals.into_iter().map(|global| (ExportKind::Global, global));
        let called = called.into_iter().map(|function| (ExportKind::Func, function));
        let shared = tables_and_memory.chain(globals).chain(called).enumerate();
        let shared = shared.map(|(number, (kind, index))| (kind, index, number.to_string())).collect();
        Ok(Self { wasm, module, functions, order, data, shared })
    }

    /// The first part.
    pub fn first(&self) -> Result<Vec<u8>> {
        let mut first = wasm_encoder::Module::new();
        let functions = (0..self.module.imported).chain(self.order.iter().copied()).zip(0..).collect();
        let mut writer = First { cut: self, functions };
        writer
            .parse_core_module(&mut first, wasmparser::Parser::new(0), self.wasm)
            .map_err(|error| anyhow!("{error}"))?;
        Ok(first.finish())
    }

    /// The second part, for a first part whose exports have been renamed so.
    pub fn second(&self, renamed: &HashMap<&str, &str>) -> Result<Vec<u8>> {
        let imported =
            |wanted| self.shared.iter().filter(move |(kind, ..)| *kind == wanted).map(|(_, index, _)| *index);
        let functions = imported(ExportKind::Func).chain(self.of_second()).zip(0..).collect();
        let globals = imported(ExportKind::Global).zip(0..).collect();
        let mut writer = Second { functions, globals };
        writer.write(self, renamed).map_err(|error| anyhow!("{error}"))
    }

    /// The functions of the second part, in the order in which they are written.
    fn of_second(&self) -> impl Iterator<Item = u32> {
        self.order.iter().copied().filter(|function| self.functions.contains(function))
    }

    /// How many functions, and how many bytes of data, the second part has.
    pub fn size_of_second(&self) -> (usize, usize) {
        (self.functions.len(), self.data.iter().map(|place| place.len()).sum())
    }

    /// What is put into tables, by the first part or by the second.
    fn elements(&self, of_second: bool) -> Vec<(u32, u32, Vec<u32>)> {
        let mut runs: Vec<(u32, u32, Vec<u32>)> = Vec::new();
        for (table, from, functions) in &self.module.elements {
            for (at, function) in (*from..).zip(functions) {
                if self.functions.contains(function) != of_second {
                    continue;
                }
                match runs.last_mut() {
                    Some((same, start, run)) if same == table && *start + run.len() as u32 == at => run.push(*function),
                    _ => runs.push((*table, at, vec![*function])),
                }
            }
        }
        runs
    }

    /// What is put into memory, by the first part or by the second.
    fn data(&self, of_second: bool) -> Vec<(u32, &'a [u8])> {
        let mut pieces = Vec::new();
        for (from, bytes) in &self.module.data {
            let end = from + bytes.len() as u32;
            let piece =
                |place: Range<u32>| (place.start, &bytes[(place.start - from) as usize..(place.end - from) as usize]);
            let inside = self.data.iter().filter(|place| place.start >= *from && place.end <= end);
            let mut kept_from = *from;
            for place in inside {
                pieces.extend([(false, piece(kept_from..place.start)), (true, piece(place.clone()))]);
                kept_from = place.end;
            }
            pieces.push((false, piece(kept_from..end)));
        }
        let wanted = pieces.into_iter().filter(|(second, (_, bytes))| *second == of_second && !bytes.is_empty());
        wanted.map(|(_, piece)| piece).collect()
    }
}

/// Writes the first part: the module as it is, but for what the second has.
struct First<'c, 'a> {
    cut: &'c Cut<'a>,
    functions: BTreeMap<u32, u32>,
}

type Written<T = ()> = Result<T, reencode::Error<Infallible>>;

impl Reencode for First<'_, '_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Written<u32> {
        Ok(self.functions[&function])
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: wasmparser::FunctionSectionReader<'_>,
    ) -> Written {
        for function in &self.cut.order {
            functions.function(self.cut.module.type_of(*function));
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, _: wasmparser::CodeSectionReader<'_>) -> Written {
        for function in &self.cut.order {
            if !self.cut.functions.contains(function) {
                self.parse_function_body(code, self.cut.module.body_of(*function))?;
                continue;
            }
            // Nobody calls it; the optimiser takes it away.
            let mut empty = Function::new([]);
            empty.instructions().unreachable().end();
            code.function(&empty);
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Written {
        reencode::utils::parse_export_section(self, exports, section)?;
        for (kind, index, name) in &self.cut.shared {
            let index = if *kind == ExportKind::Func { self.functions[index] } else { *index };
            exports.export(name, *kind, index);
        }
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        _: wasmparser::ElementSectionReader<'_>,
    ) -> Written {
        put_elements(elements, self.cut.elements(false), &self.functions);
        if !self.cut.module.odd.is_empty() {
            elements.declared(Elements::Functions(
                self.cut.module.odd.iter().map(|function| self.functions[function]).collect(),
            ));
        }
        Ok(())
    }

    fn parse_data_section(&mut self, data: &mut DataSection, _: wasmparser::DataSectionReader<'_>) -> Written {
        put_data(data, self.cut.data(false));
        Ok(())
    }

    fn data_count(&mut self, _: u32) -> Written<u32> {
        Ok(self.cut.data(false).len() as u32)
    }

    /// What tools tell each other is of no use to the page.
    fn parse_custom_section(
        &mut self,
        _: &mut wasm_encoder::Module,
        _: wasmparser::CustomSectionReader<'_>,
    ) -> Written {
        Ok(())
    }
}

/// Writes the second part, in which functions and globals have other numbers.
struct Second {
    functions: BTreeMap<u32, u32>,
    globals: BTreeMap<u32, u32>,
}

impl Reencode for Second {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Written<u32> {
        Ok(self.functions[&function])
    }

    fn global_index(&mut self, global: u32) -> Written<u32> {
        Ok(self.globals[&global])
    }
}

impl Second {
    fn write(&mut self, cut: &Cut, renamed: &HashMap<&str, &str>) -> Written<Vec<u8>> {
        let mut second = wasm_encoder::Module::new();
        let mut types = TypeSection::new();
        if let Some(section) = cut.module.types.clone() {
            self.parse_type_section(&mut types, section)?;
        }
        second.section(&types).section(&self.imports(cut, renamed)?);
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        for function in cut.of_second() {
            functions.function(cut.module.type_of(function));
            self.parse_function_body(&mut code, cut.module.body_of(function))?;
        }
        let (mut elements, mut data) = (ElementSection::new(), DataSection::new());
        put_elements(&mut elements, cut.elements(true), &self.functions);
        put_data(&mut data, cut.data(true));
        second.section(&functions).section(&elements).section(&code).section(&data);
        Ok(second.finish())
    }

    /// What it needs of the first part, in the order of its own numbers.
    fn imports(&mut self, cut: &Cut, renamed: &HashMap<&str, &str>) -> Written<ImportSection> {
        let mut imports = ImportSection::new();
        for (kind, index, name) in &cut.shared {
            let at = *index as usize;
            let of_type = match kind {
                ExportKind::Table => EntityType::Table(self.table_type(cut.module.tables[at])?),
                ExportKind::Memory => EntityType::Memory(self.memory_type(cut.module.memories[at])?),
                ExportKind::Global => EntityType::Global(self.global_type(cut.module.globals[at])?),
                _ => EntityType::Function(cut.module.type_of(*index)),
            };
            imports.import(FIRST, renamed.get(name.as_str()).unwrap_or(&name.as_str()), of_type);
        }
        Ok(imports)
    }
}

fn put_elements(elements: &mut ElementSection, runs: Vec<(u32, u32, Vec<u32>)>, numbers: &BTreeMap<u32, u32>) {
    for (table, at, functions) in runs {
        let functions = functions.iter().map(|function| numbers[function]).collect();
        let table = Some(table).filter(|table| *table != 0);
        elements.active(table, &ConstExpr::i32_const(at.cast_signed()), Elements::Functions(functions));
    }
}

fn put_data(data: &mut DataSection, pieces: Vec<(u32, &[u8])>) {
    for (at, bytes) in pieces {
        data.active(0, &ConstExpr::i32_const(at.cast_signed()), bytes.iter().copied());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{MemorySection, MemoryType, Module as Encoded, RefType, TableSection, TableType};

    /// Three functions: the first is exported, the second is reached through the table and calls the first, the third is
    /// reached through the table too. Six bytes of data at 16.
    fn program() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0).function(0).function(0);
        let mut tables = TableSection::new();
        let (element_type, maximum) = (RefType::FUNCREF, None);
        tables.table(TableType { element_type, minimum: 3, maximum, table64: false, shared: false });
        let mut memories = MemorySection::new();
        memories.memory(MemoryType { minimum: 1, maximum, memory64: false, shared: false, page_size_log2: None });
        let mut exports = ExportSection::new();
        exports.export("begin", ExportKind::Func, 0);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(1), Elements::Functions(vec![1, 2].into()));
        let mut code = CodeSection::new();
        for calls in [None, Some(0), None] {
            let mut function = Function::new([]);
            if let Some(called) = calls {
                function.instructions().call(called);
            }
            function.instructions().end();
            code.function(&function);
        }
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(16), *b"abcdef");
        let mut whole = Encoded::new();
        whole.section(&types).section(&functions).section(&tables).section(&memories).section(&exports);
        whole.section(&elements).section(&code).section(&data);
        whole.finish()
    }

    #[test]
    fn what_the_second_part_has_the_first_leaves_free_and_together_they_are_the_whole() {
        let whole = program();
        let module = Module::read(&whole).expect("it can be read");
        let cut = Cut::new(&whole, module, [1].into(), vec![2, 1, 0], vec![18..20, 21..22]).expect("it can be cut");
        let first = cut.first().expect("it can be written");
        let first = Module::read(&first).expect("it can be read");
        // Written in another order, it has other numbers.
        assert_eq!((first.exported, first.elements), ([2].into(), vec![(0, 2, vec![0])]));
        assert_eq!(first.data, [(16, &b"ab"[..]), (20, b"e")]);
        // The table, the memory and the function that is called.
        assert_eq!(cut.shared.len(), 3);
        let short = [("2", "short")].into();
        let second = cut.second(&short).expect("it can be written");
        assert!(second.windows(5).any(|part| part == b"short"));
        let parts = wasmparser::Parser::new(0).parse_all(&second).filter_map(Result::ok);
        let imports = parts.filter_map(|part| match part {
            wasmparser::Payload::ImportSection(imports) => Some(imports.into_imports().count()),
            _ => None,
        });
        assert_eq!(imports.sum::<usize>(), 3);
        assert_eq!(cut.elements(true), [(0, 1, vec![1])]);
        assert_eq!(cut.data(true), [(18, &b"cd"[..]), (21, b"f")]);
        assert_eq!(cut.size_of_second(), (1, 3));
    }
}
