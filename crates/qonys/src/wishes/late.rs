//! Places that are free after families have moved go to those who wait, in the order of the queue.

use crate::pose::Posed;
use jiff::civil::Date;
use qonys_model::Rankings;

/// Lets in who waits and fits, by class and date of application; each takes the region that it ranks highest of those that
/// have room and are worth no less than waiting, of equal ones that of the highest worth.
pub(super) fn fill(posed: &Posed<'_>, rankings: &Rankings, mut regions: Vec<Option<u32>>) -> Vec<Option<u32>> {
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
        let fits = problem.options(party).filter(|(_, value, uses)| *value >= 0.0 && room(*uses));
        let standing = |region: u32| {
            let at = qonys_model::RegionIx::from(region as usize);
            let households = &posed.parties.list[party].households;
            households.iter().map(|&h| rankings.standing(h, at)).collect::<Vec<_>>()
        };
        let best = fits.map(|(r, value, _)| (standing(r), value, r));
        let best = best.min_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        if let Some((_, _, region)) = best {
            take(&mut used, party, region);
            regions[party] = Some(region);
        }
    }
    regions
}
