//! Families choose in a fair random order, as long as the whole still reaches the floor.
//!
//! Who is placed at all, and the floor, are settled by the plan of the highest value, into which no ranking enters. Then
//! priority classes, and within them tickets, say who chooses when. A party chooses as one: its first household's ranking
//! counts first, the next ones' among what is equal to those before. Who ranks nothing takes what is left.

use super::beside;
use super::draw::draw;
use super::replaced;
use crate::place::PlaceOptions;
use crate::pose::Posed;
use qonys_model::{Rankings, Refused, RegionIx, Standing, Turn, Wished};
use qonys_solve::{Options, Solution, Turns, in_turns};
use std::collections::BTreeMap;

pub(super) fn turns(
    posed: &Posed<'_>,
    best: &Solution,
    options: &PlaceOptions<'_>,
    rankings: &Rankings,
) -> (Solution, Wished) {
    let programme = &posed.package.programme;
    let floor = programme.wishes.least(best.value);
    let lists: Vec<Vec<Vec<u32>>> = (0..posed.parties.list.len()).map(|party| list(posed, rankings, party)).collect();
    // who only refuses regions has a ranking too: all others before these
    let chooses = |&party: &usize| {
        let ranks = posed.parties.list[party].households.iter().any(|&h| rankings.ranks(h));
        (ranks || lists[party].len() > 1) && best.regions[party].is_some()
    };
    let seed = programme.wishes.seed.unwrap_or(programme.seed);
    let tickets = draw(posed, seed, (0..posed.parties.list.len()).filter(chooses));
    let order: Vec<u32> = tickets.iter().map(|t| t.party as u32).collect();
    let stop = || options.stop.is_some_and(|ask| ask().is_some());
    let engine = Options {
        seed: options.seed.unwrap_or(programme.seed),
        threads: options.threads,
        stop: options.stop.is_some().then_some(&stop),
        progress: options.progress,
        ..Options::default()
    };
    let asked = Turns { start: &best.regions, floor, order: &order, lists: &lists };
    // the numbers were sound when the plan was made
    let turned = in_turns(&posed.problem, &asked, &engine).expect("a problem that was solved");
    let solution = replaced(&posed.problem, best, turned.regions);
    let mut wished = beside(posed, rankings, [&best.regions, &solution.regions], [best.value, solution.value]);
    wished.least = Some(floor);
    let refused = |list: Vec<(u32, bool)>| {
        let one = |(region, proved): (u32, bool)| Refused { region: RegionIx::from(region as usize), proved };
        list.into_iter().map(one).collect()
    };
    let turn = |(ticket, list): (super::draw::Ticket, Vec<(u32, bool)>)| Turn {
        households: posed.parties.list[ticket.party].households.clone(),
        drawn_from: ticket.drawn_from,
        ticket: ticket.ticket,
        refused: refused(list),
    };
    wished.turns = tickets.into_iter().zip(turned.refused).map(turn).collect();
    (solution, wished)
}

/// The regions open to a party by how its households see them, the best first; those of one list are equal to all of them.
fn list(posed: &Posed<'_>, rankings: &Rankings, party: usize) -> Vec<Vec<u32>> {
    let mut classes: BTreeMap<Vec<Standing>, Vec<u32>> = BTreeMap::new();
    for (region, ..) in posed.problem.options(party) {
        let at = RegionIx::from(region as usize);
        let standings = posed.parties.list[party].households.iter().map(|&h| rankings.standing(h, at)).collect();
        classes.entry(standings).or_default().push(region);
    }
    classes.into_values().collect()
}
