//! An apostrophe that keeps a text from becoming a formula is gone when the file is read again.

use qonys_model::Table;
use qonys_tables::{Cell, Staged, guarded, open_table};

#[test]
fn guarded_ids_and_headers_are_read_as_they_were() {
    let ids = ["=2+2", "+7", "-5", "@x", "'=x", "H-1", "'quoted'"];
    let mut csv = String::from("household,'=region\n");
    ids.iter().for_each(|id| csv.push_str(&format!("{},KZ-55\n", guarded(id))));
    let root = tempfile::tempdir().expect("a folder");
    let mut staged = Staged::new(root.path()).expect("a folder");
    staged.add("plan.csv", csv.as_bytes()).expect("written");
    let path = staged.commit().expect("renamed").remove(0);

    let (sheet, _, faults) = open_table(&path, Table::Plan);
    assert_eq!(faults, []);
    let sheet = sheet.expect("a table");
    assert_eq!(sheet.header, ["household", "=region"]);
    let read: Vec<&Cell> = sheet.rows.iter().map(|row| &row.cells[0]).collect();
    assert_eq!(read, ids.map(|id| Cell::Text(id.to_owned())).iter().collect::<Vec<_>>());
}
