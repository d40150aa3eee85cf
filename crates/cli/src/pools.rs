//! Past years: what may stand for those who may come.

use crate::terminal::{Stop, Terminal};
use qonys::season::Mute;
use qonys_model::Package;
use qonys_report::{Arg, Texts};

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

/// The sentence for a past year that teaches a year no prices, and what to do.
pub fn mute(pool: &Package, year: &Package, texts: &Texts) -> Option<String> {
    let case = match Mute::of(pool, year)? {
        Mute::People => "people",
        Mute::Scores => "scores",
        Mute::Regions => "regions",
    };
    Some(texts.say("pool-foreign", &[("year", Arg::Text(pool.programme.year.to_string())), ("case", case.into())]))
}

fn same_families(one: &Package, other: &Package) -> bool {
    (&one.households, &one.people, &one.scores) == (&other.households, &other.people, &other.scores)
}
