//! `qonys init`: a template to fill in.

use crate::args::InitArgs;
use crate::outputs::{stage, write_error};
use crate::terminal::{Stop, Terminal};
use qonys_report::Arg;
use std::path::{Path, PathBuf};

pub fn run(args: &InitArgs, terminal: &Terminal) -> Result<(), Stop> {
    let target = if args.xlsx { workbook_path(&args.path) } else { args.path.clone() };
    let path = target.display().to_string();
    let say = |key: &str| terminal.texts.say(key, &[("path", Arg::Text(path.clone()))]);
    let words = |key: &str, words: &[(&'static str, &str)]| {
        let words: Vec<(&str, Arg)> = words.iter().map(|(name, word)| (*name, Arg::from(*word))).collect();
        terminal.texts.say(key, &words)
    };
    if args.xlsx {
        if args.path.exists() || target.exists() {
            return Err(Stop::Message(say("init-exists")));
        }
        let workbook = qonys_tables::init_xlsx(&words).map_err(|e| write_error(terminal, &e))?;
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = target.file_name().map(|n| n.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| Stop::Message(say("init-exists")))?;
        stage(terminal, folder, &[(name, workbook)])?;
    } else {
        // Never overwrite somebody's package: only a new or an empty folder is filled.
        let empty = |p: &Path| p.read_dir().is_ok_and(|mut entries| entries.next().is_none());
        if target.exists() && !empty(&target) {
            return Err(Stop::Message(say("init-exists")));
        }
        stage(terminal, &target, &qonys_tables::init_folder(&words))?;
    }
    terminal.out(&say("init-done"));
    Ok(())
}

/// A workbook is read by its ending, and opened by it: without one it is given.
fn workbook_path(path: &Path) -> PathBuf {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    if ending.is_some_and(|ending| ending == "xlsx") {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".xlsx");
    PathBuf::from(name)
}
