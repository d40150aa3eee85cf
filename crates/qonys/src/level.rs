//! The level of prices.
//!
//! When everybody who is included must be placed and they fill every place of a capacity, adding one number to all its
//! prices changes neither the bound nor anybody's choice: only differences between regions are determined. The lowest
//! level is then the truthful one, for with the same families placed one more place in the cheapest region adds nothing.

use crate::pose::Posed;
use qonys_model::{CapacityIx, InclusionRule};
use qonys_solve::Solution;

/// Lowers the prices of every capacity whose level is not determined until its cheapest region costs nothing.
/// Cost: parties x regions x capacities.
pub(crate) fn lower(posed: &Posed<'_>, solution: &mut Solution) {
    if posed.package.programme.inclusion.rule == InclusionRule::Value {
        return;
    }
    for capacity in (0..posed.package.programme.capacity.len()).map(CapacityIx::from) {
        let rows: Vec<u32> = posed.rows.iter().filter(|((_, k), _)| *k == capacity).map(|(_, row)| *row).collect();
        let least = rows.iter().map(|&row| solution.row_prices[row as usize]).fold(f64::INFINITY, f64::min);
        if least > 0.0 && least.is_finite() && undetermined(posed, solution, capacity) {
            rows.iter().for_each(|&row| solution.row_prices[row as usize] -= least);
        }
    }
}

/// Whether each placed party uses as much of the capacity wherever it could go, and together they use all there is.
fn undetermined(posed: &Posed<'_>, solution: &Solution, capacity: CapacityIx) -> bool {
    let mut used = 0;
    for (party, region) in posed.parties.list.iter().zip(&solution.regions) {
        let Some(region) = region else { continue };
        let need = party.uses[*region as usize][capacity.at()];
        let mut open = party.uses.iter().enumerate().filter(|(r, _)| party.closed[*r].is_empty());
        let alike = |(r, uses): (usize, &Vec<u32>)| {
            uses[capacity.at()] == need && (need == 0 || posed.rows.contains_key(&(r.into(), capacity)))
        };
        if !open.all(alike) {
            return false;
        }
        used += u64::from(need);
    }
    let places = posed.package.capacities.iter().filter(|c| c.capacity == capacity);
    used == places.map(|c| u64::from(c.places)).sum::<u64>()
}
