//! Everything that is said of the sample, in the three languages.

use crate::layout::{WIDTH, len};
use crate::{Lang, Texts, assumption_lines, book_texts, explain, notes, reasons, sample, summary, violation_line};
use qonys_model::{
    CapacityIx, CapacityUse, ClosedBy, HouseholdIx, OpeningIx, Package, PersonIx, RegionIx, Violation, WaitReason,
};
use rstest::rstest;

fn every_explanation(texts: &Texts, package: &Package) -> String {
    let outcome = sample::outcome();
    let told = (0..package.households.len()).map(|h| explain(texts, package, &outcome, HouseholdIx::from(h)));
    told.collect::<Vec<_>>().join("\n----\n\n")
}

#[rstest]
#[case(Lang::Kk)]
#[case(Lang::Ru)]
#[case(Lang::En)]
fn explanations_of_the_sample(#[case] lang: Lang) {
    let told = every_explanation(&Texts::new(lang), &sample::package());
    insta::assert_snapshot!(format!("explain_{lang}"), told);
}

#[rstest]
#[case(Lang::Kk)]
#[case(Lang::Ru)]
#[case(Lang::En)]
fn summary_notes_and_the_rest(#[case] lang: Lang) {
    let (texts, package, outcome) = (Texts::new(lang), sample::package(), sample::outcome());
    let told = [
        summary(&texts, &package, &outcome).text(),
        notes(&texts, &package, &outcome).join("\n"),
        reasons(&texts, &outcome).join("\n"),
        assumption_lines(&texts, &outcome.assumptions).join("\n"),
        violations().iter().map(|v| violation_line(&texts, &package, v)).collect::<Vec<_>>().join("\n"),
    ];
    insta::assert_snapshot!(format!("summary_{lang}"), told.join("\n----\n"));
}

#[test]
fn nothing_is_left_unfilled_and_every_line_fits_the_screen() {
    for texts in Lang::ALL.map(Texts::new) {
        let (package, outcome) = (sample::package(), sample::outcome());
        let told = every_explanation(&texts, &package) + &summary(&texts, &package, &outcome).text();
        assert!(!told.contains("{$"), "{told}");
        for line in told.lines() {
            assert!(len(line) <= WIDTH, "{} columns: {line}", len(line));
        }
    }
}

#[test]
fn what_is_assumed_or_synthetic_says_so() {
    for texts in Lang::ALL.map(Texts::new) {
        let (mut package, outcome) = (sample::package(), sample::outcome());
        let synthetic = texts.say("synthetic", &[]);
        for told in [explain(&texts, &package, &outcome, HouseholdIx(0)), summary(&texts, &package, &outcome).text()] {
            assert!(told.contains(&synthetic));
            assert!(told.contains(&outcome.assumptions.len().to_string()));
        }
        package.programme.synthetic = false;
        assert!(!explain(&texts, &package, &outcome, HouseholdIx(0)).contains(&synthetic));
    }
}

#[test]
fn no_household_and_no_region_of_another_package_panics() {
    let (texts, package, outcome) = (Texts::new(Lang::En), sample::package(), sample::outcome());
    assert_eq!(explain(&texts, &package, &outcome, HouseholdIx(99)), "");
    let strange = Violation::PinnedWaits { household: HouseholdIx(99), region: RegionIx(99) };
    assert!(violation_line(&texts, &package, &strange).contains("#99"));
}

#[test]
fn scores_are_called_scores() {
    let (mut package, outcome) = (sample::package(), sample::outcome());
    package.scores = Some(Vec::new());
    let told = explain(&Texts::new(Lang::En), &package, &outcome, HouseholdIx(0));
    assert!(told.contains("by the scores given") && told.contains("the score given"), "{told}");
    assert!(!told.contains("expected people in work"), "{told}");
}

