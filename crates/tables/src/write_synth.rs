//! A synthetic population as the tables of a package.

use qonys_model::{Drawn, Education, Sex, Table, TieKind, WishRank};
use std::io::Write;
use std::path::Path;

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
    let file = |(table, rows): (Table, Vec<Vec<String>>)| (format!("{}.csv", table.name()), csv_bytes(&rows));
    tables.into_iter().filter(|(table, rows)| needed(*table, rows)).map(file).collect()
}

/// Writes the tables of a draw into a folder, which is made when it is not there. Every file is written under a temporary
/// name first; only when all are written is the first renamed.
///
/// # Errors
/// What the operating system says; the files that were there are then as they were, unless renaming itself fails.
pub fn write_synth(drawn: &Drawn, folder: &Path) -> std::io::Result<Vec<String>> {
    std::fs::create_dir_all(folder)?;
    let mut written = Vec::new();
    for (name, bytes) in synth_tables(drawn) {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        written.push((name, file));
    }
    let rename = |(name, file): (String, tempfile::NamedTempFile)| {
        let kept = file.persist(folder.join(&name)).map_err(|e| e.error)?;
        readable_by_all(&kept)?;
        Ok(name)
    };
    written.into_iter().map(rename).collect()
}

/// A temporary file is private; a table is not.
#[cfg(unix)]
fn readable_by_all(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

fn csv_bytes(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("rows of one table are equally long, and memory does not refuse");
    }
    writer.into_inner().expect("memory does not refuse")
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
