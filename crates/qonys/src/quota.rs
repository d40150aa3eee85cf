//! Quotas from need: a key with its figures gives whole places, with what each term contributes; and the other way round, the
//! quota of the same total that would place the families at hand best ([`move_quota`]).
//!
//! Shares are exact fractions of the figures as they are written; floating point only shows them. The formula of a region is
//! `places + (total - all places) * sum over terms of weight / all weights * measure / all measures`; the phase takes a part
//! of the way from the quota in force, limits hold some regions and the rest share in proportion, and the named method
//! rounds.

mod exact;
mod fewest;
mod limits;
mod measure;
mod pooled;
mod prices;
mod transfers;

pub use prices::{MoveOptions, move_quota};

use exact::{big, fraction, near, weights_of};
use limits::bounds;
use measure::measures;
use num_rational::BigRational;
use num_traits::Zero;
use qonys_model::{Apportionment, Fault, FaultCode, Held, Key, Quota, QuotaLevel, QuotaRow, QuotaTerm, Written};
use qonys_solve::apportion::{ApportionError, Limits, Method, apportion};

/// Why a key gives no quota.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum QuotaError {
    /// The figures cannot carry the formula.
    #[error("{} faults in the figures of the key", .0.len())]
    Faults(Vec<Fault>),
    /// The limits cannot be met.
    #[error("the limits of `{level}` cannot be met: {error}")]
    Limits {
        /// Name of the key, by language.
        level: String,
        /// The region of the level above whose places are shared, if there is one.
        within: Option<String>,
        /// The region whose own limits contradict each other, if it is that.
        region: Option<String>,
        /// What cannot be met.
        error: ApportionError,
    },
    /// More places are given first than there are.
    #[error("{given} places are given before the rest is shared; there are {total}")]
    GivenAboveTotal {
        /// The region of the level above whose places are shared, if there is one.
        within: Option<String>,
        /// Places given first.
        given: u64,
        /// Places there are.
        total: u64,
    },
    /// Places are left and no term with a weight shares them.
    #[error("{left} places are left and no term shares them")]
    NothingShares {
        /// Places left.
        left: u64,
    },
}

/// Shares `total` places by a key, the highest level first.
///
/// # Errors
/// [`QuotaError`].
pub fn quota(key: &Key, total: u64) -> Result<Quota, QuotaError> {
    let levels = levels(key, total)?;
    Ok(Quota { levels, synthetic: key.is_synthetic() })
}

fn levels(key: &Key, total: u64) -> Result<Vec<QuotaLevel>, QuotaError> {
    let Some(parent) = &key.parent else {
        let all = Group { within: None, members: (0..key.regions.len()).collect(), total };
        return Ok(vec![level(key, &[all])?]);
    };
    let mut above = levels(parent, total)?;
    let places = above.last().map_or(&[][..], |level| &level.rows[..]);
    let mut members = vec![Vec::new(); places.len()];
    for (at, region) in key.regions.iter().enumerate() {
        if let Some(own) = region.parent.and_then(|parent| members.get_mut(parent)) {
            own.push(at);
        }
    }
    let ids = parent.regions.iter().map(|region| Some(region.id.clone()));
    let groups = ids.zip(members).zip(places);
    let groups: Vec<Group> =
        groups.map(|((within, members), row)| Group { within, members, total: row.places }).collect();
    above.push(level(key, &groups)?);
    Ok(above)
}

/// Regions that share places among themselves.
struct Group {
    within: Option<String>,
    members: Vec<usize>,
    total: u64,
}

/// A level: each group by itself.
fn level(key: &Key, groups: &[Group]) -> Result<QuotaLevel, QuotaError> {
    let measures = measures(key);
    let faults: Vec<Fault> = groups.iter().flat_map(|group| empty_terms(key, &measures, group)).collect();
    if !faults.is_empty() {
        return Err(QuotaError::Faults(faults));
    }
    let mut rows: Vec<Option<QuotaRow>> = vec![None; key.regions.len()];
    let mut ties = Vec::new();
    for group in groups {
        let (shared, tie) = share(key, &measures, group)?;
        shared.into_iter().for_each(|(at, row)| rows[at] = Some(row));
        ties.extend(tie);
    }
    let spec = &key.spec;
    let sum = weight_sum(key);
    let term = |t: &qonys_model::KeyTerm| QuotaTerm {
        name: t.name.clone(),
        weight: t.weight.as_ref().and_then(Written::fraction).map(|w| exact::part(&big(w), &sum)),
    };
    Ok(QuotaLevel {
        name: spec.name.clone(),
        note: spec.note.clone(),
        source: spec.source.clone(),
        method: spec.method,
        total: groups.iter().map(|g| g.total).sum(),
        terms: spec.term.iter().map(term).collect(),
        rows: rows.into_iter().flatten().collect(),
        compared: key.in_force.is_some(),
        phased: spec.phase.is_some(),
        ties,
    })
}

