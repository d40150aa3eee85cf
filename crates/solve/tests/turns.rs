//! Choices in turn: a unit gets the best of its list that can be given, and what it does not name only where it can have nothing else.

use qonys_solve::{ChoiceSpec, Inclusion, Options, Problem, Row, Turned, Turns, UnitSpec, in_turns};

/// Three units of one person, three regions with a place each; the first is worth most in the first region, and so on.
fn problem() -> Problem {
    let mut problem = Problem::new(3, Inclusion::Value);
    let rows: Vec<u32> = (0..3).map(|_| problem.row(Row { upper: Some(1), lower: 0 })).collect();
    for unit in 0..3 {
        let option = |r: usize| ChoiceSpec {
            region: r as u32,
            value: if r == unit { 1.0 } else { 0.5 },
            uses: vec![(rows[r], 1)],
        };
        problem.unit(UnitSpec { options: (0..3).map(option).collect(), persons: 1, ..UnitSpec::default() });
    }
    problem
}

fn turned(floor: f64, lists: &[Vec<Vec<u32>>]) -> Turned {
    let start = [Some(0), Some(1), Some(2)];
    let turns = Turns { start: &start, floor, order: &[0, 1, 2], lists };
    in_turns(&problem(), &turns, &Options::default()).expect("numbers")
}

#[test]
fn each_takes_the_best_of_its_list_that_the_floor_leaves() {
    let lists = [vec![vec![1], vec![0], vec![2]], vec![vec![0], vec![1, 2]], vec![vec![2], vec![0, 1]]];
    assert_eq!(turned(2.0, &lists).regions, [Some(1), Some(0), Some(2)]);
    let kept = turned(3.0, &lists);
    assert_eq!(kept.regions, [Some(0), Some(1), Some(2)]);
    assert_eq!(kept.refused[0], [(1, true)]);
}

#[test]
fn who_can_have_nothing_on_its_list_stays_where_the_plan_has_it_and_takes_nothing_from_others() {
    let silent = vec![vec![0, 1, 2]];
    // the first names only what the floor does not leave
    let stays = turned(3.0, &[vec![vec![1]], silent.clone(), silent.clone()]);
    assert_eq!((stays.regions, &stays.refused[0][..]), (vec![Some(0), Some(1), Some(2)], &[(1, true)][..]));
    // with nothing on its list it makes way for those who come after it, but keeps a place
    let moved = turned(2.0, &[Vec::new(), vec![vec![0]], silent]);
    assert_eq!(moved.regions[1], Some(0));
    assert!(moved.regions[0].is_some_and(|region| region != 0) && moved.worth >= 2.0);
}

#[test]
fn who_had_no_turn_when_the_choosing_was_stopped_is_not_told_of_as_refused() {
    let lists = [vec![vec![1]], vec![vec![0]], vec![vec![2]]];
    let turns = Turns { start: &[Some(0), Some(1), Some(2)], floor: 2.0, order: &[0, 1, 2], lists: &lists };
    let stop = || true;
    let options = Options { stop: Some(&stop), ..Options::default() };
    let stopped = in_turns(&problem(), &turns, &options).expect("numbers");
    assert_eq!((stopped.regions, stopped.stopped), (vec![Some(0), Some(1), Some(2)], true));
    assert!(stopped.refused.is_empty(), "{:?}", stopped.refused);
    assert_eq!(in_turns(&problem(), &turns, &Options::default()).expect("numbers").refused.len(), 3);
}
