//! How a plan serves wishes, in figures.

use crate::pose::Posed;
use qonys_model::{HouseholdIx, Rankings, RegionIx, Standing, WishFigures};

/// Where a household is by the regions of its party.
pub(super) fn region_of(posed: &Posed<'_>, regions: &[Option<u32>], household: usize) -> Option<RegionIx> {
    regions[posed.parties.of[household]].map(|r| RegionIx::from(r as usize))
}

/// How a household sees its place; `None` = it waits, which is below every region.
pub(super) fn standing_of(
    posed: &Posed<'_>,
    rankings: &Rankings,
    regions: &[Option<u32>],
    household: usize,
) -> Option<Standing> {
    region_of(posed, regions, household).map(|r| rankings.standing(HouseholdIx::from(household), r))
}

pub(super) fn figures(posed: &Posed<'_>, rankings: &Rankings, regions: &[Option<u32>], value: f64) -> WishFigures {
    let standing = |h: usize| standing_of(posed, rankings, regions, h);
    figures_of(rankings, (0..posed.package.households.len()).map(standing), value)
}

/// The figures of households that stand so, in package order; `None` = it waits.
pub(crate) fn figures_of(
    rankings: &Rankings,
    standings: impl Iterator<Item = Option<Standing>>,
    value: f64,
) -> WishFigures {
    let mut figures = WishFigures { value, ..WishFigures::default() };
    let mut sum = 0_u64;
    for (h, standing) in standings.enumerate() {
        let household = HouseholdIx::from(h);
        let Some(standing) = standing.filter(|_| rankings.ranks(household)) else { continue };
        let rank = rankings.rank(household, standing);
        let ranked = matches!(standing, Standing::Rank(_));
        figures.ranking += 1;
        figures.first += u32::from(ranked && rank == 1);
        figures.top_three += u32::from(ranked && rank <= 3);
        figures.ranked += u32::from(ranked);
        sum += u64::from(rank);
    }
    figures.mean_rank = (figures.ranking > 0).then(|| sum as f64 / f64::from(figures.ranking));
    figures
}

/// How many households are better off, and worse off, by their own ranking.
pub(super) fn moved(
    posed: &Posed<'_>,
    rankings: &Rankings,
    before: &[Option<u32>],
    after: &[Option<u32>],
) -> (u32, u32) {
    let both = |h: usize| [before, after].map(|regions| standing_of(posed, rankings, regions, h));
    better_and_worse((0..posed.package.households.len()).map(both))
}

/// How many stand better, and worse, than they did; `None` = it waits.
pub(crate) fn better_and_worse(standings: impl Iterator<Item = [Option<Standing>; 2]>) -> (u32, u32) {
    let (mut better, mut worse) = (0, 0);
    for [was, is] in standings {
        // waiting is below every region
        let key = |s: Option<Standing>| (s.is_none(), s);
        better += u32::from(key(is) < key(was));
        worse += u32::from(key(is) > key(was));
    }
    (better, worse)
}
