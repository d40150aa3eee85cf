//! Any small specification is drawn with exactly its persons, or refused; nothing panics.

use proptest::{prelude::*, strategy::ValueTree};
use qonys::synth::{SynthError, draw};
use qonys_model::{
    AgeRange, Education, SynthAgeShares, SynthAges, SynthDates, SynthOrigin, SynthSpec, SynthStream, SynthTies,
    SynthWishes, synth_faults,
};
use std::collections::BTreeMap;

fn days(from: (i16, i8, i8), to: (i16, i8, i8)) -> SynthDates {
    SynthDates { from: jiff::civil::date(from.0, from.1, from.2), to: jiff::civil::date(to.0, to.1, to.2) }
}

fn named<const N: usize>(pairs: [(&str, f64); N]) -> BTreeMap<String, f64> {
    pairs.into_iter().map(|(name, number)| (name.to_owned(), number)).collect()
}

/// Whole shares that sum to 100.
fn shares(count: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0..=100_u32, count - 1).prop_map(|mut cuts| {
        cuts.extend([0, 100]);
        cuts.sort_unstable();
        cuts.windows(2).map(|pair| f64::from(pair[1] - pair[0])).collect()
    })
}

fn any_stream() -> impl Strategy<Value = SynthStream> {
    let percents = prop::collection::vec(0..=50_u32, 9);
    let sizes = (1..8_usize).prop_flat_map(shares);
    (1..80_u32, shares(3), shares(4), shares(2), sizes, percents).prop_map(
        |(persons, age, edu, origins, sizes, rates)| {
            let rate = |at: usize| f64::from(rates[at]);
            let origin = |(name, &percent): (&str, &f64)| SynthOrigin {
                name: name.to_owned(),
                percent,
                household_size: sizes.clone(),
                languages: named([("kk", 70.0), ("kk ru", 30.0)]),
            };
            SynthStream {
                name: "any".to_owned(),
                prefix: "A".to_owned(),
                persons,
                applied: days((2025, 1, 1), (2025, 12, 31)),
                arrived: None,
                age: SynthAgeShares { children: age[0], working: age[1], old: age[2] },
                old_alone: rate(0) * 2.0,
                lone_parents: rate(1) * 2.0,
                education: [Education::Higher, Education::Vocational, Education::Secondary, Education::None]
                    .into_iter()
                    .zip(edu)
                    .collect(),
                education_unknown: rate(2),
                cannot_work: rate(3),
                origin: ["CN", "UZ"].into_iter().zip(&origins).map(origin).collect(),
                ties: SynthTies {
                    prefer_region: rate(4),
                    prefer_household: rate(5) / 2.0,
                    must_household: rate(6) / 2.0,
                    regions: named([("KZ-55", 2.0), ("KZ-39", 1.0)]),
                    relations: named([("brother", 1.0)]),
                },
                wishes: SynthWishes {
                    percent: rate(7),
                    how_many: vec![1.0, 1.0, 1.0],
                    regions: named([("KZ-55", 1.0), ("KZ-39", 1.0)]),
                    veto: rate(8),
                    vetoed: named([("KZ-55", 1.0)]),
                },
            }
        },
    )
}

fn spec(seed: u64, stream: SynthStream) -> SynthSpec {
    let range = |from, to| AgeRange { from, to };
    SynthSpec {
        seed,
        year: 2026,
        ages: SynthAges { children: range(0, Some(15)), working: range(16, Some(62)), old: range(63, None) },
        stream: vec![stream],
        occupations: BTreeMap::from([(Education::Higher, named([("2341", 1.0), ("unknown", 1.0)]))]),
        openings: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn exactly_its_persons_or_refused(seed in any::<u64>(), stream in any_stream()) {
        let persons = stream.persons as usize;
        let spec = spec(seed, stream);
        prop_assert_eq!(synth_faults(&spec), vec![]);
        match draw(&spec) {
            Ok(drawn) => {
                prop_assert_eq!(drawn.people.len(), persons);
                let old = drawn.people.iter().filter(|p| 2026 - p.birth_year >= 63).count();
                let exact = persons as f64 * spec.stream[0].age.old / 100.0;
                prop_assert!((old as f64 - exact).abs() < 1.0);
            }
            Err(error) => {
                let refused = matches!(error, SynthError::TooFewAdults { .. } | SynthError::TooYoung { .. });
                prop_assert!(refused, "{error}");
            }
        }
    }
}

#[test]
fn most_ordinary_specifications_are_not_refused() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let ordinary = any_stream().prop_filter("as in the statistics", |s| {
        s.age.working >= 50.0 && s.age.old <= 20.0 && s.education[&Education::Higher] <= 40.0
    });
    let mut refused = 0;
    for seed in 0..100 {
        let stream = ordinary.new_tree(&mut runner).expect("a stream").current();
        refused += usize::from(draw(&spec(seed, stream)).is_err());
    }
    assert!(refused < 40, "{refused} of 100 refused");
}
