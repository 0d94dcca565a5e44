//! A job: data, and nothing else.

/// Something that a worker can be asked to do. It travels as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Computes, adds one to a counter, and prints a name; without one, the default.
    Greet {
        /// How many units are computed.
        units: u64,
        /// The name it is called with, if it is called with one.
        name: Option<String>,
    },
    /// Computes, and nothing else.
    Compute {
        /// How many units.
        units: u64,
    },
    /// Panics when it has computed.
    Panic {
        /// How many units.
        units: u64,
    },
    /// Never gives its thread back once it has computed.
    Hang {
        /// How many units.
        units: u64,
    },
}

impl Job {
    /// The job as a text, which [`Self::read`] reads.
    pub fn write(&self) -> String {
        match self {
            Self::Greet { units, name: None } => format!("greet {units}"),
            Self::Greet { units, name: Some(name) } => format!("greet {units} {name}"),
            Self::Compute { units } => format!("compute {units}"),
            Self::Panic { units } => format!("panic {units}"),
            Self::Hang { units } => format!("hang {units}"),
        }
    }

    /// Reads a job; `None` where the text is none.
    pub fn read(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(' ')?;
        let (units, name) = rest.split_once(' ').map_or((rest, None), |(units, name)| (units, Some(name.to_owned())));
        let units = units.parse().ok()?;
        match (kind, name) {
            ("greet", name) => Some(Self::Greet { units, name }),
            ("compute", None) => Some(Self::Compute { units }),
            ("panic", None) => Some(Self::Panic { units }),
            ("hang", None) => Some(Self::Hang { units }),
            _ => None,
        }
    }

    /// How many units it computes in all, which is what it costs.
    pub fn units(&self) -> u64 {
        match self {
            Self::Greet { units, .. } | Self::Compute { units } | Self::Panic { units } | Self::Hang { units } => {
                *units
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_read_as_it_was_written() {
        let greet = |name: Option<&str>| Job::Greet { units: 7, name: name.map(str::to_owned) };
        let jobs = [greet(None), greet(Some("")), greet(Some("New  York 2")), Job::Compute { units: u64::MAX }];
        for job in jobs.into_iter().chain([Job::Panic { units: 0 }, Job::Hang { units: 1 }]) {
            assert_eq!(Job::read(&job.write()), Some(job));
        }
    }

    #[test]
    fn what_is_no_job_is_not_read() {
        for text in ["", "greet", "greet many", "compute 3 4", "dance 3", "panic -1"] {
            assert_eq!(Job::read(text), None, "{text}");
        }
    }
}
