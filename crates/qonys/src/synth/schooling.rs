//! Education, occupation and whether a person can work: margins over those of working age, met exactly.

use super::SynthError;
use super::dice::{Dice, allot, deal, millionths, percent_of};
use super::families::{Family, Member};
use qonys_model::{Education, Occupation, SynthSpec, SynthStream};
use std::collections::BTreeMap;

/// Nobody has a level below the age at which it can be completed.
const COMPLETED: [(Education, u16); 3] =
    [(Education::Higher, 22), (Education::Vocational, 19), (Education::Secondary, 17)];
/// Nobody below this age has an occupation.
const TRAINED: u16 = 18;
/// The key of an occupation table for "none recorded".
pub(super) const UNKNOWN: &str = "unknown";

/// Gives education to all, and occupations and the mark of those who cannot work to those of working age.
///
/// # Errors
/// [`SynthError::TooYoung`] when fewer people are old enough for a level than shall have it;
/// [`SynthError::Occupation`] for a code that is none.
pub(super) fn give_schooling(
    families: &mut [Family],
    stream: &SynthStream,
    spec: &SynthSpec,
    dice: &mut Dice,
) -> Result<(), SynthError> {
    let (mut workers, others): (Vec<&mut Member>, Vec<&mut Member>) =
        families.iter_mut().flat_map(|f| &mut f.members).partition(|m| m.role.works());
    dice.shuffle(&mut workers);
    educate(&mut workers, stream, dice)?;
    educate_others(others, stream, spec, dice);
    for (&education, weights) in &spec.occupations {
        employ(&mut workers, education, weights, dice)?;
    }
    let unable = percent_of(workers.len() as u64, stream.cannot_work);
    dice.shuffle(&mut workers);
    for member in workers.iter_mut().take(unable as usize) {
        member.works = Some(false);
    }
    Ok(())
}

/// Every level in turn, the highest first, to people who are old enough; what is left has none or is not recorded.
fn educate(workers: &mut [&mut Member], stream: &SynthStream, dice: &mut Dice) -> Result<(), SynthError> {
    let unrecorded = percent_of(workers.len() as u64, stream.education_unknown);
    let levels: Vec<Education> = stream.education.keys().copied().collect();
    let shares: Vec<u64> = stream.education.values().map(|&p| millionths(p)).collect();
    let counts = allot(workers.len() as u64 - unrecorded, &shares);
    let mut open: Vec<usize> = (0..workers.len()).collect();
    for (level, age) in COMPLETED {
        let wanted = levels.iter().zip(&counts).find(|(l, _)| **l == level).map_or(0, |(_, &n)| n) as usize;
        let (mut able, young): (Vec<usize>, Vec<usize>) = open.into_iter().partition(|&i| workers[i].age >= age);
        if able.len() < wanted {
            return Err(SynthError::TooYoung { stream: stream.name.clone(), education: level });
        }
        let rest = able.split_off(wanted);
        able.iter().for_each(|&i| workers[i].education = level);
        open = rest;
        open.extend(young);
    }
    dice.shuffle(&mut open);
    for (at, &i) in open.iter().enumerate() {
        workers[i].education = if (at as u64) < unrecorded { Education::Unknown } else { Education::None };
    }
    Ok(())
}

/// Children have no completed education; the old are drawn by the same shares, outside the margins.
fn educate_others(others: Vec<&mut Member>, stream: &SynthStream, spec: &SynthSpec, dice: &mut Dice) {
    let levels: Vec<Education> = stream.education.keys().copied().collect();
    let shares: Vec<u64> = stream.education.values().map(|&p| millionths(p)).collect();
    for member in others {
        member.education = if spec.ages.children.contains(member.age) {
            Education::None
        } else {
            dice.pick(&shares).map_or(Education::Unknown, |at| levels[at])
        };
    }
}

fn employ(
    workers: &mut [&mut Member],
    education: Education,
    weights: &BTreeMap<String, f64>,
    dice: &mut Dice,
) -> Result<(), SynthError> {
    let codes: Vec<Option<Occupation>> = weights.keys().map(|code| read_code(code)).collect::<Result<_, _>>()?;
    let shares: Vec<u64> = weights.values().map(|&w| millionths(w)).collect();
    let trained = |m: &&mut &mut Member| m.education == education && m.age >= TRAINED;
    let mut trained: Vec<&mut &mut Member> = workers.iter_mut().filter(trained).collect();
    let dealt = deal(dice, trained.len() as u64, &shares);
    for (member, at) in trained.iter_mut().zip(dealt) {
        member.occupation = codes[at];
    }
    Ok(())
}

fn read_code(code: &str) -> Result<Option<Occupation>, SynthError> {
    if code == UNKNOWN {
        return Ok(None);
    }
    Occupation::parse(code).map(Some).map_err(|_| SynthError::Occupation { code: code.to_owned() })
}