fn weight_sum(key: &Key) -> BigRational {
    key.spec.term.iter().filter_map(|t| t.weight.as_ref().and_then(Written::fraction)).map(big).sum()
}

/// Terms with a weight under which nobody of the group has anything.
fn empty_terms(key: &Key, measures: &[Option<Vec<BigRational>>], group: &Group) -> Vec<Fault> {
    let weighs = |t: &qonys_model::KeyTerm| t.weight.as_ref().and_then(Written::fraction).is_some_and(|w| w.over > 0);
    let empty = |measure: &Vec<BigRational>| group.members.iter().all(|&r| measure[r].is_zero());
    let terms = key.spec.term.iter().zip(measures).enumerate().filter(|_| group.total > 0);
    let found = terms.filter(|(_, (term, measure))| weighs(term) && measure.as_ref().is_some_and(empty));
    let fault = |(at, (term, _)): (usize, (&qonys_model::KeyTerm, _))| Fault {
        code: FaultCode::KeyTermEmpty,
        table: None,
        file: key.file.clone(),
        row: None,
        column: Some(format!("term.{at}")),
        value: Some(term.name.at(2).to_owned()),
        words: vec![("within", group.within.clone().unwrap_or_else(|| "none".to_owned()))],
    };
    found.map(fault).collect()
}

type Tied = Option<(Vec<usize>, Vec<usize>)>;

/// One group: formula, phase, limits, rounding.
fn share(
    key: &Key,
    measures: &[Option<Vec<BigRational>>],
    group: &Group,
) -> Result<(Vec<(usize, QuotaRow)>, Tied), QuotaError> {
    let parts = parts(key, measures, group)?;
    let formula: Vec<BigRational> = parts.iter().map(|parts| parts.iter().cloned().sum()).collect();
    let then = in_force(key, group);
    let phased = phased(key, &formula, then.as_deref());
    let limits = bounds(key, &group.members, group.total, then.as_deref());
    let method = match key.spec.method {
        Apportionment::LargestRemainder => Method::LargestRemainder,
        Apportionment::Webster => Method::Webster,
        Apportionment::HuntingtonHill => Method::HuntingtonHill,
    };
    let done =
        apportion(group.total, &weights_of(&phased), &limits, method).map_err(|error| refused(key, group, error))?;
    let row = |(nth, &at): (usize, &usize)| {
        let share = &done.shares[nth];
        let row = QuotaRow {
            region: key.regions[at].clone(),
            parts: parts[nth].iter().map(near).collect(),
            phase: near(&(&phased[nth] - &formula[nth])),
            limits: near(&(share - &phased[nth])),
            share: near(share),
            places: done.seats[nth],
            least: limits[nth].least,
            most: limits[nth].most,
            held: held(limits[nth], &phased[nth], done.seats[nth]),
            in_force: key.in_force.as_ref().map(|q| q[at]),
        };
        (at, row)
    };
    let rows = group.members.iter().enumerate().map(row).collect();
    let own = |list: Vec<usize>| list.into_iter().map(|nth| group.members[nth]).collect();
    Ok((rows, done.tie.map(|tie| (own(tie.given), own(tie.refused)))))
}

