//! Families: how many of which size from which origin, and who belongs to them, so that every margin is met exactly.

use super::SynthError;
use super::dice::{Dice, allot, millionths, percent_of};
use qonys_model::{Education, Occupation, Sex, SynthStream};

/// What a member is to the family. The order is that of the family's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Of working age.
    Head,
    /// Of working age.
    Spouse,
    /// Old, in a family with a head of working age.
    Grandparent,
    /// Old, in a family without anyone of working age.
    OldAlone,
    /// Of working age.
    GrownChild,
    /// Below working age.
    Child,
}

impl Role {
    pub(super) fn works(self) -> bool {
        matches!(self, Self::Head | Self::Spouse | Self::GrownChild)
    }
}

/// A person in the making.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub role: Role,
    pub age: u16,
    pub sex: Sex,
    pub education: Education,
    pub occupation: Option<Occupation>,
    pub works: Option<bool>,
}

/// A family in the making.
#[derive(Clone, Debug)]
pub(super) struct Family {
    /// Position in the stream's origins.
    pub origin: usize,
    pub members: Vec<Member>,
}

/// How many members of each role a family has.
#[derive(Clone, Copy, Default)]
struct Make {
    origin: usize,
    size: u64,
    old: u64,
    alone: bool,
    lone_parent: bool,
    grown: u64,
}

impl Make {
    /// Places beside the head and the old.
    fn free(&self) -> u64 {
        if self.alone { 0 } else { self.size - self.old - 1 }
    }

    /// Places that only a child, small or grown, can take: all but the spouse's.
    fn beyond_spouse(&self) -> u64 {
        self.free().saturating_sub(1)
    }

    fn roles(&self) -> Vec<Role> {
        if self.alone {
            return vec![Role::OldAlone; self.size as usize];
        }
        let spouse = u64::from(self.free() > 0 && !self.lone_parent);
        let children = self.free() - spouse - self.grown;
        let parts = [
            (Role::Head, 1),
            (Role::Spouse, spouse),
            (Role::Grandparent, self.old),
            (Role::GrownChild, self.grown),
            (Role::Child, children),
        ];
        parts.iter().flat_map(|&(role, n)| std::iter::repeat_n(role, n as usize)).collect()
    }
}

/// The families of a stream in any order, with roles but without ages.
///
/// # Errors
/// [`SynthError::TooFewAdults`] when the margins leave a family without a grown-up, or more old people than places.
pub(super) fn families(stream: &SynthStream, dice: &mut Dice) -> Result<Vec<Family>, SynthError> {
    let mut makes = sized(stream);
    dice.shuffle(&mut makes);
    let shares = [stream.age.children, stream.age.working, stream.age.old].map(millionths);
    let groups = allot(u64::from(stream.persons), &shares);
    let (children, old) = (groups[0], groups[2]);
    let impossible = || SynthError::TooFewAdults { stream: stream.name.clone() };
    seat_old(&mut makes, old, percent_of(old, stream.old_alone)).ok_or_else(impossible)?;
    seat_children(&mut makes, children, stream.lone_parents).ok_or_else(impossible)?;
    dice.shuffle(&mut makes);
    Ok(makes.iter().map(family).collect())
}

fn family(make: &Make) -> Family {
    let member =
        |role| Member { role, age: 0, sex: Sex::Female, education: Education::Unknown, occupation: None, works: None };
    Family { origin: make.origin, members: make.roles().into_iter().map(member).collect() }
}

/// One entry for each family, origin by origin: persons by origin are met exactly.
fn sized(stream: &SynthStream) -> Vec<Make> {
    let shares: Vec<u64> = stream.origin.iter().map(|o| millionths(o.percent)).collect();
    let persons = allot(u64::from(stream.persons), &shares);
    let mut makes = Vec::new();
    for (origin, (spec, &persons)) in stream.origin.iter().zip(&persons).enumerate() {
        let weights: Vec<u64> = spec.household_size.iter().map(|&w| millionths(w)).collect();
        for (at, &families) in sizes(persons, &weights).iter().enumerate() {
            let make = Make { origin, size: at as u64 + 1, ..Make::default() };
            makes.extend(std::iter::repeat_n(make, families as usize));
        }
    }
    makes
}

