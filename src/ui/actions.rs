//! Everything a visitor can do.

use super::store::{Stage, Store};
use super::{library, link, remembered, runner};
use crate::lessons::Line;
use crate::params::{self, Notice, Opened, Page, Theme, Values};
use crate::predict;
use std::time::Duration;

impl Store {
    /// Sets a parameter from what the visitor typed. What was wrong with it becomes a notice.
    pub fn set_param(&self, name: &str, text: &str) {
        let problem = self.values.update(|values| values.set(name, text));
        self.notice(name, problem);
        self.edited();
    }

    /// The same for a parameter of the lesson's game: what has run stays as it is.
    pub fn set_game(&self, name: &str, text: &str) {
        let problem = self.game.update(|game| game.set(name, text));
        self.notice(name, problem);
        link::replace(self);
    }

    /// A parameter has at most one notice.
    fn notice(&self, name: &str, problem: Option<String>) {
        self.notices.update(|notices| {
            notices.retain(|notice| notice.parameter != name);
            notices.extend(problem.map(|text| Notice { parameter: name.to_owned(), text }));
        });
    }

    /// Sets every parameter back to its default.
    pub fn reset(&self) {
        self.values.set(Values::defaults(self.lesson().fields));
        self.variant.set(0);
        self.notices.set(Vec::new());
        self.edited();
    }

    /// Chooses which variants run: 0 for all, else one more than the index into the lesson's variants.
    pub fn choose_variant(&self, choice: usize) {
        self.variant.set(choice);
        self.edited();
    }

    /// Opens another lesson, with its defaults.
    pub fn open_lesson(&self, page: usize) {
        let slug = self.lessons[page].slug;
        let store = *self;
        self.ask(&format!("lesson={slug}"), Box::new(move |_| link::enter(&store)));
    }

    /// Sets up something to try: the lesson's defaults, and what the query says.
    pub fn set_up(&self, query: &str) {
        let slug = self.lesson().meta.slug;
        let store = *self;
        self.ask(&format!("lesson={slug}&{query}"), Box::new(move |_| link::enter(&store)));
    }

    /// Takes the visitor's guess for a variant, in lesson time: `90`, `90 s`, `1.5 min`, `2 h`.
    ///
    /// # Errors
    /// A sentence that says what was wrong with it.
    pub fn guess(&self, variant: &'static str, text: &str) -> Result<(), String> {
        let taken = predict::parse(text)?;
        self.guesses.update(|guesses| {
            guesses.retain(|(name, _)| *name != variant);
            guesses.push((variant, taken));
        });
        Ok(())
    }

    /// The visitor's guess for a variant.
    pub fn guess_of(&self, variant: &str) -> Option<Duration> {
        self.guesses.with(|guesses| guesses.iter().find(|(name, _)| *name == variant).map(|(_, guess)| *guess))
    }

    /// Chooses whether to be asked for guesses; remembered.
    pub fn skip_guessing(&self, skip: bool) {
        self.skips_guessing.set(skip);
        remembered::set("skips-guessing", skip.then_some("1"));
    }

    /// Shows what is predicted.
    pub fn reveal(&self) {
        self.revealed.set(true);
    }

    /// Runs the chosen variants, one after the other; never waits for a guess.
    pub fn run(&self) {
        if self.stage.get_untracked() != Some(Stage::Running) {
            runner::start(*self);
        }
    }

    /// Does something to the program that runs: one of the lesson's actions.
    pub fn act(&self, action: usize) {
        runner::act(*self, action);
    }

    /// Ends the run under way.
    pub fn stop(&self) {
        runner::stop(*self);
    }

    /// The link to the page as it stands, whole.
    pub fn link(&self) -> String {
        link::absolute(self)
    }

    /// Chooses a theme; remembered. `None` is the system's.
    pub fn choose_theme(&self, theme: Option<Theme>) {
        self.theme.set(theme);
        let word = theme.map(|theme| if theme == Theme::Dark { "dark" } else { "light" });
        remembered::set("theme", word);
    }

    /// Answers a query as soon as the lesson that it opens is there, and then goes on. What is asked for meanwhile is
    /// answered in its place.
    pub(super) fn ask(&self, query: &str, then: Box<dyn FnOnce(Opened)>) {
        let (store, query) = (*self, query.to_owned());
        let page = params::lesson(&query, self.lessons.iter().map(|line| line.slug));
        let asked = self.session.update(|session| {
            session.asked += 1;
            session.asked
        });
        let answer = move |fetched: Result<(), Notice>| {
            if store.session.with_untracked(|session| session.asked) != asked {
                return;
            }
            match fetched {
                Ok(()) => then(store.answer(&query)),
                Err(notice) => store.notices.set(vec![notice]),
            }
        };
        library::with(page, self.lessons, Box::new(answer));
    }

    /// Answers a query: the lesson, its parameters, and what was wrong with them. The lesson has to be there.
    pub(super) fn answer(&self, query: &str) -> Opened {
        let opened = params::open(query, &self.pages());
        if self.page.get_untracked() != opened.page {
            self.stop();
            self.session.update(|session| session.lessons_opened += 1);
            self.page.set(opened.page);
            self.results.set(None);
            self.output.set(Vec::new());
            self.message.set(None);
            self.ready_again();
        }
        self.values.set(opened.values.clone());
        self.game.set(opened.game.clone());
        self.variant.set(opened.variant);
        self.notices.set(opened.notices.clone());
        self.covered();
        opened
    }

    /// What the address needs to know of the lessons: of those that have not been fetched, their names.
    fn pages(&self) -> Vec<Page> {
        let page = |(at, line): (usize, &Line)| {
            if library::has(at) {
                return line.entry().page();
            }
            Page { slug: line.slug, fields: &[], game: &[], variants: Vec::new() }
        };
        self.lessons.iter().enumerate().map(page).collect()
    }

    fn edited(&self) {
        link::replace(self);
        self.covered();
    }

    /// Other parameters ask for another guess: what is predicted is covered again.
    fn covered(&self) {
        self.guesses.set(Vec::new());
        self.revealed.set(false);
        if self.is_stale() {
            self.ready_again();
        }
    }

    /// What has run is no longer what is on the page.
    fn ready_again(&self) {
        if !matches!(self.stage.get_untracked(), None | Some(Stage::Running)) {
            self.stage.set(Some(Stage::Ready));
        }
    }
}
