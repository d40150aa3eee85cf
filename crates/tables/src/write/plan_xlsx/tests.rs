use super::*;
use crate::write::sample;
use crate::write::texts::PlanBookHeaders;
use calamine::{Data, Range, Reader, Xlsx};
use qonys_model::{HouseholdIx, Occupation, Placement};
use std::collections::BTreeMap;
use std::io::Cursor;

fn texts() -> PlanBookTexts {
    let headers = PlanBookHeaders {
        summary: "Summary".into(),
        waiting: "Waiting".into(),
        plan: "Plan".into(),
        prices: "Prices".into(),
        openings: "Openings".into(),
        household: "Household".into(),
        members: "Members".into(),
        applied: "Applied".into(),
        stream: "Stream".into(),
        value: "Value".into(),
        matched: "Openings".into(),
        runner_up: "Runner-up".into(),
        note: "Note".into(),
        reason: "Reason".into(),
        region: "Region".into(),
        region_name: "Name".into(),
        capacity: "Capacity".into(),
        places: "Places".into(),
        minimum: "Minimum".into(),
        asked: "Asked".into(),
        used: "Used".into(),
        left: "Left".into(),
        price: "Price".into(),
        occupation: "Occupation".into(),
        occupation_name: "Name".into(),
        wanted: "Wanted".into(),
        filled: "Filled".into(),
    };
    PlanBookTexts {
        synthetic: "These people & numbers are not real.".into(),
        figures: vec![
            ("Households".into(), Figure::Count(4)),
            ("Value".into(), Figure::Number(1.25)),
            ("Gap".into(), Figure::Share(0.0079)),
            ("Rule".into(), Figure::Text("=value".into())),
        ],
        remarks: vec!["The rates are assumed.".into()],
        region_names: vec!["Павлодар: облысы".into()],
        capacity_names: vec!["Қандас".into()],
        stream_names: BTreeMap::from([("kandas".into(), "қандас".into())]),
        occupation_names: BTreeMap::from([(Occupation::parse("0110").expect("a code"), "Officers".into())]),
        notes: vec!["https://example.org/ =1+1".into(), "=HYPERLINK(\"x\")".into()],
        reasons: vec![String::new(), String::new(), "No places\u{1}\u{FFFF}".into()],
        unlimited: "no limit".into(),
        page: "Page".into(),
        headers,
        ..PlanBookTexts::default()
    }
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    open(bytes).worksheet_range(name).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn row(range: &Range<Data>, row: u32) -> Vec<String> {
    let width = range.end().expect("not empty").1;
    (0..=width).map(|c| range.get_value((row, c)).map(ToString::to_string).unwrap_or_default()).collect()
}

/// The parts of the workbook as text, by name.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    std::io::read_to_string(archive.by_name(name).expect("the part")).expect("text")
}

#[test]
fn sheets_and_cells_read_back() {
    let bytes = plan_xlsx(&sample::package(), &sample::outcome(), &texts()).expect("written");
    let names = open(&bytes).sheet_names();
    assert_eq!(names, ["Summary", "KZ-55 Павлодар облысы", "@KZ", "Waiting", "Prices", "Openings", "Plan"]);

    let region = sheet(&bytes, "KZ-55 Павлодар облысы");
    assert_eq!(row(&region, 0)[0], "KZ-55 Павлодар: облысы");
    assert_eq!(
        row(&region, 1),
        ["Household", "Members", "Applied", "Stream", "Value", "Openings", "Runner-up", "Note"]
    );
    let cells = row(&region, 2);
    assert_eq!(cells[..2], ["H-1", "2"]);
    assert_eq!(cells[3..], ["қандас", "1.25", "H-1-1: 0110 Officers", "@KZ", "https://example.org/ =1+1"]);
    let applied = region.get_value((2, 2)).expect("a cell");
    assert!(
        matches!(applied, Data::DateTime(day) if day.to_ymd_hms_milli() == (2026, 2, 10, 0, 0, 0, 0)),
        "{applied:?}"
    );

    let waiting = sheet(&bytes, "Waiting");
    assert_eq!(row(&waiting, 2)[0], "'=H");
    assert!(row(&waiting, 2)[4].starts_with("No places"));
    assert_eq!(row(&waiting, 3)[..2], ["Ә-4", "3"]);

    let prices = sheet(&bytes, "Prices");
    assert_eq!(row(&prices, 2), ["KZ-55", "Павлодар: облысы", "Қандас", "5", "2", "9", "2", "3", "0.125"]);
    assert_eq!(row(&prices, 3), ["@KZ", "@KZ", "=families", "no limit", "0", "1", "1", "", "0"]);

    let openings = sheet(&bytes, "Openings");
    assert_eq!(row(&openings, 2), ["KZ-55", "Павлодар: облысы", "0110", "Officers", "2", "1", "0.5"]);

    let summary = sheet(&bytes, "Summary");
    assert_eq!(row(&summary, 0)[0], "Сынақ & <тест>, 2026");
    assert_eq!(row(&summary, 3), ["Households", "4"]);
    assert_eq!(row(&summary, 6), ["Rule", "=value"]);
    assert_eq!(row(&summary, 8)[0], "The rates are assumed.");
}

