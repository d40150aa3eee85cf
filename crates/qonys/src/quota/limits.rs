//! The least and the most places of each region, by the key's limits and by how far it may move from the quota in force.

use super::exact::{big, fraction};
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use qonys_model::{Key, Written};
use qonys_solve::apportion::Limits;

/// Limits of the members of a group that shares `total`; `then` is the quota in force brought to this total.
pub(super) fn bounds(key: &Key, members: &[usize], total: u64, then: Option<&[BigRational]>) -> Vec<Limits> {
    let limits = &key.spec.limits;
    let share = |written: &Option<Written>| {
        written.as_ref().and_then(Written::fraction).map(|share| big(share) * fraction(total, 1))
    };
    let (floor_share, cap_share) = (share(&limits.floor_share), share(&limits.cap_share));
    let cell = |column: &Option<String>, at: usize| -> Option<u64> {
        let cell = column.as_ref().and_then(|name| key.figures.get(name)).and_then(|c| c[at])?;
        Some(cell as u64)
    };
    let of = |(nth, &at): (usize, &usize)| {
        let (down, up) = phase(key, then.map(|then| &then[nth]));
        let least = [
            limits.floor.map(u64::from),
            floor_share.as_ref().map(|s| whole(&s.ceil())),
            cell(&limits.floor_column, at),
            down,
        ];
        let most = [
            limits.cap.map(u64::from),
            cap_share.as_ref().map(|s| whole(&s.floor())),
            cell(&limits.cap_column, at),
            up,
        ];
        Limits { least: least.into_iter().flatten().max().unwrap_or(0), most: most.into_iter().flatten().min() }
    };
    members.iter().enumerate().map(of).collect()
}

/// How far a region may move from its quota in force. To stay is always allowed, so that these bounds by themselves can always
/// be met: the whole numbers next to the quota in force are within them.
fn phase(key: &Key, then: Option<&BigRational>) -> (Option<u64>, Option<u64>) {
    let phase = key.spec.phase.as_ref();
    let change = phase.and_then(|p| p.change.as_ref()).and_then(Written::fraction);
    let (Some(then), Some(change), Some(phase)) = (then, change, phase) else { return (None, None) };
    let by = (then * big(change)).max(fraction(phase.change_places.into(), 1));
    let down = (then - &by).max(BigRational::zero()).ceil().min(then.floor());
    let up = (then + &by).floor().max(then.ceil());
    (Some(whole(&down)), Some(whole(&up)))
}

fn whole(number: &BigRational) -> u64 {
    number.to_integer().to_u64().unwrap_or(u64::MAX)
}
