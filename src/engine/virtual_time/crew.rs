//! What workers cost on a machine.

use super::Samples;

/// What workers cost on a machine. Times are nanoseconds of real time.
#[derive(Clone, Debug, PartialEq)]
pub struct Crew {
    /// How many workers really run at once; the world's number where this is not known.
    pub cores: Option<usize>,
    /// How long a worker keeps its core while others want it.
    pub quantum_ns: f64,
    /// How long the page's own thread takes to ask for a worker.
    pub asking_ns: f64,
    /// How long a worker takes on its core before it can take a job.
    pub starting: Samples,
    /// How long a message takes from one side to the other, however small it is.
    pub message_ns: f64,
    /// What each byte that is sent takes of the page's thread before it is sent.
    pub making_ns_per_byte: f64,
    /// What each byte takes of the page's thread besides, when it is copied.
    pub sending_ns_per_byte: f64,
    /// What each byte takes of the worker's, when it is copied.
    pub receiving_ns_per_byte: f64,
    /// The time of one unit of a job, alone on the machine.
    pub unit_ns: f64,
    /// How many times as long one takes beside other workers, on a core of its own: cores share memory and heat.
    pub crowded: f64,
}

impl Default for Crew {
    /// The crew of theory: starting and sending is free, and a unit is a nanosecond.
    fn default() -> Self {
        Self {
            cores: None,
            quantum_ns: 1e6,
            asking_ns: 0.0,
            starting: Samples::none(),
            message_ns: 0.0,
            making_ns_per_byte: 0.0,
            sending_ns_per_byte: 0.0,
            receiving_ns_per_byte: 0.0,
            unit_ns: 1.0,
            crowded: 1.0,
        }
    }
}

impl Crew {
    /// The same crew, whose workers keep their core until they need it no more: the other discipline.
    pub fn to_completion(self) -> Self {
        Self { quantum_ns: f64::INFINITY, ..self }
    }
}
