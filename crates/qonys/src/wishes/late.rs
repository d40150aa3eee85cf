//! Places that are free after families have moved go to those who wait, in the order of the queue.

use crate::pose::Posed;
use jiff::civil::Date;
use qonys_model::{Rankings, RegionIx, Standing};

/// A region with room, and what it is worth to the party.
pub(super) type Room = (u32, f64);

/// Lets in who waits and fits, by class and date of application: `takes` says which of the regions that have room a party takes.
pub(super) fn fill(
    posed: &Posed<'_>,
    mut regions: Vec<Option<u32>>,
    takes: &mut dyn FnMut(usize, &[Room]) -> Option<u32>,
) -> Vec<Option<u32>> {
    let problem = &posed.problem;
    let mut used = vec![0_u64; problem.rows().len()];
    let take = |used: &mut Vec<u64>, party: usize, region: u32| {
        for (row, amount) in problem.options(party).find(|o| o.0 == region).into_iter().flat_map(|o| o.2) {
            used[row as usize] += u64::from(amount);
        }
    };
    for (party, region) in regions.iter().enumerate() {
        if let &Some(region) = region {
            take(&mut used, party, region);
        }
    }
    let turn = |party: usize| -> (u32, Date, usize) {
        let party_of = &posed.parties.list[party];
        (party_of.class, party_of.applied, party)
    };
    let mut waiting: Vec<usize> = (0..regions.len()).filter(|&p| regions[p].is_none()).collect();
    waiting.sort_by_key(|&party| turn(party));
    for party in waiting {
        let room = |uses: qonys_solve::Uses<'_>| {
            uses.iter().all(|(row, amount)| {
                let upper = problem.rows()[row as usize].upper;
                upper.is_none_or(|upper| used[row as usize] + u64::from(amount) <= upper)
            })
        };
        let rooms: Vec<Room> = problem
            .options(party)
            .filter(|(_, _, uses)| room(*uses))
            .map(|(region, value, _)| (region, value))
            .collect();
        if let Some(region) = takes(party, &rooms) {
            take(&mut used, party, region);
            regions[party] = Some(region);
        }
    }
    regions
}

/// The region that a party ranks highest of these, of equal ones that of the highest worth.
pub(super) fn best_ranked(
    posed: &Posed<'_>,
    rankings: &Rankings,
    party: usize,
    rooms: impl Iterator<Item = Room>,
) -> Option<u32> {
    let best = rooms.map(|(region, value)| (standings(posed, rankings, party, region), value, region));
    best.min_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2))).map(|best| best.2)
}

/// How the households of a party see a region, the first household first.
pub(super) fn standings(posed: &Posed<'_>, rankings: &Rankings, party: usize, region: u32) -> Vec<Standing> {
    let at = RegionIx::from(region as usize);
    posed.parties.list[party].households.iter().map(|&h| rankings.standing(h, at)).collect()
}
