//! `qonys init`: a template to fill in.

use crate::args::InitArgs;
use crate::outputs::{stage, write_error};
use crate::terminal::{Stop, Terminal};
use qonys_report::Arg;
use std::path::Path;

pub fn run(args: &InitArgs, terminal: &Terminal) -> Result<(), Stop> {
    let path = args.path.display().to_string();
    let say = |key: &str| terminal.texts.say(key, &[("path", Arg::Text(path.clone()))]);
    if args.xlsx {
        if args.path.exists() {
            return Err(Stop::Message(say("init-exists")));
        }
        let workbook = qonys_tables::init_xlsx().map_err(|e| write_error(terminal, &e))?;
        let folder = args.path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = args.path.file_name().map(|n| n.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| Stop::Message(say("init-exists")))?;
        stage(terminal, folder, &[(name, workbook)])?;
    } else {
        // Never overwrite somebody's package: only a new or an empty folder is filled.
        let empty = |p: &Path| p.read_dir().is_ok_and(|mut entries| entries.next().is_none());
        if args.path.exists() && !empty(&args.path) {
            return Err(Stop::Message(say("init-exists")));
        }
        stage(terminal, &args.path, &qonys_tables::init_folder())?;
    }
    terminal.out(&say("init-done"));
    Ok(())
}
