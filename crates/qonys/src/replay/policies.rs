//! How each policy decides a sitting.

use super::ledger::Ledger;
use super::order::Calendar;
use qonys_solve::{Count, Forecast, Options, Prices, Row, Seating, Sitting, SolveError, Uses, sit};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What the prices know of those who still come.
#[derive(Clone, Copy, Debug)]
pub(super) enum Foresight<'p> {
    /// Futures sampled from the pool and from those seen, so many in each sitting.
    Sampled(Count),
    /// Who really comes: what a perfect forecast would do.
    Perfect,
    /// One set of prices for the whole year.
    Fixed(&'p Prices),
}

/// A region's weight for a unit that would use so much there.
type Weight<'w> = dyn Fn(u32, Uses<'_>) -> f64 + 'w;

/// Sends each unit to a region with room, drawn in proportion to `weight(region, uses)`.
pub(super) fn drawn(
    ledger: &mut Ledger<'_, '_>,
    hand: &[u32],
    dice: &mut ChaCha8Rng,
    weight: &Weight<'_>,
) -> Result<(), u32> {
    for &unit in hand {
        let open: Vec<(u32, f64)> = ledger.open(unit).map(|(region, _, uses)| (region, weight(region, uses))).collect();
        let total: f64 = open.iter().map(|o| o.1).sum();
        if total <= 0.0 {
            continue;
        }
        let mut at = dice.random_range(0.0..1.0) * total;
        let wanted = open.iter().filter(|o| o.1 > 0.0).find(|o| {
            at -= o.1;
            at < 0.0
        });
        // rounding may leave a hair of the last one's share
        let Some(&(region, _)) = wanted.or_else(|| open.iter().rfind(|o| o.1 > 0.0)) else { continue };
        let (jobs, _) = ledger.jobs_in(unit, region);
        ledger.place(unit, region, jobs)?;
    }
    Ok(())
}

/// How many units like this one the places of a region hold in all: its quota, seen from the unit. A region without
/// any limit counts one.
pub(super) fn quota(rows: &[Row], uses: Uses<'_>) -> f64 {
    let holds = |(row, amount): (u32, u32)| rows[row as usize].upper.map(|u| u as f64 / f64::from(amount.max(1)));
    uses.iter().filter_map(holds).fold(f64::INFINITY, f64::min).min(1e12)
}

/// Each unit to the region with room that is worth most to it now; of equal ones the first.
pub(super) fn first_come(ledger: &mut Ledger<'_, '_>, hand: &[u32]) -> Result<(), u32> {
    for &unit in hand {
        let mut best: Option<(u32, Vec<Option<u32>>, f64)> = None;
        for (region, value, _) in ledger.open(unit) {
            let (jobs, uplift) = ledger.jobs_in(unit, region);
            let worth = value + uplift + ledger.near(unit, region);
            if best.as_ref().is_none_or(|b| worth > b.2) {
                best = Some((region, jobs, worth));
            }
        }
        if let Some((region, jobs, _)) = best {
            ledger.place(unit, region, jobs)?;
        }
    }
    Ok(())
}

/// Futures sampled for a sitting.
const FUTURES: usize = 4;
/// One is enough when more units than this come: systematic sampling makes futures of so many nearly alike.
const MANY: f64 = 5_000.0;
/// How close a plan at prices is proved before the year's last sitting: the prices themselves are not known so well.
const CLOSE: f64 = 1e-4;
/// Work of the search in a sitting, in the engine's counted steps.
const EFFORT: u64 = 2_000_000;

