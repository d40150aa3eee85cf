//! Reading a package and saying what is wrong with it.

use crate::terminal::{Stop, Terminal};
use qonys_model::{Fault, Package, Severity, Table};
use qonys_report::{Arg, Texts, fault_line};
use qonys_tables::{Input, Read, Source, read, table_named};
use serde::Serialize;
use std::path::Path;

/// Reads a package; its faults go to standard error. Where the result is to be JSON they are left to the caller when they stop the run.
pub fn package(path: &Path, terminal: &Terminal) -> Result<(Package, Vec<Input>, Vec<Fault>), Stop> {
    let Read { package, faults, inputs } = read(path);
    match package {
        Some(package) => {
            if !terminal.json && !faults.is_empty() {
                terminal.err(&listed(&faults, &terminal.texts));
            }
            Ok((package, inputs, faults))
        }
        None => Err(refused(&faults, terminal)),
    }
}

/// A package with the tables that it was read from.
pub struct Opened {
    pub source: Source,
    /// Faults found when the files were opened.
    pub opening_faults: Vec<Fault>,
    pub package: Package,
}

/// Reads a package and keeps its tables; faults as in [`package`].
pub fn opened(path: &Path, terminal: &Terminal) -> Result<Opened, Stop> {
    let (source, opening_faults) = qonys_tables::open(path);
    judged(source, opening_faults, terminal)
}

/// Reads a package under another programme.
pub fn under(path: &Path, programme: &Path, terminal: &Terminal) -> Result<(Package, Vec<Input>, Vec<Fault>), Stop> {
    let (mut source, mut faults) = qonys_tables::open(path);
    let (other, inputs, found) = qonys_tables::open_programme(programme);
    faults.retain(|fault| fault.table != Some(Table::Programme));
    faults.extend(found);
    source.programme = other;
    source.inputs.extend(inputs);
    let opened = judged(source, faults, terminal)?;
    Ok((opened.package, opened.source.inputs, opened.opening_faults))
}

fn judged(source: Source, opening_faults: Vec<Fault>, terminal: &Terminal) -> Result<Opened, Stop> {
    let (package, faults) = qonys_tables::read_source(&source, opening_faults.clone());
    let Some(package) = package else { return Err(refused(&faults, terminal)) };
    if !terminal.json && !faults.is_empty() {
        terminal.err(&listed(&faults, &terminal.texts));
    }
    Ok(Opened { source, opening_faults, package })
}

/// Says why something that was read cannot be used.
pub fn refused(faults: &[Fault], terminal: &Terminal) -> Stop {
    if terminal.json {
        terminal.out(&as_json(&FaultList::new(faults, &terminal.texts)));
    } else {
        terminal.err(&listed(faults, &terminal.texts));
    }
    Stop::Faults
}

/// The file of a table as the user calls it; within a workbook with the name of the sheet.
pub fn file_of(inputs: &[Input], table: Table) -> String {
    let named = |file: &str| table_named(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    if let Some(input) = inputs.iter().find(|input| named(&input.file) == Some(table)) {
        return input.file.clone();
    }
    match inputs {
        [workbook] => format!("{} [{}]", workbook.file, table.name()),
        _ => table.name().to_owned(),
    }
}

/// Every fault, a paragraph each, and a line that counts them.
pub fn listed(faults: &[Fault], texts: &Texts) -> String {
    let mut lines: Vec<String> = faults.iter().map(|fault| fault_line(texts, fault).plain()).collect();
    let (errors, warnings) = counts(faults);
    lines.push(texts.say("faults-counted", &[("errors", Arg::Count(errors)), ("warnings", Arg::Count(warnings))]));
    lines.join("\n")
}

fn counts(faults: &[Fault]) -> (u64, u64) {
    let errors = faults.iter().filter(|f| f.code.severity() == Severity::Error).count();
    (errors as u64, (faults.len() - errors) as u64)
}

/// Faults for a machine.
#[derive(Serialize)]
pub struct FaultList {
    errors: u64,
    warnings: u64,
    faults: Vec<FaultRecord>,
}

#[derive(Serialize)]
struct FaultRecord {
    code: &'static str,
    severity: Severity,
    file: String,
    row: Option<u32>,
    column: Option<String>,
    value: Option<String>,
    message: String,
    fix: String,
}

impl FaultList {
    pub fn new(faults: &[Fault], texts: &Texts) -> Self {
        let record = |fault: &Fault| {
            let text = fault_line(texts, fault);
            FaultRecord {
                code: fault.code.code(),
                severity: fault.code.severity(),
                file: fault.file.clone(),
                row: fault.row,
                column: fault.column.clone(),
                value: fault.value.clone(),
                message: text.sentence,
                fix: text.fix,
            }
        };
        let (errors, warnings) = counts(faults);
        Self { errors, warnings, faults: faults.iter().map(record).collect() }
    }
}

/// Pretty JSON. None of what is given here can fail to be JSON.
pub fn as_json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
