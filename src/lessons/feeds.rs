//! The feeds of the event-loop lesson: their names, their files, and how one is read.

use super::json::{self, Json, member};
use crate::predict::read;
use crate::runtime::{Answer, FetchError};

/// The feeds there are files of, each with its file. The page ships the same files, so that they can be fetched.
const FILES: [(&str, &str); 3] = [
    ("python", include_str!("feeds/python.json")),
    ("programming", include_str!("feeds/programming.json")),
    ("compsci", include_str!("feeds/compsci.json")),
];

/// Where the page ships its files, as a template.
pub const OWN: &str = "feeds/{feed}.json";

/// One of the site's own files, to measure requests with.
pub const PROBE: &str = "feeds/python.json";

/// A feed to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// What it is called: where there are more feeds than files, a number tells them apart.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// Its number, from 1.
    pub number: u64,
}

impl Feed {
    /// Feed number `number`, from 1, at an address made from a template: `{feed}` stands for the name of its file,
    /// `{number}` for its number.
    pub fn new(number: u64, template: &str) -> Self {
        let (round, place) = ((number as usize - 1) / FILES.len(), (number as usize - 1) % FILES.len());
        let file = FILES[place].0;
        let name = if round == 0 { file.to_owned() } else { format!("{file} {}", round + 1) };
        let address = template.replace("{feed}", file).replace("{number}", &number.to_string());
        Self { name, address, number }
    }
}

/// What the site answers, as far as a prediction is concerned: the file the address names; or, where it is an address
/// of somebody else's, any.
pub fn answer(address: &str) -> Answer {
    let named = FILES.iter().find(|(name, _)| address.contains(name)).unwrap_or(&FILES[0]);
    Ok(named.1.to_owned())
}

/// A post of a feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// How much it is liked.
    pub score: f64,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub link: String,
}

/// Reads the first `most` posts of a feed.
///
/// # Errors
/// What is wrong with the text.
pub fn posts(text: &str, most: usize) -> Result<Vec<Post>, String> {
    let feed = json::parse(text).ok_or_else(|| "the answer is text, but not JSON".to_owned())?;
    let Some(Json::Array(posts)) = member(&feed, "posts") else {
        return Err("the answer is JSON, but has no list of “posts”".to_owned());
    };
    posts.iter().take(most).map(post).collect()
}

fn post(post: &Json<'_>) -> Result<Post, String> {
    let text = |name: &str| match member(post, name) {
        Some(Json::String(text)) => Some(text.to_string()),
        _ => None,
    };
    let score = match member(post, "score") {
        Some(Json::Number((digits, _))) => read(digits),
        _ => None,
    };
    let (Some(score), Some(title), Some(link)) = (score, text("title"), text("link")) else {
        return Err("a post in the answer lacks its score, its title or its link".to_owned());
    };
    Ok(Post { score, title, link })
}

/// Why a fetch failed, with a hint where the page's own files are meant.
pub fn why(error: &FetchError, template: &str) -> String {
    match error {
        FetchError::Status(404) if template == OWN => {
            "the site has no such feed: was it built with its files?".to_owned()
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read_and_has_enough_posts() {
        for (name, text) in FILES {
            let posts = posts(text, 100).unwrap_or_else(|why| panic!("{name}: {why}"));
            assert_eq!(posts.len(), 10, "{name}");
            assert!(
                posts.windows(2).all(|pair| pair[0].score > pair[1].score),
                "{name} begins with what is liked most"
            );
        }
    }

    #[test]
    fn more_feeds_than_files_are_told_apart_by_number() {
        let names: Vec<_> = (1..=4).map(|number| Feed::new(number, "x/{feed}?{number}")).collect();
        assert_eq!(names[3], Feed { name: "python 2".into(), address: "x/python?4".into(), number: 4 });
        assert_eq!(names[2].name, "compsci");
    }

    #[test]
    fn what_is_no_feed_is_named() {
        let problem = |text: &str| posts(text, 5).expect_err("it is no feed");
        assert!(problem("<!doctype html>").contains("not JSON"));
        assert!(problem("").contains("not JSON"));
        assert!(problem("[1]").contains("no list of “posts”"));
        assert!(problem(r#"{"posts": [{"title": "no score", "link": ""}]}"#).contains("lacks its score"));
        assert!(problem(r#"{"posts": [{"score": "7", "title": "", "link": ""}]}"#).contains("lacks its score"));
        assert!(problem(r#"{"posts": []} and more"#).contains("not JSON"));
        assert!(problem(&"[".repeat(100_000)).contains("not JSON"));
        assert_eq!(posts(r#"{"posts": []}"#, 5), Ok(vec![]));
    }

    #[test]
    fn what_a_post_says_may_be_written_in_any_way_that_json_has() {
        let text = r#"{"next": null, "posts": [{"link": "", "title": "\u201cYes\u201d,\nno", "more": [{}, true], "score": -1.25e1}]}"#;
        assert_eq!(posts(text, 5), Ok(vec![Post { score: -12.5, title: "“Yes”,\nno".into(), link: String::new() }]));
    }
}
