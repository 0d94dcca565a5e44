//! The timeline's numbers: which pixel shows what, what is in view, what is pointed at, what the axis says.

use simul::trace::chart::{Chart, FULL, Gesture, Hand, Layout, Look, Row, Run, View, moment, runs, ticks, totals};
use simul::trace::{Event, Kind, TaskId, TaskInfo, Trace, Wait};

const SECOND: u64 = 1_000_000_000;

/// Task 1 runs and sleeps in turn, so many times, for so long each; the root waits for it.
fn trace(times: u64, runs_ns: u64, sleeps_ns: u64) -> Trace {
    let task = |name: &str, parent| TaskInfo { name: name.to_owned(), parent, line: 1, apart: false };
    let tasks = vec![task("main", None), task("board 1", Some(TaskId::ROOT))];
    let mut trace = Trace { tasks, ..Trace::default() };
    let mut add = |at_ns, task, kind| trace.events.push(Event { at_ns, task: TaskId(task), kind });
    let on = Wait::Task(TaskId(1));
    add(0, 0, Kind::PollBegan);
    add(0, 0, Kind::Waits { on, line: 2 });
    add(0, 0, Kind::PollEnded);
    for i in 0..times {
        let at = i * (runs_ns + sleeps_ns);
        let due_ns = at + runs_ns + sleeps_ns;
        add(at, 1, Kind::PollBegan);
        add(at, 1, Kind::WorkBegan { until_ns: at + runs_ns, line: 3 });
        add(at, 1, Kind::PollEnded);
        add(at + runs_ns, 1, Kind::WorkEnded);
        add(at + runs_ns, 1, Kind::PollBegan);
        add(at + runs_ns, 1, Kind::Waits { on: Wait::Timer { due_ns }, line: 4 });
        add(at + runs_ns, 1, Kind::PollEnded);
    }
    let end = times * (runs_ns + sleeps_ns);
    add(end, 1, Kind::Finished);
    add(end, 0, Kind::Finished);
    trace.ended_ns = end;
    trace
}

fn chart(times: u64, runs_ns: u64, sleeps_ns: u64) -> Chart {
    Chart::of(&trace(times, runs_ns, sleeps_ns), "Judit")
}

fn pixels(row: &Row, view: View, width: u32) -> Vec<Run> {
    let mut into = Vec::new();
    runs(row, view, width, &mut into);
    into
}

#[test]
fn the_processor_comes_first_and_a_root_that_only_waits_has_no_row() {
    let chart = chart(3, SECOND, SECOND);
    let names: Vec<&str> = chart.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Judit", "board 1"]);
    assert_eq!((chart.rows[0].slices.len(), chart.rows[1].slices.len()), (3, 6));
    assert_eq!(chart.rows[0].owners, [TaskId(1); 3]);
    assert_eq!(chart.rows[1].end, Some((6 * SECOND, Kind::Finished)));
    assert_eq!(chart.looks, [true, false, true, false]);
    assert_eq!(chart.utilisation, 0.5);
}

#[test]
fn where_events_were_left_out_nothing_is_made_up() {
    let mut trace = trace(3, SECOND, SECOND);
    trace.events.truncate(3 + 7 + 1);
    trace.left_out = 100;
    let chart = Chart::of(&trace, "Judit");
    assert_eq!((chart.known_ns, chart.total_ns), (2 * SECOND, 6 * SECOND));
    assert_eq!(chart.rows[1].slices.last().map(|slice| slice.to_ns), Some(2 * SECOND));
}

#[test]
fn wide_slices_have_clean_ends() {
    let chart = chart(2, 3 * SECOND, 2 * SECOND);
    let shown = pixels(&chart.rows[1], View::fit(chart.total_ns), 101);
    let pure = |look: Look| {
        let mut mix = [0; 4];
        mix[look as usize] = FULL;
        mix
    };
    let mixes: Vec<_> = shown.iter().map(|run| run.mix).collect();
    assert_eq!(mixes, [Look::Running, Look::Timer, Look::Running, Look::Timer].map(pure));
    assert_eq!((shown[0].from, shown[3].to), (0, 101));
    assert!(shown.windows(2).all(|pair| pair[0].to == pair[1].from));
}

#[test]
fn slices_narrower_than_a_pixel_have_their_share_of_it() {
    let chart = chart(100_000, 1_000, 3_000);
    let shown = pixels(&chart.rows[1], View::fit(chart.total_ns), 500);
    assert_eq!(shown.len(), 1, "all pixels show the same: {shown:?}");
    assert_eq!((shown[0].from, shown[0].to, shown[0].slice), (0, 500, None));
    assert_eq!(shown[0].mix, [FULL / 4, 0, FULL / 4 * 3, 0]);
}