/// Families with 1, 2, 3... persons that hold exactly so many persons: as many families as the mean size asks for, shared
/// by largest remainder; what is then missing or too much is made good by moving families one size up or down, each time
/// from the most frequent size that can move.
fn sizes(persons: u64, weights: &[u64]) -> Vec<u64> {
    let all: u128 = weights.iter().map(|&w| u128::from(w)).sum();
    let heads: u128 = weights.iter().zip(1_u128..).map(|(&w, size)| u128::from(w) * size).sum();
    if all == 0 || persons == 0 {
        return vec![0; weights.len()];
    }
    let largest = weights.len() as u64;
    let mean_asks = ((u128::from(persons) * all * 2 + heads) / (heads * 2)) as u64;
    let mut counts = allot(mean_asks.clamp(persons.div_ceil(largest), persons), weights);
    let held = |counts: &[u64]| counts.iter().zip(1..).map(|(&n, size)| n * size).sum::<u64>();
    let fullest = |counts: &[u64], range: std::ops::Range<usize>| range.rev().max_by_key(|&i| counts[i]);
    while held(&counts) < persons {
        let Some(from) = fullest(&counts, 0..counts.len() - 1) else { break };
        counts[from] -= 1;
        counts[from + 1] += 1;
    }
    while held(&counts) > persons {
        let Some(from) = fullest(&counts, 1..counts.len()) else { break };
        counts[from] -= 1;
        counts[from - 1] += 1;
    }
    counts
}

/// Seats the old: some alone or as couples in families of one or two, the others with a head of working age, first in
/// families of three and more, one in each before any gets two.
fn seat_old(makes: &mut [Make], old: u64, alone: u64) -> Option<()> {
    let mut left = old;
    let mut alone_left = alone;
    for make in makes.iter_mut().filter(|m| m.size <= 2) {
        if make.size <= alone_left {
            make.alone = true;
            alone_left -= make.size;
            left -= make.size;
        }
    }
    for (smallest, most) in [(3, 1), (2, 1), (4, 2), (3, 2), (2, u64::MAX)] {
        for make in makes.iter_mut().filter(|m| !m.alone && m.size >= smallest) {
            if left > 0 && make.old < most && make.free() > 0 {
                make.old += 1;
                left -= 1;
            }
        }
    }
    (left == 0).then_some(())
}

/// Decides which places hold children: first those of lone parents, then all but the spouse's, the grown-up children
/// taking what is left over.
fn seat_children(makes: &mut [Make], children: u64, lone_percent: f64) -> Option<()> {
    let spouses = makes.iter().filter(|m| m.free() > 0).count() as u64;
    let beyond: u64 = makes.iter().map(Make::beyond_spouse).sum();
    let lone = percent_of(spouses, lone_percent).max(children.saturating_sub(beyond)).min(children);
    if lone > spouses {
        return None;
    }
    // From the far end, so that lone parents are not just those who already have the old with them.
    for make in makes.iter_mut().rev().filter(|m| m.free() > 0).take(lone as usize) {
        make.lone_parent = true;
    }
    let mut grown = beyond - (children - lone);
    while grown > 0 {
        // Couples first: a lone parent's place beyond the spouse's goes to a grown child only when no other is left.
        let before = grown;
        for couples_only in [true, false] {
            for make in makes.iter_mut().rev().filter(|m| !(couples_only && m.lone_parent)) {
                let two = grown.min(2).min(make.beyond_spouse() - make.grown); // brothers and sisters: two at a time
                make.grown += two;
                grown -= two;
            }
            if grown < before {
                break;
            }
        }
        if grown == before {
            return None;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_hold_exactly_the_persons() {
        for persons in 0..400 {
            for weights in [vec![60, 10, 10, 20], vec![0, 0, 1], vec![1], vec![5, 0, 0, 0, 0, 1]] {
                let held: u64 = sizes(persons, &weights).iter().zip(1..).map(|(&n, size)| n * size).sum();
                assert_eq!(held, persons, "{weights:?}");
            }
        }
    }
}
