//! The chess exhibition: Judit plays many boards at once, alone, with one pair of hands.
//!
//! It shows what an event loop is: one player (the processor), many boards (the tasks). A move of hers is
//! work, and nobody else can be served meanwhile; an opponent's reply is a wait, and she walks on.

use super::{Explanation, Honesty, Lesson, Listing, Meta, Try, Variant, Words};
use crate::params::Field;
use crate::predict::{grouped, say, seconds};
use crate::runtime::{Cx, Outcome, Random, Semaphore, gather};
use std::rc::Rc;
use std::time::Duration;

/// The chess exhibition.
pub struct Exhibition;

const SYNCHRONOUS: Variant = Variant {
    name: "synchronous",
    label: "One game after another",
    summary: "Judit sits down at a board and plays the game to its end before she turns to the next.",
};

const ASYNCHRONOUS: Variant = Variant {
    name: "asynchronous",
    label: "From table to table",
    summary: "Judit makes one move and walks on; while an opponent thinks, she is at another board.",
};

crate::choice! {
    /// Whom Judit turns to.
    pub enum Order {
        /// Whoever has replied, first come first served.
        Ready = "ready", "whoever has replied, first come first served";
        /// The next table, whether its opponent has replied or not.
        Tables = "tables", "round the tables in turn, waiting at each";
    }
}

crate::params! {
    /// The exhibition's parameters.
    pub struct Setting {
        /// How many boards there are.
        opponents: u64 = Field::count(24, 1, 1_000).label("Opponents").unit("boards")
            .help("How many games are played."),
        /// How long she takes for a move.
        own_move: Duration = Field::seconds(5, 0, 600).label("Her move")
            .help("How long Judit takes for a move. She can make only one at a time."),
        /// How long an opponent takes for a reply.
        reply: Duration = Field::seconds(55, 0, 600).label("Reply")
            .help("How long an opponent thinks. All of them can think at the same time."),
        /// How many moves each side makes in a game.
        rounds: u64 = Field::count(30, 1, 500).label("Rounds").unit("moves each")
            .help("How many moves each side makes in a game."),
        /// How many lesson seconds pass in a real one.
        speed: f64 = Field::number(1_800.0, 1.0, 100_000.0).label("Speed").unit("×")
            .help("How many seconds of the exhibition pass in one real second."),
        /// How much replies vary.
        spread: f64 = Field::number(0.0, 0.0, 1.0).label("Spread of replies")
            .help("0: every reply takes the same time. 1: exponential, most are quick and a few very long."),
        /// Whom she turns to.
        order: Order = Field::choice(Order::CHOICES).label("She turns to")
            .help("Which board is served next, when she goes from table to table."),
        /// The seed of the replies.
        seed: u64 = Field::count(1, 0, 4_294_967_295).label("Seed")
            .help("The same seed gives the same replies. It matters only when replies vary."),
    }
}

