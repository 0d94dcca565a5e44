//! Requests that were held back: the browser keeps to a few connections to one host.

use super::states::{Change, States};
use super::words::count;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Event, Kind, ResourceId, TaskId};

/// At how many moments of a wait the line is looked at, and one more.
const MOMENTS: u64 = 16;

/// Notes when each request was made, when it was really sent, and when it ended.
#[derive(Default)]
pub(super) struct Connections {
    requests: Vec<Request>,
}

#[derive(Clone, Copy)]
struct Request {
    what: ResourceId,
    task: TaskId,
    made_ns: u64,
    sent_ns: u64,
    ended_ns: u64,
}

impl Connections {
    fn find(&mut self, what: ResourceId) -> Option<&mut Request> {
        // They are numbered in the order they are made.
        let place = self.requests.binary_search_by_key(&what.0, |request| request.what.0).ok()?;
        self.requests.get_mut(place)
    }
}

impl Finder for Connections {
    fn see(&mut self, _scene: &Scene<'_>, _states: &States, event: &Event, _change: Option<&Change>) {
        let &Event { at_ns, task, kind } = event;
        match kind {
            Kind::RequestBegan(what) => {
                self.requests.push(Request { what, task, made_ns: at_ns, sent_ns: at_ns, ended_ns: u64::MAX });
            }
            Kind::HeldBack { what, for_ns } => {
                self.find(what).into_iter().for_each(|request| request.sent_ns = request.made_ns + for_ns);
            }
            Kind::Answered(what) => self.find(what).into_iter().for_each(|request| request.ended_ns = at_ns),
            // Whether it had been sent at all nobody knows: it does not count.
            Kind::Aborted(what) => self.find(what).into_iter().for_each(|request| request.ended_ns = request.made_ns),
            _ => {}
        }
    }

    fn found(&mut self, scene: &Scene<'_>) -> Vec<Lint> {
        let held_ns = |request: &Request| request.sent_ns - request.made_ns;
        let longest = self.requests.iter().copied().max_by_key(held_ns);
        let Some(longest) = longest.filter(|request| held_ns(request) >= scene.felt_ns) else { return Vec::new() };
        let host = host(scene, longest.what);
        let Some((sent, in_line)) = self.line(scene, host, &longest) else { return Vec::new() };
        let text = format!(
            "Your browser held requests back: {} to {} were on the way, and {} stood in line for a connection, the longest for {}. \
             Over HTTP/1.1 browsers open about six connections to one host, however many requests a program \
             makes.",
            count(sent, "request", "requests"),
            if host.is_empty() { "this page’s own host" } else { host },
            count(in_line, "more", "more"),
            scene.time(held_ns(&longest)),
        );
        vec![scene.lint(Rule::HeldBack, longest.task, longest.made_ns, longest.sent_ns, text)]
    }
}

impl Connections {
    /// How many requests to a host were on the way and how many stood in line, while one of them waited: at the moment
    /// when fewest were on the way, and of several the one nearest the middle. An answer is noticed a little after its
    /// connection has gone on to the next request, and would count beside that.
    fn line(&self, scene: &Scene<'_>, host: &str, longest: &Request) -> Option<(usize, usize)> {
        let there: Vec<&Request> =
            self.requests.iter().filter(|request| self::host(scene, request.what) == host).collect();
        let at = |at_ns: u64| {
            let sent = there.iter().filter(|request| (request.sent_ns..request.ended_ns).contains(&at_ns)).count();
            let in_line = there.iter().filter(|request| (request.made_ns..request.sent_ns).contains(&at_ns)).count();
            (sent, in_line)
        };
        let moments =
            (1..MOMENTS).map(|part| (part, at(longest.made_ns + (longest.sent_ns - longest.made_ns) / MOMENTS * part)));
        let fewest = moments.min_by_key(|&(part, (sent, _))| (sent, part.abs_diff(MOMENTS / 2)));
        fewest.map(|(_, counted)| counted)
    }
}

/// The host of a request's address; none where that leads to the page's own.
fn host<'a>(scene: &Scene<'a>, what: ResourceId) -> &'a str {
    let address = scene.trace.resources.get(what.0 as usize).map(String::as_str).unwrap_or_default();
    let rest = address.split_once("://").map(|(_, rest)| rest).unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}
