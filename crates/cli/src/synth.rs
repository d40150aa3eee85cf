//! `qonys synth`: synthetic families from published margins.

use crate::args::SynthArgs;
use crate::outputs::stage;
use crate::reading::listed;
use crate::terminal::{Stop, Terminal};
use qonys_report::Arg;
use std::path::Path;

pub fn run(args: &SynthArgs, terminal: &Terminal) -> Result<(), Stop> {
    let spec = qonys_tables::read_synth_spec(&args.spec).map_err(|faults| {
        terminal.err(&listed(&faults, &terminal.texts));
        Stop::Faults
    })?;
    let drawn = qonys::synth::draw(&spec).map_err(|error| {
        let error = Arg::Text(error.to_string());
        Stop::Message(terminal.texts.say("synth-impossible", &[("error", error)]))
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
