//! What the page must show for a query, computed by the program it is built from.

use anyhow::{Context, Result};
use simul::lessons::{Entry, LESSONS, Variant, pages};
use simul::params::{Opened, open};
use simul::virtual_time::{Machine, Report, VirtualRun};
use std::collections::BTreeMap;
use std::time::Duration;

/// A query, and what it sets up.
pub struct Setting {
    /// What the query asks for, once it has been made sense of.
    pub opened: Opened,
    /// The lesson it opens.
    pub lesson: &'static Entry,
}

impl Setting {
    /// What a query sets up.
    pub fn of(query: &str) -> Self {
        let opened = open(query, &pages());
        let lesson = LESSONS[opened.page].entry();
        Self { opened, lesson }
    }

    /// What the form shows: texts by the parameters' names, and which variants run.
    pub fn form(&self) -> BTreeMap<String, String> {
        let choice = self.lesson.page().variants[self.opened.variant];
        let fields = self.opened.values.iter().map(|(field, value)| (field.name.to_owned(), field.write(value)));
        fields.chain([("variant".to_owned(), choice.to_owned())]).collect()
    }

    /// The names of the variants that it runs.
    pub fn variants(&self) -> Vec<&'static str> {
        self.lesson.variants(self.opened.variant).iter().map(|variant| variant.name).collect()
    }

    /// The exact formula, in real milliseconds.
    ///
    /// # Errors
    /// Where the lesson has no such variant, or the variant no formula.
    pub fn formula_ms(&self, variant: &str) -> Result<f64> {
        let formula = (self.lesson.formula)(&self.opened.values, self.variant(variant)?);
        Ok(self.real_ms(formula.context("there is no formula")?))
    }

    /// What textbooks say, in real milliseconds; `None` where they say nothing else.
    ///
    /// # Errors
    /// Where the lesson has no such variant.
    pub fn textbook_ms(&self, variant: &str) -> Result<Option<f64>> {
        let textbook = (self.lesson.textbook)(&self.opened.values, self.variant(variant)?);
        Ok(textbook.map(|textbook| self.real_ms(textbook)))
    }

    /// The program on the virtual clock, in real milliseconds.
    ///
    /// # Errors
    /// Where the lesson has no such variant.
    pub fn virtual_ms(&self, variant: &str) -> Result<f64> {
        Ok(self.real_ms(self.virtual_run(variant)?.elapsed))
    }

    /// The lines the program prints on the virtual clock, each with its time in real milliseconds.
    ///
    /// # Errors
    /// Where the lesson has no such variant.
    pub fn output(&self, variant: &str) -> Result<Vec<(f64, String)>> {
        let trace = self.virtual_run(variant)?.trace.context("the run was not traced")?;
        let line = |at_ns, text| (self.real_ms(Duration::from_nanos(at_ns)), text);
        Ok(trace.output.into_iter().map(|printed| line(printed.at_ns, printed.text)).collect())
    }

    fn virtual_run(&self, variant: &str) -> Result<Report> {
        let variant = self.variant(variant)?;
        let program = |cx| (self.lesson.run)(&self.opened.values, variant, cx);
        Ok(VirtualRun::new(&Machine::ideal(1), 0, Some(1_000_000), program).finish())
    }

    fn variant(&self, name: &str) -> Result<Variant> {
        let variant = self.lesson.meta.variants.iter().find(|variant| variant.name == name);
        variant.copied().with_context(|| format!("there is no variant {name}"))
    }

    fn real_ms(&self, lesson: Duration) -> f64 {
        lesson.as_secs_f64() * 1e3 / (self.lesson.speed)(&self.opened.values)
    }
}