#[test]
fn what_happened_at_all_is_seen() {
    let chart = chart(1, 1_000, 3_600 * SECOND);
    let shown = pixels(&chart.rows[0], View::fit(chart.total_ns), 500);
    assert_eq!(shown.iter().map(|run| (run.from, run.to, run.mix[0])).collect::<Vec<_>>(), [(0, 1, 1)]);
}

#[test]
fn the_shares_of_all_pixels_add_up_to_the_time_spent() {
    for (times, runs_ns, sleeps_ns) in [(997, 7_000, 5_000), (61, 50_000, 1_000), (5_000, 2_000, 90_000)] {
        let chart = chart(times, runs_ns, sleeps_ns);
        let width = 700;
        let shown = pixels(&chart.rows[1], View::fit(chart.total_ns), width);
        let busy: f64 = shown.iter().map(|run| f64::from(run.to - run.from) * f64::from(run.mix[0])).sum();
        let share = busy / f64::from(width) / f64::from(FULL);
        let expected = runs_ns as f64 / (runs_ns + sleeps_ns) as f64;
        assert!((share - expected).abs() < 0.04, "{share} instead of {expected}");
    }
}

#[test]
fn a_view_of_nothing_has_no_pixels() {
    let empty = Chart::of(&Trace::default(), "Judit");
    assert_eq!(pixels(&empty.rows[0], View::fit(empty.total_ns), 500), []);
    assert_eq!(pixels(&chart(1, 5, 5).rows[0], View::fit(10), 0), []);
}

#[test]
fn zooming_keeps_the_moment_under_the_pointer_and_ends_at_the_run() {
    let all = View::fit(100 * SECOND);
    let at = 30.0 * SECOND as f64;
    let close = all.zoom(4.0, at, 100 * SECOND);
    assert!((close.x_of(at, 1_000.0) - all.x_of(at, 1_000.0)).abs() < 1e-6);
    assert_eq!(close.span_ns, 25.0 * SECOND as f64);
    assert_eq!(close.zoom(0.001, at, 100 * SECOND), all);
    assert_eq!(all.zoom(1e30, at, 100 * SECOND).span_ns, 1_000.0);
    assert_eq!(View::fit(0).zoom(2.0, 0.0, 0), View::fit(0));
}

#[test]
fn panning_stops_at_the_ends() {
    let close = View::fit(100 * SECOND).zoom(4.0, 0.0, 100 * SECOND);
    assert_eq!(close.pan(-1e18, 100 * SECOND).from_ns, 0.0);
    assert_eq!(close.pan(1e18, 100 * SECOND).from_ns, 75.0 * SECOND as f64);
    assert_eq!(View::fit(100 * SECOND).pan(5e9, 100 * SECOND), View::fit(100 * SECOND));
}

#[test]
fn revealing_moves_only_as_far_as_it_must() {
    let total = 100 * SECOND;
    let (second, close) = (SECOND as f64, View { from_ns: 0.0, span_ns: 10e9 });
    assert_eq!(close.reveal(2.0 * second, 3.0 * second, total), close);
    assert_eq!(close.reveal(50.0 * second, 52.0 * second, total).from_ns, 46.0 * second);
    assert_eq!(close.reveal(50.0 * second, 90.0 * second, total).from_ns, 49.5 * second);
    assert_eq!(
        View::close_up(50.0 * second, 52.0 * second, total),
        View { from_ns: 48.0 * second, span_ns: 6.0 * second }
    );
}

#[test]
fn the_slice_under_the_pointer_is_picked_and_a_narrow_one_near_it() {
    let chart = chart(10, SECOND, 9 * SECOND);
    let layout = Layout { width: 1_110.0, height: 300.0, scroll: 0.0, gutter: 100.0, rows: 2 };
    let view = View::fit(chart.total_ns);
    let pick = |x: f64, y: f64| layout.pick(&chart, view, x, y).map(|pick| (pick.row, pick.slice));
    let (head, row) = (layout.axis() + 5.0, layout.row(1).0 + 5.0);
    assert_eq!(pick(105.0, row), Some((1, 0)));
    assert_eq!(pick(150.0, row), Some((1, 1)));
    assert_eq!(pick(105.0, head), Some((0, 0)));
    assert_eq!(pick(113.0, head), Some((0, 0)), "three pixels beside it");
    assert_eq!(pick(150.0, head), None, "she does nothing");
    assert_eq!(pick(197.0, head), Some((0, 1)), "three pixels before it");
    assert_eq!(pick(50.0, row), None, "a name");
    assert_eq!(pick(105.0, 3.0), None, "the axis");
    assert_eq!(pick(105.0, row + 18.0), None, "below the last row");
}

#[test]
fn rows_scroll_below_the_processor() {
    let layout = Layout { width: 800.0, height: 234.0, scroll: 180.0, gutter: 100.0, rows: 1_001 };
    assert_eq!(layout.visible(), 11..21);
    assert_eq!(layout.row_at(layout.head() + 1.0), Some(11));
    assert_eq!(layout.row_at(layout.axis() + 1.0), Some(0));
    assert_eq!(layout.scroll_to(15), 180.0);
    assert_eq!(layout.scroll_to(1), 0.0);
    let far = Layout { scroll: layout.scroll_to(500), ..layout };
    assert!(far.visible().contains(&500));
}

