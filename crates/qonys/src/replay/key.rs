//! Which regions are short of labour, and how much: the key of the second era.

use crate::pose::{Posed, own_worth};
use qonys_model::{HouseholdIx, RegionIx};

/// Need of every region, relatively; 0 = not named as short of labour. Regions without any place are never named.
///
/// A column of `regions.csv` says it where there is one: regions with a number above 0 are named, and the number is the
/// need. Without it openings say it: the need of a region is its openings. Without openings either, values say it: the
/// need is places times the mean value of the region to the families of past years, or where there are none to this
/// year's. In the last two cases those regions are named whose need per place is at least that of the middle region.
pub(super) fn need(posed: &Posed<'_>, column: &str, own: std::ops::Range<u32>) -> Vec<f64> {
    let package = posed.package;
    let places = places(posed);
    let has_places = |r: usize| places[r] > 0.0;
    if package.regions.iter().any(|r| r.figures.contains_key(column)) {
        let figure = |r: &qonys_model::Region| r.figures.get(column).copied().unwrap_or(0.0).max(0.0);
        return (0..places.len()).map(|r| if has_places(r) { figure(&package.regions[r]) } else { 0.0 }).collect();
    }
    let need: Vec<f64> = if package.openings.iter().any(|o| o.openings > 0) {
        let mut sums = vec![0.0; places.len()];
        package.openings.iter().for_each(|o| sums[o.region.at()] += f64::from(o.openings));
        sums
    } else {
        // a key is made before the year: who will come is not known then
        let all = posed.parties.list.len() as u32;
        let known = if own.end < all { own.end..all } else { own };
        mean_values(posed, known).iter().zip(&places).map(|(value, places)| value.max(0.0) * places).collect()
    };
    let mut per_place: Vec<f64> = (0..places.len()).filter(|&r| has_places(r)).map(|r| need[r] / places[r]).collect();
    per_place.sort_by(f64::total_cmp);
    let middle = per_place.get(per_place.len().saturating_sub(1) / 2).copied().unwrap_or(0.0);
    let named = |r: usize| has_places(r) && need[r] / places[r] >= middle;
    (0..places.len()).map(|r| if named(r) { need[r] } else { 0.0 }).collect()
}

/// Places of a region: those of all its capacities together; of a region without any limit one.
fn places(posed: &Posed<'_>) -> Vec<f64> {
    let package = posed.package;
    let mut sums: Vec<Option<f64>> = vec![None; package.regions.len()];
    for limit in &package.capacities {
        *sums[limit.region.at()].get_or_insert(0.0) += f64::from(limit.places);
    }
    let unlimited = package.programme.capacity.iter().any(|k| k.otherwise == qonys_model::Otherwise::Unlimited);
    sums.into_iter().map(|sum| sum.unwrap_or(if unlimited { 1.0 } else { 0.0 })).collect()
}

fn mean_values(posed: &Posed<'_>, units: std::ops::Range<u32>) -> Vec<f64> {
    let mean = |region: usize| {
        let open = units.clone().filter(|&u| posed.parties.list[u as usize].closed[region].is_empty());
        let (mut sum, mut count) = (0.0, 0_u32);
        for household in open.flat_map(|u| &posed.parties.list[u as usize].households) {
            sum += own_worth(&posed.worths, HouseholdIx(household.0), RegionIx::from(region));
            count += 1;
        }
        sum / f64::from(count.max(1))
    };
    (0..posed.package.regions.len()).map(mean).collect()
}