impl Lesson for Exhibition {
    const META: Meta = Meta {
        slug: "exhibition",
        title: "The chess exhibition",
        summary: "One player, 24 opponents: how long does it take one game after another, and how long from table to table?",
        text: &[
            "Judit plays a simultaneous exhibition. She needs 5 seconds for a move, each opponent 55 seconds for a \
             reply, and a game lasts 30 moves on each side. She can play the games one after another. Or she can \
             make one move, walk on to the next board, and come back when the opponent has replied.",
            "The second way is asynchronous programming. There is still one Judit and she never makes two moves at \
             once. What changes is what she does while she waits: not waiting.",
        ],
        switches: "The task itself, at an await that suspends. A board gives Judit away only when its opponent \
                   starts to think; nobody can take her away in the middle of a move.",
        honesty: Honesty::Modelled(
            "The tasks, the event loop and the timers are real, and run on this page’s own thread. A move keeps \
             that thread busy for as long as the move takes; a reply is a timer. The day is played faster, at the \
             speed you choose.",
        ),
        variants: &[SYNCHRONOUS, ASYNCHRONOUS],
        tries: &[
            Try {
                text: "Six boards. When she is back at the first table, the opponent is still thinking: now she \
                       waits. Is the textbook’s 15 minutes right?",
                query: "opponents=6&speed=600",
            },
            Try {
                text: "Twelve boards, 5 s and 55 s: she comes back in the very second the opponent has replied. \
                       Will one more board cost her anything?",
                query: "opponents=12&speed=900",
            },
            Try {
                text: "Let replies vary (spread 1) and send her round the tables in turn. Then let her go to whoever \
                       is ready. Same replies, same moves: how far apart are the two days?",
                query: "spread=1&order=tables&variant=asynchronous",
            },
            Try {
                text: "Make her move 0 s. Waiting is all there is: how many opponents can she take on?",
                query: "own_move=0&opponents=200&rounds=10&speed=300&variant=asynchronous",
            },
            Try {
                text: "Make the reply 0 s. Computing is all there is: what does walking from table to table buy her?",
                query: "reply=0&speed=1800",
            },
        ],
        words: Words {
            processor: "Judit",
            running: "she moves",
            ready: "waits for her",
            timer: "opponent thinks",
            waiting: "waits",
        },
        listings: &[
            include!(concat!(env!("OUT_DIR"), "/exhibition.py.rs")),
            include!(concat!(env!("OUT_DIR"), "/exhibition.rs.rs")),
        ],
    };

    type Params = Setting;

    fn speed(p: &Setting) -> f64 {
        p.speed
    }

    fn seed(p: &Setting) -> u64 {
        p.seed
    }

    /// Exact, where replies do not vary: one game after another is `n·k·(a+r)`. From table to table, she is
    /// the bottleneck while a round of moves takes at least as long as a move and its reply (`n·a ≥ a+r`):
    /// `k·n·a + r`; with fewer boards she waits, and the last board started ends last: `k·(a+r) + (n−1)·a`.
    fn formula(p: &Setting, variant: Variant) -> Option<Duration> {
        let (a, r) = (p.own_move, p.reply);
        let (n, k) = (p.opponents as u32, p.rounds as u32);
        match variant {
            _ if p.spread > 0.0 => None,
            SYNCHRONOUS => Some((a + r) * k * n),
            _ if a * n >= a + r => Some(a * k * n + r),
            _ => Some((a + r) * k + a * (n - 1)),
        }
    }

    /// The textbook's `k·n·a`, which forgets the last reply and takes it that she never waits.
    fn textbook(p: &Setting, variant: Variant) -> Option<Duration> {
        let textbook = p.own_move * p.rounds as u32 * p.opponents as u32;
        (variant == ASYNCHRONOUS).then_some(textbook)
    }

    fn explain(p: &Setting) -> Explanation {
        Explanation { arithmetic: arithmetic(p), truths: truths(p) }
    }

    async fn run(p: Setting, variant: Variant, cx: Cx) -> Outcome {
        if variant == SYNCHRONOUS {
            one_after_another(p, cx).await
        } else {
            from_table_to_table(p, cx).await
        }
        Ok(())
    }
}

// listing: the program
/// One game after another: she stays at a board until its game is over.
async fn one_after_another(p: Setting, cx: Cx) {
    for board in 1..=p.opponents {
        let mut replies = Random::new(p.seed, board);
        for _ in 0..p.rounds {
            cx.work(p.own_move).await; // her move: nobody else is served
            cx.sleep(replies.around(p.reply, p.spread)).await; // she waits, and does nothing else
        }
        cx.print(format!("board {board}: game over"));
    }
}

/// From table to table: every board is a task of its own.
async fn from_table_to_table(p: Setting, cx: Cx) {
    let turns = Turns::new(&p, &cx);
    let mut boards = Vec::new();
    for board in 1..=p.opponents {
        let task = play(p.clone(), board, turns.clone(), cx.clone());
        boards.push(cx.spawn(&format!("board {board}"), task));
    }
    gather(boards).await;
}