#[test]
fn the_axis_has_round_moments_with_room_for_their_labels() {
    let labels = |from_ns: f64, span_ns: f64, width: f64| {
        let ticks = ticks(View { from_ns, span_ns }, width, 6.6);
        ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>()
    };
    assert_eq!(labels(0.0, 3_655e9, 500.0), ["0", "10 min", "20 min", "30 min", "40 min", "50 min", "1 h"]);
    assert_eq!(labels(0.0, 43_200e9, 500.0), ["0", "2 h", "4 h", "6 h", "8 h", "10 h", "12 h"]);
    assert_eq!(labels(0.0, 2.5e9, 500.0), ["0", "500 ms", "1 s", "1.5 s", "2 s", "2.5 s"]);
    assert_eq!(labels(3_600e9, 20e9, 300.0), ["1 h", "1 h 5 s", "1 h 10 s", "1 h 15 s", "1 h 20 s"]);
    for exponent in 3..18 {
        for start in [0.0, 1e9, 5_000.5e9] {
            let view = View { from_ns: start, span_ns: 10_f64.powi(exponent) };
            let ticks = ticks(view, 400.0, 6.6);
            assert!(ticks.len() < 9, "{ticks:?}");
            let room = |pair: &[simul::trace::chart::Tick]| {
                let apart = (pair[1].at_ns - pair[0].at_ns) as f64 / view.span_ns * 400.0;
                apart > pair[0].label.chars().count() as f64 * 6.6
            };
            assert!(ticks.windows(2).all(room), "{ticks:?}");
        }
    }
}

#[test]
fn moments_are_said_as_exactly_as_asked() {
    let check = |at_ns: u64, step_ns: u64, said: &str| assert_eq!(moment(at_ns, step_ns), said);
    check(0, 1, "0");
    check(350, 1, "350 ns");
    check(2_500, 100, "2.5 µs");
    check(12_345_678, 100_000, "12.3 ms");
    check(12_345_678, 1, "12.345678 ms");
    check(14_120_000_000, 10_000_000, "14.12 s");
    check(125 * SECOND, SECOND, "2 min 5 s");
    check(5_400 * SECOND, 60 * SECOND, "1 h 30 min");
    check(3_605_250_000_000, 10_000_000, "1 h 5.25 s");
}

#[test]
fn busy_and_scheduled_and_idle_are_all_of_the_time() {
    let chart = chart(30, 5 * SECOND, 55 * SECOND);
    let totals = totals(&chart.rows[1]);
    assert_eq!((totals.busy_ns, totals.scheduled_ns, totals.idle_ns), (150 * SECOND, 0, 1_650 * SECOND));
    assert_eq!(totals.busy_ns + totals.scheduled_ns + totals.idle_ns, totals.total_ns);
}

#[test]
fn a_hand_clicks_drags_and_pinches() {
    let mut hand = Hand::default();
    hand.down(1, 100.0, 100.0);
    assert_eq!(hand.moves(1, 102.0, 100.0), None);
    assert!(hand.up(1), "a click");
    hand.down(1, 100.0, 100.0);
    assert_eq!(hand.moves(1, 110.0, 105.0), Some(Gesture::Drag { dx: 10.0, dy: 5.0 }));
    assert!(!hand.up(1), "a drag");
    hand.down(1, 100.0, 100.0);
    hand.down(2, 200.0, 100.0);
    assert_eq!(hand.moves(2, 300.0, 100.0), Some(Gesture::Pinch { factor: 2.0, x: 200.0, dx: 50.0 }));
    assert_eq!(hand.moves(7, 0.0, 0.0), None);
}

#[test]
fn a_million_slices_are_looked_up_and_not_gone_through() {
    let chart = chart(500_000, 1_000, 1_000);
    assert_eq!(chart.rows[1].slices.len(), 1_000_000);
    let middle = View::fit(chart.total_ns).zoom(1e4, 5e8, chart.total_ns);
    for view in [View::fit(chart.total_ns), middle] {
        assert!(pixels(&chart.rows[1], view, 1_000).len() <= 1_000);
    }
}

#[test]
fn the_first_slice_after_a_moment_is_the_same_from_any_hint() {
    let chart = chart(200, 3, 4);
    let row = &chart.rows[1];
    for at in 0..1_450 {
        let at_ns = f64::from(at);
        let expected = row.slices.iter().position(|slice| slice.to_ns as f64 > at_ns).unwrap_or(row.slices.len());
        for hint in [0, expected / 2, expected.saturating_sub(1), expected] {
            assert_eq!(row.first_after(at_ns, hint), expected, "at {at}, hint {hint}");
        }
    }
}
