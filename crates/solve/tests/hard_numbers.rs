//! Numbers that break programs: answered, with every limit kept and a bound that holds; no panic, no overflow, no hang.

use proptest::prelude::*;
use qonys_solve::{ChoiceSpec, Inclusion, Options, Pair, Problem, Row, Solution, UnitSpec, solve, worth};

/// A problem of options as `(region, value, amount)` by unit, one row for each region.
struct Plain {
    regions: u32,
    upper: Vec<Option<u64>>,
    units: Vec<Vec<(u32, f64, u32)>>,
}

impl Plain {
    fn problem(&self, inclusion: Inclusion, pairs: &[Pair]) -> Problem {
        let mut problem = Problem::new(self.regions, inclusion);
        for &upper in &self.upper {
            problem.row(Row { upper, lower: 0 });
        }
        for unit in &self.units {
            let option = |&(region, value, amount)| ChoiceSpec { region, value, uses: vec![(region, amount)] };
            let options = unit.iter().map(option).collect();
            problem.unit(UnitSpec { options, persons: 1, ..UnitSpec::default() });
        }
        pairs.iter().for_each(|&pair| problem.pair(pair));
        problem
    }

    /// Solves with little effort and judges the answer.
    fn judged(&self, pairs: &[Pair]) -> Solution {
        let problem = self.problem(Inclusion::Value, pairs);
        let options = Options { effort: 2_000_000, threads: Some(2), ..Options::default() };
        let solution = solve(&problem, &options).expect("everybody may wait");
        let mut used = vec![0_u64; self.upper.len()];
        for (unit, region) in self.units.iter().zip(&solution.regions) {
            if let Some(region) = *region {
                let option = unit.iter().find(|o| o.0 == region).expect("an option");
                used[region as usize] += u64::from(option.2);
            }
        }
        assert!(used.iter().zip(&self.upper).all(|(used, upper)| upper.is_none_or(|upper| *used <= upper)), "limits");
        let size: f64 = self.units.iter().map(|u| u.iter().map(|o| o.1.abs()).fold(0.0, f64::max)).sum();
        let size = size + pairs.iter().map(|p| p.value).sum::<f64>();
        let own = worth(&problem, &solution.regions, &solution.jobs);
        assert!((own - solution.value).abs() <= 1e-9 * size, "value {} of {own}", solution.value);
        assert!(solution.value.is_finite() && solution.bound.is_finite() && solution.bound >= solution.value);
        assert!(solution.gap >= 0.0 && solution.gap.is_finite() && solution.value >= -1e-9 * size);
        assert!(solution.row_prices.iter().all(|price| price.is_finite()));
        solution
    }
}

/// The same families in every region.
fn alike(units: usize, regions: u32, upper: Option<u64>, value: f64, amount: u32) -> Plain {
    Plain {
        regions,
        upper: vec![upper; regions as usize],
        units: vec![(0..regions).map(|r| (r, value, amount)).collect(); units],
    }
}

#[test]
fn all_scores_equal() {
    let solution = alike(300, 8, Some(30), 0.5, 1).judged(&[]);
    assert!((solution.value - 120.0).abs() < 1e-9 && solution.gap < 1e-6, "{} of {}", solution.value, solution.bound);
}

#[test]
fn ten_thousand_identical_families() {
    let solution = alike(10_000, 6, Some(4_002), 1.25, 3).judged(&[]);
    assert!((solution.value - 6.0 * 1334.0 * 1.25).abs() < 1e-6, "{}", solution.value);
    assert!(solution.gap < 1e-4, "{} of {}", solution.value, solution.bound);
}

#[test]
fn nothing_is_worth_anything_or_all_is_worth_less() {
    assert_eq!(alike(200, 4, Some(20), 0.0, 1).judged(&[]).value, 0.0);
    let solution = alike(200, 4, Some(20), -3.5, 1).judged(&[]);
    assert!(solution.value == 0.0 && solution.regions.iter().all(Option::is_none));
}

