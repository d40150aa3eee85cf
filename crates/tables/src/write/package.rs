//! The tables of a package as files again.

use super::guard::guarded;
use super::plan_csv::{code, csv_bytes};
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
pub fn write_package(package: &Package) -> Vec<(String, Vec<u8>)> {
    let programme = toml::to_string(&package.programme).expect("a programme was TOML before it was read");
    let mut files = vec![("programme.toml".to_owned(), programme.into_bytes())];
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
    files
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
            LockKind::Exception => "exception".to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;
    use qonys_model::{PersonIx, Programme};

    fn file(package: &Package, name: &str) -> Option<String> {
        let files = write_package(package);
        let (_, bytes) = files.into_iter().find(|(n, _)| n == name)?;
        Some(String::from_utf8(bytes).expect("UTF-8"))
    }

    #[test]
    fn every_table_in_order_with_the_columns_in_use() {
        let package = sample::package();
        let expected = [
            (
                "regions.csv",
                "region,name_kk,tile_x,tile_y,work_factor\nKZ-55,Павлодар: облысы,1,-2,0.30000000000000004\n'@KZ,,1,-2,0.30000000000000004\n",
            ),
            ("capacities.csv", "region,capacity,places,minimum\nKZ-55,kandas,5,2\n'@KZ,'=families,9,\n"),
            ("openings.csv", "region,occupation,openings\nKZ-55,0110,2\n"),
            (
                "households.csv",
                "household,stream,priority,applied,origin,persons\n\
                 H-1,kandas,,2026-02-10,\"Моңғолия, \"\"BÖ\"\"\",\n'=2+2,kandas,1,2026-02-10,\"Моңғолия, \"\"BÖ\"\"\",\n\
                 ''=H,kandas,,2026-02-10,\"Моңғолия, \"\"BÖ\"\"\",\nӘ-4,kandas,,,\"Моңғолия, \"\"BÖ\"\"\",3\n",
            ),
            (
                "people.csv",
                "person,household,birth_year,sex,occupation,education,languages,works,needs\n\
                 H-1-1,H-1,1988,female,0110,higher,kk;ru,yes,\nH-1-2,H-1,1988,,0110,,,,\n\
                 '-3,'=2+2,1988,female,0110,higher,kk;ru,yes,dialysis;wheelchair\n",
            ),
            ("ties.csv", "household,to,tie,relation\nH-1,'@KZ,prefer,'+kin\nH-1,'=2+2,must,\n"),
            ("wishes.csv", "household,region,rank\nH-1,KZ-55,1\nH-1,'@KZ,veto\n"),
            ("locks.csv", "household,region,lock,reason,at\n'=2+2,'@KZ,pin,\"said so,\nin writing\",2026-03-01\n"),
            ("uses.csv", "household,region,capacity,amount\nH-1,'@KZ,'=families,4\n"),
        ];
        let files = write_package(&package);
        let names: Vec<&str> = files.iter().skip(1).map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, expected.map(|(n, _)| n));
        for (name, text) in expected {
            assert_eq!(file(&package, name).expect("there"), text, "{name}");
        }
    }

    #[test]
    fn the_programme_reads_back_the_same() {
        let mut package = sample::package();
        package.programme.synthetic = true;
        package.programme.seed = u64::MAX;
        let text = file(&package, "programme.toml").expect("there");
        assert_eq!(toml::from_str::<Programme>(&text).expect("reads"), package.programme);
    }

    #[test]
    fn scores_of_households_of_people_and_none() {
        let mut package = sample::package();
        let score = |of, value| Score { of, region: RegionIx(0), value, row: 2 };
        package.scores = Some(Vec::new());
        assert_eq!(file(&package, "scores.csv").expect("there"), "household,region,value\n");
        package.scores = Some(vec![score(ScoreOf::Household(HouseholdIx(1)), -0.1)]);
        assert_eq!(file(&package, "scores.csv").expect("there"), "household,region,value\n'=2+2,KZ-55,-0.1\n");
        package.scores = Some(vec![score(ScoreOf::Person(PersonIx(0)), 1e-7)]);
        assert_eq!(file(&package, "scores.csv").expect("there"), "person,region,value\nH-1-1,KZ-55,0.0000001\n");
    }

    #[test]
    fn tables_that_are_not_used_are_left_out() {
        let mut package = sample::package();
        package.people.clear();
        package.openings.clear();
        package.ties.clear();
        package.wishes.clear();
        package.locks.clear();
        package.uses.clear();
        let names: Vec<String> = write_package(&package).into_iter().map(|(n, _)| n).collect();
        assert_eq!(names, ["programme.toml", "regions.csv", "capacities.csv", "households.csv"]);
    }
}
