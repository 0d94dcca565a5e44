//! The address of the page: everything a link can say, read and written.

use super::read::quote;
use super::{Field, Values};

/// A lesson, as far as the address is concerned.
#[derive(Clone, Debug)]
pub struct Page {
    /// The lesson's name in the address.
    pub slug: &'static str,
    /// Its parameters.
    pub fields: &'static [Field],
    /// The parameters of its game, where it has one.
    pub game: &'static [Field],
    /// What its `variant` can be: a word for all of them first, then each one's name.
    pub variants: Vec<&'static str>,
}

/// The theme an address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Paper and ink.
    Light,
    /// A dark hall.
    Dark,
}

/// What an address asks for, once it has been made sense of.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Which of the pages.
    pub page: usize,
    /// The lesson's parameters.
    pub values: Values,
    /// The parameters of the lesson's game.
    pub game: Values,
    /// Which of the page's `variants`.
    pub variant: usize,
    /// Whether to start at once.
    pub run: bool,
    /// Whether to show the lesson alone.
    pub embed: bool,
    /// The theme, where one is asked for.
    pub theme: Option<Theme>,
    /// What was not understood, in the order of the address.
    pub notices: Vec<Notice>,
}

/// Something in an address that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The parameter's name.
    pub parameter: String,
    /// What was wrong, and what was taken instead; a whole sentence that names the parameter.
    pub text: String,
}

/// How many notices an address can have; the rest is counted.
const MOST_NOTICES: usize = 20;

/// Reads the query of an address, with or without its question mark. There must be at least one page.
pub fn open(query: &str, pages: &[Page]) -> Opened {
    let query = query.strip_prefix('?').unwrap_or(query);
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let mut notices = Vec::new();
    let page = find_page(&pairs, pages, &mut notices);
    let mut opened = Opened {
        page,
        values: Values::defaults(pages[page].fields),
        game: Values::defaults(pages[page].game),
        variant: 0,
        run: false,
        embed: false,
        theme: None,
        notices,
    };
    let mut seen: Vec<&str> = Vec::new();
    for (name, text) in &pairs {
        if seen.contains(&name.as_str()) {
            opened.notice(name, format!("{}: it is given more than once; the first was taken.", quote(name)));
            continue;
        }
        seen.push(name);
        opened.take(name, text, &pages[page]);
    }
    opened.shorten();
    opened
}

/// Which lesson a query opens, by the place of its name among these; the first where it names none of them.
pub fn lesson<'a>(query: &str, mut slugs: impl Iterator<Item = &'a str>) -> usize {
    let query = query.strip_prefix('?').unwrap_or(query);
    let named = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lesson");
    named.and_then(|(_, slug)| slugs.position(|known| known == slug)).unwrap_or(0)
}

/// The query of a link to a lesson, without the question mark; every parameter is in it.
pub fn link(page: &Page, values: &Values, game: &Values, variant: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("lesson", page.slug);
    for (field, value) in values.iter().chain(game.iter()) {
        query.append_pair(field.name, &field.write(value));
    }
    if variant != 0 {
        query.append_pair("variant", page.variants.get(variant).copied().unwrap_or_default());
    }
    query.finish()
}

fn find_page(pairs: &[(String, String)], pages: &[Page], notices: &mut Vec<Notice>) -> usize {
    let Some((_, slug)) = pairs.iter().find(|(name, _)| name == "lesson") else { return 0 };
    pages.iter().position(|page| page.slug == slug).unwrap_or_else(|| {
        let text = format!("lesson: there is no lesson {}; {} was opened instead.", quote(slug), pages[0].slug);
        notices.push(Notice { parameter: "lesson".into(), text });
        0
    })
}

impl Opened {
    fn take(&mut self, name: &str, text: &str, page: &Page) {
        match name {
            "lesson" => {}
            "run" => self.run = self.flag(name, text),
            "embed" => self.embed = self.flag(name, text),
            "theme" => match text {
                "dark" => self.theme = Some(Theme::Dark),
                "light" => self.theme = Some(Theme::Light),
                _ => {
                    let text = format!("theme: {} is neither dark nor light; it was left out.", quote(text));
                    self.notice(name, text);
                }
            },
            "variant" => match page.variants.iter().position(|name| *name == text) {
                Some(index) => self.variant = index,
                None => {
                    let (all, first) = (page.variants.join(", "), page.variants[0]);
                    let text = format!("variant: {} is none of {all}; {first} was taken instead.", quote(text));
                    self.notice(name, text);
                }
            },
            _ if page.fields.iter().any(|field| field.name == name) => {
                if let Some(problem) = self.values.set(name, text) {
                    self.notice(name, problem);
                }
            }
            _ if page.game.iter().any(|field| field.name == name) => {
                if let Some(problem) = self.game.set(name, text) {
                    self.notice(name, problem);
                }
            }
            _ => {
                let text = format!("{}: the lesson {} has no such parameter; it was left out.", quote(name), page.slug);
                self.notice(name, text);
            }
        }
    }

    fn flag(&mut self, name: &str, text: &str) -> bool {
        if !matches!(text, "0" | "1") {
            self.notice(name, format!("{name}: {} is neither 0 nor 1; 0 was taken instead.", quote(text)));
        }
        text == "1"
    }

    fn notice(&mut self, parameter: &str, text: String) {
        self.notices.push(Notice { parameter: parameter.to_owned(), text });
    }

    fn shorten(&mut self) {
        let more = self.notices.len().saturating_sub(MOST_NOTICES);
        if more > 0 {
            self.notices.truncate(MOST_NOTICES);
            self.notice("", format!("And {more} more problems of this kind in the address."));
        }
    }
}
