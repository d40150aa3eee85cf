//! Data packages in files: every fault with file, row, column, value and code; nothing half written.

mod fold;
pub mod header;
mod init;
mod key;
mod open;
pub mod parse;
mod read;
mod schema;
mod sheet;
mod synth_spec;
mod write;
mod write_synth;

pub use init::{Say, init_folder, init_xlsx};
pub use key::{KeyRead, read_key};
pub use open::{LIMITS, Limits, open, open_programme, open_some, open_table, open_within, table_named};
pub use read::{
    Changed, MOST_POINTS, OldPlaces, Operator, Read, Setting, SettingFault, SettingFaultKind, Sweep, Target,
    apply_setting, changes_source, columns_of, families_source, find_region, frame_source, parse_setting, parse_sweep,
    read, read_changes, read_families, read_frame, read_old_plan, read_plan, read_source,
};
pub use schema::{programme_schema, quota_key_schema};
pub use sheet::{Cell, Input, ProgrammeText, Record, Sheet, Source};
pub use synth_spec::{SpecRead, read_eras_spec, read_synth_spec, synth_spec_of};
pub use write::*;
pub use write_synth::{synth_tables, write_synth};
