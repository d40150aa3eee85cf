//! Bytes to a problem; the engine's answer against the problem itself, against a plan that was planted, and, where all
//! plans can be tried, against the best of them.

use crate::cursor::Cursor;
use qonys_solve::{
    ChoiceSpec, Inclusion, Opening, Options, Pair, Problem, Row, Solution, SolveError, UnitSpec, fill_openings, solve,
    worth,
};
use std::sync::atomic::{AtomicU32, Ordering};

/// Plans up to which all are tried.
const FEW: usize = 3000;

struct Case {
    regions: u32,
    inclusion: Inclusion,
    rows: Vec<Row>,
    openings: Vec<Opening>,
    kinds: Vec<Vec<(u32, f64)>>,
    units: Vec<UnitSpec>,
    pairs: Vec<Pair>,
    /// A region for every unit that keeps all limits, when the rows were made so.
    planted: Option<Vec<u32>>,
    effort: u64,
    stop_after: Option<u32>,
}

/// Solves what the bytes say, twice, and judges the answer.
pub fn judge(bytes: &[u8]) {
    let case = Case::of(&mut Cursor::new(bytes));
    let problem = case.problem();
    if problem.check().is_err() {
        assert!(matches!(case.solve(&problem), Err(SolveError::Problem(_))), "numbers that are no problem are refused");
        return;
    }
    let answer = case.solve(&problem);
    assert_eq!(format!("{answer:?}"), format!("{:?}", case.solve(&problem)), "the same answer twice");
    match answer {
        Ok(solution) => case.judge(&problem, &solution),
        Err(SolveError::Problem(error)) => panic!("refused after it was checked: {error}"),
        Err(SolveError::Infeasible { .. }) => {
            assert!(case.planted.is_none(), "called impossible where a plan was planted");
            assert!(case.best().is_none_or(|best| best.is_none()), "called impossible where there is a plan");
        }
        Err(SolveError::NoPlanFound { .. }) => {}
    }
}

impl Case {
    fn of(bytes: &mut Cursor<'_>) -> Self {
        let regions = 1 + bytes.upto(5);
        let inclusion = [Inclusion::Value, Inclusion::Order, Inclusion::Everyone][bytes.upto(2) as usize];
        let extreme = bytes.once_in(3);
        let per_region = bytes.upto(3);
        let mut case = Self {
            regions,
            inclusion,
            rows: Vec::new(),
            openings: (0..bytes.upto(6))
                .map(|_| Opening { region: bytes.upto(regions - 1), count: bytes.wide().min(1 << 32) as u32 })
                .collect(),
            kinds: Vec::new(),
            units: Vec::new(),
            pairs: Vec::new(),
            planted: None,
            effort: [0, 1000, 50_000, 400_000][bytes.upto(3) as usize],
            stop_after: bytes.once_in(4).then(|| bytes.upto(30)),
        };
        for _ in 0..bytes.upto(3) {
            let gains = (0..case.openings.len() as u32).filter_map(|o| {
                let gain = bytes.worth(extreme);
                (gain >= 0.0).then_some((o, gain))
            });
            case.kinds.push(gains.collect());
        }
        while case.units.len() < 48 && !bytes.ended() && !bytes.once_in(24) {
            let unit = case.unit(bytes, per_region, extreme);
            // identical units are a case of their own
            let copies = if bytes.once_in(16) { 2 + bytes.upto(40) } else { 1 };
            case.units.extend(std::iter::repeat_n(unit, copies as usize));
        }
        for _ in 0..bytes.upto(4) {
            let n = case.units.len().max(1) as u32;
            let (a, b) = (bytes.upto(n - 1), bytes.upto(n - 1));
            case.pairs.push(Pair { a, b, value: bytes.worth(extreme).abs() });
        }
        let all = case.units.iter().all(|u| !u.options.is_empty());
        let plant = all && bytes.once_in(2);
        case.planted = plant.then(|| case.units.iter().map(|u| u.options[pick(bytes, u)].region).collect());
        case.limit(bytes, per_region);
        case
    }