/// One sitting at prices. Units for whom no plan is found wait for the next one.
pub(super) fn priced(
    ledger: &mut Ledger<'_, '_>,
    hand: &[u32],
    calendar: &Calendar,
    at: usize,
    foresight: Foresight<'_>,
    seed: u64,
) -> Result<(), PricedError> {
    if hand.is_empty() {
        return Ok(());
    }
    let last = at + 1 == calendar.sittings.len();
    let futures = match foresight {
        _ if last => Vec::new(),
        Foresight::Sampled(count) => sampled(ledger, calendar, at, count, seed),
        Foresight::Perfect => vec![calendar.sittings[at + 1..].concat()],
        Foresight::Fixed(_) => Vec::new(),
    };
    let futures: Vec<Vec<u32>> = futures.into_iter().filter(|f| !f.is_empty()).collect();
    let openings = vec![0.0; ledger.openings.len()];
    let charges = ledger.charges.clone().map(|rows| Prices { rows, openings });
    let surcharge = match foresight {
        Foresight::Fixed(prices) => Some(prices).filter(|_| !last),
        _ => charges.as_ref(),
    };
    // minimums bind when nobody comes any more
    let free = |row: &Row| Row { lower: if last { row.lower } else { 0 }, ..*row };
    let mut rows: Vec<Row> =
        if futures.is_empty() { ledger.rows.iter().map(free).collect() } else { ledger.rows.clone() };
    let mut hand = hand.to_vec();
    let guess = ledger.prices.take();
    let seating = loop {
        let sitting = Sitting {
            problem: ledger.year.problem,
            rows: &rows,
            openings: &ledger.openings,
            hand: &hand,
            futures: &futures,
            surcharge,
            placed: &ledger.regions,
            guess: guess.as_ref(),
        };
        let gap = if last { 0.0 } else { CLOSE };
        match sit(&sitting, &Options { effort: EFFORT, gap, seed, ..Options::default() }) {
            Ok(seating) => break seating,
            Err(SolveError::Problem(error)) => return Err(PricedError::Numbers(error)),
            // what cannot be met with those who came is given up, so that the others are placed: the judge will say so
            Err(SolveError::Infeasible { units, .. } | SolveError::NoPlanFound { units, .. }) => {
                if rows.iter().any(|r| r.lower > 0) {
                    rows.iter_mut().for_each(|r| r.lower = 0);
                    continue;
                }
                let stuck: Vec<u32> = units.iter().filter_map(|&u| hand.get(u as usize).copied()).collect();
                let before = hand.len();
                hand.retain(|unit| !stuck.contains(unit));
                if hand.len() == before || hand.is_empty() {
                    return Ok(());
                }
            }
        }
    };
    ledger.prices = Some(seating.prices.clone());
    seated(ledger, &hand, seating).map_err(PricedError::Broken)
}

/// Why a sitting at prices failed.
pub(super) enum PricedError {
    Numbers(qonys_solve::ProblemError),
    Broken(u32),
}

fn seated(ledger: &mut Ledger<'_, '_>, hand: &[u32], seating: Seating) -> Result<(), u32> {
    for ((&unit, region), jobs) in hand.iter().zip(&seating.plan.regions).zip(seating.plan.jobs) {
        if let &Some(region) = region {
            ledger.place(unit, region, jobs)?;
        }
    }
    Ok(())
}

fn sampled(ledger: &Ledger<'_, '_>, calendar: &Calendar, at: usize, count: Count, seed: u64) -> Vec<Vec<u32>> {
    let year = ledger.year;
    let mut weights = year.pool.clone();
    let mut seen = 0;
    for &unit in calendar.sittings[..=at].iter().flatten() {
        weights[unit as usize] = 1.0;
        seen += 1;
    }
    let forecast = Forecast { count, seen, elapsed: calendar.elapsed[at], weights };
    let expected = seen as f64 * (1.0 / calendar.elapsed[at] - 1.0);
    let futures = if expected > MANY { 1 } else { FUTURES };
    forecast.sample(futures, seed ^ ((at as u64) << 32))
}

/// A stream of chance for one run.
pub(super) fn dice(seed: u64, order: u64) -> ChaCha8Rng {
    let mut dice = ChaCha8Rng::seed_from_u64(seed ^ 0x9e37_79b9_7f4a_7c15);
    dice.set_stream(order);
    dice
}
