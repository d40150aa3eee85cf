//! A journal cut or changed at every byte, two writers, and a full disk as far as it can be had.

use qonys_store::{Journal, StoreError, read};
use std::fs;
use std::path::Path;

const BODIES: [&str; 3] = [r#"{"kind":"open"}"#, r#"{"kind":"sitting","who":"Айгүл"}"#, "{}"];

fn small(folder: &Path) -> Vec<u8> {
    let mut journal = Journal::start(folder).expect("started");
    BODIES.iter().for_each(|body| journal.append(body).expect("appended"));
    fs::read(folder.join("journal.jsonl")).expect("there")
}

#[test]
fn what_was_appended_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    small(folder.path());
    assert_eq!(read(folder.path()).expect("read"), BODIES);
    let (journal, bodies) = Journal::open(folder.path()).expect("opened");
    assert_eq!((bodies.as_slice(), journal.records()), (&BODIES.map(str::to_owned)[..], 3));
}

#[test]
fn cut_at_any_byte_it_holds_the_records_that_were_finished_and_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = small(folder.path());
    let path = folder.path().join("journal.jsonl");
    for cut in 0..=bytes.len() {
        fs::write(&path, &bytes[..cut]).expect("written");
        let finished = bytes[..cut].iter().filter(|byte| **byte == b'\n').count();
        if finished == 0 {
            assert!(matches!(Journal::open(folder.path()), Err(StoreError::Missing { .. })), "{cut}");
            let mut journal = Journal::start(folder.path()).expect("nothing was finished");
            journal.append(BODIES[0]).expect("appended");
        } else {
            assert_eq!(read(folder.path()).expect("read"), BODIES[..finished], "{cut}");
            let (mut journal, bodies) = Journal::open(folder.path()).expect("opened");
            assert_eq!(bodies, BODIES[..finished], "{cut}");
            BODIES[finished..].iter().for_each(|body| journal.append(body).expect("appended"));
            assert_eq!(fs::read(&path).expect("there"), bytes, "{cut}");
        }
    }
}

#[test]
fn a_byte_changed_anywhere_is_said_with_its_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = small(folder.path());
    let path = folder.path().join("journal.jsonl");
    let last = bytes.len() - 1;
    for at in 0..last {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        fs::write(&path, &changed).expect("written");
        let record = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64;
        match read(folder.path()) {
            Err(StoreError::Damaged { record: said, .. }) => assert_eq!(said, record, "{at}"),
            other => panic!("{at}: {other:?}"),
        }
        assert!(Journal::open(folder.path()).is_err());
        assert_eq!(fs::read(&path).expect("there"), changed, "nobody touches what is damaged");
    }
}

#[test]
fn a_record_taken_out_or_swapped_is_damage() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = small(folder.path());
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    for order in [vec![1, 2], vec![0, 2], vec![1, 0, 2], vec![0, 0, 1, 2]] {
        let text: Vec<u8> = order.iter().flat_map(|at| lines[*at].to_vec()).collect();
        fs::write(folder.path().join("journal.jsonl"), text).expect("written");
        assert!(matches!(read(folder.path()), Err(StoreError::Damaged { .. })), "{order:?}");
    }
}

#[test]
fn a_last_record_that_the_disk_left_full_of_zeros_was_not_finished() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bytes = small(folder.path());
    let (end, from) = (bytes.len(), bytes.len() - 10);
    bytes[from..end - 1].fill(0);
    fs::write(folder.path().join("journal.jsonl"), &bytes).expect("written");
    assert_eq!(read(folder.path()).expect("read"), BODIES[..2]);
}

#[test]
fn one_writer_at_a_time_and_readers_always() {
    let folder = tempfile::tempdir().expect("a folder");
    small(folder.path());
    let (first, _) = Journal::open(folder.path()).expect("opened");
    assert!(matches!(Journal::open(folder.path()), Err(StoreError::Locked { .. })));
    assert!(matches!(Journal::start(folder.path()), Err(StoreError::Locked { .. })));
    assert_eq!(read(folder.path()).expect("read").len(), 3);
    drop(first);
    assert!(Journal::open(folder.path()).is_ok());
}

#[test]
fn a_journal_is_started_once_and_bodies_are_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(matches!(read(folder.path()), Err(StoreError::Missing { .. })));
    let mut journal = Journal::start(&folder.path().join("a/b")).expect("folders are made");
    assert!(matches!(journal.append("{\n}"), Err(StoreError::Refused)));
    journal.append("{}").expect("appended");
    drop(journal);
    assert!(matches!(Journal::start(&folder.path().join("a/b")), Err(StoreError::Exists { .. })));
}
