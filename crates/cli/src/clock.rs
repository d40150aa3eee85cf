//! The clock and the memory of the process: read here and nowhere else.

use jiff::civil::Date;
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime};

/// Seconds by stage.
pub struct Clock {
    start: Instant,
    laps: Mutex<Laps>,
}

struct Laps {
    since: Instant,
    seconds: Vec<(String, f64)>,
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the edge: durations go into run.json, never into a decision")]
    pub fn start() -> Self {
        let now = Instant::now();
        Self { start: now, laps: Mutex::new(Laps { since: now, seconds: Vec::new() }) }
    }

    /// The time since the last lap was this stage's.
    pub fn lap(&self, stage: &str) {
        let mut laps = self.laps.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let seconds = laps.since.elapsed().as_secs_f64();
        laps.since += Duration::from_secs_f64(seconds);
        match laps.seconds.iter_mut().find(|(name, _)| name == stage) {
            Some((_, sum)) => *sum += seconds,
            None => laps.seconds.push((stage.to_owned(), seconds)),
        }
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }

    /// Seconds of every stage, in order, and of all.
    pub fn laps(&self) -> Vec<(String, f64)> {
        let laps = self.laps.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut seconds = laps.seconds.clone();
        seconds.push(("total".to_owned(), self.seconds()));
        seconds
    }
}

/// Today, in universal time.
#[expect(clippy::disallowed_methods, reason = "the edge: the day on which somebody sits is written down and given on")]
pub fn today() -> Date {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i64::try_from(seconds / 86_400).unwrap_or(0);
    let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days));
    day.unwrap_or(Date::MAX)
}

/// Most memory the process has held, in MiB; `None` where the system does not tell.
pub fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}
