//! What belongs to the second part: whatever the program comes to through the list of lessons alone, and there not
//! through the first of them.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};

use super::linked::Thing;

/// How the compiler writes the name of the list in `src/lessons/registry.rs`.
const LIST: &str = "7lessons8registry7LESSONS";

/// What the first part can do without, as indices among the things. `begins` says of a function whether the browser may
/// call it, or the first part has it for another reason: whatever that comes to stays too.
///
/// A lesson's line mentions its words in the list and, as its only function, the way to the rest of it.
pub fn to_second_part(things: &[Thing], begins: impl Fn(&Thing) -> bool) -> Result<BTreeSet<usize>> {
    let is_function = |at: &usize| things[*at].place.is_none();
    let mut lists = (0..things.len()).filter(|at| things[*at].name.contains(LIST) && !is_function(at));
    let list = lists.next().context("the linked program has no list of lessons: has it got another name?")?;
    ensure!(lists.next().is_none(), "the linked program has two lists of lessons");
    let lessons: Vec<usize> = things[list].mentions.iter().copied().filter(is_function).collect();
    let [_, others @ ..] = &lessons[..] else { return Ok(BTreeSet::new()) };
    let is_cut = |from, to| from == list && others.contains(&to);
    let second = reached(things, others.iter().copied(), is_cut);
    let begin = (0..things.len()).filter(|at| !second.contains(at) || begins(&things[*at]));
    let first = reached(things, begin, is_cut);
    Ok(second.difference(&first).copied().collect())
}

/// Where one comes to from some things, if some mentions do not count.
fn reached(
    things: &[Thing],
    from: impl Iterator<Item = usize>,
    is_cut: impl Fn(usize, usize) -> bool,
) -> BTreeSet<usize> {
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let mut to_see: Vec<usize> = from.collect();
    while let Some(at) = to_see.pop() {
        if reached.insert(at) {
            to_see.extend(things[at].mentions.iter().copied().filter(|to| !is_cut(at, *to)));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small program: a function each, or a piece of data where the name is a list or begins with a capital.
    fn program(mentions: &[(&str, &[&str])]) -> Vec<Thing> {
        let at = |name: &str| mentions.iter().position(|(other, _)| *other == name).expect("it is in the program");
        let thing = |(name, to): &(&str, &[&str])| Thing {
            name: (*name).to_owned(),
            place: name.starts_with(|first: char| first.is_uppercase() || first == '_').then_some(0..0),
            mentions: to.iter().map(|name| at(name)).collect(),
        };
        mentions.iter().map(thing).collect()
    }

    fn second(mentions: &[(&str, &[&str])]) -> Vec<String> {
        let things = program(mentions);
        let second = to_second_part(&things, |thing| thing.name == "main").expect("there is a list");
        second.into_iter().map(|at| things[at].name.clone()).collect()
    }

    const LESSONS: &str = "_ZN5simul7lessons8registry7LESSONS17h0E";

    #[test]
    fn what_only_later_lessons_come_to_is_in_the_second_part_with_its_data() {
        let program: &[(&str, &[&str])] = &[
            ("main", &[LESSONS, "shared", "Table"]),
            (LESSONS, &["Title", "first", "Title", "later", "latest"]),
            ("Title", &[]),
            ("first", &["shared"]),
            ("later", &["shared", "own", "Text"]),
            ("latest", &["own", "Text", "first"]),
            ("shared", &[]),
            ("own", &["deeper"]),
            ("deeper", &["own"]),
            ("Text", &["shown"]),
            ("shown", &[]),
            ("Table", &["held"]),
            ("held", &[]),
        ];
        assert_eq!(second(program), ["later", "latest", "own", "deeper", "Text", "shown"]);
    }

    #[test]
    fn what_the_first_part_comes_to_another_way_stays() {
        let program: &[(&str, &[&str])] = &[
            ("main", &[LESSONS, "Sneaky"]),
            (LESSONS, &["first", "later", "latest"]),
            ("first", &[]),
            ("later", &[]),
            ("latest", &[]),
            ("Sneaky", &["later"]),
        ];
        assert_eq!(second(program), ["latest"]);
    }

    #[test]
    fn a_program_with_one_lesson_is_in_one_part_and_one_without_a_list_is_refused() {
        assert!(second(&[("main", &[LESSONS]), (LESSONS, &["first"]), ("first", &[])]).is_empty());
        let error = to_second_part(&program(&[("main", &[])]), |_| true).expect_err("there is no list");
        assert!(error.to_string().contains("no list of lessons"), "{error}");
    }
}
