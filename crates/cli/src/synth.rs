//! `qonys synth`: synthetic families from published margins.

use crate::args::SynthArgs;
use crate::outputs::stage;
use crate::reading::listed;
use crate::terminal::{Stop, Terminal};
use qonys_model::Fault;
use qonys_report::Arg;
use std::path::Path;

pub fn run(args: &SynthArgs, terminal: &Terminal) -> Result<(), Stop> {
    let read = qonys_tables::read_synth_spec(&args.spec);
    if !read.faults.is_empty() {
        terminal.err(&listed(&read.faults, &terminal.texts));
    }
    let spec = read.spec.ok_or(Stop::Faults)?;
    let drawn = qonys::synth::draw(&spec).map_err(|error| {
        let file = args.spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
        terminal.err(&listed(&[Fault { file, ..error.fault() }], &terminal.texts));
        Stop::Faults
    })?;
    let own = args.spec.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = args.out.as_deref().unwrap_or(own);
    stage(terminal, folder, &qonys_tables::synth_tables(&drawn))?;
    let words = [
        ("folder", Arg::Text(folder.display().to_string())),
        ("households", Arg::Count(drawn.households.len() as u64)),
        ("persons", Arg::Count(drawn.people.len() as u64)),
    ];
    terminal.out(&terminal.texts.say("synth-done", &words));
    Ok(())
}