#[test]
fn one_region_and_none() {
    let solution = alike(100, 1, Some(60), 1.0, 3).judged(&[]);
    assert!((solution.value - 20.0).abs() < 1e-9);
    assert_eq!(Plain { regions: 0, upper: vec![], units: vec![vec![]; 50] }.judged(&[]).value, 0.0);
    assert_eq!(Plain { regions: 5, upper: vec![None; 5], units: vec![] }.judged(&[]).value, 0.0);
}

#[test]
fn no_places_and_families_larger_than_any_place() {
    assert_eq!(alike(100, 5, Some(0), 1.0, 1).judged(&[]).value, 0.0);
    let mut plain = alike(60, 3, Some(10), 1.0, 2);
    plain.units.extend(vec![vec![(0, 50.0, 11), (1, 50.0, 4_000_000_000)]; 20]);
    assert!((plain.judged(&[]).value - 15.0).abs() < 1e-9);
}

#[test]
fn places_and_amounts_near_the_largest_numbers() {
    for upper in [None, Some(u64::MAX), Some(i64::MAX as u64), Some(1 << 53), Some(u64::from(u32::MAX) * 40)] {
        let solution = alike(100, 3, upper, 2.0, u32::MAX).judged(&[]);
        let all = upper.is_none_or(|upper| upper / u64::from(u32::MAX) >= 40);
        assert!(!all || solution.value >= 200.0 - 1e-9 || solution.gap.is_finite(), "{upper:?}");
    }
}

#[test]
fn hundreds_of_regions_with_one_family_each() {
    let units = (0..400).map(|u| vec![(u, 1.0 + f64::from(u % 7), 1), ((u + 1) % 400, 0.5, 1)]).collect();
    let solution = Plain { regions: 400, upper: vec![Some(1); 400], units }.judged(&[]);
    assert!(solution.regions.iter().enumerate().all(|(u, r)| *r == Some(u as u32)) && solution.gap < 1e-6);
}

#[test]
fn thousands_of_ties() {
    let plain = alike(1500, 5, Some(200), 1.0, 1);
    let tie = |i: u32| Pair { a: i * 7 % 1500, b: (i * 7 + 1 + i % 11) % 1500, value: 0.25 };
    let ties: Vec<Pair> = (0..4000).map(tie).filter(|p| p.a != p.b).collect();
    assert!(plain.judged(&ties).value >= 1000.0);
}

/// A value of any size that is allowed.
fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1.0..4.0,
        1 => Just(0.0),
        1 => (-12..=12_i32).prop_map(|e| 10_f64.powi(e)),
        1 => (-12..=12_i32).prop_map(|e| -10_f64.powi(e)),
        1 => prop_oneof![Just(1e250), Just(-1e250), Just(5e-324), Just(f64::EPSILON)],
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn values_of_all_sizes_mixed(
        units in prop::collection::vec(prop::collection::vec((any_value(), 0..6_u32), 4), 1..60),
        upper in prop::collection::vec(prop_oneof![3 => (0..40_u64).prop_map(Some), 1 => Just(None)], 4),
    ) {
        let options = |unit: Vec<(f64, u32)>| (0..4).zip(unit).map(|(r, (value, amount))| (r, value, amount)).collect();
        let units = units.into_iter().map(options).collect();
        Plain { regions: 4, upper, units }.judged(&[]);
    }

    #[test]
    fn the_units_of_measure_make_no_difference(scale in -40..40_i32, seed in 0..1000_u32) {
        let value = |u: u32, r: u32| f64::from((u * 31 + r * 17 + seed * 13) % 23) / 8.0;
        let unit = |u: u32, by: f64| (0..3).map(|r| (r, by * value(u, r), 1 + u % 3)).collect();
        let plain = |by: f64| Plain { regions: 3, upper: vec![Some(12); 3], units: (0..11).map(|u| unit(u, by)).collect() };
        let by = 2_f64.powi(scale);
        let (one, other) = (plain(1.0).judged(&[]), plain(by).judged(&[]));
        prop_assert!((one.value * by - other.value).abs() <= 1e-9 * by * one.value.abs().max(1.0));
    }
}