    fn unit(&self, bytes: &mut Cursor<'_>, per_region: u32, extreme: bool) -> UnitSpec {
        let persons = bytes.wide().min(1 << 32) as u32;
        let open = bytes.byte();
        let options = (0..self.regions).filter(|r| open >> r & 1 == 0).map(|region| ChoiceSpec {
            region,
            value: bytes.worth(extreme),
            uses: (0..per_region)
                .map(|k| (region * per_region + k, bytes.wide().min(u64::from(u32::MAX)) as u32))
                .collect(),
        });
        let options = options.collect();
        let kinds = self.kinds.len() as u32;
        let workers = if kinds == 0 { 0 } else { bytes.upto(3) };
        UnitSpec {
            options,
            workers: (0..workers).map(|_| bytes.upto(kinds - 1)).collect(),
            must_place: bytes.once_in(6),
            class: bytes.upto(2),
            persons,
            turn: bytes.upto(3),
        }
    }

    /// Rows; with a planted plan they are set around what it uses.
    fn limit(&mut self, bytes: &mut Cursor<'_>, per_region: u32) {
        for row in 0..self.regions * per_region {
            let used = self.planted.as_ref().map(|planted| {
                let of = |(u, r): (&UnitSpec, &u32)| {
                    let option = u.options.iter().find(|o| o.region == *r).expect("planted");
                    option.uses.iter().filter(|u| u.0 == row).map(|u| u64::from(u.1)).sum::<u64>()
                };
                self.units.iter().zip(planted).map(of).sum::<u64>()
            });
            let (slack, short) = (bytes.wide(), bytes.once_in(3));
            self.rows.push(match used {
                Some(used) => Row {
                    upper: bytes.once_in(4).then_some(u64::MAX).or(Some(used.saturating_add(slack / 4))),
                    lower: if short { used.saturating_sub(slack / 8) } else { 0 },
                },
                None => Row {
                    upper: (!bytes.once_in(5)).then_some(slack % 97 * 3),
                    lower: if short { slack % 5 } else { 0 },
                },
            });
        }
    }

    fn problem(&self) -> Problem {
        let mut problem = Problem::new(self.regions, self.inclusion);
        self.rows.iter().for_each(|&row| _ = problem.row(row));
        self.openings.iter().for_each(|&opening| _ = problem.opening(opening));
        self.kinds.iter().for_each(|kind| _ = problem.kind(kind.clone()));
        self.units.iter().for_each(|unit| _ = problem.unit(unit.clone()));
        self.pairs.iter().for_each(|&pair| problem.pair(pair));
        problem
    }

    fn solve(&self, problem: &Problem) -> Result<Solution, SolveError> {
        let asked = AtomicU32::new(0);
        let stop = || self.stop_after.is_some_and(|after| asked.fetch_add(1, Ordering::Relaxed) >= after);
        solve(problem, &Options { effort: self.effort, threads: Some(1), stop: Some(&stop), ..Options::default() })
    }

    /// What sums of worths may be off by.
    fn tolerance(&self) -> f64 {
        let options = self.units.iter().map(|u| u.options.iter().map(|o| o.value.abs()).fold(0.0, f64::max));
        let most = self.kinds.iter().flatten().map(|g| g.1).fold(0.0, f64::max);
        let workers = self.units.iter().map(|u| u.workers.len() as f64).sum::<f64>();
        1e-9 * (options.sum::<f64>() + most * workers + self.pairs.iter().map(|p| p.value).sum::<f64>())
    }

    fn judge(&self, problem: &Problem, solution: &Solution) {
        assert!(self.keeps_limits(&solution.regions), "limits");
        self.judge_jobs(solution);
        let tolerance = self.tolerance();
        let worth_here = worth(problem, &solution.regions, &solution.jobs);
        let best_jobs = worth(problem, &solution.regions, &fill_openings(problem, &solution.regions));
        assert!(solution.value.is_finite() && !solution.bound.is_nan() && solution.gap >= 0.0, "{solution:?}");
        assert!((worth_here - solution.value).abs() <= tolerance, "value {} of {worth_here}", solution.value);
        assert!((best_jobs - solution.value).abs() <= tolerance, "value {} of {best_jobs}", solution.value);
        assert!(solution.bound >= solution.value, "bound {} under value {}", solution.bound, solution.value);
        assert!(solution.row_prices.len() == self.rows.len() && solution.row_prices.iter().all(|p| p.is_finite()));
        assert!(solution.opening_prices.iter().all(|p| p.is_finite() && *p >= 0.0), "{:?}", solution.opening_prices);
        if let (Inclusion::Everyone, Some(planted)) = (self.inclusion, &self.planted) {
            let planted: Vec<Option<u32>> = planted.iter().map(|&r| Some(r)).collect();
            let worth = worth(problem, &planted, &fill_openings(problem, &planted));
            assert!(solution.bound >= worth - tolerance, "bound {} under a plan of {worth}", solution.bound);
        }
        if let Some(best) = self.best() {
            let (key, value) = best.expect("there is a plan, the engine's");
            let own = self.key(&solution.regions);
            assert!(own <= key, "better than all plans");
            if solution.inclusion_proved || own == key {
                assert_eq!(own, key, "called proved");
                assert!(solution.bound >= value - tolerance, "bound {} under {value}", solution.bound);
                assert!(solution.value <= value + tolerance, "value {} over {value}", solution.value);
            }
        }
    }

