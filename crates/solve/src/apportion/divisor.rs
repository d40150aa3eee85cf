//! Divisor methods: the next place goes to the largest weight over divisor. Between the least and the most places the
//! divisors are those of the method, so that limits and rounding are one step (Balinski and Young, appendix, section 5).
//!
//! A set of places is the method's when no claim to a next place is stronger than a claim by which a place is held. That is
//! how the result is made certain: a guess comes first, then places are given and moved until it holds.

use super::fill::Shares;
use super::{Limits, Method, Tie};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// The claim of a weight to a place beyond those it has.
#[derive(Clone, Debug)]
struct Claim {
    /// Whether nothing finite is stronger: the first place under Huntington-Hill, whose divisor is 0.
    first: bool,
    /// Weight over divisor, as numerator and denominator; squares under Huntington-Hill.
    over: BigUint,
    under: BigUint,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        let finite = || (&self.over * &other.under).cmp(&(&other.over * &self.under));
        self.first.cmp(&other.first).then_with(finite)
    }
}

impl PartialEq for Claim {
    /// By strength: 6/15 is 2/5.
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Claim {}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The claim to place number `has + 1`.
fn claim(method: Method, weight: &BigUint, has: u64) -> Claim {
    let has = BigUint::from(has);
    if method != Method::HuntingtonHill {
        return Claim { first: false, over: weight * 2_u32, under: has * 2_u32 + 1_u32 };
    }
    let under = &has * (&has + 1_u32);
    match under.is_zero() {
        true => Claim { first: !weight.is_zero(), over: weight.clone(), under: BigUint::from(1_u32) },
        false => Claim { first: false, over: weight * weight, under },
    }
}

struct Seating<'a> {
    weights: &'a [BigUint],
    limits: &'a [Limits],
    method: Method,
    seats: Vec<u64>,
}

/// The places of a divisor method. The limits can be met; `shares` are the shares within them.
pub(super) fn seats(
    total: u64,
    weights: &[BigUint],
    limits: &[Limits],
    shares: &Shares,
    method: Method,
) -> (Vec<u64>, Option<Tie>) {
    let seats = guess(total, weights, limits, &shares.level, method);
    let mut seating = Seating { weights, limits, method, seats };
    seating.give(total);
    seating.mend();
    let tie = seating.settle();
    (seating.seats, tie)
}

/// Places close to the method's and not more than the total: the weights times a level found by halving.
fn guess(total: u64, weights: &[BigUint], limits: &[Limits], level: &BigRational, method: Method) -> Vec<u64> {
    let near = |weight: &BigUint| (level * BigRational::from(BigInt::from(weight.clone()))).to_f64();
    let near: Vec<f64> = weights.iter().map(|w| near(w).unwrap_or(f64::MAX)).collect();
    let at = |times: f64| -> Vec<u64> {
        let rounded = |x: f64| match method {
            Method::HuntingtonHill if x > 0.0 => x.floor() + f64::from(x > (x.floor() * (x.floor() + 1.0)).sqrt()),
            _ => (x + 0.5).floor(),
        };
        let within = |(share, limit): (&f64, &Limits)| (rounded(share * times) as u64).clamp(limit.least, limit.most());
        near.iter().zip(limits).map(within).collect()
    };
    let fits = |seats: &[u64]| seats.iter().map(|&s| u128::from(s)).sum::<u128>() <= total.into();
    let (mut low, mut high) = (0.0, 4.0);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        if fits(&at(middle)) { low = middle } else { high = middle }
    }
    at(low)
}

impl Seating<'_> {
    fn can_take(&self, at: usize) -> bool {
        !self.weights[at].is_zero() && self.seats[at] < self.limits[at].most()
    }

    /// By what it would be given one more.
    fn next(&self, at: usize) -> Option<Claim> {
        self.can_take(at).then(|| claim(self.method, &self.weights[at], self.seats[at]))
    }

    /// By what it holds its last place.
    fn last(&self, at: usize) -> Option<Claim> {
        (self.seats[at] > self.limits[at].least).then(|| claim(self.method, &self.weights[at], self.seats[at] - 1))
    }

    /// Gives what is left, one by one, to the strongest claim.
    fn give(&mut self, total: u64) {
        let mut left = total - self.seats.iter().sum::<u64>();
        let mut heap: BinaryHeap<(Claim, Reverse<usize>)> =
            (0..self.seats.len()).filter_map(|at| Some((self.next(at)?, Reverse(at)))).collect();
        while left > 0
            && let Some((_, Reverse(at))) = heap.pop()
        {
            self.seats[at] += 1;
            left -= 1;
            heap.extend(self.next(at).map(|claim| (claim, Reverse(at))));
        }
    }

    /// Moves places from the weakest claim that holds one to the strongest that does not, until none is stronger.
    fn mend(&mut self) {
        loop {
            let all = 0..self.seats.len();
            let strongest = all.clone().filter_map(|at| Some((self.next(at)?, Reverse(at)))).max();
            let weakest = all.filter_map(|at| Some((self.last(at)?, Reverse(at)))).min();
            match (strongest, weakest) {
                (Some((wants, Reverse(to))), Some((holds, Reverse(from)))) if wants > holds => {
                    self.seats[to] += 1;
                    self.seats[from] -= 1;
                }
                _ => return,
            }
        }
    }

    /// Where claims of equal strength hold and want the last places, those who stand first are given them.
    fn settle(&mut self) -> Option<Tie> {
        let all = 0..self.seats.len();
        let wants = all.clone().filter_map(|at| self.next(at)).max()?;
        let holds = all.clone().filter_map(|at| self.last(at)).min()?;
        if wants != holds {
            return None;
        }
        let holding = |at: &usize| self.last(*at).is_some_and(|c| c == holds);
        let wanting = |at: &usize| self.next(*at).is_some_and(|c| c == wants);
        let holders: Vec<usize> = all.clone().filter(holding).collect();
        let tied: Vec<usize> = all.filter(|at| holding(at) || wanting(at)).collect();
        let (given, refused) = tied.split_at(holders.len());
        holders.iter().for_each(|&at| self.seats[at] -= 1);
        given.iter().for_each(|&at| self.seats[at] += 1);
        Some(Tie { given: given.to_vec(), refused: refused.to_vec() })
    }
}
