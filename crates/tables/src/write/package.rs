//! The tables of a package as files again.

use super::guard::guarded;
use super::plan_csv::{code, csv_bytes};
use crate::WriteError;
use qonys_model::{
    Education, Household, HouseholdIx, Lock, LockKind, Opening, Package, Person, Region, RegionCapacity, RegionIx,
    Score, ScoreOf, Table, Tie, TieKind, TieTo, Use, Wish, WishRank,
};
use std::collections::BTreeSet;

/// Every table of a package as a file: name and bytes, in [`Table::ALL`] order. Reading the files again gives the same
/// package but for the row numbers of its sources.
///
/// CSV in UTF-8, commas, LF, rows in the package's order. Columns and files that nothing uses are left out. Text passes
/// [`guarded`]; numbers are written in full. Lists within a cell (languages, needs) are joined by `;`.
///
/// # Errors
/// [`WriteError::Programme`] when the programme cannot be written as TOML: `seed` above 2^63 - 1, which TOML cannot hold.
pub fn write_package(package: &Package) -> Result<Vec<(String, Vec<u8>)>, WriteError> {
    let mut files = vec![("programme.toml".to_owned(), toml::to_string(&package.programme)?.into_bytes())];
    let tables = [
        (Table::Regions, Some(regions(package))),
        (Table::Capacities, Some(capacities(package))),
        (Table::Openings, (!package.openings.is_empty()).then(|| openings(package))),
        (Table::Households, Some(households(package))),
        (Table::People, (!package.people.is_empty()).then(|| people(package))),
        (Table::Ties, (!package.ties.is_empty()).then(|| ties(package))),
        (Table::Wishes, (!package.wishes.is_empty()).then(|| wishes(package))),
        (Table::Locks, (!package.locks.is_empty()).then(|| locks(package))),
        (Table::Uses, (!package.uses.is_empty()).then(|| uses(package))),
        (Table::Scores, scores(package)),
    ];
    files.extend(tables.into_iter().filter_map(|(table, bytes)| Some((format!("{}.csv", table.name()), bytes?))));
    Ok(files)
}

/// A column under way: its header, whether it stands though nothing fills it, and its cell for each entry.
struct Column<'a, T> {
    header: &'a str,
    required: bool,
    cell: Box<dyn Fn(&T) -> String + 'a>,
}

fn must<'a, T>(header: &'a str, cell: impl Fn(&T) -> String + 'a) -> Column<'a, T> {
    Column { header, required: true, cell: Box::new(cell) }
}

fn may<'a, T>(header: &'a str, cell: impl Fn(&T) -> String + 'a) -> Column<'a, T> {
    Column { header, required: false, cell: Box::new(cell) }
}

/// Rows of the columns that are required or have a cell that is not empty.
fn table<T>(entries: &[T], columns: Vec<Column<'_, T>>) -> Vec<u8> {
    let used = |c: &Column<'_, T>| c.required || entries.iter().any(|e| !(c.cell)(e).is_empty());
    let columns: Vec<_> = columns.into_iter().filter(used).collect();
    let header: Vec<String> = columns.iter().map(|c| text(c.header)).collect();
    csv_bytes(&header, entries.iter().map(|e| columns.iter().map(|c| (c.cell)(e)).collect()))
}

fn text(words: &str) -> String {
    guarded(words).into_owned()
}

