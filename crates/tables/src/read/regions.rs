//! `regions.csv`: where people are placed.

use super::beyond::beyond;
use super::line::{Line, Lines};
use super::refs::Refs;
use super::sink::Sink;
use super::words::is_waiting;
use crate::fold::fold;
use crate::header::Column;
use crate::{Sheet, parse};
use qonys_model::{Fault, FaultCode, Region, Row, codes};
use std::collections::BTreeMap;

/// Columns of the table; any further ones are figures.
pub const COLUMNS: &[Column] = &[
    super::REGION,
    Column {
        name: "name_kk",
        required: false,
        other_names: &["название каз", "название на казахском", "атауы", "қазақша атауы", "атауы қаз"],
    },
    Column {
        name: "name_ru",
        required: false,
        other_names: &["название", "наименование", "название рус", "название на русском", "орысша атауы", "атауы рус"],
    },
    Column {
        name: "name_en",
        required: false,
        other_names: &["название англ", "название на английском", "ағылшынша атауы", "атауы ағыл"],
    },
    Column { name: "tile_x", required: false, other_names: &["столбец карты", "карта бағаны"] },
    Column { name: "tile_y", required: false, other_names: &["строка карты", "карта жолы"] },
];

/// Reads the table and lists its keys in `refs`. `regional` is the figure by which the outlook multiplies, 0 or more.
pub(super) fn regions(sheet: &Sheet, regional: &str, refs: &mut Refs) -> (Vec<Region>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, true);
    lines.must_have_rows(&mut sink);
    let figures = figures(&lines, &mut sink, regional);
    let mut regions: Vec<Region> = Vec::new();
    for line in lines.iter() {
        let Some(written) = line.key(&mut sink, "region") else { continue };
        if is_waiting(&written) {
            sink.add(FaultCode::RegionReserved, || line.fault(FaultCode::RegionReserved, "region"));
        }
        let (id, beside) = in_force(&written, &lines);
        if id != written {
            sink.add_once(FaultCode::RegionAlias, &written, || {
                line.fault(FaultCode::RegionAlias, "region").word("new", &id).word("by", "code")
            });
        }
        if let Some((new, row)) = beside {
            sink.add(FaultCode::TerritoryTwice, || {
                line.fault(FaultCode::TerritoryTwice, "region").word("new", new).word("other_row", row.to_string())
            });
        }
        let at = regions.len() as u32;
        let twice =
            refs.regions.add(&id, at, line.row()).and(refs.regions_lower.add(&id.to_lowercase(), at, line.row()));
        if let Err(first) = twice {
            sink.add(FaultCode::IdTwice, || {
                line.fault(FaultCode::IdTwice, "region").word("first_row", first.to_string())
            });
            continue;
        }
        refs.region_names.push(id.clone());
        let figures = figures.iter().filter_map(|(title, at)| Some((title.clone(), number_at(&line, *at)?))).collect();
        let (names, tile) = named(&line, &mut sink, &id);
        refs.add_region_names(&id, &names, at);
        regions.push(Region { id, names, tile, figures, row: line.row() });
    }
    refs.regions.listed = lines.has("region") && !regions.is_empty();
    (regions, sink)
}

/// The key in force for an older one, unless the table lists that one too: then the key stays as it is written, and the one
/// in force is told with its row.
fn in_force(written: &str, lines: &Lines<'_>) -> (String, Option<(&'static str, Row)>) {
    let alias = codes::region_alias(written).or_else(|| codes::region_alias(&written.to_uppercase()));
    let Some(new) = alias else { return (written.to_owned(), None) };
    match lines.iter().find(|line| line.text("region").is_some_and(|key| key == new)) {
        Some(other) => (written.to_owned(), Some((new, other.row()))),
        None => (new.to_owned(), None),
    }
}

/// Names and tile; what the file does not say of a known region comes from the built-in list.
fn named(line: &Line<'_>, sink: &mut Sink, id: &str) -> ([String; 3], Option<(i32, i32)>) {
    let known = codes::region(id);
    let mut names = ["name_kk", "name_ru", "name_en"].map(|column| line.text(column).unwrap_or_default());
    if let Some(known) = known {
        for (name, known) in names.iter_mut().zip(known.names) {
            if name.is_empty() {
                known.clone_into(name);
            }
        }
    }
    if !line.has("tile_x") && !line.has("tile_y") {
        return (names, known.map(|known| known.tile));
    }
    let (x, y) = (tile(line, sink, "tile_x"), tile(line, sink, "tile_y"));
    for (one, other, column) in [(x, y, "tile_x"), (y, x, "tile_y")] {
        if one.is_none() && other.is_some() && line.text(column).is_none() {
            sink.add(FaultCode::CellEmpty, || line.fault(FaultCode::CellEmpty, column));
        }
    }
    (names, x.zip(y))
}

/// Tiles beyond this would make a map that nobody can look at.
const LAST_TILE: u32 = 99;

fn tile(line: &Line<'_>, sink: &mut Sink, column: &str) -> Option<i32> {
    let at = line.optional(sink, column, parse::whole)?;
    if at > LAST_TILE {
        sink.add(FaultCode::NumberTooLarge, || line.too_large(column, LAST_TILE));
        return None;
    }
    i32::try_from(at).ok()
}

/// The further columns that hold numbers and nothing else, by title; regional factors by their name in the programme.
fn figures(lines: &Lines<'_>, sink: &mut Sink, regional: &str) -> BTreeMap<String, usize> {
    let mut figures = BTreeMap::new();
    for (at, title) in lines.columns.unknown() {
        if fold(title) == fold(regional) {
            factors(lines, sink, *at, title);
            figures.insert(regional.to_owned(), *at);
            continue;
        }
        let bad = lines.iter().find(|line| parse::number(line.cell_at(*at)).is_err());
        let numbers = lines.iter().filter(|line| number_at(line, *at).is_some()).count();
        match bad {
            None => {
                figures.insert(title.clone(), *at);
            }
            Some(line) if numbers > 0 => {
                let code = FaultCode::FigureUnreadable;
                sink.add(code, || line.fault_at(code, *at, title));
            }
            Some(_) => sink.add(FaultCode::ColumnUnknown, || unread_column(lines, title)),
        }
    }
    figures
}

fn unread_column(lines: &Lines<'_>, title: &str) -> Fault {
    let known = COLUMNS.iter().map(|column| column.name);
    lines.header_fault(FaultCode::ColumnUnknown, title).word("nearest", super::nearest::nearest(title, known))
}

/// Regional factors are used, so a bad one is an error.
fn factors(lines: &Lines<'_>, sink: &mut Sink, at: usize, title: &str) {
    for line in lines.iter() {
        let fault = |code| line.fault_at(code, at, title);
        let fault = match parse::number(line.cell_at(at)) {
            Ok(Some(factor)) if factor < 0.0 => Some(fault(FaultCode::NumberNegative)),
            Ok(factor) => factor.and_then(|factor| beyond(factor, fault)),
            Err(code) => Some(fault(code)),
        };
        if let Some(fault) = fault {
            sink.add(fault.code, || fault);
        }
    }
}

fn number_at(line: &Line<'_>, at: usize) -> Option<f64> {
    parse::number(line.cell_at(at)).ok().flatten()
}
