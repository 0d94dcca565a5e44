//! A command of Redis, in words, and as Webdis takes it.

/// Every command that is used here: whoever opens a Redis to the page allows these and no other.
pub const COMMANDS: &str = include_str!("commands.txt");

/// The function that Redis has to know, so that Webdis can hand on a result: see there.
pub const FUNCTION: &str = include_str!("result.lua");

/// A command and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command(Vec<String>);

impl Command {
    /// A command of these words.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(words.into_iter().map(str::to_owned).collect())
    }

    /// Its words.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// The body of the request that asks Webdis for it: the words, encoded, with strokes between. The ending says that the
    /// answer is to be JSON; without it the ending of the last argument would be taken for one.
    pub fn body(&self) -> String {
        let words: Vec<String> = self.0.iter().map(|word| encoded(word)).collect();
        words.join("/") + ".json"
    }
}

/// Everything but letters, digits, `-` and `_` as `%2F`. A plus would be read as a space.
fn encoded(word: &str) -> String {
    let mut encoded = String::with_capacity(word.len());
    for byte in word.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => encoded.push(char::from(byte)),
            _ => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_webdis_would_take_for_something_else_is_encoded() {
        let command = Command::new(["HSET", "rq:job:1", "data", "[\"a/b+c.raw\"] é?"]);
        assert_eq!(command.body(), "HSET/rq%3Ajob%3A1/data/%5B%22a%2Fb%2Bc%2Eraw%22%5D%20%C3%A9%3F.json");
        assert_eq!(Command::new(["SMEMBERS", "x.json"]).body(), "SMEMBERS/x%2Ejson.json");
    }

    #[test]
    fn the_list_of_commands_is_in_order_and_has_each_once() {
        let all: Vec<&str> = COMMANDS.lines().collect();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
    }
}
