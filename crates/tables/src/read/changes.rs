//! `changes.csv`: orders that add, take away or move places from a day on.

use super::finish::finish;
use super::line::{Line, Lines};
use super::refs::Refs;
use super::sink::Sink;
use crate::header::Column;
use crate::{Source, open_table, parse};
use qonys_model::{CapacityIx, Change, Fault, FaultCode, Package, RegionIx, Severity, Table};
use std::path::Path;

/// Columns of the table. Where one half of the target is empty it is that of the origin, and the other way round.
pub const COLUMNS: &[Column] = &[
    Column {
        name: "date", required: true, other_names: &["дата", "с даты", "күні", "күннен бастап"]
    },
    Column {
        name: "places",
        required: true,
        other_names: &["места", "мест", "количество мест", "орындар", "орын саны"],
    },
    Column { name: "from_region", required: false, other_names: &["из региона", "қай өңірден"] },
    Column {
        name: "from_capacity", required: false, other_names: &["из квоты", "из вида мест", "қай квотадан"]
    },
    Column { name: "to_region", required: false, other_names: &["в регион", "қай өңірге"] },
    Column {
        name: "to_capacity", required: false, other_names: &["в квоту", "в вид мест", "қай квотаға"]
    },
    Column {
        name: "reason", required: true, other_names: &["причина", "основание", "себебі", "негізі"]
    },
    Column { name: "author", required: false, other_names: &["автор", "кто решил", "авторы"] },
];

/// Opens a table of changes.
#[must_use]
pub fn changes_source(path: &Path) -> (Source, Vec<Fault>) {
    let (sheet, inputs, faults) = open_table(path, Table::Changes);
    (Source { programme: None, sheets: sheet.into_iter().collect(), inputs }, faults)
}

/// Reads changes of a package's places, in file order. Whether there are so many to take is not judged here.
#[must_use]
pub fn read_changes(source: &Source, mut faults: Vec<Fault>, package: &Package) -> (Option<Vec<Change>>, Vec<Fault>) {
    let mut changes = Vec::new();
    if let Some(sheet) = source.sheets.iter().find(|sheet| sheet.table == Table::Changes) {
        let refs = super::year::refs(package);
        let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
        lines.must_have_rows(&mut sink);
        changes.extend(lines.iter().filter_map(|line| change(&line, &mut sink, &refs)));
        faults.extend(sink.finish());
    }
    let faults = finish(source, faults);
    let sound = faults.iter().all(|fault| fault.code.severity() == Severity::Warning);
    (sound.then_some(changes), faults)
}

fn change(line: &Line<'_>, sink: &mut Sink, refs: &Refs) -> Option<Change> {
    let date = line.required(sink, "date", parse::date);
    let places = line.required(sink, "places", parse::whole).filter(|places| {
        if *places == 0 {
            sink.add(FaultCode::NumberBelowOne, || line.fault(FaultCode::NumberBelowOne, "places"));
        }
        *places > 0
    });
    let reason = line.key(sink, "reason");
    let from = end(line, sink, refs, ["from_region", "from_capacity"])?;
    let to = end(line, sink, refs, ["to_region", "to_capacity"])?;
    let filled = |end: End, other: End| match end {
        (None, None) => Some(None),
        (region, capacity) => Some(Some((region.or(other.0)?, capacity.or(other.1)?))),
    };
    let ends = filled(from, to).zip(filled(to, from)).filter(|(from, to)| from != to);
    let Some((from, to)) = ends else {
        sink.add(FaultCode::ChangeIncomplete, || line.fault(FaultCode::ChangeIncomplete, "places"));
        return None;
    };
    Some(Change {
        date: date?,
        places: places?,
        from,
        to,
        reason: reason?,
        author: line.text("author"),
        row: line.row(),
    })
}

/// Region and capacity of one end of a change, as far as they are given.
type End = (Option<RegionIx>, Option<CapacityIx>);

/// One end of a change; `None` where a cell of it has a fault.
fn end(line: &Line<'_>, sink: &mut Sink, refs: &Refs, [region, capacity]: [&str; 2]) -> Option<End> {
    let region = line.text(region).map(|_| refs.region(line, sink, region));
    let capacity = line.text(capacity).map(|_| refs.capacity(line, sink, capacity));
    match (region, capacity) {
        (Some(None), _) | (_, Some(None)) => None,
        (region, capacity) => Some((region.flatten(), capacity.flatten())),
    }
}
