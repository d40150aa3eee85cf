//! What a group could get if nobody else came: with all there is, or with its share of it.

use qonys_solve::{ChoiceSpec, Inclusion, Opening, Options, Pair, Problem, Row, UnitSpec, solve};

/// Part of the work that a group alone gets.
const PART: u64 = 10;

/// The group's best with everything there is; `None` when no plan is found.
pub(super) fn best_alone(problem: &Problem, group: &[bool], options: &Options<'_>) -> Option<f64> {
    value(&alone(problem, group, &|_, upper| upper, &|_, count| count), options)
}

/// The group's best with its share of every capacity and of all openings: of a row the part that the group's use is of all
/// use asked of rows like it, of openings the part that its workers are of all workers. Whole places are shared out region
/// by region so that the group has its share of the total.
pub(super) fn share_alone(problem: &Problem, group: &[bool], options: &Options<'_>) -> Option<f64> {
    let shares = shares(problem, group);
    let workers = |member: bool| {
        let units = (0..problem.unit_count()).filter(|&u| group[u] == member);
        units.map(|u| problem.workers(u).len()).sum::<usize>() as f64
    };
    let (own, others) = (workers(true), workers(false));
    let of_openings = if own + others > 0.0 { own / (own + others) } else { 0.0 };
    let rows = shared(problem.rows().iter().map(|r| r.upper.unwrap_or(0)), &|row| shares[row]);
    let counts = shared(problem.openings().iter().map(|o| u64::from(o.count)), &|_| of_openings);
    let part = alone(problem, group, &|row, _| rows[row], &|opening, _| counts[opening] as u32);
    value(&part, options)
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

/// Whole numbers of each at its share, what rounding takes from one given to the next.
fn shared(counts: impl Iterator<Item = u64>, share: &dyn Fn(usize) -> f64) -> Vec<u64> {
    let mut carried = 0.0;
    let each = counts.enumerate().map(|(at, count)| {
        carried += count as f64 * share(at);
        let whole = carried.round().clamp(0.0, count as f64);
        carried -= whole;
        whole as u64
    });
    each.collect()
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

fn value(problem: &Problem, options: &Options<'_>) -> Option<f64> {
    let options = Options { effort: options.effort / PART, progress: None, ..*options };
    solve(problem, &options).ok().map(|solution| solution.value)
}
