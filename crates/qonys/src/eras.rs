//! Many years of a programme, drawn from published margins and replayed under several policies.
//!
//! Each year is a package of its own: its families and openings are drawn, its places follow the population, and the
//! year before it is the pool that the prices learn from. Years do not act on each other: openings left are not carried
//! over, and who waited is not drawn again.

use crate::replay::{CountKnown, ReplayError, ReplayOptions, replay};
use crate::synth::{SynthError, draw, package};
use qonys_model::{
    CapacityIx, EraPolicy, EraYear, Eras, ErasSpec, Package, Policy, PolicyResult, Programme, Region, RegionCapacity,
    RegionIx, Replayed,
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How to replay many years.
#[derive(Clone, Copy)]
pub struct ErasOptions<'a> {
    /// Policies, in the order in which they are to be shown.
    pub policies: &'a [Policy],
    /// Sittings in a year; `None` = as the specification says.
    pub sittings: Option<u16>,
    /// Seed of all chance but the draw, which has the specification's.
    pub seed: u64,
    /// Places are multiplied by this.
    pub scale_capacity: f64,
    /// What is known of how many come in a year.
    pub count: CountKnown,
    /// Hindsight stops in each year once it is proved to be this close.
    pub gap: f64,
    /// Threads; `None` = as many as the machine has. The result does not depend on it.
    pub threads: Option<usize>,
    /// Told when a year is done.
    pub progress: Option<&'a (dyn Fn(i16) + Sync)>,
}

/// Why years were not replayed.
#[derive(Debug, thiserror::Error)]
pub enum ErasError {
    /// A year's margins contradict each other.
    #[error("{0}: {1}")]
    Draw(i16, SynthError),
    /// A year could not be replayed.
    #[error("{0}: {1}")]
    Replay(i16, ReplayError),
}

/// Columns by which a year's quota and need reach the policies.
const QUOTA: &str = "quota_weight";
const NEED: &str = "labour_need";

/// Draws and replays every year of a specification.
///
/// # Errors
/// [`ErasError`].
pub fn eras(spec: &ErasSpec, options: &ErasOptions<'_>) -> Result<Eras, ErasError> {
    let threads = options.threads.and_then(|n| rayon::ThreadPoolBuilder::new().num_threads(n.max(1)).build().ok());
    let years = match threads {
        Some(threads) => threads.install(|| all(spec, options)),
        None => all(spec, options),
    };
    Ok(Eras { spec: spec.clone(), years: years? })
}

fn all(spec: &ErasSpec, options: &ErasOptions<'_>) -> Result<Vec<EraYear>, ErasError> {
    let years = spec.years();
    let drawn: Result<Vec<Package>, ErasError> = years.par_iter().map(|&year| drawn(spec, year)).collect();
    let drawn = drawn?;
    let one = |at: usize| {
        let before = if at > 0 { &drawn[at - 1..at] } else { &[] };
        let replayed = replayed(&drawn[at], before, spec, options).map_err(|e| ErasError::Replay(years[at], e))?;
        if let Some(tell) = options.progress {
            tell(years[at]);
        }
        Ok(summed(years[at], &replayed))
    };
    // the largest first, so that none is left alone at the end
    let mut order: Vec<usize> = (0..years.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(drawn[at].households.len()));
    let done: Result<BTreeMap<usize, EraYear>, ErasError> =
        order.into_par_iter().with_max_len(1).map(|at| Ok((at, one(at)?))).collect();
    Ok(done?.into_values().collect())
}

/// The package of a year: its families, openings, places, quota and named regions.
///
/// # Errors
/// [`ErasError::Draw`].
pub fn drawn(spec: &ErasSpec, year: i16) -> Result<Package, ErasError> {
    let fails = |error| ErasError::Draw(year, error);
    let missing = || fails(SynthError::Figure { figure: year.to_string() });
    let drawn = draw(&spec.year(year).ok_or_else(missing)?).map_err(fails)?;
    let mut package = package(&frame(spec, year), &drawn);
    let mut openings = vec![0.0; package.regions.len()];
    package.openings.iter().for_each(|o| openings[o.region.at()] += f64::from(o.openings));
    let named = spec.named_in(year);
    for (region, openings) in package.regions.iter_mut().zip(openings) {
        let need = if named.contains(&region.id) { openings } else { 0.0 };
        region.figures.insert(NEED.to_owned(), need);
    }
    Ok(package)
}

fn frame(spec: &ErasSpec, year: i16) -> Package {
    let quota = spec.quota_in(year);
    let outlook = &spec.programme.outlook;
    let region = |r: &qonys_model::EraRegion| Region {
        id: r.id.clone(),
        names: [r.kk.clone(), r.ru.clone(), r.en.clone()],
        tile: None,
        figures: BTreeMap::from([
            (outlook.regional.clone(), r.work_factor),
            (QUOTA.to_owned(), quota.get(&r.id).copied().unwrap_or(0.0)),
        ]),
        row: 0,
    };
    let places = |(at, r): (usize, &qonys_model::EraRegion)| RegionCapacity {
        region: RegionIx::from(at),
        capacity: CapacityIx(0),
        places: (r.population_in(year) * spec.places_per_thousand / 1000.0).round() as u32,
        minimum: 0,
        period: None,
        row: 0,
    };
    Package {
        programme: Programme { year, ..spec.programme.clone() },
        regions: spec.region.iter().map(region).collect(),
        capacities: spec.region.iter().enumerate().map(places).collect(),
        openings: Vec::new(),
        households: Vec::new(),
        people: Vec::new(),
        ties: Vec::new(),
        wishes: Vec::new(),
        locks: Vec::new(),
        uses: Vec::new(),
        scores: None,
    }
}

fn replayed(
    package: &Package,
    before: &[Package],
    spec: &ErasSpec,
    options: &ErasOptions<'_>,
) -> Result<Replayed, ReplayError> {
    let timeless = || 0.0;
    replay(
        package,
        before,
        &ReplayOptions {
            policies: options.policies,
            batches: usize::from(options.sittings.unwrap_or(spec.sittings)),
            orders: 1,
            seed: options.seed,
            scale_capacity: options.scale_capacity,
            count: options.count,
            need_column: NEED,
            quota_column: QUOTA,
            take_apart: false,
            gap: options.gap,
            threads: None, // those of the surrounding pool
            now: &timeless,
            progress: None,
        },
    )
}

fn summed(year: i16, replayed: &Replayed) -> EraYear {
    let package = &replayed.package;
    let mut openings = vec![0; package.regions.len()];
    package.openings.iter().for_each(|o| openings[o.region.at()] += u64::from(o.openings));
    let policy = |result: &PolicyResult| {
        let order = &result.orders[0];
        EraPolicy {
            policy: result.policy,
            share_of_hindsight: order.share_of_hindsight,
            in_work: order.in_work,
            openings_filled: order.openings_filled.into(),
            persons_placed: order.persons_placed.into(),
            households_waiting: order.households_waiting.into(),
            persons_by_region: result.persons_by_region.iter().map(|&n| n as u64).collect(),
        }
    };
    EraYear {
        year,
        households: package.households.len() as u64,
        persons: package.people.len() as u64,
        openings,
        gap: replayed.gap,
        policies: replayed.policies.iter().map(policy).collect(),
    }
}
