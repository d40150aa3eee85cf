//! The Lagrangian bound at given prices: what the best plan could be worth at most, by these prices alone.

use crate::problem::{Inclusion, Problem};
use std::collections::BTreeMap;

/// A bound on the worth of every plan that keeps the rows and fills no opening twice, at any prices: rows and openings are
/// paid for at their prices, and every unit takes its best option by itself (Geoffrion, *Lagrangean relaxation for integer
/// programming*, Mathematical Programming Study 2, 1974).
///
/// For a fixed problem it is convex in the prices. At fixed prices it is linear in what the rows hold: so the bound at the prices
/// of one problem bounds the worth of any other problem too, and says how much a change can bring at the most. Half of a pair's
/// worth goes to each of its units wherever the other could go too. Prices of the wrong sign count as 0, missing ones too.
///
/// Cost: options x uses, workers x openings they gain by.
#[must_use]
pub fn lagrangian_bound(problem: &Problem, row_prices: &[f64], opening_prices: &[f64]) -> f64 {
    let row_price = |row: usize| {
        let price = row_prices.get(row).copied().filter(|p| p.is_finite()).unwrap_or(0.0);
        match problem.rows[row].upper {
            None => price.min(0.0),
            Some(_) => price,
        }
    };
    let rows: f64 = (0..problem.rows.len())
        .map(|row| match row_price(row) {
            price if price > 0.0 => price * problem.rows[row].upper.unwrap_or(0) as f64,
            price => price * problem.rows[row].lower as f64,
        })
        .sum();
    let prices: Vec<f64> = (0..problem.rows.len()).map(row_price).collect();
    let opening_price =
        |opening: usize| opening_prices.get(opening).copied().filter(|p| p.is_finite()).unwrap_or(0.0).max(0.0);
    let paid: f64 =
        problem.openings.iter().enumerate().map(|(o, opening)| f64::from(opening.count) * opening_price(o)).sum();
    let gains = gains(problem, opening_price);
    let pairs = pairs_of(problem);
    let units = 0..problem.unit_count();
    let best = units.map(|unit| best(problem, unit, &prices, &gains, &pairs)).sum::<f64>();
    rows + paid + best
}

/// What a worker of each kind gains at most in each region, less the price of the opening.
fn gains(problem: &Problem, price: impl Fn(usize) -> f64) -> Vec<BTreeMap<u32, f64>> {
    let of = |kind: &Vec<(u32, f64)>| {
        let mut best = BTreeMap::new();
        for &(opening, uplift) in kind {
            let net = uplift - price(opening as usize);
            let region = problem.openings[opening as usize].region;
            if net > 0.0 && problem.openings[opening as usize].count > 0 {
                let held: &mut f64 = best.entry(region).or_default();
                *held = held.max(net);
            }
        }
        best
    };
    problem.kinds.iter().map(of).collect()
}

/// For each unit the others that it is worth more with, and half of how much.
fn pairs_of(problem: &Problem) -> BTreeMap<u32, Vec<(u32, f64)>> {
    let mut pairs: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    for pair in &problem.pairs {
        pairs.entry(pair.a).or_default().push((pair.b, pair.value / 2.0));
        pairs.entry(pair.b).or_default().push((pair.a, pair.value / 2.0));
    }
    pairs
}

fn best(
    problem: &Problem,
    unit: usize,
    prices: &[f64],
    gains: &[BTreeMap<u32, f64>],
    pairs: &BTreeMap<u32, Vec<(u32, f64)>>,
) -> f64 {
    let paired = pairs.get(&(unit as u32)).map_or(&[][..], Vec::as_slice);
    let net = |(region, value, uses): (u32, f64, crate::Uses<'_>)| {
        let cost: f64 = uses.into_iter().map(|(row, amount)| prices[row as usize] * f64::from(amount)).sum();
        let work: f64 = problem.workers(unit).iter().filter_map(|&kind| gains[kind as usize].get(&region)).sum();
        let with = paired.iter().filter(|(other, _)| problem.value(*other as usize, region).is_some());
        value - cost + work + with.map(|(_, half)| half).sum::<f64>()
    };
    let best = problem.options(unit).map(net).fold(f64::NEG_INFINITY, f64::max);
    let must = problem.units[unit].must_place || problem.inclusion == Inclusion::Everyone;
    if must && best.is_finite() { best } else { best.max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ChoiceSpec, Opening, Options, Pair, Row, UnitSpec, solve};

    fn towns(places: [u64; 2]) -> Problem {
        let mut problem = Problem::new(2, Inclusion::Value);
        let rows: Vec<u32> = places.iter().map(|&p| problem.row(Row { upper: Some(p), lower: 0 })).collect();
        let opening = problem.opening(Opening { region: 0, count: 1 });
        let welder = problem.kind(vec![(opening, 0.5)]);
        for (persons, values) in [(2, [0.9, 0.5]), (2, [0.8, 0.3]), (3, [0.1, 1.2])] {
            let option = |r: usize| ChoiceSpec { region: r as u32, value: values[r], uses: vec![(rows[r], persons)] };
            let options = vec![option(0), option(1)];
            problem.unit(UnitSpec { options, persons, workers: vec![welder], ..UnitSpec::default() });
        }
        problem.pair(Pair { a: 0, b: 1, value: 0.2 });
        problem
    }

    #[test]
    fn bounds_every_plan_at_any_prices() {
        let problem = towns([3, 3]);
        let best = solve(&problem, &Options::default()).expect("solves");
        for rows in [[0.0, 0.0], [0.3, 0.1], [5.0, 0.0], [-1.0, 0.2]] {
            for opening in [0.0, 0.4, 9.0] {
                assert!(lagrangian_bound(&problem, &rows, &[opening]) >= best.value - 1e-9);
            }
        }
        let own = lagrangian_bound(&problem, &best.row_prices, &best.opening_prices);
        assert!(own >= best.bound - 1e-9 && own < best.bound + 0.7, "{own} against {}", best.bound);
    }

    #[test]
    fn is_linear_in_what_a_row_holds_and_bounds_what_more_of_it_brings() {
        let before = solve(&towns([3, 3]), &Options::default()).expect("solves");
        let bound = |places| lagrangian_bound(&towns([places, 3]), &before.row_prices, &before.opening_prices);
        for more in 0..4 {
            let after = solve(&towns([3 + more, 3]), &Options::default()).expect("solves");
            assert!(after.value <= bound(3 + more) + 1e-9);
            let expected = bound(3) + before.row_prices[0] * more as f64;
            assert!((bound(3 + more) - expected).abs() < 1e-9);
        }
    }
}
