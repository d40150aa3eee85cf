//! Openings by the rule of [`SynthOpenings`]: nothing is drawn, so the seed does not matter.

use super::SynthError;
use super::dice::{allot, millionths};
use qonys_model::{DrawnOpening, Occupation, SynthOpenings, SynthSector};
use std::collections::BTreeMap;

/// Openings by region and occupation, rounded to whole jobs over all cells at once, so that the total is exact.
///
/// # Errors
/// [`SynthError::Figure`] for a figure that is not there or numbers whose product is too large;
/// [`SynthError::Occupation`] for a code that is none.
pub(super) fn openings(spec: &SynthOpenings) -> Result<Vec<DrawnOpening>, SynthError> {
    let mut keys = Vec::new();
    let mut cells = Vec::new();
    for sector in &spec.sector {
        let missing = || SynthError::Figure { figure: sector.by.clone() };
        let figure = spec.figures.get(&sector.by).ok_or_else(missing)?;
        for (region, &number) in &figure.regions {
            let jobs = millionth_jobs(spec, sector, number, figure.everywhere).ok_or_else(missing)?;
            for (code, weight) in occupation_weights(sector)? {
                keys.push((region.as_str(), code));
                cells.push(u64::try_from(jobs * weight / 1_000_000).map_err(|_| missing())?);
            }
        }
    }
    let total = cells.iter().map(|&c| u128::from(c)).sum::<u128>();
    let jobs = allot(((total + 500_000) / 1_000_000) as u64, &cells);
    let mut sums: BTreeMap<(&str, Occupation), u64> = BTreeMap::new();
    for (key, jobs) in keys.into_iter().zip(jobs) {
        *sums.entry(key).or_default() += jobs;
    }
    let opening = |((region, occupation), jobs): ((&str, Occupation), u64)| {
        let openings = u32::try_from(jobs).unwrap_or(u32::MAX);
        DrawnOpening { region: region.to_owned(), occupation, openings }
    };
    Ok(sums.into_iter().filter(|(_, jobs)| *jobs > 0).map(opening).collect())
}

/// Jobs of a sector in a region, in millionths; `None` when a figure is 0 everywhere or the numbers are too large.
fn millionth_jobs(spec: &SynthOpenings, sector: &SynthSector, figure: u64, everywhere: u64) -> Option<u128> {
    let product = u128::from(spec.demand)
        .checked_mul(u128::from(millionths(spec.reserved)))?
        .checked_mul(u128::from(sector.need))?
        .checked_mul(u128::from(figure))?;
    // percent in millionths is 10^8 times a share, jobs in millionths are 10^6 times a job
    let divisor = u128::from(spec.need).checked_mul(u128::from(everywhere))?.checked_mul(100)?;
    product.checked_div(divisor).filter(|&jobs| jobs < u128::from(u64::MAX))
}

/// Weights of a sector's occupations in millionths of their sum.
fn occupation_weights(sector: &SynthSector) -> Result<Vec<(Occupation, u128)>, SynthError> {
    let all: u128 = sector.occupations.values().map(|&w| u128::from(millionths(w))).sum();
    let weigh = |(code, &weight): (&String, &f64)| {
        let code = Occupation::parse(code).map_err(|_| SynthError::Occupation { code: code.clone() })?;
        Ok((code, u128::from(millionths(weight)) * 1_000_000 / all.max(1)))
    };
    sector.occupations.iter().map(weigh).collect()
}
