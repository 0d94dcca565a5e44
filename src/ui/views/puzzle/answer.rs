//! What came of it: the learner's order beside the one in which the lines were printed, and why.

use crate::lessons::Puzzle;
use crate::ui::markup::{Text, prose};
use crate::ui::table::{Step, Table};

/// The answer, once the program has run.
pub fn answer(table: &Table) -> String {
    match &table.step {
        Step::Shown { yours, printed } => shown(&table.puzzle, yours, printed),
        Step::Failed(why) => format!("<p class=\"problem\">It did not run: {}.</p>", Text(why)),
        Step::Open | Step::Runs => String::new(),
    }
}

/// The same in a sentence or two, to be read aloud; nothing before it has run.
pub fn news(table: &Table) -> String {
    let Step::Shown { yours, printed } = &table.step else { return String::new() };
    let letters: Vec<String> = printed.iter().map(char::to_string).collect();
    format!("It printed {}. {}", letters.join(", "), score(&table.puzzle, yours))
}

fn score(puzzle: &Puzzle, yours: &[char]) -> String {
    let (all, wrong) = (puzzle.certain.len(), puzzle.wrong(yours).len());
    if wrong == 0 {
        format!("All {all} pairs that are certain are right.")
    } else {
        format!("{} of the {all} pairs that are certain are right.", all - wrong)
    }
}

fn shown(puzzle: &Puzzle, yours: &[char], printed: &[char]) -> String {
    let wrong = puzzle.wrong(yours);
    let row = |(at, mine): (usize, &char)| {
        let label = printed.get(at);
        let reason = puzzle.lines.iter().find(|line| Some(&line.label) == label).map(|line| prose(&line.reason));
        let late: Vec<char> = wrong.iter().filter(|(first, _)| Some(first) == label).map(|(_, then)| *then).collect();
        let swap = if late.is_empty() { String::new() } else { format!(" <em>You had {} before it.</em>", and(&late)) };
        format!(
            "<tr{}><th scope=\"row\">{}</th><td>{mine}</td><td>{}</td><td>{}{swap}</td></tr>",
            if late.is_empty() { "" } else { " class=\"off\"" },
            at + 1,
            label.map(char::to_string).unwrap_or("–".to_owned()),
            reason.unwrap_or_default(),
        )
    };
    let rows: String = yours.iter().enumerate().map(row).collect();
    format!(
        "<p class=\"score\">{}</p><table><thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Yours</th>\
         <th scope=\"col\">Printed</th><th scope=\"col\">Why</th></tr></thead><tbody>{rows}</tbody></table>{}",
        score(puzzle, yours),
        [missing(yours, printed), open(puzzle, printed), broken(puzzle, printed)].concat(),
    )
}

/// What was never printed: only a frame can fail to come.
fn missing(yours: &[char], printed: &[char]) -> String {
    let missing: Vec<char> = yours.iter().filter(|label| !printed.contains(label)).copied().collect();
    if missing.is_empty() {
        return String::new();
    }
    format!(
        "<p>Not printed within 3 s: {}. A page that nobody sees gets no frame; look at it and run it again.</p>",
        and(&missing)
    )
}

/// The pairs that are not scored, and how they came out this time.
fn open(puzzle: &Puzzle, printed: &[char]) -> String {
    let open = puzzle.open(printed);
    let before = |first: &char| {
        let then: Vec<char> = open.iter().filter(|pair| pair.0 == *first).map(|pair| pair.1).collect();
        (!then.is_empty()).then(|| format!("{first} before {}", and(&then)))
    };
    let this_time: Vec<String> = printed.iter().filter_map(before).collect();
    if this_time.is_empty() {
        return "<p>Every pair is certain here.</p>".to_owned();
    }
    format!("<p class=\"open\">Not scored. {} This time it was {}.</p>", Text(puzzle.open), this_time.join("; "))
}

/// The program went against what is promised: that is no fault of the learner's.
fn broken(puzzle: &Puzzle, printed: &[char]) -> String {
    let broken = puzzle.wrong(printed);
    let pair = |(first, then): &(char, char)| format!("{first} was promised before {then}. ");
    if broken.is_empty() {
        return String::new();
    }
    let pairs: String = broken.iter().map(pair).collect();
    format!(
        "<p class=\"problem\">This run went against the rules: {pairs}That is a fault of this page, or of your browser.</p>"
    )
}

/// Letters as one says them: A, B and C.
fn and(letters: &[char]) -> String {
    let letters: Vec<String> = letters.iter().map(char::to_string).collect();
    match letters.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
