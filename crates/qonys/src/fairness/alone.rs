//! What a group could get if nobody else came: with all there is, or with its share of it.

use qonys_solve::{ChoiceSpec, Inclusion, Known, Opening, Options, Pair, Problem, Row, Solution, UnitSpec, solve};

/// Part of the work that a group alone gets.
const PART: u64 = 10;

/// The group's best with everything there is; `None` when no plan is found.
pub(super) fn best_alone(problem: &Problem, group: &[bool], options: &Options<'_>) -> Option<f64> {
    solved(&alone(problem, group, &|_, upper| upper, &|_, count| count), options).map(|solution| solution.value)
}

/// What groups get alone with their shares.
pub(super) struct Shares {
    /// For each group the worth; `None` when no plan is found or the group has nobody.
    pub(super) worth: Vec<Option<f64>>,
    /// The plans of all groups in one: a plan of the problem where groups do not overlap.
    pub(super) plan: Known,
}

/// Each group's best with its share of every capacity and of all openings: of a row the part that its use is of all use
/// asked of the row, of openings the part that its workers are of all workers. Whole places are apportioned so that groups
/// that do not overlap have no more than there is, and each over all rows what it is due.
pub(super) fn shares_alone(problem: &Problem, groups: &[Vec<bool>], options: &Options<'_>) -> Shares {
    let of_rows: Vec<Vec<f64>> = groups.iter().map(|group| shares(problem, group)).collect();
    let workers = |member: &dyn Fn(usize) -> bool| {
        let units = (0..problem.unit_count()).filter(|&u| member(u));
        units.map(|u| problem.workers(u).len()).sum::<usize>() as f64
    };
    let all = workers(&|_| true).max(1.0);
    let of_openings: Vec<f64> = groups.iter().map(|group| workers(&|u| group[u]) / all).collect();
    let uppers: Vec<u64> = problem.rows().iter().map(|r| r.upper.unwrap_or(0)).collect();
    let counts: Vec<u64> = problem.openings().iter().map(|o| u64::from(o.count)).collect();
    let rows = apportioned(&uppers, groups.len(), &|group, row| of_rows[group][row]);
    let openings = apportioned(&counts, groups.len(), &|group, _| of_openings[group]);
    let units = problem.unit_count();
    let jobs = (0..units).map(|u| vec![None; problem.workers(u).len()]).collect();
    let mut plan = Known { regions: vec![None; units], jobs };
    let mut worth = Vec::new();
    for (g, group) in groups.iter().enumerate() {
        let members: Vec<usize> = (0..units).filter(|&u| group[u]).collect();
        let part = alone(problem, group, &|row, _| rows[g][row], &|opening, _| openings[g][opening] as u32);
        let solution = if members.is_empty() { None } else { solved(&part, options) };
        worth.push(solution.as_ref().map(|s| s.value));
        let Some(solution) = solution else { continue };
        for ((&unit, region), jobs) in members.iter().zip(solution.regions).zip(solution.jobs) {
            (plan.regions[unit], plan.jobs[unit]) = (region, jobs);
        }
    }
    Shares { worth, plan }
}

/// The group's part of what all units ask of each row, a unit asking of every row that one of its options uses.
fn shares(problem: &Problem, group: &[bool]) -> Vec<f64> {
    let mut asked = vec![[0.0_f64; 2]; problem.rows().len()];
    for (unit, &member) in group.iter().enumerate() {
        for (_, _, uses) in problem.options(unit) {
            for (row, amount) in uses {
                asked[row as usize][usize::from(member)] += f64::from(amount);
            }
        }
    }
    asked.into_iter().map(|[others, own]| if own > 0.0 { own / (own + others) } else { 0.0 }).collect()
}