#[test]
fn every_reason_to_wait_is_told_without_blame() {
    let (package, mut outcome) = (sample::package(), sample::outcome());
    let all = [
        WaitReason::NoOpenRegion,
        WaitReason::Priority,
        WaitReason::AppliedLater,
        WaitReason::Decided,
        WaitReason::PlacesShort,
        WaitReason::NotWorth,
        WaitReason::Declined,
        WaitReason::Unasked,
    ];
    for texts in Lang::ALL.map(Texts::new) {
        for reason in all {
            outcome.explanations[4].waiting = vec![reason];
            let told = explain(&texts, &package, &outcome, HouseholdIx(4));
            let told = told.replace("\n    ", " ");
            assert!(told.contains(reasons(&texts, &outcome)[4].as_str()), "{told}");
            let dignity = texts.say("wait-dignity", &[]);
            assert!(told.contains(&dignity), "{told}");
        }
    }
}

#[test]
fn the_summary_of_twenty_regions_is_one_screen() {
    let (mut package, mut outcome) = (sample::package(), sample::outcome());
    let region = package.regions[2].clone();
    package.regions = vec![region; 20];
    outcome.capacities = (0..40)
        .map(|at| CapacityUse {
            region: RegionIx(at / 2),
            capacity: CapacityIx(at % 2),
            places: Some(1000),
            minimum: 0,
            asked: 12_345,
            used: 999,
            price: f64::from(at) / 7.0,
        })
        .collect();
    for texts in Lang::ALL.map(Texts::new) {
        let told = summary(&texts, &package, &outcome).text();
        assert!(told.lines().count() <= 40, "{told}");
        assert!(told.lines().all(|line| len(line) <= WIDTH), "{told}");
        assert!(told.contains(&texts.say("summary-more", &[("count", 18_u32.into())])), "{told}");
    }
}

#[test]
fn every_word_of_the_workbook_is_there() {
    for texts in Lang::ALL.map(Texts::new) {
        for (name, word) in book_texts(&texts) {
            assert!(!word.is_empty() && word != format!("book-{name}"), "{name} in {}", texts.lang());
        }
    }
}

fn violations() -> Vec<Violation> {
    let (household, other, region, capacity) = (HouseholdIx(0), HouseholdIx(1), RegionIx(0), CapacityIx(0));
    let (person, opening) = (PersonIx(0), OpeningIx(1));
    let closed = |by| Violation::RegionClosed { household, region, by };
    vec![
        Violation::HouseholdMissing { household },
        Violation::OutsidePackage { placement: 1233 },
        closed(ClosedBy::Capacity(capacity)),
        closed(ClosedBy::PinnedElsewhere),
        closed(ClosedBy::Forbidden),
        closed(ClosedBy::TiedElsewhere),
        closed(ClosedBy::Veto),
        closed(ClosedBy::NoScore),
        Violation::PinnedWaits { household, region },
        Violation::PartySplit { household, other },
        Violation::CapacityExceeded { region, capacity, places: 6, used: 9 },
        Violation::MinimumUnmet { region, capacity, minimum: 2, used: 1 },
        Violation::NotAWorker { household, person },
        Violation::JobElsewhere { person, opening },
        Violation::JobUnfit { person, opening },
        Violation::OpeningOverfilled { opening, wanted: 1, filled: 2 },
        Violation::WaitsUnderEveryone { household },
        Violation::PriorityBroken { household, region },
        Violation::OrderBroken { household, region },
    ]
}

#[test]
fn a_decision_of_which_nothing_is_said_is_told_in_one_sentence() {
    let (mut package, outcome) = (sample::package(), sample::outcome());
    let lock = &mut package.locks[0];
    let household = lock.household.at();
    (lock.reason, lock.author, lock.at) = (None, None, None);
    for texts in Lang::ALL.map(Texts::new) {
        let note = &notes(&texts, &package, &outcome)[household];
        assert!(note.matches(&texts.say("overrides-unsaid", &[])).count() < 2, "{note}");
        assert!(note.contains(&texts.region(&package, package.locks[0].region)), "{note}");
    }
}
