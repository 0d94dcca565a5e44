//! The script between the page and its wasm. The names that both sides share are made short by wasm-opt, and so they
//! have to be here; what is written for people only is left out.

use std::collections::HashMap;

/// The script with short names, as wasm-opt lists them: an import by its module, its long and its short name, an export
/// by its long and its short one.
pub fn with_short_names(script: &str, list: &str) -> String {
    let names = Names::read(list);
    if script.trim_end().lines().count() == 1 {
        return names.shorten_all(script);
    }
    let lines = script.lines().map(str::trim).filter(|line| !is_for_people(line));
    lines.map(|line| names.shorten(line) + "\n").collect()
}

/// What wasm-opt lists as exports: the short names by the long ones.
pub fn short_exports(list: &str) -> HashMap<&str, &str> {
    Names::read(list).exports
}

fn is_for_people(line: &str) -> bool {
    line.is_empty() || ["/*", "*", "//"].iter().any(|start| line.starts_with(start))
}

#[derive(Default)]
struct Names<'a> {
    imports: HashMap<&'a str, &'a str>,
    exports: HashMap<&'a str, &'a str>,
    modules: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn read(list: &'a str) -> Self {
        let mut names = Self::default();
        for line in list.lines() {
            match line.split('"').skip(1).step_by(2).collect::<Vec<_>>()[..] {
                [module, long, short] => {
                    names.imports.insert(long, short);
                    names.modules.push(module);
                }
                [long, short] => drop(names.exports.insert(long, short)),
                _ => {}
            }
        }
        names
    }

    fn shorten(&self, line: &str) -> String {
        if let Some((key, value)) = line.split_once(": ") {
            if let Some(short) = self.imports.get(key) {
                return format!("{short}: {}", self.exported(value));
            }
            if self.modules.contains(&key.trim_matches('"')) {
                return format!("\"{MODULE}\": {value}");
            }
        }
        self.exported(line)
    }

    /// A script on one line, as minifiers write them: its variables have other names, so that what is taken from the wasm
    /// is known by its own name alone.
    fn shorten_all(&self, script: &str) -> String {
        let mut shortened = String::new();
        let mut rest = script;
        while let Some(begin) = rest.find(is_of_a_name) {
            let (before, from) = rest.split_at(begin);
            let (name, after) = from.split_at(from.find(|c| !is_of_a_name(c)).unwrap_or(from.len()));
            let import = self.imports.get(name).filter(|_| after.starts_with(':'));
            let export = self.exports.get(name).filter(|_| before.ends_with('.'));
            shortened.extend([before, import.or(export).copied().unwrap_or(name)]);
            rest = after;
        }
        shortened += rest;
        for (module, quote) in self.modules.iter().flat_map(|module| ['"', '`', '\''].map(|quote| (module, quote))) {
            shortened = shortened.replace(&format!("{quote}{module}{quote}"), &format!("\"{MODULE}\""));
        }
        shortened
    }

    /// A line in which what is taken from the wasm has its short name.
    fn exported(&self, line: &str) -> String {
        let mut parts = line.split(WASM);
        let mut shortened = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c| !is_of_a_name(c)).unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            shortened.extend([WASM, self.exports.get(name).copied().unwrap_or(name), rest]);
        }
        shortened
    }
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_$".contains(c)
}

/// How the script names what the wasm exports.
const WASM: &str = "wasm.";
/// What wasm-opt calls the only module that is imported from.
const MODULE: &str = "a";

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"{
 "imports": [
  ["./page_bg.js", "__wbg_now_0123", "$"],
  ["./page_bg.js", "__wbg_log_4567", "b"]
 ],
 "exports": [
  ["memory", "c"],
  ["__wbindgen_malloc", "d"]
 ]
}"#;

    #[test]
    fn what_both_sides_share_has_its_short_name_in_the_script() {
        let script = "function imports() {\n    // For people.\n    const import0 = {\n        __wbg_now_0123: function() {\n\
                      \x20           return passString(x, wasm.__wbindgen_malloc, wasm.memory.buffer);\n        },\n    };\n\
                      \x20   return {\n        \"./page_bg.js\": import0,\n    };\n}\n";
        let short = "function imports() {\nconst import0 = {\n$: function() {\nreturn passString(x, wasm.d, wasm.c.buffer);\n\
                     },\n};\nreturn {\n\"a\": import0,\n};\n}\n";
        assert_eq!(with_short_names(script, LIST), short);
    }

    #[test]
    fn a_script_on_one_line_has_short_names_too() {
        let script = "let p=(a=>{const b={__wbg_now_0123:(()=>now(__wbg_now_0123)),__wbg_log_4567:x},m={\"./page_bg.js\":b};\
                      return w.__wbindgen_malloc(w.memory.buffer,memory)})\n";
        let short =
            "let p=(a=>{const b={$:(()=>now(__wbg_now_0123)),b:x},m={\"a\":b};return w.d(w.c.buffer,memory)})\n";
        assert_eq!(with_short_names(script, LIST), short);
    }

    #[test]
    fn what_wasm_opt_does_not_list_keeps_its_name() {
        let script = "memory: 1,\nwasm.memory_size(wasm.other);\n";
        assert_eq!(with_short_names(script, LIST), script);
    }
}
