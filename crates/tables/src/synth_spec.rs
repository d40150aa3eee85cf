//! A synthesis specification (`synth.toml`): read whole, and every fault of it with its line.

use crate::sheet::Input;
use qonys_model::{ErasSpec, Fault, FaultCode, Row, Severity, SynthSpec, eras_faults, synth_faults};
use serde::de::DeserializeOwned;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// A specification is written by hand: more than this is some other file.
const LARGEST: u64 = 16 << 20;

/// A specification that can be drawn, and what somebody should look at in it.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecRead<T> {
    /// The specification; there when no fault is an error.
    pub spec: Option<T>,
    /// Every fault, by line. `column` holds the key.
    pub faults: Vec<Fault>,
    /// The file and its hash; `None` when it could not be read, or never was one.
    pub input: Option<Input>,
}

/// Reads a specification. A value of the wrong kind ends the reading; everything else that is wrong is found at once.
#[must_use]
pub fn read_synth_spec(path: &Path) -> SpecRead<SynthSpec> {
    read_spec(path, synth_faults)
}

/// Reads a specification of many years (`eras.toml`) in the same way.
#[must_use]
pub fn read_eras_spec(path: &Path) -> SpecRead<ErasSpec> {
    read_spec(path, eras_faults)
}

/// Reads the text of a specification; `file` is what to call it in faults.
#[must_use]
pub fn synth_spec_of(text: &str, file: &str) -> SpecRead<SynthSpec> {
    spec_of(text, file, synth_faults)
}

fn read_spec<T: DeserializeOwned>(path: &Path, judge: fn(&T) -> Vec<Fault>) -> SpecRead<T> {
    let file = file_name(path);
    match text_of(path) {
        Ok((text, input)) => SpecRead { input: Some(input), ..spec_of(&text, &file, judge) },
        Err(code) => SpecRead { spec: None, faults: vec![fault(code, &file, None, None, None)], input: None },
    }
}

fn spec_of<T: DeserializeOwned>(text: &str, file: &str, judge: fn(&T) -> Vec<Fault>) -> SpecRead<T> {
    let (mut spec, mut faults) = parse(text, file);
    if let Some(spec) = &spec {
        faults.extend(judge(spec));
    }
    let document = DeTable::parse(text).ok();
    for fault in &mut faults {
        fault.file = file.to_owned();
        if let (None, Some(document), Some(path)) = (fault.row, &document, &fault.column) {
            fault.row = offset_of(document.get_ref(), path).map(|offset| row_at(text, offset));
        }
    }
    faults.sort_by_key(|fault| fault.row); // stable: of one line in the order found
    if faults.iter().any(|fault| fault.code.severity() == Severity::Error) {
        spec = None;
    }
    SpecRead { spec, faults, input: None }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn text_of(path: &Path) -> Result<(String, Input), FaultCode> {
    let about = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => FaultCode::FileMissing,
        _ => FaultCode::FileUnreadable,
    })?;
    if about.is_dir() {
        return Err(FaultCode::FolderInsteadOfFile);
    }
    if about.len() > LARGEST {
        return Err(FaultCode::FileTooLarge);
    }
    let bytes = std::fs::read(path).map_err(|_| FaultCode::FileUnreadable)?;
    let input = Input::of(&file_name(path), &bytes);
    let text = String::from_utf8(bytes).map_err(|_| FaultCode::EncodingUnknown)?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() { Err(FaultCode::FileEmpty) } else { Ok((text.to_owned(), input)) }
}

/// The specification when it has the right shape, with a warning for every key that nothing reads.
fn parse<T: DeserializeOwned>(text: &str, file: &str) -> (Option<T>, Vec<Fault>) {
    let mut unknown = Vec::new();
    let parsed = toml::Deserializer::parse(text)
        .and_then(|document| serde_ignored::deserialize(document, |path| unknown.push(path.to_string())));
    let mut faults: Vec<Fault> = unknown
        .into_iter()
        .map(|key| fault(FaultCode::SynthKeyUnknown, file, None, Some(key.clone()), Some(key)))
        .collect();
    let spec = parsed.map_err(|error| {
        let row = error.span().map(|span| row_at(text, span.start));
        let line = row.and_then(|row| text.lines().nth(row as usize - 1)).map(|line| line.trim().to_owned());
        let mut fault = fault(FaultCode::SynthUnreadable, file, row, None, line);
        fault.words.extend(case_of(text, error.message()));
        faults.push(fault);
    });
    (spec.ok(), faults)
}

/// What the parser means, told from its English: not TOML at all, a key that is missing, or a value of the wrong kind.
fn case_of(text: &str, message: &str) -> Vec<(&'static str, String)> {
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split_once('`'));
    match missing {
        _ if DeTable::parse(text).is_err() => vec![("case", "toml".to_owned())],
        Some((key, _)) => vec![("case", "missing".to_owned()), ("key", key.to_owned())],
        None => vec![("case", "kind".to_owned())],
    }
}

fn fault(code: FaultCode, file: &str, row: Option<Row>, column: Option<String>, value: Option<String>) -> Fault {
    let value = value.map(|text| text.chars().take(80).collect());
    Fault { code, table: None, file: file.to_owned(), row, column, value, words: Vec::new() }
}

fn row_at(text: &str, offset: usize) -> Row {
    let before = text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count();
    Row::try_from(before + 1).unwrap_or(Row::MAX)
}

