//! Past years: what may stand for those who may come.

use crate::terminal::{Stop, Terminal};
use qonys_model::Package;
use qonys_report::Arg;

/// Refuses a pool that knows what is to come, a later year or the year itself, and one that is given twice: two years that are
/// the same one say that years do not differ.
pub fn past(pool: &Package, others: &[Package], package: &Package, terminal: &Terminal) -> Result<(), Stop> {
    let (year, this) = (pool.programme.year, package.programme.year);
    let words = [("year", Arg::Text(year.to_string())), ("this", Arg::Text(this.to_string()))];
    let refused = |key| Err(Stop::Message(terminal.texts.say(key, &words)));
    if year > this {
        return refused("year-pool-later");
    }
    if same_families(pool, package) {
        return refused("replay-pool-itself");
    }
    if others.iter().any(|other| other.programme.year == year && same_families(pool, other)) {
        return refused("year-pool-twice");
    }
    Ok(())
}

fn same_families(one: &Package, other: &Package) -> bool {
    (&one.households, &one.people, &one.scores) == (&other.households, &other.people, &other.scores)
}
