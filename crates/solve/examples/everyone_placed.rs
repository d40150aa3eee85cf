//! The classical generalized assignment problem: everyone must be placed, at the highest value. Then the same with too
//! little room: which limits and units cannot be met together.
#![allow(clippy::print_stdout)]

use qonys_solve::{ChoiceSpec, Feasible, Inclusion, Options, Problem, Row, SolveError, UnitSpec, feasible, solve};

fn assignment(room: u64) -> Problem {
    let mut problem = Problem::new(3, Inclusion::Everyone);
    (0..3).for_each(|_| _ = problem.row(Row { upper: Some(room), lower: 0 }));
    for unit in 0..9_u32 {
        let option = |r: u32| {
            let (value, amount) = (f64::from((unit * 7 + r * 5) % 11), 2 + (unit + 2 * r) % 4);
            ChoiceSpec { region: r, value, uses: vec![(r, amount)] }
        };
        problem.unit(UnitSpec { options: (0..3).map(option).collect(), persons: 1, ..UnitSpec::default() });
    }
    problem
}

fn main() -> Result<(), SolveError> {
    let plan = solve(&assignment(10), &Options::default())?;
    println!("value {}, bound {}, regions {:?}", plan.value, plan.bound, plan.regions);
    assert!(plan.regions.iter().all(Option::is_some) && plan.gap <= 1e-9);

    let tight = assignment(5);
    assert!(matches!(solve(&tight, &Options::default()), Err(SolveError::Infeasible { .. })));
    let Feasible::No(core) = feasible(&tight, &Options::default())? else { unreachable!("there is too little room") };
    println!("no room: limits of rows {:?} against units {:?}", core.upper, core.units);
    assert!(!core.upper.is_empty() && !core.units.is_empty());
    Ok(())
}

#[test]
fn it_runs() -> Result<(), SolveError> {
    main()
}
