//! What fingers and the mouse mean: moving, pinching, pointing out.

/// How far a pointer moves, in CSS pixels, before it is a drag and no longer a click.
const SLACK: f64 = 4.0;

/// The pointers that are down on the timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hand {
    fingers: Vec<Finger>,
    dragging: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Finger {
    id: i32,
    x: f64,
    y: f64,
}

/// What a movement asks for; lengths are CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    /// Move what is seen along with the pointer.
    Drag {
        /// To the right.
        dx: f64,
        /// Downwards.
        dy: f64,
    },
    /// Come closer by a factor, around a place which also moves to the right.
    Pinch {
        /// How much closer.
        factor: f64,
        /// Between the fingers.
        x: f64,
        /// How far that moved to the right.
        dx: f64,
    },
}

impl Hand {
    /// A pointer goes down.
    pub fn down(&mut self, id: i32, x: f64, y: f64) {
        self.fingers.retain(|finger| finger.id != id);
        self.fingers.push(Finger { id, x, y });
        self.dragging = self.fingers.len() > 1;
    }

    /// A pointer moves; what that asks for, if anything.
    pub fn moves(&mut self, id: i32, x: f64, y: f64) -> Option<Gesture> {
        let index = self.fingers.iter().position(|finger| finger.id == id)?;
        let before = self.fingers[index];
        let (dx, dy) = (x - before.x, y - before.y);
        if !self.dragging && dx.hypot(dy) < SLACK {
            return None;
        }
        self.dragging = true;
        self.fingers[index] = Finger { id, x, y };
        let Some(other) = self.fingers.iter().find(|finger| finger.id != id) else {
            return Some(Gesture::Drag { dx, dy });
        };
        let apart = |x: f64| (x - other.x).abs().max(20.0);
        Some(Gesture::Pinch { factor: apart(x) / apart(before.x), x: f64::midpoint(x, other.x), dx: dx / 2.0 })
    }

    /// A pointer goes up. Returns whether it was a click.
    pub fn up(&mut self, id: i32) -> bool {
        let was_down = self.fingers.iter().any(|finger| finger.id == id);
        self.fingers.retain(|finger| finger.id != id);
        was_down && !self.dragging
    }

    /// Forgets a pointer that the browser took away.
    pub fn lost(&mut self, id: i32) {
        self.up(id);
    }

    /// Whether something is being moved.
    pub fn is_dragging(&self) -> bool {
        self.dragging && !self.fingers.is_empty()
    }
}
