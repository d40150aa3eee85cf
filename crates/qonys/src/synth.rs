//! A synthetic population drawn from published margins: pure given the specification and its seed.
//!
//! Every margin is met exactly, by largest remainder: persons by stream and origin, the age groups, education and
//! occupation of those of working age. What no statistic says (who lives with whom, day of application, kin, wishes) is
//! drawn by the rates of the specification. All arithmetic is in whole numbers, so that the same specification gives the
//! same bytes on every machine.

mod ages;
mod bonds;
mod dice;
mod families;
mod openings;
mod package;
mod schooling;

pub use package::package;

use dice::{Dice, deal, millionths};
use families::Family;
use jiff::civil::Date;
use qonys_model::{
    Drawn, DrawnHousehold, DrawnPerson, Education, Fault, FaultCode, SynthDates, SynthSpec, SynthStream,
};

/// Why a specification cannot be drawn, although its numbers are in order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SynthError {
    /// The age shares leave a family without a grown-up, or seat more old people than families have places.
    #[error("stream {stream}: the shares of ages do not fit the sizes of families")]
    TooFewAdults {
        /// Which stream.
        stream: String,
    },
    /// Fewer people are old enough for a level of education than shall have it.
    #[error("stream {stream}: too few people are old enough for {education:?} education")]
    TooYoung {
        /// Which stream.
        stream: String,
        /// Which level.
        education: Education,
    },
    /// Not an ISCO-08 code.
    #[error("{code} is not an ISCO-08 code")]
    Occupation {
        /// What stands there.
        code: String,
    },
    /// A figure that is not given, is 0 everywhere, or is too large to count with.
    #[error("figure {figure} is not given, 0, or too large")]
    Figure {
        /// Its name.
        figure: String,
    },
}

impl SynthError {
    /// The same as a fault: what stands there, and in the word `reason` why it cannot be drawn. The file is for the
    /// caller to add.
    #[must_use]
    pub fn fault(&self) -> Fault {
        let (reason, value) = match self {
            Self::TooFewAdults { stream } => ("ages-and-sizes", stream),
            Self::TooYoung { stream, .. } => ("education", stream),
            Self::Occupation { code } => ("occupation", code),
            Self::Figure { figure } => ("figure", figure),
        };
        Fault {
            code: FaultCode::SynthContradiction,
            table: None,
            file: String::new(),
            row: None,
            column: None,
            value: Some(value.chars().take(80).collect()),
            words: vec![("reason", reason.to_owned())],
        }
    }
}

/// Draws the population of a specification.
///
/// # Errors
/// [`SynthError`] when the margins contradict each other or a name or code in them means nothing.
pub fn draw(spec: &SynthSpec) -> Result<Drawn, SynthError> {
    let mut drawn = Drawn::default();
    for (part, stream) in spec.stream.iter().enumerate() {
        draw_stream(spec, part, stream, &mut drawn)?;
    }
    if let Some(rule) = &spec.openings {
        drawn.openings = openings::openings(rule)?;
    }
    Ok(drawn)
}

fn draw_stream(spec: &SynthSpec, part: usize, stream: &SynthStream, drawn: &mut Drawn) -> Result<(), SynthError> {
    let dice = |purpose| Dice::new(spec.seed, part, purpose);
    let mut families = families::families(stream, &mut dice("families"))?;
    let mut years = dice("ages");
    for family in &mut families {
        ages::give_ages(family, &spec.ages, &mut years);
    }
    schooling::give_schooling(&mut families, stream, spec, &mut dice("schooling"))?;
    let languages = languages(stream, &families, &mut dice("languages"));

    let mut days = days(stream.applied, families.len(), &mut dice("applied"));
    days.sort_unstable();
    let mut arrivals = dice("arrived");
    let mut households = Vec::with_capacity(families.len());
    for (at, (family, applied)) in families.iter().zip(days).enumerate() {
        let id = format!("{}-{:05}", stream.prefix, at + 1);
        drawn.people.extend(people(spec, &id, family, &languages[at]));
        households.push(DrawnHousehold {
            id,
            stream: stream.name.clone(),
            applied,
            arrived: stream.arrived.map(|range| day(range, &mut arrivals)),
            origin: stream.origin[family.origin].name.clone(),
        });
    }
    let ties = bonds::ties(stream, &households, &mut dice("ties"));
    drawn.wishes.extend(bonds::wishes(stream, &households, &ties, &mut dice("wishes")));
    drawn.ties.extend(ties);
    drawn.households.extend(households);
    Ok(())
}

/// What each family speaks: the shares of its origin, met exactly over the origin's families.
fn languages(stream: &SynthStream, families: &[Family], dice: &mut Dice) -> Vec<String> {
    let mut spoken = vec![String::new(); families.len()];
    for (origin, spec) in stream.origin.iter().enumerate() {
        let theirs: Vec<usize> = (0..families.len()).filter(|&at| families[at].origin == origin).collect();
        let names: Vec<&String> = spec.languages.keys().collect();
        let shares: Vec<u64> = spec.languages.values().map(|&p| millionths(p)).collect();
        for (&at, language) in theirs.iter().zip(deal(dice, theirs.len() as u64, &shares)) {
            spoken[at].clone_from(names[language]);
        }
    }
    spoken
}

fn people(spec: &SynthSpec, household: &str, family: &Family, languages: &str) -> Vec<DrawnPerson> {
    let mut members: Vec<&families::Member> = family.members.iter().collect();
    members.sort_by_key(|m| (m.role, std::cmp::Reverse(m.age)));
    let person = |(at, m): (usize, &families::Member)| DrawnPerson {
        id: format!("{household}-{}", at + 1),
        household: household.to_owned(),
        birth_year: spec.year.saturating_sub_unsigned(m.age),
        sex: m.sex,
        occupation: m.occupation,
        education: m.education,
        languages: languages.to_owned(),
        works: m.works,
    };
    members.into_iter().enumerate().map(person).collect()
}

fn days(range: SynthDates, count: usize, dice: &mut Dice) -> Vec<Date> {
    (0..count).map(|_| day(range, dice)).collect()
}

/// A day of the range; its first day when it runs backwards.
fn day(range: SynthDates, dice: &mut Dice) -> Date {
    let length = range.from.until(range.to).map_or(0, |span| span.get_days());
    let after = dice.below(u64::try_from(length).unwrap_or(0) + 1) as i64;
    range.from.saturating_add(jiff::Span::new().days(after))
}