    fn judge_jobs(&self, solution: &Solution) {
        let mut left: Vec<u32> = self.openings.iter().map(|o| o.count).collect();
        for (unit, taken) in solution.jobs.iter().enumerate() {
            assert_eq!(taken.len(), self.units[unit].workers.len());
            for &opening in taken.iter().flatten() {
                assert_eq!(solution.regions[unit], Some(self.openings[opening as usize].region), "a job elsewhere");
                left[opening as usize] = left[opening as usize].checked_sub(1).expect("an opening filled twice");
            }
        }
    }

    fn keeps_limits(&self, regions: &[Option<u32>]) -> bool {
        let mut used = vec![0_u64; self.rows.len()];
        for (unit, region) in self.units.iter().zip(regions) {
            match region {
                None if unit.must_place || self.inclusion == Inclusion::Everyone => return false,
                None => {}
                Some(region) => {
                    let Some(option) = unit.options.iter().find(|o| o.region == *region) else { return false };
                    option.uses.iter().for_each(|&(row, amount)| used[row as usize] += u64::from(amount));
                }
            }
        }
        regions.len() == self.units.len()
            && self.rows.iter().zip(used).all(|(r, u)| u >= r.lower && r.upper.is_none_or(|upper| u <= upper))
    }

    /// What the inclusion compares, the greater the better.
    fn key(&self, regions: &[Option<u32>]) -> Vec<u64> {
        let placed = |u: &usize| regions[*u].is_some();
        let mut queue: Vec<usize> = (0..self.units.len()).collect();
        match self.inclusion {
            Inclusion::Everyone => Vec::new(),
            Inclusion::Order => {
                queue.sort_by_key(|&u| (!self.units[u].must_place, self.units[u].class, self.units[u].turn, u));
                queue.iter().map(|u| u64::from(placed(u))).collect()
            }
            Inclusion::Value => {
                let mut classes: Vec<u32> = self.units.iter().map(|u| u.class).collect();
                classes.sort_unstable();
                classes.dedup();
                classes.pop();
                let seated = |class| {
                    let of = queue.iter().filter(|u| placed(u) && self.units[**u].class == class);
                    of.map(|&u| u64::from(self.units[u].persons)).sum()
                };
                classes.into_iter().map(seated).collect()
            }
        }
    }

    /// The best of all plans; the outer `None` = too many to try.
    #[allow(clippy::option_option)]
    fn best(&self) -> Option<Option<(Vec<u64>, f64)>> {
        let ways =
            self.units.iter().try_fold(1_usize, |n, u| n.checked_mul(u.options.len() + 1).filter(|n| *n <= FEW))?;
        let problem = self.problem();
        let mut best: Option<(Vec<u64>, f64)> = None;
        for number in 0..ways {
            let mut rest = number;
            let place = |u: &UnitSpec| {
                let at = rest % (u.options.len() + 1);
                rest /= u.options.len() + 1;
                at.checked_sub(1).map(|at| u.options[at].region)
            };
            let regions: Vec<Option<u32>> = self.units.iter().map(place).collect();
            if self.keeps_limits(&regions) {
                let value = worth(&problem, &regions, &fill_openings(&problem, &regions));
                let found = (self.key(&regions), value);
                if best.as_ref().is_none_or(|b| found.0 > b.0 || found.0 == b.0 && found.1 > b.1) {
                    best = Some(found);
                }
            }
        }
        Some(best)
    }
}

fn pick(bytes: &mut Cursor<'_>, unit: &UnitSpec) -> usize {
    bytes.upto(unit.options.len() as u32 - 1) as usize
}
