//! What happens to the readers, one phase after the other.

/// Part of the day, and what is told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// What happens.
    pub name: &'static str,
    /// Seconds.
    pub lasts: u64,
    /// What becomes of requests.
    pub network: Network,
    /// The CDN has lost every copy when it begins.
    pub flushed: bool,
    /// Seconds after its beginning at which the newsroom publishes.
    pub publishes: Vec<u64>,
    /// The most that the busiest second may have, in means of the steady phase.
    pub most: Option<f64>,
}

/// What becomes of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// The CDN answers.
    Up,
    /// Requests hang for so many seconds and are then answered together.
    Stalls(u64),
    /// Requests hang for five seconds and then fail together, as when a balancer goes down and takes the
    /// connections with it; later ones fail at once, with 503.
    Fails {
        /// Whether `Retry-After` names the end of the phase, as a maintenance page does.
        until_the_end: bool,
    },
    /// Nothing comes back, and readers give up by themselves.
    Silent,
}

/// The phase whose mean the others are measured by.
pub const STEADY: &str = "steady, nothing new";

/// Steady polling: the busiest second, in means.
pub const MOST_STEADY: f64 = 1.3;

/// In an outage, after it, and whatever else happens: the busiest second, in means of the steady phase.
pub const MOST_AFTER: f64 = 2.0;

/// Seconds in which the readers arrive; see `readers::arrival`.
pub(super) const ARRIVING: u64 = 480;

/// The day that the bench plays.
pub fn day() -> Vec<Phase> {
    let steady = |name, lasts, publishes| Phase {
        name,
        lasts,
        network: Network::Up,
        flushed: false,
        publishes,
        most: Some(MOST_STEADY),
    };
    let worse = |name, lasts, network| Phase {
        network,
        most: Some(MOST_AFTER),
        ..steady(name, lasts, Vec::new())
    };
    let after = |name| Phase { flushed: true, publishes: vec![0], ..worse(name, 420, Network::Up) };
    vec![
        // How fast readers come is the story's doing, not the widget's.
        Phase { most: None, ..steady("arrival", ARRIVING + 120, vec![]) },
        steady(STEADY, 300, vec![]),
        steady("steady, new every minute", 300, vec![30, 90, 150, 210, 270]),
        worse("outage: 503", 300, Network::Fails { until_the_end: false }),
        after("after it"),
        worse("outage: no answers", 300, Network::Silent),
        after("after it"),
        worse("maintenance: Retry-After", 300, Network::Fails { until_the_end: true }),
        after("after it"),
        Phase { flushed: true, ..steady("CDN flush", 180, vec![0]) },
        // Two thirds of the readers are answered at the same moment and ask again within the same six seconds.
        Phase { most: None, ..worse("answers hang for 10 s", 180, Network::Stalls(10)) },
    ]
}
