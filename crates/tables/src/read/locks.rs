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
        name: "reason", required: true, other_names: &["причина", "основание", "себебі", "негіздеме"]
    },
    Column { name: "author", required: true, other_names: &["автор", "кто решил", "кім шешті"] },
    Column {
        name: "at", required: true, other_names: &["дата", "когда", "дата решения", "күні", "шешім күні"]
    },
];

/// Reads the table.
pub(super) fn locks(sheet: &Sheet, refs: &Refs) -> (Vec<Lock>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
    let mut pairs = Pairs::new();
    let mut locks = Vec::new();
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
        if let Some(kind) = kind {
            let supposed = kind != LockKind::Exception && sheet.supposed.contains(&line.row());
            if !supposed {
                unsigned(&line, kind, &mut sink);
            }
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

/// A decision whose reason, author or day nobody wrote down. A column that is not there at all is said once, at the header.
fn unsigned(line: &Line<'_>, kind: LockKind, sink: &mut Sink) {
    let empty = |column: &&str| line.has(column) && line.text(column).is_none();
    let missing: Vec<&str> = ["reason", "author", "at"].into_iter().filter(empty).collect();
    let Some(first) = missing.first() else { return };
    let code = if kind == LockKind::Exception { FaultCode::ExceptionUnsigned } else { FaultCode::LockUnsigned };
    sink.add(code, || {
        let fault = line.fault(code, first).value(line.text("household").unwrap_or_default());
        fault.word("region", line.text("region").unwrap_or_default()).word("missing", missing.join(", "))
    });
}