/// What each term gives each member, in places.
fn parts(key: &Key, measures: &[Option<Vec<BigRational>>], group: &Group) -> Result<Vec<Vec<BigRational>>, QuotaError> {
    let first: u64 = key.spec.term.iter().filter_map(|t| t.places).map(u64::from).sum();
    let given = first * group.members.len() as u64;
    let Some(left) = group.total.checked_sub(given) else {
        return Err(QuotaError::GivenAboveTotal { within: group.within.clone(), given, total: group.total });
    };
    let sum = weight_sum(key);
    if sum.is_zero() && left > 0 {
        return Err(QuotaError::NothingShares { left });
    }
    let of_term = |(term, measure): (&qonys_model::KeyTerm, &Option<Vec<BigRational>>)| -> Vec<BigRational> {
        let (Some(measure), Some(weight)) = (measure, term.weight.as_ref().and_then(Written::fraction)) else {
            return vec![fraction(term.places.unwrap_or(0).into(), 1); group.members.len()];
        };
        let all: BigRational = group.members.iter().map(|&r| &measure[r]).sum();
        if all.is_zero() || sum.is_zero() {
            return vec![BigRational::zero(); group.members.len()];
        }
        let one = fraction(left, 1) * big(weight) / &sum / all;
        group.members.iter().map(|&r| &measure[r] * &one).collect()
    };
    let terms: Vec<Vec<BigRational>> = key.spec.term.iter().zip(measures).map(of_term).collect();
    Ok((0..group.members.len()).map(|nth| terms.iter().map(|term| term[nth].clone()).collect()).collect())
}

/// The quota in force of the group's members, brought to its total. `None` where there is none.
fn in_force(key: &Key, group: &Group) -> Option<Vec<BigRational>> {
    let quota = key.in_force.as_ref()?;
    let then: u64 = group.members.iter().map(|&r| u64::from(quota[r])).sum();
    (then > 0).then(|| {
        let scaled = |&r: &usize| fraction(quota[r].into(), 1) * fraction(group.total, then);
        group.members.iter().map(scaled).collect()
    })
}

/// A part of the way from the quota in force to what the formula gives. Without one in force the formula holds at once.
fn phased(key: &Key, formula: &[BigRational], then: Option<&[BigRational]>) -> Vec<BigRational> {
    let part = key.spec.phase.as_ref().and_then(|p| p.part.as_ref()).and_then(Written::fraction);
    match (part, then) {
        (Some(part), Some(then)) => then.iter().zip(formula).map(|(from, to)| from + (to - from) * big(part)).collect(),
        _ => formula.to_vec(),
    }
}

fn held(limits: Limits, wanted: &BigRational, places: u64) -> Option<Held> {
    if places == limits.least && *wanted < fraction(limits.least, 1) {
        Some(Held::Floor)
    } else if limits.most.is_some_and(|most| places == most && *wanted > fraction(most, 1)) {
        Some(Held::Cap)
    } else {
        None
    }
}

fn refused(key: &Key, group: &Group, error: ApportionError) -> QuotaError {
    let region = match error {
        ApportionError::Crossed { index, .. } => Some(key.regions[group.members[index]].id.clone()),
        _ => None,
    };
    QuotaError::Limits { level: key.said(2).to_owned(), within: group.within.clone(), region, error }
}

/// What a refusal is about: the case of a sentence, and the places, regions and numbers in it.
pub struct Refusal<'e> {
    /// `least`, `most`, `crossed`, `given`, `nothing`, `other`.
    pub case: &'static str,
    /// The region of the level above, if there is one.
    pub within: Option<&'e str>,
    /// The region, if it is about one.
    pub region: Option<&'e str>,
    /// What is asked for, and what there is.
    pub numbers: [u128; 2],
}

impl QuotaError {
    /// What a sentence about it needs.
    #[must_use]
    pub fn refusal(&self) -> Refusal<'_> {
        let (case, numbers, within, region) = match self {
            Self::Faults(_) => ("other", [0, 0], &None, &None),
            Self::GivenAboveTotal { within, given, total } => {
                ("given", [u128::from(*given), u128::from(*total)], within, &None)
            }
            Self::NothingShares { left } => ("nothing", [u128::from(*left), 0], &None, &None),
            Self::Limits { within, region, error, .. } => match *error {
                ApportionError::LeastAboveTotal { least, total } => ("least", [least, total.into()], within, region),
                ApportionError::MostBelowTotal { most, total } => ("most", [most, total.into()], within, region),
                ApportionError::Crossed { least, most, .. } => ("crossed", [least.into(), most.into()], within, region),
                ApportionError::Lengths { .. } => ("other", [0, 0], within, region),
            },
        };
        Refusal { case, within: within.as_deref(), region: region.as_deref(), numbers }
    }
}
