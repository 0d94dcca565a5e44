//! Who waits for whom when a program cannot go on: a ring, and the same in words.

use crate::predict::fixed;
use crate::trace::{Standstill, Stuck, Wait};
use crate::ui::markup::{Text, prose, section};
use crate::ui::store::Store;

/// Larger rings are told in words only: nobody could read them.
const DRAWN: usize = 6;
/// How many of those outside the ring are told.
const TOLD: usize = 5;
/// The picture's width, and the half axes of a box in it; its height and its ring's follow.
const WIDTH: f64 = 360.0;
const BOX: (f64, f64) = (52.0, 15.0);

/// The standstills of the last runs; nothing where there was none.
pub fn standstills(store: Store) -> String {
    let told: String = store.results.with(|results| {
        let results = results.as_ref().filter(|results| results.page == store.page.get());
        let all = results.into_iter().flat_map(|results| &results.standstills);
        all.map(|(variant, standstill)| told(variant.label, standstill)).collect()
    });
    if told.is_empty() { String::new() } else { section("standstill", "Who waits for whom", &told) }
}

fn told(label: &str, standstill: &Standstill) -> String {
    let circle = &standstill.circle;
    let inside: Vec<String> = (0..circle.len()).map(|at| in_the_ring(circle, at)).collect();
    let outside: Vec<String> = standstill.others.iter().take(TOLD).map(waiting).collect();
    let more = standstill.others.len().saturating_sub(TOLD);
    let more = if more > 0 { format!("<li>And {more} more wait.</li>") } else { String::new() };
    let items: String = inside.iter().chain(&outside).map(|text| format!("<li>{}</li>", prose(text))).collect();
    let picture = if (1..=DRAWN).contains(&circle.len()) { picture(label, circle, &inside) } else { String::new() };
    format!("<div class=\"ring\">{picture}<div><p><i>{}</i></p><ul>{items}{more}</ul></div></div>", Text(label))
}

/// What one of those in the ring has, and what it waits for.
fn in_the_ring(circle: &[Stuck], at: usize) -> String {
    let before = &circle[(at + circle.len() - 1) % circle.len()];
    match before.on {
        Wait::Lock(_) => waiting(&circle[at]).replacen(" waits", &format!(" has `{}`, and waits", before.what), 1),
        _ => waiting(&circle[at]),
    }
}

fn waiting(stuck: &Stuck) -> String {
    let (name, what) = (&stuck.name, &stuck.what);
    let (before, after) = stuck.on.words();
    let what = if what.is_empty() { String::new() } else { format!("`{what}`") };
    let waits = format!("`{name}` waits {before}{what}{after}");
    format!("{}.", waits.trim_end())
}

/// The sine of a share of a turn, as near as eyes can tell: Bhāskara's, who was off by less than 0.002. The exact one
/// would weigh more than this picture.
fn sine(turn: f64) -> f64 {
    let half = (turn * 2.0) % 2.0;
    let (sign, half) = if half < 1.0 { (1.0, half) } else { (-1.0, half - 1.0) };
    let bow = half * (1.0 - half);
    sign * 16.0 * bow / (5.0 - 4.0 * bow)
}

/// What stands in the ring: a task or a lock, and the words on the way to the next.
struct Node<'a> {
    name: &'a str,
    is_task: bool,
    then: &'static str,
}

fn picture(label: &str, circle: &[Stuck], sentences: &[String]) -> String {
    let nodes = circle.iter().flat_map(|stuck| {
        let lock =
            matches!(stuck.on, Wait::Lock(_)).then_some(Node { name: &stuck.what, is_task: false, then: "held by" });
        [Some(Node { name: &stuck.name, is_task: true, then: "waits for" }), lock].into_iter().flatten()
    });
    let nodes: Vec<Node> = nodes.collect();
    let (across, down) = (WIDTH / 2.0 - BOX.0 - 2.0, 26.0 * nodes.len().max(3) as f64);
    let middle = (WIDTH / 2.0, down + BOX.1 + 2.0);
    let place = |at: usize| {
        let turn = at as f64 / nodes.len() as f64;
        (middle.0 - across * sine(turn + 0.25), middle.1 - down * sine(turn))
    };
    let ways: String = (0..nodes.len()).map(|at| way(&nodes[at], place(at), place(at + 1))).collect();
    let boxes: String = nodes.iter().enumerate().map(|(at, node)| boxed(node, place(at))).collect();
    let said = format!("{label}: {}", sentences.join(" ").replace('`', ""));
    format!(
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">{ways}{boxes}</svg>",
        fixed(WIDTH, 0),
        fixed(2.0 * middle.1, 0),
        Text(said)
    )
}

fn boxed(node: &Node, (x, y): (f64, f64)) -> String {
    let (class, round) = if node.is_task { ("task", 3) } else { ("lock", 15) };
    format!(
        "<g class=\"{class}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{round}\"/>{}</g>",
        fixed(x - BOX.0, 1),
        fixed(y - BOX.1, 1),
        fixed(2.0 * BOX.0, 0),
        fixed(2.0 * BOX.1, 0),
        words("", (x, y), &shortened(node.name))
    )
}

/// An arrow from the edge of one box to that of another, with its words.
fn way(node: &Node, from: (f64, f64), to: (f64, f64)) -> String {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    // How far along it leaves a box: through its side, or through its top or bottom.
    let leaves = (BOX.0 / dx.abs().max(0.1)).min(BOX.1 / dy.abs().max(0.1));
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let (start, end) = (leaves + 3.0 / length, 1.0 - leaves - 9.0 / length);
    let at = |share: f64| (from.0 + share * dx, from.1 + share * dy);
    let ((x1, y1), (x2, y2)) = (at(start), at(end));
    // The head, as wide as it is long.
    let (ux, uy) = (dx / length * 7.0, dy / length * 7.0);
    let class = if node.is_task { "wants" } else { "holds" };
    let numbers = [x1, y1, x2, y2, x2 - uy / 2.0, y2 + ux / 2.0, x2 + ux, y2 + uy, x2 + uy / 2.0, y2 - ux / 2.0];
    let [x1, y1, x2, y2, left, left_down, tip, tip_down, right, right_down] = numbers.map(|number| fixed(number, 1));
    format!(
        "<path class=\"{class}\" d=\"M{x1} {y1}L{x2} {y2}\"/>\
         <path class=\"head\" d=\"M{left} {left_down}L{tip} {tip_down}L{right} {right_down}Z\"/>{}",
        words("way", at((start + end) / 2.0), node.then)
    )
}

fn words(class: &str, (x, y): (f64, f64), words: &str) -> String {
    format!("<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>", fixed(x, 1), fixed(y + 4.5, 1), Text(words))
}

/// A name that fits its box.
fn shortened(name: &str) -> String {
    const FITS: usize = 14;
    if name.chars().count() <= FITS { name.to_owned() } else { name.chars().take(FITS - 1).chain(['…']).collect() }
}
