//! Families choose in a fair random order, as long as the whole still reaches the floor.
//!
//! Who is placed at all, and the floor, are settled by the plan of the highest value, into which no ranking enters. Then
//! priority classes, and within them tickets, say who chooses when. A party chooses as one: its first household's ranking
//! counts first, the next ones' among what is equal to those before. Who says nothing has a place in the line too, and keeps there
//! what could be given at once: else silence could bring what no ranking brings.

use super::beside;
use super::draw::{Ticket, draw};
use super::late::standings;
use super::replaced;
use crate::place::PlaceOptions;
use crate::pose::Posed;
use qonys_model::{Rankings, Refused, RegionIx, Standing, Turn, Wished};
use qonys_solve::{Options, Solution, Turns, in_turns};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn turns(
    posed: &Posed<'_>,
    best: &Solution,
    options: &PlaceOptions<'_>,
    rankings: &Rankings,
) -> (Solution, Wished, BTreeSet<usize>) {
    let chosen = choose(posed, best, options, rankings, false);
    let solution = replaced(&posed.problem, best, chosen.regions);
    let mut wished = beside(posed, rankings, [&best.regions, &solution.regions], [best.value, solution.value]);
    wished.least = Some(chosen.floor);
    wished.turns = chosen.turns.into_iter().map(|(_, turn)| turn).collect();
    (solution, wished, chosen.unasked)
}

/// What the turns came to.
pub(super) struct Chosen {
    /// For each party its region. One that could have none but vetoed regions stands in one of those, where vetoes are asked at
    /// the turn.
    pub(super) regions: Vec<Option<u32>>,
    /// Who said what they want and had a turn to, by party, in the order of their turns.
    pub(super) turns: Vec<(usize, Turn)>,
    /// Who said what they want and had no turn, since the run was stopped before it: parties that stand where the plan has them.
    pub(super) unasked: BTreeSet<usize>,
    /// The least that the whole may be worth.
    pub(super) floor: f64,
}

/// Lets parties choose; `veto`: none chooses a region that one of its households vetoes.
pub(super) fn choose(
    posed: &Posed<'_>,
    best: &Solution,
    options: &PlaceOptions<'_>,
    rankings: &Rankings,
    veto: bool,
) -> Chosen {
    let programme = &posed.package.programme;
    let floor = programme.wishes.least(best.value);
    let classes: Vec<_> = (0..posed.parties.list.len()).map(|party| classes(posed, rankings, party)).collect();
    // who only refuses regions has a ranking too: all others before these
    let speaks = |party: usize| {
        let ranks = posed.parties.list[party].households.iter().any(|&h| rankings.ranks(h));
        ranks || classes[party].len() > 1 || classes[party].keys().any(|class| vetoed(class))
    };
    let seed = programme.wishes.seed.unwrap_or(programme.seed);
    let placed = (0..posed.parties.list.len()).filter(|&party| best.regions[party].is_some());
    let tickets = draw(posed, seed, placed);
    let order: Vec<u32> = tickets.iter().map(|t| t.party as u32).collect();
    let stop = || options.stop.is_some_and(|ask| ask().is_some());
    let engine = Options {
        seed: options.seed.unwrap_or(programme.seed),
        threads: options.threads,
        stop: options.stop.is_some().then_some(&stop),
        progress: options.progress,
        ..Options::default()
    };
    let list = |classes: &BTreeMap<Vec<Standing>, Vec<u32>>| {
        let wanted = classes.iter().filter(|(class, _)| !veto || !vetoed(class));
        wanted.map(|(_, regions)| regions.clone()).collect()
    };
    let lists: Vec<Vec<Vec<u32>>> = classes.iter().map(list).collect();
    let asked = Turns { start: &best.regions, floor, order: &order, lists: &lists };
    // the numbers were sound when the plan was made
    let turned = in_turns(&posed.problem, &asked, &engine).expect("a problem that was solved");
    let refused = |list: Vec<(u32, bool)>| {
        let one = |(region, proved): (u32, bool)| Refused { region: RegionIx::from(region as usize), proved };
        list.into_iter().map(one).collect()
    };
    let turn = |(ticket, list): (Ticket, Vec<(u32, bool)>)| {
        let turn = Turn {
            households: posed.parties.list[ticket.party].households.clone(),
            drawn_from: ticket.drawn_from,
            ticket: ticket.ticket,
            refused: refused(list),
            declined: None,
        };
        (ticket.party, turn)
    };
    let had = turned.refused.len();
    let unasked = tickets.iter().skip(had).map(|t| t.party).filter(|&party| speaks(party)).collect();
    let told = tickets.into_iter().zip(turned.refused).filter(|(ticket, _)| speaks(ticket.party));
    Chosen { regions: turned.regions, turns: told.map(turn).collect(), unasked, floor }
}

/// The regions open to a party by how its households see them, the best first; those of one class are equal to all of them.
fn classes(posed: &Posed<'_>, rankings: &Rankings, party: usize) -> BTreeMap<Vec<Standing>, Vec<u32>> {
    let mut classes: BTreeMap<Vec<Standing>, Vec<u32>> = BTreeMap::new();
    for (region, ..) in posed.problem.options(party) {
        classes.entry(standings(posed, rankings, party, region)).or_default().push(region);
    }
    classes
}

/// Whether one of the households refuses what it sees so.
pub(super) fn vetoed(standings: &[Standing]) -> bool {
    standings.contains(&Standing::Vetoed)
}
