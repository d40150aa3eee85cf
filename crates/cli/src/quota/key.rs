//! `qonys quota KEY.toml --total N`.

use super::{QuotaArgs, book, mark, record};
use crate::clock::Clock;
use crate::outputs::{stage, write_error};
use crate::reading::{FaultList, as_json, listed};
use crate::terminal::{Stop, Terminal};
use qonys::quota::{QuotaError, quota};
use qonys_model::{Fault, Key, Quota};
use qonys_report::{Arg, Texts, quota_html, quota_refused, quota_remarks, quota_summary};
use qonys_tables::{Input, quota_capacities_csv, quota_csv, quota_json, quota_xlsx, read_key};
use std::path::Path;

pub fn run(args: &QuotaArgs, path: &Path, total: u32, terminal: &Terminal) -> Result<(), Stop> {
    let clock = Clock::start();
    let read = read_key(path);
    let faulty = |faults: &[Fault]| match args.json {
        true => terminal.out(&as_json(&FaultList::new(faults, &terminal.texts))),
        false => terminal.err(&listed(faults, &terminal.texts)),
    };
    let Some(key) = read.key else {
        faulty(&read.faults);
        return Err(Stop::Faults);
    };
    if !args.json && !read.faults.is_empty() {
        terminal.err(&listed(&read.faults, &terminal.texts));
    }
    let quota = match quota(&key, total.into()) {
        Ok(quota) => quota,
        Err(QuotaError::Faults(faults)) => {
            faulty(&faults);
            return Err(Stop::Faults);
        }
        Err(error) => return Err(Stop::Message(refused(&terminal.texts, &error))),
    };
    write(args, (&key, &quota), &read.inputs, &clock, terminal)
}

fn write(
    args: &QuotaArgs,
    (key, quota): (&Key, &Quota),
    inputs: &[Input],
    clock: &Clock,
    terminal: &Terminal,
) -> Result<(), Stop> {
    let texts = &terminal.texts;
    let failed = |error: qonys_tables::WriteError| write_error(terminal, &error);
    let title = key.said(texts.lang().at()).to_owned();
    let words = book(texts, title, mark(texts, quota), quota_remarks(texts, quota));
    let json = quota_json(quota, env!("CARGO_PKG_VERSION"), inputs).map_err(failed)?;
    let page = quota_html(quota, &record(0, inputs, format!("--total {}", quota.last().total)), texts.lang());
    let mut files = vec![
        ("quota.csv".to_owned(), quota_csv(quota)),
        ("quota.json".to_owned(), json.clone()),
        ("quota.xlsx".to_owned(), quota_xlsx(quota, &words).map_err(failed)?),
        ("quota.html".to_owned(), page.into_bytes()),
    ];
    files.extend(args.capacity.as_ref().map(|name| ("capacities.csv".to_owned(), quota_capacities_csv(quota, name))));
    stage(terminal, &args.out, &files)?;
    if args.json {
        terminal.out(&String::from_utf8_lossy(&json));
        return Ok(());
    }
    let written = [
        ("folder", Arg::Text(args.out.display().to_string())),
        ("capacities", if args.capacity.is_some() { "yes" } else { "no" }.into()),
        ("seconds", Arg::Number(clock.seconds(), 1)),
    ];
    terminal.out(&format!("{}\n{}", quota_summary(texts, quota), texts.say("quota-written", &written)));
    Ok(())
}

/// Why there is no quota, in words.
fn refused(texts: &Texts, error: &QuotaError) -> String {
    use qonys::quota::Refusal;
    let Refusal { case, within, region, numbers } = error.refusal();
    quota_refused(texts, case, within, region, numbers)
}
