//! Those who wait as one more region of the bound of whole regions, and which rows belong to one region alone.

use crate::hull::{LARGEST, Piece};
use crate::model::Model;

/// Kinds of rows that those who wait are held to.
const KINDS: usize = 8;

/// Waiting as a region of its own, yet without units, and for each of its rows what each unit uses.
///
/// Who waits is nobody's plan, but room has a sum: where rows of one kind, one in each region, have less room in all than
/// all units need at least, those who wait need the rest. Single regions do not tell that somebody must wait as a whole.
pub(crate) fn waiting(model: &Model<'_>, owner: &[Option<u32>]) -> (Piece, Vec<Vec<i32>>) {
    let mut rank = vec![usize::MAX; owner.len()];
    let mut count = vec![0; model.region.iter().max().map_or(0, |r| *r as usize + 1)];
    for (row, owner) in owner.iter().enumerate() {
        if let Some(region) = owner {
            rank[row] = count[*region as usize];
            count[*region as usize] += 1;
        }
    }
    let (mut lower, mut upper, mut least) = (Vec::new(), Vec::new(), Vec::new());
    for kind in 0..count.iter().max().map_or(0, |c| (*c).min(KINDS)) {
        let rows = (0..owner.len()).filter(|&r| rank[r] == kind);
        let room = rows.map(|r| model.upper[r]).fold(0, i64::saturating_add);
        let of_option = |o: u32| model.uses(o).iter().filter(|u| rank[u.0 as usize] == kind).map(|u| u.1).sum::<u32>();
        let of_unit = |u: usize| i64::from(model.options(u).map(of_option).min().unwrap_or(0));
        let need: Vec<i64> = (0..model.units()).map(of_unit).collect();
        let all = need.iter().fold(0, |sum: i64, n| sum.saturating_add(*n));
        if all > room && all < LARGEST {
            let may: i64 = (0..need.len()).filter(|&u| !model.must[u]).map(|u| need[u]).sum();
            lower.push(all - room);
            upper.push(may.max(all - room));
            least.push(need.iter().map(|&n| n as i32).collect());
        }
    }
    let (units, options, value, uses) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    (Piece { units, options, value, uses, upper, lower }, least)
}

/// For each row the one region whose options use it.
pub(crate) fn owners(model: &Model<'_>) -> Vec<Option<u32>> {
    let mut first = vec![u32::MAX; model.upper.len()];
    let mut shared = vec![false; model.upper.len()];
    for unit in 0..model.units() {
        for option in model.options(unit) {
            let region = model.region[option as usize];
            for &(row, _) in model.uses(option) {
                let known = &mut first[row as usize];
                if *known == u32::MAX {
                    *known = region;
                } else if *known != region {
                    shared[row as usize] = true;
                }
            }
        }
    }
    let owner = |(&region, &shared): (&u32, &bool)| (region != u32::MAX && !shared).then_some(region);
    first.iter().zip(&shared).map(owner).collect()
}
