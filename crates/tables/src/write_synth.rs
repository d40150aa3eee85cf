//! A synthetic population as the tables of a package.

use crate::write::{Staged, WriteError, csv_bytes, guarded};
use qonys_model::{Drawn, Education, Sex, Table, TieKind, WishRank};
use std::path::{Path, PathBuf};

/// The tables of a draw: file name and bytes (UTF-8, comma, LF), in [`Table::ALL`] order. A list without entries gives no
/// file, but households and people are always there.
#[must_use]
pub fn synth_tables(drawn: &Drawn) -> Vec<(String, Vec<u8>)> {
    let tables = [
        (Table::Openings, openings(drawn)),
        (Table::Households, households(drawn)),
        (Table::People, people(drawn)),
        (Table::Ties, ties(drawn)),
        (Table::Wishes, wishes(drawn)),
    ];
    let needed = |table, rows: &[Vec<String>]| rows.len() > 1 || matches!(table, Table::Households | Table::People);
    let file = |(table, rows): (Table, Vec<Vec<String>>)| (format!("{}.csv", table.name()), guarded_csv(&rows));
    tables.into_iter().filter(|(table, rows)| needed(*table, rows)).map(file).collect()
}

/// Writes the tables of a draw into a folder: all of them or none. The paths written.
///
/// # Errors
/// [`WriteError`] when the folder cannot be written to; the files that were there are then as they were.
pub fn write_synth(drawn: &Drawn, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let mut staged = Staged::new(folder)?;
    for (name, bytes) in synth_tables(drawn) {
        staged.add(&name, &bytes)?;
    }
    staged.commit()
}

/// The first row is the header.
fn guarded_csv(rows: &[Vec<String>]) -> Vec<u8> {
    let guarded = |row: &Vec<String>| row.iter().map(|cell| guarded(cell).into_owned()).collect();
    csv_bytes(&rows[0], rows[1..].iter().map(guarded))
}

fn header(names: &[&str]) -> Vec<Vec<String>> {
    vec![names.iter().map(|&n| n.to_owned()).collect()]
}

fn households(drawn: &Drawn) -> Vec<Vec<String>> {
    let mut rows = header(&["household", "stream", "priority", "applied", "arrived", "origin"]);
    rows.extend(drawn.households.iter().map(|h| {
        let arrived = h.arrived.map_or_else(String::new, |day| day.to_string());
        vec![h.id.clone(), h.stream.clone(), String::new(), h.applied.to_string(), arrived, h.origin.clone()]
    }));
    rows
}

fn people(drawn: &Drawn) -> Vec<Vec<String>> {
    let names = ["person", "household", "birth_year", "sex", "occupation", "education", "languages", "works"];
    let mut rows = header(&names);
    rows.extend(drawn.people.iter().map(|p| {
        vec![
            p.id.clone(),
            p.household.clone(),
            p.birth_year.to_string(),
            sex(p.sex).to_owned(),
            p.occupation.map_or_else(String::new, |o| o.to_string()),
            education(p.education).to_owned(),
            p.languages.replace(' ', ";"),
            p.works.map_or("", |works| if works { "yes" } else { "no" }).to_owned(),
        ]
    }));
    rows
}

fn ties(drawn: &Drawn) -> Vec<Vec<String>> {
    let mut rows = header(&["household", "to", "tie", "relation"]);
    rows.extend(drawn.ties.iter().map(|t| {
        let kind = match t.kind {
            TieKind::Must => "must",
            TieKind::Prefer => "prefer",
        };
        vec![t.household.clone(), t.to.clone(), kind.to_owned(), t.relation.clone()]
    }));
    rows
}

fn wishes(drawn: &Drawn) -> Vec<Vec<String>> {
    let mut rows = header(&["household", "region", "rank"]);
    rows.extend(drawn.wishes.iter().map(|w| {
        let rank = match w.rank {
            WishRank::Rank(rank) => rank.to_string(),
            WishRank::Veto => "veto".to_owned(),
        };
        vec![w.household.clone(), w.region.clone(), rank]
    }));
    rows
}

fn openings(drawn: &Drawn) -> Vec<Vec<String>> {
    let mut rows = header(&["region", "occupation", "openings"]);
    rows.extend(
        drawn.openings.iter().map(|o| vec![o.region.clone(), o.occupation.to_string(), o.openings.to_string()]),
    );
    rows
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
    }
}

/// Unknown is an empty cell, as it is where nobody recorded it.
fn education(education: Education) -> &'static str {
    match education {
        Education::None => "none",
        Education::Secondary => "secondary",
        Education::Vocational => "vocational",
        Education::Higher => "higher",
        Education::Unknown => "",
    }
}