fn maybe(words: Option<&String>) -> String {
    words.map(|w| text(w)).unwrap_or_default()
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn regions(package: &Package) -> Vec<u8> {
    let figures: BTreeSet<&String> = package.regions.iter().flat_map(|r| r.figures.keys()).collect();
    let mut columns = vec![
        must("region", |r: &Region| text(&r.id)),
        may("name_kk", |r: &Region| text(&r.names[0])),
        may("name_ru", |r: &Region| text(&r.names[1])),
        may("name_en", |r: &Region| text(&r.names[2])),
        may("tile_x", |r: &Region| shown(r.tile.map(|t| t.0))),
        may("tile_y", |r: &Region| shown(r.tile.map(|t| t.1))),
    ];
    columns.extend(figures.into_iter().map(|f| may(f, move |r: &Region| shown(r.figures.get(f)))));
    table(&package.regions, columns)
}

fn capacities(package: &Package) -> Vec<u8> {
    let columns = vec![
        must("region", |c: &RegionCapacity| region(package, c.region)),
        must("capacity", |c: &RegionCapacity| text(&package.programme.capacity[c.capacity.at()].name)),
        must("places", |c: &RegionCapacity| c.places.to_string()),
        may("minimum", |c: &RegionCapacity| shown((c.minimum > 0).then_some(c.minimum))),
        may("period", |c: &RegionCapacity| maybe(c.period.as_ref())),
    ];
    table(&package.capacities, columns)
}

fn openings(package: &Package) -> Vec<u8> {
    let columns = vec![
        must("region", |o: &Opening| region(package, o.region)),
        must("occupation", |o: &Opening| o.occupation.to_string()),
        must("openings", |o: &Opening| o.openings.to_string()),
    ];
    table(&package.openings, columns)
}

fn households(package: &Package) -> Vec<u8> {
    let counts: BTreeSet<&String> = package.households.iter().flat_map(|h| h.counts.keys()).collect();
    let mut columns = vec![
        must("household", |h: &Household| text(&h.id)),
        may("stream", |h: &Household| maybe(h.stream.as_ref())),
        may("priority", |h: &Household| shown(h.priority)),
        may("applied", |h: &Household| shown(h.applied)),
        may("arrived", |h: &Household| shown(h.arrived)),
        may("origin", |h: &Household| maybe(h.origin.as_ref())),
    ];
    columns.extend(counts.into_iter().map(|c| may(c, move |h: &Household| shown(h.counts.get(c)))));
    table(&package.households, columns)
}

fn people(package: &Package) -> Vec<u8> {
    let list = |words: Vec<&str>| text(&words.join(";"));
    let columns = vec![
        must("person", |p: &Person| text(&p.id)),
        must("household", |p: &Person| household(package, p.household)),
        must("birth_year", |p: &Person| p.birth_year.to_string()),
        may("sex", |p: &Person| p.sex.as_ref().map(code).unwrap_or_default()),
        may("occupation", |p: &Person| shown(p.occupation)),
        may("education", |p: &Person| match p.education {
            Education::Unknown => String::new(),
            known => code(&known),
        }),
        may("languages", move |p: &Person| list(p.languages.iter().map(|l| l.0.as_str()).collect())),
        may("works", |p: &Person| p.works.map_or("", |works| if works { "yes" } else { "no" }).to_owned()),
        may("needs", move |p: &Person| list(p.needs.iter().map(String::as_str).collect())),
    ];
    table(&package.people, columns)
}

fn ties(package: &Package) -> Vec<u8> {
    let to = |to: TieTo| match to {
        TieTo::Region(to) => region(package, to),
        TieTo::Household(to) => household(package, to),
    };
    let columns = vec![
        must("household", |t: &Tie| household(package, t.household)),
        must("to", move |t: &Tie| to(t.to)),
        must("tie", |t: &Tie| match t.kind {
            TieKind::Must => "must".to_owned(),
            TieKind::Prefer => "prefer".to_owned(),
        }),
        may("relation", |t: &Tie| maybe(t.relation.as_ref())),
    ];
    table(&package.ties, columns)
}

fn wishes(package: &Package) -> Vec<u8> {
    let columns = vec![
        must("household", |w: &Wish| household(package, w.household)),
        must("region", |w: &Wish| region(package, w.region)),
        must("rank", |w: &Wish| match w.rank {
            WishRank::Rank(rank) => rank.to_string(),
            WishRank::Veto => "veto".to_owned(),
        }),
    ];
    table(&package.wishes, columns)
}

fn locks(package: &Package) -> Vec<u8> {
    let columns = vec![
        must("household", |l: &Lock| household(package, l.household)),
        must("region", |l: &Lock| region(package, l.region)),
        must("lock", |l: &Lock| match l.kind {
            LockKind::Pin => "pin".to_owned(),
            LockKind::Forbid => "forbid".to_owned(),
        }),
        may("reason", |l: &Lock| maybe(l.reason.as_ref())),
        may("author", |l: &Lock| maybe(l.author.as_ref())),
        may("at", |l: &Lock| shown(l.at)),
    ];
    table(&package.locks, columns)
}

fn uses(package: &Package) -> Vec<u8> {
    let columns = vec![
        must("household", |u: &Use| household(package, u.household)),
        must("region", |u: &Use| region(package, u.region)),
        must("capacity", |u: &Use| text(&package.programme.capacity[u.capacity.at()].name)),
        must("amount", |u: &Use| u.amount.to_string()),
    ];
    table(&package.uses, columns)
}

/// A file of scores says no pair is allowed but those in it, so an empty list is written too.
fn scores(package: &Package) -> Option<Vec<u8>> {
    let scores = package.scores.as_ref()?;
    let of_people = scores.iter().any(|s| matches!(s.of, ScoreOf::Person(_)));
    let of_households = !of_people || scores.iter().any(|s| matches!(s.of, ScoreOf::Household(_)));
    let mut columns = Vec::new();
    if of_households {
        columns.push(must("household", |s: &Score| match s.of {
            ScoreOf::Household(of) => household(package, of),
            ScoreOf::Person(_) => String::new(),
        }));
    }
    if of_people {
        columns.push(must("person", |s: &Score| match s.of {
            ScoreOf::Household(_) => String::new(),
            ScoreOf::Person(of) => text(&package.people[of.at()].id),
        }));
    }
    columns.push(must("region", |s: &Score| region(package, s.region)));
    columns.push(must("value", |s: &Score| s.value.to_string()));
    Some(table(scores, columns))
}

fn region(package: &Package, region: RegionIx) -> String {
    text(&package.regions[region.at()].id)
}

fn household(package: &Package, household: HouseholdIx) -> String {
    text(&package.households[household.at()].id)
}
