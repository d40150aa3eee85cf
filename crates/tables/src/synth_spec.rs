//! A synthesis specification (`synth.toml`) and its faults.

use qonys_model::{Fault, FaultCode, SynthSpec};
use std::path::Path;

/// Reads a specification.
///
/// # Errors
/// Every fault, with file and row.
pub fn read_synth_spec(path: &Path) -> Result<SynthSpec, Vec<Fault>> {
    let file = path.display().to_string();
    let fault = |code, value: String| Fault {
        code,
        table: None,
        file: file.clone(),
        row: None,
        column: None,
        value: Some(value),
        words: Vec::new(),
    };
    let text = std::fs::read_to_string(path).map_err(|e| vec![fault(FaultCode::FileUnreadable, e.to_string())])?;
    toml::from_str(&text).map_err(|e| vec![fault(FaultCode::ProgrammeUnreadable, e.to_string())])
}