/// One game: she moves, the opponent thinks, and meanwhile she is elsewhere.
async fn play(p: Setting, board: u64, turns: Turns, cx: Cx) {
    let mut replies = Random::new(p.seed, board);
    for _ in 0..p.rounds {
        turns.her_turn(board).await;
        cx.work(p.own_move).await; // her move: nobody else is served
        turns.walks_on(board);
        cx.sleep(replies.around(p.reply, p.spread)).await; // she is free: other boards go on
    }
    cx.print(format!("board {board}: game over"));
}
// listing: end

/// Whose turn it is, where she goes round the tables in order.
#[derive(Clone)]
struct Turns {
    /// A permit at each table she may play at; none at all where she serves whoever is ready.
    tables: Rc<[Semaphore]>,
}

impl Turns {
    fn new(p: &Setting, cx: &Cx) -> Self {
        let tables = if p.order == Order::Tables { p.opponents } else { 0 };
        let table = |board| cx.semaphore("her walk", usize::from(board == 0));
        Self { tables: (0..tables).map(table).collect() }
    }

    /// Waits until she comes to the board on her walk.
    async fn her_turn(&self, board: u64) {
        if let Some(table) = self.tables.get(board as usize - 1) {
            table.acquire().await.consume();
        }
    }

    /// Sends her to the next table.
    fn walks_on(&self, board: u64) {
        if !self.tables.is_empty() {
            self.tables[board as usize % self.tables.len()].release();
        }
    }
}

fn arithmetic(p: &Setting) -> Vec<String> {
    let (a, r, n, k) = (p.own_move, p.reply, p.opponents as u32, p.rounds as u32);
    let (pair, game, round) = (a + r, (a + r) * k, a * n);
    let both =
        |d: Duration| if d >= Duration::from_secs(120) { format!("{}, {}", seconds(d), say(d)) } else { seconds(d) };
    vec![
        format!("A move and its reply: {} + {} = {}.", seconds(a), seconds(r), seconds(pair)),
        format!("A game: {} × {} = {}.", grouped(p.rounds), seconds(pair), both(game)),
        format!("One after another, {} of them: {}.", grouped(p.opponents), both(game * n)),
        format!("A round of the tables: {} × {} = {}.", grouped(p.opponents), seconds(a), both(round)),
        format!("From table to table, {} such rounds: {}.", grouped(p.rounds), both(round * k)),
    ]
}

fn truths(p: &Setting) -> Vec<String> {
    let (a, r, n, k) = (p.own_move, p.reply, p.opponents as u32, p.rounds as u32);
    if p.spread > 0.0 {
        return vec![
            "Replies vary, so no short formula is exact: the virtual run plays these very replies instead, in no time."
                .to_owned(),
            "Going round in turn, she waits at every slow board while quick ones wait for her. Going to whoever is \
             ready, she never stands still while anyone has replied."
                .to_owned(),
        ];
    }
    let last = (!r.is_zero())
        .then(|| format!("When she has made her last move, its reply is still to come: {} more.", seconds(r)));
    if k == 1 {
        let once = "One round only: she never comes back to a table, so she never waits.".to_owned();
        return [once].into_iter().chain(last).collect();
    }
    if a * n >= a + r {
        let bottleneck = format!(
            "A round of moves ({}) is at least as long as a move and its reply ({}): she is the bottleneck and never \
             waits. The textbook’s k·n·a is right but for the end.",
            seconds(a * n),
            seconds(a + r)
        );
        return [bottleneck].into_iter().chain(last).collect();
    }
    let wait = a + r - a * n;
    let waits = format!(
        "A round of moves ({}) is shorter than a move and its reply ({}): back at the first table she waits {}, {} \
         times. The textbook’s k·n·a forgets that; exact is k·(a+r) + (n−1)·a = {}, the last reply included.",
        seconds(a * n),
        seconds(a + r),
        seconds(wait),
        grouped(p.rounds - 1),
        seconds((a + r) * k + a * (n - 1))
    );
    vec![waits]
}
