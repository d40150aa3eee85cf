//! Where prices lose against hindsight, and why.

use super::order::Calendar;
use super::run::{Course, RunError, run_fixed, run_foreseen};
use super::year::Year;
use qonys_model::Loss;
use qonys_solve::{Options, Solution, solve};

/// Parts of the loss, from the courses of the prices over some orders.
pub(super) fn loss(
    year: &Year<'_>,
    orders: &[(&Calendar, &Course)],
    best: &Solution,
    gap: f64,
    seed: u64,
) -> Result<Loss, RunError> {
    let share = |value: f64| (best.value - value) / best.value.abs().max(1e-9);
    let plain = year.problem.inclusion() == qonys_solve::Inclusion::Value
        && year.problem.rows().iter().all(|r| r.lower == 0)
        && year.own.clone().all(|u| {
            let spec = year.problem.spec(u as usize);
            spec.class == year.problem.spec(year.own.start as usize).class && !spec.must_place
        });
    // where the rule cannot be met at all, nothing is said of what it costs
    let ruled = if plain { None } else { solve(&year.alone(false), &Options { gap, seed, ..Options::default() }).ok() };
    let rule = ruled.map_or(0.0, |plan| share(plan.value));
    let mut sum = Loss { orders: orders.len() as u32, rule, ..Loss::default() };
    let n = orders.len().max(1) as f64;
    for (calendar, course) in orders {
        let foreseen = run_foreseen(year, calendar, seed)?;
        sum.sittings += (share(foreseen.value) - rule) / n;
        sum.forecast += (foreseen.value - course.value) / best.value.abs().max(1e-9) / n;
        sum.fixed_prices += share(run_fixed(year, calendar, best, seed)?.value) / n;
        sum.places_left += places_left(year, course) / n;
    }
    Ok(sum)
}

/// The part of all places that is free at the end, of the rows that somebody uses, where somebody waits.
fn places_left(year: &Year<'_>, course: &Course) -> f64 {
    if course.regions.iter().all(Option::is_some) {
        return 0.0;
    }
    let mut used = vec![0_u64; year.problem.rows().len()];
    for (unit, region) in year.own.clone().zip(&course.regions) {
        let Some(region) = region else { continue };
        if let Some((_, _, uses)) = year.problem.options(unit as usize).find(|o| o.0 == *region) {
            uses.iter().for_each(|(row, amount)| used[row as usize] += u64::from(amount));
        }
    }
    let limits = year.problem.rows().iter().zip(&used).filter_map(|(row, &used)| Some((row.upper?, used)));
    let (places, used) =
        limits.filter(|(_, used)| *used > 0).fold((0, 0), |(p, s), (upper, used)| (p + upper, s + used));
    places.saturating_sub(used) as f64 / places.max(1) as f64
}
