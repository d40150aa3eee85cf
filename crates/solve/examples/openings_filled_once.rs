//! Workers compete for openings: each is filled once, so that the third welder in a town with two openings counts as
//! anybody else. Adding up scores one by one would send all of them there.
#![allow(clippy::print_stdout)]

use qonys_solve::{ChoiceSpec, Inclusion, Opening, Options, Problem, SolveError, UnitSpec, solve};

fn main() -> Result<(), SolveError> {
    let mut problem = Problem::new(2, Inclusion::Value);
    let town = problem.opening(Opening { region: 0, count: 2 });
    let village = problem.opening(Opening { region: 1, count: 1 });
    let welder = problem.kind(vec![(town, 0.5), (village, 0.4)]); // what the opening adds to the chance of work
    for _ in 0..4 {
        let option = |region, value| ChoiceSpec { region, value, uses: Vec::new() };
        let options = vec![option(0, 0.3), option(1, 0.25)]; // without an opening
        problem.unit(UnitSpec { options, workers: vec![welder], persons: 1, ..UnitSpec::default() });
    }
    let plan = solve(&problem, &Options::default())?;
    for (family, (region, jobs)) in plan.regions.iter().zip(&plan.jobs).enumerate() {
        let place = region.map_or("waits", |r| ["town", "village"][r as usize]);
        println!(
            "family {family}: {place}, {}",
            if jobs[0].is_some() { "with an opening" } else { "without an opening" }
        );
    }
    println!(
        "worth {:.2}; one more opening: town {:.2}, village {:.2}",
        plan.value, plan.opening_prices[0], plan.opening_prices[1]
    );
    let filled = plan.jobs.iter().flatten().flatten().count();
    assert!(filled == 3 && plan.gap <= 1e-9);
    Ok(())
}

#[test]
fn it_runs() -> Result<(), SolveError> {
    main()
}