/// Whole numbers of each thing for each group, `[group][thing]`: by largest remainder (Hamilton), what rounding takes from
/// a group carried to the next thing. Shares that sum to more than one, of groups that overlap, are each rounded alone.
fn apportioned(counts: &[u64], groups: usize, share: &dyn Fn(usize, usize) -> f64) -> Vec<Vec<u64>> {
    let mut carried = vec![0.0; groups + 1];
    let mut given = vec![Vec::with_capacity(counts.len()); groups];
    for (thing, &count) in counts.iter().enumerate() {
        let named: f64 = (0..groups).map(|g| share(g, thing)).sum();
        let overlap = named > 1.0 + 1e-9;
        let of = |g: usize| if g < groups { share(g, thing) } else { (1.0 - named).max(0.0) };
        let due: Vec<f64> = (0..=groups).map(|g| carried[g] + count as f64 * of(g)).collect();
        let round = |d: f64| if overlap { d.round() } else { d.floor() };
        let mut whole: Vec<f64> = due.iter().map(|d| round(*d).clamp(0.0, count as f64)).collect();
        if !overlap {
            let mut left = count as f64 - whole.iter().sum::<f64>();
            let mut order: Vec<usize> = (0..=groups).collect();
            order.sort_by(|&a, &b| (due[b] - whole[b]).total_cmp(&(due[a] - whole[a])).then(a.cmp(&b)));
            for &g in order.iter().filter(|&&g| of(g) > 0.0) {
                let more = if left >= 1.0 { 1.0 } else { 0.0 };
                whole[g] += more;
                left -= more;
            }
            // what is carried may ask for more than there is: the least due gives way
            for &g in order.iter().rev() {
                let less = (-left).clamp(0.0, whole[g]);
                whole[g] -= less;
                left += less;
            }
        }
        for g in 0..=groups {
            carried[g] = due[g] - whole[g];
            if g < groups {
                given[g].push(whole[g] as u64);
            }
        }
    }
    given
}

/// The units of a group only, nobody of whom must be placed; rows and openings as given.
fn alone(
    problem: &Problem,
    group: &[bool],
    upper: &dyn Fn(usize, u64) -> u64,
    count: &dyn Fn(usize, u32) -> u32,
) -> Problem {
    let mut alone = Problem::new(problem.regions(), Inclusion::Value);
    for (at, row) in problem.rows().iter().enumerate() {
        alone.row(Row { upper: row.upper.map(|u| upper(at, u)), lower: 0 });
    }
    for (at, opening) in problem.openings().iter().enumerate() {
        alone.opening(Opening { count: count(at, opening.count), ..*opening });
    }
    for kind in problem.kinds() {
        alone.kind(kind.clone());
    }
    let mut index = vec![None; problem.unit_count()];
    for unit in (0..problem.unit_count()).filter(|&u| group[u]) {
        let options = problem.options(unit);
        let options = options.map(|(region, value, uses)| ChoiceSpec { region, value, uses: uses.iter().collect() });
        let workers = problem.workers(unit).to_vec();
        index[unit] = Some(alone.unit(UnitSpec { options: options.collect(), workers, ..UnitSpec::default() }));
    }
    for pair in problem.pairs() {
        if let (Some(a), Some(b)) = (index[pair.a as usize], index[pair.b as usize]) {
            alone.pair(Pair { a, b, value: pair.value });
        }
    }
    alone
}

fn solved(problem: &Problem, options: &Options<'_>) -> Option<Solution> {
    let options = Options { effort: options.effort / PART, progress: None, ..*options };
    solve(problem, &options).ok()
}

#[cfg(test)]
mod tests {
    use super::apportioned;

    #[test]
    fn no_more_than_there_is_and_in_all_what_is_due() {
        let counts = [15, 7, 0, 22, 9, 13, 1, 40];
        let share = [0.1, 0.25, 0.4];
        let given = apportioned(&counts, 3, &|g, _| share[g]);
        for (thing, count) in counts.iter().enumerate() {
            assert!(given.iter().map(|g| g[thing]).sum::<u64>() <= *count, "{thing}: {given:?}");
        }
        for (g, share) in share.iter().enumerate() {
            let due = counts.iter().sum::<u64>() as f64 * share;
            assert!((given[g].iter().sum::<u64>() as f64 - due).abs() < 2.0, "{g}: {given:?} for {due}");
        }
        assert_eq!(apportioned(&[10], 2, &|_, _| 0.7), [[7], [7]], "groups that overlap");
    }
}
