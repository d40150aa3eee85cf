//! What a term measures in each region, before shares are taken.

use super::exact::{figure, fraction, rounded};
use num_rational::BigRational;
use num_traits::{One, Zero};
use qonys_model::{ChangeKind, Key, KeyChange, KeyTerm, UnknownRule};

/// For each term its measure of every region; `None` for a term that gives places.
pub(super) fn measures(key: &Key) -> Vec<Option<Vec<BigRational>>> {
    key.spec.term.iter().map(|term| term.places.is_none().then(|| measure(key, term))).collect()
}

fn measure(key: &Key, term: &KeyTerm) -> Vec<BigRational> {
    let column = |name: &String| column(key, name, term.unknown);
    let mut values = match (&term.share_of, &term.change) {
        (Some(name), _) => column(name),
        (None, Some(change)) => changes(change, &column(&change.from), &column(&change.to)),
        (None, None) => vec![BigRational::one(); key.regions.len()],
    };
    if let Some(times) = &term.times {
        values.iter_mut().zip(column(times)).for_each(|(value, by)| *value *= by);
    }
    if let Some(per) = &term.per {
        values.iter_mut().zip(column(per)).for_each(|(value, by)| *value = over(value, &by));
    }
    values
}

fn changes(change: &KeyChange, from: &[BigRational], to: &[BigRational]) -> Vec<BigRational> {
    let of = |(from, to): (&BigRational, &BigRational)| {
        let by = if change.of == ChangeKind::Loss { from - to } else { to - from };
        let by = by.max(BigRational::zero());
        if change.relative { over(&by, from) } else { by }
    };
    from.iter().zip(to).map(of).collect()
}

/// A quotient to forty digits; 0 by 0, which the tables refuse.
fn over(value: &BigRational, by: &BigRational) -> BigRational {
    if by.is_zero() { BigRational::zero() } else { rounded(&(value / by)) }
}

/// A column with what is unknown in it filled by the rule of the term.
fn column(key: &Key, name: &str, unknown: UnknownRule) -> Vec<BigRational> {
    let cells = key.figures.get(name).map_or(&[][..], |column| &column[..]);
    let known: Vec<BigRational> = cells.iter().flatten().map(|&cell| figure(cell)).collect();
    let fill = match unknown {
        UnknownRule::Mean if !known.is_empty() => known.iter().sum::<BigRational>() / fraction(known.len() as u64, 1),
        _ => BigRational::zero(),
    };
    (0..key.regions.len()).map(|at| cells.get(at).copied().flatten().map_or_else(|| fill.clone(), figure)).collect()
}
