//! `locks.csv`: human decisions.

use super::line::{Line, Lines};
use super::refs::{Pairs, Refs};
use super::sink::Sink;
use super::words;
use crate::header::Column;
use crate::{Sheet, parse};
use qonys_model::{FaultCode, Lock, LockKind};

/// Columns of the table.
pub const COLUMNS: &[Column] = &[
    super::HOUSEHOLD,
    super::REGION,
    Column {
        name: "lock", required: true, other_names: &["решение", "закрепление", "шешім", "бекіту"]
    },
    Column {
        name: "reason", required: false, other_names: &["причина", "основание", "себебі", "негіздеме"]
    },
    Column { name: "author", required: false, other_names: &["автор", "кто решил", "кім шешті"] },
    Column {
        name: "at", required: false, other_names: &["дата", "когда", "дата решения", "күні", "шешім күні"]
    },
];

/// Reads the table.
pub(super) fn locks(sheet: &Sheet, refs: &Refs) -> (Vec<Lock>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
    let mut pairs = Pairs::new();
    let mut locks = Vec::new();
    let mut first = true;
    for line in lines.iter() {
        let household = refs.household(&line, &mut sink, "household");
        let region = refs.region(&line, &mut sink, "region");
        let kind = match line.key(&mut sink, "lock") {
            Some(_) => {
                let expected =
                    "pin, forbid, exception; закрепить, запретить, исключение; бекіту, тыйым салу, ерекше жағдай";
                line.word(&mut sink, "lock", expected, words::lock_kind)
            }
            None => None,
        };
        let at = line.optional(&mut sink, "at", parse::date);
        // what is only supposed, to see what it would cost, nobody has decided yet
        if let Some(kind) = kind.filter(|k| *k == LockKind::Exception || !sheet.supposed.contains(&line.row())) {
            unsigned(&line, (kind, first), &mut sink);
            first = false;
        }
        let (Some(household), Some(region), Some(kind)) = (household, region, kind) else { continue };
        // a pin and a forbid of one pair contradict each other, which is said elsewhere
        if !pairs.is_new((household, region, kind.pins()), &line, &mut sink, &["household", "region"]) {
            continue;
        }
        let (reason, author) = (line.text("reason"), line.text("author"));
        locks.push(Lock { household, region, kind, reason, author, at, row: line.row() });
    }
    (locks, sink)
}

/// A decision whose reason, author or day nobody wrote down. A column that is not there at all is said with the first
/// decision only; but a place above quota is never given without reason and author.
fn unsigned(line: &Line<'_>, (kind, first): (LockKind, bool), sink: &mut Sink) {
    let empty = |column: &&str| line.text(column).is_none();
    let exception = kind == LockKind::Exception && ["reason", "author"].iter().any(empty);
    let code = if exception { FaultCode::ExceptionUnsigned } else { FaultCode::LockUnsigned };
    let told = |column: &&str| empty(column) && (exception || first || line.has(column));
    let missing: Vec<&str> = ["reason", "author", "at"].into_iter().filter(told).collect();
    let Some(column) = missing.first() else { return };
    sink.add(code, || {
        let fault = line.fault(code, column).value(line.text("household").unwrap_or_default());
        fault.word("region", line.text("region").unwrap_or_default()).word("missing", missing.join(", "))
    });
}
