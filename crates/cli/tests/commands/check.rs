//! `qonys check`: every fault has a golden message in three languages.

use crate::program::{Goldens, LANGUAGES, arg, cases, copy_of, copy_to, entries, fresh, qonys, run_in};
use qonys_model::{FaultCode, Severity};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What `qonys check` says of a package in each language, one after the other.
fn said(folder: &Path, package: &str) -> String {
    let said = |lang: &&str| {
        let ran = run_in(folder, &[], &["check", package, "--lang", lang]);
        let warned_only = coded(&ran.err).iter().all(|code| severity(code) == Severity::Warning);
        assert_eq!(ran.code, i32::from(!warned_only), "{package}: {}", ran.shown());
        assert_eq!(ran.out.is_empty(), !warned_only, "{package}: {}", ran.shown());
        format!("$ qonys check {package} --lang {lang}\n{}", ran.shown())
    };
    LANGUAGES.iter().map(said).collect::<Vec<_>>().join("\n")
}

/// The codes of the faults that are listed.
fn coded(said: &str) -> Vec<String> {
    let code = |line: &str| {
        let code = line.get(..4).filter(|code| FaultCode::ALL.iter().any(|known| known.code() == *code));
        code.filter(|_| line.chars().nth(4) == Some(' ')).map(str::to_owned)
    };
    said.lines().filter_map(code).collect()
}

fn severity(code: &str) -> Severity {
    FaultCode::ALL.iter().find(|known| known.code() == code).expect("a code").severity()
}

fn folders() -> Vec<PathBuf> {
    entries(&cases().join("faults")).into_iter().filter(|path| path.is_dir()).collect()
}

#[test]
fn every_folder_of_faults_is_told_as_its_golden_says() {
    let mut goldens = Goldens::default();
    for folder in folders() {
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
        let found = said(&cases().join("faults"), name);
        assert!(coded(&found).iter().any(|code| name.starts_with(code.as_str())), "{name} shows:\n{found}");
        goldens.compare(&folder.join("check.txt"), &found);
    }
}

#[test]
fn every_code_has_a_golden_message() {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let built = entries(&cases().join("faults-built"));
    let plans =
        entries(&cases().join("plans")).into_iter().filter(|path| path.is_dir()).flat_map(|folder| entries(&folder));
    let years = entries(&cases().join("year"));
    let keys = entries(&cases().join("keys")).into_iter().map(|folder| folder.join("said.txt"));
    let texts = plans
        .chain(built)
        .chain(years)
        .chain(keys)
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    for golden in folders().into_iter().map(|folder| folder.join("check.txt")).chain(texts) {
        for code in coded(&fs::read_to_string(&golden).expect("a golden file")) {
            *told.entry(code).or_default() += 1;
        }
    }
    let silent = |code: &&FaultCode| told.get(code.code()).is_none_or(|times| *times < LANGUAGES.len());
    assert_eq!(FaultCode::ALL.iter().filter(silent).collect::<Vec<_>>(), [] as [&FaultCode; 0]);
}

/// Packages that cannot lie in the repository as text: a good one is spoilt by `spoil`, then checked.
fn built(code: FaultCode, spoil: impl FnOnce(&Path)) {
    let home = fresh();
    let package = home.path().join("package");
    copy_to(&cases().join("good-small"), &package);
    spoil(&package);
    let found = said(home.path(), "package");
    assert!(coded(&found).contains(&code.code().to_owned()), "{found}");
    compare_built(code, &found);
}

fn compare_built(code: FaultCode, found: &str) {
    let golden = format!("faults-built/{}-{}.txt", code.code(), code.key());
    Goldens::default().compare(&cases().join(golden), found);
}

#[test]
fn nothing_at_the_path() {
    compare_built(FaultCode::PackageMissing, &said(&cases(), "no-such-package"));
}

#[test]
fn a_table_in_place_of_its_package() {
    compare_built(FaultCode::PackageNotAFolder, &said(&cases(), "good-small/people.csv"));
}

#[cfg(unix)]
#[test]
fn a_file_that_the_system_refuses() {
    built(FaultCode::FileUnreadable, |package| {
        let wishes = package.join("wishes.csv");
        fs::remove_file(&wishes).expect("removed");
        std::os::unix::fs::symlink(&wishes, &wishes).expect("a link to itself");
    });
}

#[test]
fn a_file_larger_than_a_table() {
    built(FaultCode::FileTooLarge, |package| {
        let wishes = fs::File::options().write(true).open(package.join("wishes.csv")).expect("opened");
        wishes.set_len((1 << 30) + 1).expect("a sparse file");
    });
}

#[test]
fn an_encrypted_workbook() {
    built(FaultCode::XlsxEncrypted, |package| {
        fs::remove_file(package.join("wishes.csv")).expect("removed");
        // the container in which spreadsheet programs keep a workbook with a password
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(1024, 0);
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(2048, 0);
        fs::write(package.join("wishes.xlsx"), bytes).expect("written");
    });
}

#[test]
fn a_workbook_that_unpacks_to_gigabytes() {
    built(FaultCode::XlsxTooLarge, |package| {
        fs::remove_file(package.join("wishes.csv")).expect("removed");
        let file = fs::File::create(package.join("wishes.xlsx")).expect("created");
        let mut bomb = zip::ZipWriter::new(file);
        bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).expect("begun");
        bomb.write_all(b"<workbook>").expect("written");
        let blanks = vec![b' '; 1 << 20];
        for _ in 0..140 {
            bomb.write_all(&blanks).expect("written");
        }
        bomb.finish().expect("closed");
        assert!(fs::metadata(package.join("wishes.xlsx")).expect("there").len() < 1 << 20);
    });
}

#[test]
fn more_faults_than_are_listed() {
    let package = copy_of(&cases().join("good-small"));
    let unknown = |at: u32| format!("H{},KZ-55,1\n", at + 1000);
    let wishes: String = (0..1001).map(unknown).collect();
    fs::write(package.path().join("wishes.csv"), format!("household,region,rank\n{wishes}")).expect("written");
    let mut found = String::new();
    for lang in LANGUAGES {
        let ran = qonys(&["check", arg(package.path()), "--lang", lang]);
        assert_eq!(coded(&ran.err).len(), 1001);
        let paragraphs = ran.err.split("\n\n").filter(|said| !said.starts_with("Q404"));
        found += &format!("--lang {lang}\n{}", paragraphs.collect::<Vec<_>>().join("\n\n"));
    }
    compare_built(FaultCode::FaultsNotListed, &found);
}

#[test]
fn machines_read_faults_as_json() {
    let mut goldens = Goldens::default();
    let faults = cases().join("faults");
    for name in ["Q203-column-unknown", "Q301-date-unreadable", "Q402-region-unknown", "Q501-pin-and-forbid"] {
        let ran = run_in(&faults, &[], &["check", name, "--json", "--lang", "en"]);
        assert_eq!(ran.err, "", "{name}");
        let list: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let errors = list["faults"].as_array().expect("a list").iter().filter(|f| f["severity"] == "error").count();
        assert_eq!(list["errors"], errors, "{name}");
        assert_eq!(ran.code, i32::from(errors > 0), "{name}");
        goldens.compare(&faults.join(name).join("check.json"), &ran.out);
    }
    let clean = qonys(&["check", arg(&cases().join("good-small")), "--json"]).done();
    let list: serde_json::Value = serde_json::from_str(&clean.out).expect("JSON");
    assert_eq!(list, serde_json::json!({ "errors": 0, "warnings": 0, "faults": [] }));
}
