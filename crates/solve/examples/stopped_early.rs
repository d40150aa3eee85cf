//! A run that is told to stop gives the best plan so far, and still says how good it is. The library has no clock: the
//! caller decides when, here at the first plan.
#![allow(clippy::print_stdout)]

use qonys_solve::{ChoiceSpec, Inclusion, Options, Problem, Progress, Row, SolveError, UnitSpec, solve};
use std::sync::atomic::{AtomicBool, Ordering};

fn main() -> Result<(), SolveError> {
    let mut problem = Problem::new(5, Inclusion::Value);
    (0..5).for_each(|_| _ = problem.row(Row { upper: Some(97), lower: 0 }));
    for unit in 0..200_u32 {
        let persons = 1 + unit * 7 % 6;
        let option = |r: u32| {
            let value = f64::from((unit * 31 + r * 17) % 101) / 50.0;
            ChoiceSpec { region: r, value, uses: vec![(r, persons)] }
        };
        problem.unit(UnitSpec { options: (0..5).map(option).collect(), persons, ..UnitSpec::default() });
    }
    let found = AtomicBool::new(false);
    let progress = |p: &Progress| {
        println!("{}: value {:?}, bound {:?}", p.stage, p.value, p.bound);
        found.fetch_or(p.value.is_some(), Ordering::Relaxed);
    };
    let stop = || found.load(Ordering::Relaxed);
    let plan = solve(&problem, &Options { stop: Some(&stop), progress: Some(&progress), ..Options::default() })?;
    println!(
        "stopped: {}; worth {:.2}, at most {:.2}, gap {:.4} %",
        plan.stopped,
        plan.value,
        plan.bound,
        100.0 * plan.gap
    );
    assert!(plan.stopped && plan.bound >= plan.value && plan.gap < 0.05);
    Ok(())
}

#[test]
fn it_runs() -> Result<(), SolveError> {
    main()
}
