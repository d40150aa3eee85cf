//! What each family could expect under a policy that needs no computer.

use super::worths_of_units;
use crate::pose::Posed;
use crate::replay::{Calendar, RunOptions, Year, run, shuffled};
use qonys_model::{DefaultPolicy, Policy};
use qonys_solve::{Count, Known, Solution};

/// Lots drawn: what a family can expect is the mean over them.
const DRAWS: u64 = 40;
/// In countries fewer are drawn, so that all together so many families are.
const FAMILIES: u64 = 800_000;
/// But no fewer than this.
const LEAST: u64 = 8;

/// Lots drawn for so many parties.
fn lots(parties: usize) -> u64 {
    (FAMILIES / (parties as u64).max(1)).clamp(LEAST, DRAWS)
}

/// For each party the mean of what it gets over the draws of a policy, and plans drawn. By order of application nothing is
/// drawn: families come by class, then by date, then as they are listed.
pub(super) fn expected(posed: &Posed<'_>, policy: DefaultPolicy, seed: u64) -> (Vec<f64>, Vec<Known>) {
    let problem = &posed.problem;
    let units = problem.unit_count() as u32;
    let regions = problem.regions() as usize;
    let year = Year::new(problem, 0..units, vec![0.0; units as usize], vec![1.0; regions]);
    let (policy, draws) = match policy {
        DefaultPolicy::QuotaOnly => (Policy::QuotaOnly, lots(units as usize)),
        DefaultPolicy::FirstCome => (Policy::FirstCome, 1),
        DefaultPolicy::Random => (Policy::NeedKey, lots(units as usize)), // every region needs as much as every other
    };
    let nothing = nothing();
    let mut sums = vec![0.0; units as usize];
    let mut plans = Vec::new();
    for order in 0..draws {
        let calendar = if policy == Policy::FirstCome { queue(posed) } else { shuffled(0..units, 1, seed, order) };
        let told = RunOptions { count: Count::Known(u64::from(units)), seed, order, hindsight: &nothing };
        let Ok(course) = run(&year, &calendar, policy, &told) else { continue };
        let plan = Known { regions: course.regions, jobs: course.jobs };
        sums.iter_mut().zip(worths_of_units(problem, &plan)).for_each(|(sum, worth)| *sum += worth / draws as f64);
        plans.push(plan);
    }
    plans.truncate(4);
    (sums, plans)
}

/// All families in one sitting, by date of application; the sitting takes urgent classes first.
fn queue(posed: &Posed<'_>) -> Calendar {
    let mut order: Vec<u32> = (0..posed.parties.list.len() as u32).collect();
    order.sort_by_key(|&u| posed.parties.list[u as usize].applied); // stable: then as listed
    Calendar { sittings: vec![order], elapsed: vec![1.0] }
}

/// No optimum is asked of a policy that has none.
fn nothing() -> Solution {
    Solution {
        regions: Vec::new(),
        jobs: Vec::new(),
        value: 0.0,
        bound: 0.0,
        gap: 0.0,
        inclusion_proved: false,
        stopped: false,
        row_prices: Vec::new(),
        opening_prices: Vec::new(),
        stages: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::lots;

    #[test]
    fn a_country_draws_fewer_lots() {
        assert_eq!([0, 12, 20_000, 40_000, 1_000_000].map(lots), [40, 40, 40, 20, 8]);
    }
}