/// Where the value of a key stands, or the closest table around it: a key may come from several lines.
fn offset_of(table: &DeTable<'_>, path: &str) -> Option<usize> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let (key, value) = table.iter().find(|(key, _)| key.get_ref().as_ref() == first)?;
    Some(inside(value.get_ref(), rest).unwrap_or(key.span().start))
}

fn inside(value: &DeValue<'_>, path: &str) -> Option<usize> {
    if path.is_empty() {
        return None;
    }
    match value {
        DeValue::Table(table) => offset_of(table, path),
        DeValue::Array(array) => {
            let (position, rest) = path.split_once('.').unwrap_or((path, ""));
            let item = array.get(position.parse::<usize>().ok()?)?;
            Some(inside(item.get_ref(), rest).unwrap_or(item.span().start))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"seed = 1
year = 2026
[ages]
children = "0..15"
working = "16..62"
old = "63..90"
[[stream]]
name = "kandas"
prefix = "K"
persons = 100
applied = { from = "2025-01-01", to = "2025-12-31" }
age = { children = 30.0, working = 60.0, old = 10.0 }
education = { higher = 20.0, secondary = 80.0 }
[[stream.origin]]
name = "CN"
percent = 100.0
household_size = [40.0, 30.0, 30.0]
languages = { "kk" = 60.0, "kk zh" = 40.0 }
[occupations.higher]
2341 = 1
"#;

    fn faults_of(from: &str, to: &str) -> Vec<(&'static str, Option<Row>, String)> {
        assert!(SMALL.contains(from), "{from} is not in the text");
        let read = synth_spec_of(&SMALL.replacen(from, to, 1), "synth.toml");
        read.faults.into_iter().map(|f| (f.code.code(), f.row, f.column.unwrap_or_default())).collect()
    }

    #[test]
    fn a_sound_specification_has_no_faults() {
        let read = synth_spec_of(SMALL, "synth.toml");
        assert_eq!(read.faults, []);
        assert_eq!(read.spec.expect("a specification").stream[0].persons, 100);
    }

    #[test]
    fn a_fault_names_its_line_and_key() {
        let cases = [
            ("working = 60.0", "working = 50.0", ("Q704", 12, "stream.0.age")),
            ("children = 30.0", "children = -30.0", ("Q703", 12, "stream.0.age.children")),
            ("[40.0, 30.0, 30.0]", "[]", ("Q705", 17, "stream.0.origin.0.household_size")),
            ("[40.0, 30.0, 30.0]", "[40.0, nan, 30.0]", ("Q703", 17, "stream.0.origin.0.household_size.1")),
            ("percent = 100.0", "percent = 90.0", ("Q704", 14, "stream.0.origin")),
            ("\"kk zh\" = 40.0", "\"kk zh\" = inf", ("Q703", 18, "stream.0.origin.0.languages.kk zh")),
            ("persons = 100", "persons = 0", ("Q703", 10, "stream.0.persons")),
            ("2341 = 1", "2399 = 1", ("Q308", 20, "occupations.higher.2399")),
            ("2341 = 1", "2341 = 0", ("Q705", 19, "occupations.higher")),
            ("\"16..62\"", "\"18..62\"", ("Q706", 5, "ages.working")),
            ("to = \"2025-12-31\"", "to = \"2024-12-31\"", ("Q706", 11, "stream.0.applied")),
            ("seed = 1", "seed = 1\nsead = 2", ("Q702", 2, "sead")),
        ];
        for (from, to, (code, row, column)) in cases {
            assert_eq!(faults_of(from, to), [(code, Some(row), column.to_owned())], "{to}");
        }
    }

    #[test]
    fn what_is_no_specification_is_one_fault_with_its_line() {
        assert_eq!(faults_of("persons = 100", "persons = \"many\""), [("Q701", Some(10), String::new())]);
        assert_eq!(faults_of("year = 2026", "year = = 2026"), [("Q701", Some(2), String::new())]);
        assert_eq!(faults_of("name = \"CN\"", ""), [("Q701", Some(14), String::new())]);
        assert_eq!(faults_of("persons = 100", "persons = -1"), [("Q701", Some(10), String::new())]);
        let words = |from: &str, to: &str| synth_spec_of(&SMALL.replacen(from, to, 1), "").faults.remove(0).words;
        assert_eq!(words("year = 2026", "year = = 2026"), [("case", "toml".to_owned())]);
        assert_eq!(words("persons = 100", "persons = \"many\""), [("case", "kind".to_owned())]);
        let missing = [("case", "missing".to_owned()), ("key", "name".to_owned())];
        assert_eq!(words("name = \"CN\"", ""), missing);
    }

    #[test]
    fn a_second_fault_does_not_hide_behind_the_first() {
        let text = SMALL.replacen("working = 60.0", "working = 50.0", 1).replacen("2341", "9999", 1);
        let codes: Vec<_> = synth_spec_of(&text, "synth.toml").faults.iter().map(|f| f.code.code()).collect();
        assert_eq!(codes, ["Q704", "Q308"]);
    }

    #[test]
    fn files_that_are_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let code = |path: &Path| read_synth_spec(path).faults[0].code;
        assert_eq!(code(folder.path()), FaultCode::FolderInsteadOfFile);
        assert_eq!(code(&folder.path().join("synth.toml")), FaultCode::FileMissing);
        for (bytes, expected) in [(&b"  \n"[..], FaultCode::FileEmpty), (b"\xff\xfe\x00", FaultCode::EncodingUnknown)] {
            let path = folder.path().join("bad.toml");
            std::fs::write(&path, bytes).expect("written");
            assert_eq!(code(&path), expected);
        }
    }
}