#[test]
fn no_user_text_becomes_a_formula_or_a_link() {
    let bytes = plan_xlsx(&sample::package(), &sample::outcome(), &texts()).expect("written");
    for number in 1..=6 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "sheet {number}");
    }
    assert_eq!(sheet(&bytes, "@KZ").get_value((2, 0)), Some(&Data::String("=2+2".into())));
}

#[test]
fn lists_are_frozen_filtered_and_set_up_for_paper() {
    let bytes = plan_xlsx(&sample::package(), &sample::outcome(), &texts()).expect("written");
    let xml = part(&bytes, "xl/worksheets/sheet2.xml");
    for wanted in [
        r#"<pane xSplit="1" ySplit="2" topLeftCell="B3""#,
        r#"<autoFilter ref="A2:H3"/>"#,
        r#"paperSize="9""#,
        r#"orientation="landscape""#,
        r#"<pageSetUpPr fitToPage="1"/>"#,
    ] {
        assert!(xml.contains(wanted), "{wanted} in {xml}");
    }
    assert!(part(&bytes, "xl/workbook.xml").contains("$1:$2</definedName>"), "repeated rows");
}

#[test]
fn a_synthetic_package_says_so_on_every_sheet_and_page() {
    let mut package = sample::package();
    let real = plan_xlsx(&package, &sample::outcome(), &texts()).expect("written");
    assert!(!part(&real, "xl/sharedStrings.xml").contains("not real"));
    package.programme.synthetic = true;
    let bytes = plan_xlsx(&package, &sample::outcome(), &texts()).expect("written");
    for (number, name) in (1..).zip(open(&bytes).sheet_names()) {
        let range = sheet(&bytes, &name);
        let said = (0..2).any(|r| row(&range, r)[0].contains("These people & numbers are not real."));
        assert!(said, "{name}");
        let xml = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(
            xml.contains("&amp;LThese people &amp;&amp; numbers are not real.&amp;RPage &amp;P / &amp;N"),
            "{name}"
        );
    }
    let silent = PlanBookTexts { synthetic: " ".into(), ..texts() };
    assert!(matches!(plan_xlsx(&package, &sample::outcome(), &silent), Err(WriteError::SyntheticUnsaid)));
}

#[test]
fn the_same_arguments_give_the_same_bytes() {
    let write = || plan_xlsx(&sample::package(), &sample::outcome(), &texts()).expect("written");
    let first = write();
    // Long enough for a clock that were read to show another second.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(first == write());
    assert!(part(&first, "docProps/core.xml").contains("2026-01-01T00:00:00Z"));
}

#[test]
fn an_empty_plan_and_no_texts_at_all() {
    let mut outcome = sample::outcome();
    outcome.plan.placements.clear();
    outcome.capacities.clear();
    outcome.openings.clear();
    let bytes = plan_xlsx(&sample::package(), &outcome, &PlanBookTexts::default()).expect("written");
    assert_eq!(open(&bytes).sheet_names(), ["Sheet", "Sheet (2)", "Sheet (3)", "Sheet (4)", "Sheet (5)"]);
}

#[test]
fn twenty_thousand_households_in_two_regions() {
    let mut package = sample::package();
    let mut outcome = sample::outcome();
    let (household, why) = (package.households[0].clone(), outcome.explanations[1].clone());
    for at in 4..20_000_usize {
        package.households.push(household.clone());
        let at = HouseholdIx::from(at);
        let place = Place::Region(RegionIx(at.0 % 2));
        outcome.plan.placements.push(Placement { household: at, place, jobs: Vec::new() });
        outcome.explanations.push(Explanation { household: at, ..why.clone() });
    }
    let bytes = plan_xlsx(&package, &outcome, &texts()).expect("written");
    assert_eq!(sheet(&bytes, "@KZ").height(), 2 + 9_999);
}

#[test]
fn a_list_longer_than_a_sheet_goes_on_in_the_next() {
    let mut book = Book::new("t", DEFAULT_DAY, "", "").expect("made").with_sheet_rows(5);
    let rows = (0..7_u32).map(|n| vec![Value::from(n)]).collect();
    let columns = vec![column("n", Kind::Whole, 9)];
    book.add_table(&TableSheet { tab: "List", title: "List", columns, rows }).expect("written");
    let bytes = book.finish().expect("written");
    assert_eq!(open(&bytes).sheet_names(), ["List", "List (2)", "List (3)"]);
    assert_eq!(row(&sheet(&bytes, "List (2)"), 2), ["3"]);
    assert_eq!(sheet(&bytes, "List (3)").height(), 3);
}

#[test]
fn long_text_is_cut_to_what_a_cell_holds() {
    let words = PlanBookTexts { notes: vec!["😀".repeat(20_000)], ..texts() };
    let bytes = plan_xlsx(&sample::package(), &sample::outcome(), &words).expect("written");
    let cell = row(&sheet(&bytes, "KZ-55 Павлодар облысы"), 2).pop().expect("a note");
    assert_eq!(cell.encode_utf16().count(), 32_766);
}
