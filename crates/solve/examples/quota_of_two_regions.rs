//! Two regions with a quota each, and a minimum in one: who goes where, and what one more place is worth.
#![allow(clippy::print_stdout)]

use qonys_solve::{ChoiceSpec, Inclusion, Options, Problem, Row, SolveError, UnitSpec, solve};

fn main() -> Result<(), SolveError> {
    let mut problem = Problem::new(2, Inclusion::Value);
    let north = problem.row(Row { upper: Some(6), lower: 4 }); // at least four persons must go there
    let south = problem.row(Row { upper: Some(5), lower: 0 });
    // persons of each family, and what each region is worth to it
    for (persons, in_north, in_south) in [(3, 0.4, 1.1), (2, 0.3, 0.9), (4, 1.0, 1.6), (1, 0.2, 0.5), (2, 0.1, 0.8)] {
        let option = |region, value, row| ChoiceSpec { region, value, uses: vec![(row, persons)] };
        let options = vec![option(0, in_north, north), option(1, in_south, south)];
        problem.unit(UnitSpec { options, persons, ..UnitSpec::default() });
    }
    let plan = solve(&problem, &Options::default())?;
    for (family, region) in plan.regions.iter().enumerate() {
        let place = region.map_or("waits", |r| ["north", "south"][r as usize]);
        println!("family {family}: {place}");
    }
    println!("worth {:.2}, no plan is worth more than {:.2}", plan.value, plan.bound);
    println!("one more place: north {:.2}, south {:.2}", plan.row_prices[0], plan.row_prices[1]);
    assert!(plan.gap <= 1e-9);
    Ok(())
}

#[test]
fn it_runs() -> Result<(), SolveError> {
    main()
}
