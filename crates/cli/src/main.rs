//! `qonys`, the command line. The only place that reads a clock, prints, or ends the process.

mod args;
mod book;
mod check;
mod clock;
mod compare;
mod eras;
mod explain;
mod init;
mod interrupt;
mod outputs;
mod place;
mod pools;
mod progress;
mod quota;
mod reading;
mod replay;
mod setting_text;
mod synth;
mod terminal;
mod what_if;
mod year;

use args::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;
use terminal::Terminal;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.lang(), cli.command.is_json());
    let done = match &cli.command {
        Command::Place(args) => place::run(args, &terminal),
        Command::Check(args) => check::run(args, &terminal),
        Command::Explain(args) => explain::run(args, &terminal),
        Command::Compare(args) => compare::run(args, &terminal),
        Command::WhatIf(args) => what_if::run(args, &terminal),
        Command::Init(args) => init::run(args, &terminal),
        Command::Synth(args) => synth::run(args, &terminal),
        Command::Replay(args) => replay::run(args, &terminal),
        Command::Quota(args) => quota::run(args, &terminal),
        Command::Year(args) => year::run(args, &terminal),
    };
    match done {
        Ok(()) if terminal.has_lost() => {
            terminal.err(&terminal.texts.say("output-lost", &[]));
            ExitCode::from(1)
        }
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            terminal.stopped(&stop);
            ExitCode::from(stop.exit_code())
        }
    }
}
