//! The page in every language, for packages of every shape, with whatever a user writes.

use super::*;
use crate::markup_check::well_formed;
use crate::sample;
use jiff::civil::date;
use qonys_model::*;
use std::collections::BTreeMap;

const HOSTILE: &str = "<script>alert(\"1\")</script>'&\u{202e}\u{0}\u{7}]]>{$name} <!-- \u{2028}قازاق";

fn record() -> Record {
    Record {
        version: "1.2.3".to_owned(),
        seed: u64::MAX,
        inputs: vec![("people.csv".to_owned(), "00ff".to_owned())],
        further: vec!["--threads 4".to_owned()],
    }
}

fn page(package: &Package, outcome: &Outcome, first_language: Lang) -> String {
    let record = record();
    let input = PageInput { package, outcome, record: &record, date: Some(date(2026, 3, 5)), first_language };
    report_html(&input)
}

/// Well-formed, closed to the network and to scripts, with no key or variable left over.
pub(super) fn sound(package: &Package, outcome: &Outcome) -> String {
    let html = page(package, outcome, Lang::Ru);
    let seen = well_formed(html.strip_prefix("<!DOCTYPE html>\n").expect("a doctype"));
    for forbidden in ["script", "link", "img", "iframe", "form", "object", "base"] {
        assert!(!seen.elements.contains(forbidden), "an element {forbidden}");
    }
    for forbidden in ["://", "url(data", "@import", "page-", "count-", "NaN", "inf%"] {
        assert!(!html.contains(forbidden), "`{forbidden}` in the page");
    }
    html
}

#[test]
fn every_language_is_there_and_speaks() {
    let html = sound(&sample::package(), &sample::outcome());
    assert!(!html.contains("{$") && !html.contains("{ $"), "a variable is left over");
    for words in ["Кім күтеді және неге", "Кто ожидает и почему", "Who waits and why"]
    {
        assert!(html.contains(&format!(">{words}</h2>")), "{words}");
    }
    for words in ["Синтетикалық деректер", "Синтетические данные", "Synthetic data"]
    {
        assert!(html.contains(&format!("<strong>{words}.</strong>")), "{words}");
    }
    assert!(html.contains("Сварщики") || html.contains("сварщики"), "occupations are named");
}

#[test]
fn the_first_language_is_shown_first() {
    for lang in Lang::ALL {
        let html = page(&sample::package(), &sample::outcome(), lang);
        assert_eq!(html.matches(" class=\"first\"").count(), 1);
        assert!(html.contains(&format!("<article id=\"{lang}\" lang=\"{lang}\" class=\"first\">")));
        assert!(html.contains(&format!("<html lang=\"{lang}\">")));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (package, outcome) = (sample::package(), sample::outcome());
    assert_eq!(page(&package, &outcome, Lang::Kk), page(&package, &outcome, Lang::Kk));
}

#[test]
fn no_household_or_person_stands_in_it() {
    let (package, outcome) = (sample::package(), sample::outcome());
    let html = page(&package, &outcome, Lang::En);
    for id in package.households.iter().map(|h| &h.id).chain(package.people.iter().map(|p| &p.id)) {
        assert!(!html.contains(&format!(">{id}<")), "{id}");
    }
    assert!(html.contains("So few families wait") && !html.contains("China"), "two who wait are not broken down");
}

#[test]
fn small_groups_of_those_who_wait_are_hidden() {
    let (package, mut outcome) = (sample::package(), sample::outcome());
    outcome.plan.placements.iter_mut().for_each(|p| p.place = Place::Waiting);
    // seven families of three origins: every group is smaller than five
    let html = sound(&package, &outcome);
    assert!(
        html.contains("<bdi>China</bdi></th><td class=\"num\"><bdi>&lt;5</bdi></td><td class=\"num\"><bdi>&lt;5</bdi>")
    );
}

/// Why a decision was made is a family's story while few share the reason.
#[test]
fn a_reason_that_few_decisions_share_is_not_told() {
    let (mut package, outcome) = (sample::package(), sample::outcome());
    let html = sound(&package, &outcome);
    assert!(!html.contains("treatment in the regional hospital") && !html.contains("no flat without stairs"));
    assert!(html.contains("Reasons that fewer than five decisions share"), "they are counted");
    let lock = package.locks[0].clone();
    package.locks.extend((0..4).map(|_| lock.clone()));
    let html = sound(&package, &outcome);
    assert!(html.contains("treatment in the regional hospital") && !html.contains("no flat without stairs"));
}

/// Five decisions of one reason are told by that reason whoever took them; a cost that is known stands there, not its estimate.
#[test]
fn decisions_are_counted_by_reason_with_the_cost_that_is_known() {
    let (mut package, mut outcome) = (sample::package(), sample::outcome());
    let lock = package.locks[0].clone();
    package.locks.extend((0..4).map(|n| Lock { author: Some(format!("office {n}")), ..lock.clone() }));
    let cost =
        |at: u32, single| LockCost { lock: at, estimate: 0.011, single, single_range: single.map(|_| (0.0, 0.4)) };
    let costs = |single| {
        Some(LockCosts { joint: 0.5, joint_range: (0.4, 0.6), locks: (0..6).map(|at| cost(at, single)).collect() })
    };
    outcome.overrides.costs = costs(Some(0.034));
    let html = sound(&package, &outcome);
    let row = |figure: &str| {
        format!(
            "<bdi>treatment in the regional hospital</bdi></th><td class=\"num\"><bdi>5</bdi></td><td class=\"num\"><bdi>{figure}</bdi>"
        )
    };
    assert!(html.contains(&row("0.170")), "{html}");
    assert!(!html.contains("office 3"), "one decision of an author is not told by the author");
    assert!(html.contains("Authors of fewer than five decisions each"));
    outcome.overrides.costs = costs(None);
    assert!(sound(&package, &outcome).contains(&row("about 0.055, by prices")));
}

/// Every family has one reason here: all less those of the large one are those of the small one.
#[test]
fn a_small_count_of_a_reason_cannot_be_worked_out() {
    let (mut package, mut outcome) = (sample::package(), sample::outcome());
    let one = package.households[2].clone();
    package.households.extend((0..7).map(|_| one.clone()));
    let placement = outcome.plan.placements[2].clone();
    outcome.plan.placements.extend((7..14).map(|at| Placement { household: HouseholdIx(at), ..placement.clone() }));
    outcome.plan.placements.iter_mut().for_each(|p| p.place = Place::Waiting);
    let why = outcome.explanations[2].clone();
    outcome.explanations.extend((7..14).map(|at| Explanation { household: HouseholdIx(at), ..why.clone() }));
    for (at, why) in outcome.explanations.iter_mut().enumerate() {
        why.waiting = vec![if at < 2 { WaitReason::NotWorth } else { WaitReason::PlacesShort }];
    }
    let html = sound(&package, &outcome);
    let texts = Texts::new(Lang::En);
    for key in ["page-reason-places-short", "page-reason-not-worth"] {
        let row = html.split(&format!("<bdi>{}</bdi></th>", texts.say(key, &[]))).nth(1).expect("a row");
        let cell = row.split("<bdi>").nth(1).and_then(|rest| rest.split("</bdi>").next());
        assert!(matches!(cell, Some("&lt;5" | "…")), "{key}: {cell:?}");
    }
}

#[test]
fn a_small_use_that_tells_of_health_is_hidden() {
    let (mut package, outcome) = (sample::package(), sample::outcome());
    let shown = sound(&package, &outcome);
    assert!(shown.contains("<bdi>4</bdi>"), "the use of school places is shown");
    let needs = CountsRule { needs: Some("dialysis".to_owned()), ..CountsRule::default() };
    package.programme.capacity[1].counts = Counts::Rule(needs);
    let hidden = sound(&package, &outcome);
    assert!(hidden.matches("&lt;5").count() > shown.matches("&lt;5").count());
}

#[test]
fn nothing_a_user_writes_becomes_markup() {
    let (mut package, mut outcome) = (sample::package(), sample::outcome());
    package.programme.name = HOSTILE.to_owned();
    package.programme.capacity.iter_mut().for_each(|c| c.name = HOSTILE.repeat(9));
    for region in &mut package.regions {
        region.id = HOSTILE.to_owned();
        region.names = [const { String::new() }; 3];
    }
    for household in &mut package.households {
        household.origin = Some(format!("{HOSTILE}{}", household.id));
        household.stream = Some(format!("{HOSTILE}{}", household.id));
    }
    package.programme.outlook.measured.insert(HOSTILE.to_owned(), HOSTILE.to_owned());
    outcome.assumptions.push(Assumption { key: HOSTILE.to_owned(), value: HOSTILE.to_owned(), default: true });
    outcome.stages.push(Stage { name: HOSTILE.to_owned(), value: Some(f64::NAN), bound: None });
    let record = Record { version: HOSTILE.to_owned(), further: vec![HOSTILE.to_owned()], ..Record::default() };
    let input =
        PageInput { package: &package, outcome: &outcome, record: &record, date: None, first_language: Lang::Kk };
    let html = report_html(&input);
    let seen = well_formed(html.strip_prefix("<!DOCTYPE html>\n").expect("a doctype"));
    assert!(!seen.elements.contains("script"));
    assert!(!html.contains('\u{202e}') && html.contains("قازاق"));
}

#[test]
fn packages_of_every_shape() {
    let bare = |change: &dyn Fn(&mut Package, &mut Outcome)| {
        let (mut package, mut outcome) = (sample::package(), sample::outcome());
        change(&mut package, &mut outcome);
        sound(&package, &outcome)
    };
    bare(&|package, outcome| {
        package.openings.clear();
        outcome.openings.clear();
    });
    bare(&|package, _| package.regions.iter_mut().for_each(|r| r.tile = None));
    bare(&|_, outcome| outcome.capacities.clear());
    bare(&|_, outcome| outcome.capacities.iter_mut().for_each(|c| c.places = None));
    bare(&|_, outcome| outcome.capacities.iter_mut().for_each(|c| c.price = -1e300));
    let placed = bare(&|_, outcome| {
        outcome.plan.placements.iter_mut().for_each(|p| p.place = Place::Region(RegionIx(0)));
    });
    assert!(placed.contains("Nobody waits"));
    let scored = bare(&|package, _| package.scores = Some(Vec::new()));
    assert!(scored.contains("by the scores given") && !scored.contains("Sex and origin"));
    let stopped = bare(&|_, outcome| outcome.certificate.stopped = Some(StoppedBy::TimeLimit));
    assert!(stopped.contains("stopped by the time limit"));
    let real = bare(&|package, _| package.programme.synthetic = false);
    assert!(!real.contains("Synthetic data"));
    let best = bare(&|_, outcome| outcome.certificate.gap = 0.0);
    assert!(best.contains("proved to be the best possible"));
    bare(&|package, outcome| {
        package.households.clear();
        package.people.clear();
        outcome.plan.placements.clear();
        outcome.explanations.clear();
    });
}

#[test]
fn one_region() {
    let (mut package, mut outcome) = (sample::package(), sample::outcome());
    package.regions.truncate(1);
    package.openings.retain(|o| o.region.at() == 0);
    outcome.capacities.retain(|c| c.region.at() == 0);
    outcome.openings.truncate(1);
    sound(&package, &outcome);
}

#[test]
fn numbers_that_cannot_be() {
    let (mut package, mut outcome) = (sample::package(), sample::outcome());
    let numbers = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, -f64::MAX, 1e-300];
    for (at, use_of) in outcome.capacities.iter_mut().enumerate() {
        use_of.price = numbers[at % numbers.len()];
        use_of.places = Some(u32::MAX);
        use_of.used = u32::MAX;
        use_of.asked = u32::MAX;
        use_of.minimum = u32::MAX;
    }
    outcome.capacities[0].region = RegionIx(4_000_000);
    outcome.capacities[1].capacity = CapacityIx(77);
    outcome.openings[0].opening = OpeningIx(4_000_000);
    outcome.certificate.value = f64::NAN;
    outcome.certificate.bound = f64::INFINITY;
    outcome.certificate.gap = f64::NAN;
    package.openings.iter_mut().for_each(|o| o.openings = u32::MAX);
    package.programme.year = i16::MIN;
    sound(&package, &outcome);
}

#[test]
fn two_hundred_regions_and_fifty_kinds_stay_readable() {
    let (mut package, mut outcome) = (sample::package(), sample::outcome());
    let region = package.regions[0].clone();
    package.regions = (0..200)
        .map(|n| Region { id: format!("R{n}"), names: [const { String::new() }; 3], tile: None, ..region.clone() })
        .collect();
    let kind = package.programme.capacity[0].clone();
    package.programme.capacity = (0..50).map(|n| CapacityKind { name: format!("kind {n}"), ..kind.clone() }).collect();
    let use_of = outcome.capacities[0];
    outcome.capacities = (0..10_000_usize)
        .map(|n| CapacityUse { region: RegionIx::from(n / 50), capacity: CapacityIx::from(n % 50), ..use_of })
        .collect();
    let html = sound(&package, &outcome);
    assert!(html.len() < 3_000_000, "{} bytes", html.len());
    assert!(html.contains("1 largest kinds of place") && html.contains("of 50 kinds"), "what is left out is said");
}

/// The colours of one scheme: the `nth` block of variables in a style sheet.
fn colours(style: &str, nth: usize) -> BTreeMap<String, [f64; 3]> {
    let blocks = style.match_indices("--ink:").nth(nth).expect("a scheme").0;
    let block = style[blocks..].split('}').next().expect("its end");
    let pair = |part: &str| {
        let (name, hex) = part.trim().strip_prefix("--")?.split_once(":#")?;
        let hex: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
        let channel = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
        Some((name.to_owned(), [channel(0), channel(2), channel(4)]))
    };
    block.split(';').filter_map(pair).collect()
}

/// Contrast of two colours as WCAG 2.2 defines it.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) };
    let light = |c: [f64; 3]| 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
    let (high, low) = (light(a).max(light(b)), light(a).min(light(b)));
    (high + 0.05) / (low + 0.05)
}

#[test]
fn text_and_marks_stand_out_in_light_and_dark() {
    for scheme in [0, 1] {
        let (page, chart) = (colours(STYLE, scheme), colours(svg::STYLE, scheme));
        let text = [
            ("ink", "paper"),
            ("soft", "paper"),
            ("link", "paper"),
            ("ink", "pale"),
            ("soft", "pale"),
            ("ink", "warn"),
        ];
        for (front, back) in text.into_iter().chain([("link", "pale")]) {
            assert!(contrast(page[front], page[back]) >= 4.5, "{front} on {back}, scheme {scheme}");
        }
        for (front, back) in [("ink", "paper"), ("soft", "paper")] {
            assert!(contrast(chart[front], page[back]) >= 4.5, "{front} of charts on {back}, scheme {scheme}");
        }
        for (step, ink, mark) in [
            ("f0", "on-pale", "mark"),
            ("f1", "on-pale", "mark"),
            ("f2", "on-pale", "mark"),
            ("f3", "on-pale", "mark"),
            ("f4", "on-deep", "mark-deep"),
            ("f5", "on-deep", "mark-deep"),
        ] {
            assert!(contrast(chart[ink], chart[step]) >= 4.5, "{ink} on {step}, scheme {scheme}");
            assert!(contrast(chart[mark], chart[step]) >= 3.0, "{mark} on {step}, scheme {scheme}");
        }
        for mark in ["bar", "second", "edge"] {
            assert!(contrast(chart[mark], page["paper"]) >= 3.0, "{mark} on paper, scheme {scheme}");
        }
    }
}

/// A quota with every part: two levels, limits, a tie, a term that gives places, names that nobody should write.
fn quota() -> Quota {
    let said = |text: &str| Said::One(text.to_owned());
    let region = |id: &str, parent| KeyRegion {
        id: id.to_owned(),
        names: Default::default(),
        tile: Some((0, 1)),
        row: 2,
        parent,
    };
    let row = |id: &str, parent, held| QuotaRow {
        region: region(id, parent),
        parts: vec![2.5, 3.0],
        phase: -0.5,
        limits: 1.0,
        share: 6.0,
        places: 6,
        least: 6,
        most: Some(9),
        held,
        in_force: Some(4),
    };
    let level = |rows: Vec<QuotaRow>| QuotaLevel {
        name: said(HOSTILE),
        note: Some(said(HOSTILE)),
        source: Some(HOSTILE.to_owned()),
        method: Apportionment::HuntingtonHill,
        total: rows.iter().map(|r| r.places).sum(),
        terms: vec![
            QuotaTerm { name: said(HOSTILE), weight: Fraction::new(2, 3) },
            QuotaTerm { name: said("First"), weight: None },
        ],
        rows,
        compared: true,
        phased: true,
        ties: vec![(vec![0], vec![0])],
    };
    let below = level(vec![row(HOSTILE, Some(0), Some(Held::Floor)), row("B", Some(0), Some(Held::Cap))]);
    Quota { levels: vec![level(vec![row("N", None, None)]), below], synthetic: true }
}

#[test]
fn the_page_and_the_words_of_a_quota() {
    let quota = quota();
    let html = quota_html(&quota, &record(), Lang::Kk);
    let seen = well_formed(html.strip_prefix("<!DOCTYPE html>\n").expect("a doctype"));
    assert!(!seen.elements.contains("script") && !html.contains("{ $") && !html.contains("quota-col-"));
    for (texts, mark) in Lang::ALL.map(Texts::new).iter().zip(["ШАРТТЫ", "УСЛОВНЫЕ", "SYNTHETIC"]) {
        assert!(html.contains(mark), "{mark}");
        assert!(crate::quota_summary(texts, &quota).contains(mark), "{mark}");
        assert!(crate::quota_remarks(texts, &quota).iter().any(|line| line.contains(mark)), "{mark}");
    }
}

#[test]
fn the_page_and_the_words_of_a_proposal() {
    let (package, outcome) = (sample::package(), sample::outcome());
    let row = |region: usize, before, after| QuotaMove {
        region: region.into(),
        before,
        after,
        least: 0,
        most: 9,
        used_before: before,
        used_after: after,
        price_before: 0.25,
        price_after: 0.125,
    };
    let mut moved = MovedQuota {
        capacity: 0_usize.into(),
        rows: vec![row(0, 6, 4), row(1, 6, 8), row(2, 3, 3)],
        before: outcome.certificate,
        after: Certificate { value: outcome.certificate.value + 1.0, ..outcome.certificate },
        bound: outcome.certificate.bound + 2.0,
        persons: [10, 11],
        households: [5, 6],
        left: 1,
        unchanged: false,
        transfers: vec![QuotaTransfer {
            from: 0_usize.into(),
            to: 1_usize.into(),
            places: 2,
            by_prices: 0.5,
            alone: Some(TransferPlan {
                value: outcome.certificate.value + 1.0,
                bound: outcome.certificate.bound + 1.5,
                persons: 11,
            }),
        }],
        steps: [(0, 0.0), (1, 0.75), (2, 1.0)]
            .map(|(moved, gain)| QuotaStep {
                moved,
                value: outcome.certificate.value + gain,
                bound: outcome.certificate.bound + 2.0,
                persons: 10 + moved / 2,
            })
            .to_vec(),
        tolerance: 0.01,
        stopped: Some(StoppedBy::TimeLimit),
    };
    for left in [0, 1, 2] {
        moved.left = left;
        let record = record();
        let page =
            MovedPage { package: &package, moved: &moved, assumptions: &[], record: &record, first_language: Lang::En };
        let html = moved_html(&page);
        well_formed(html.strip_prefix("<!DOCTYPE html>\n").expect("a doctype"));
        for words in ["Синтетикалық деректер", "Синтетические данные", "Synthetic data"]
        {
            assert!(html.contains(words), "{words}");
        }
        assert!(!html.contains("{$") && !html.contains(">quota-"), "a key or a variable is left over");
    }
    moved.unchanged = true;
    // beside the sentence that nothing was found, one that the search was stopped
    for (stopped, lines) in [(Some(StoppedBy::User), 2), (None, 1)] {
        moved.stopped = stopped;
        for texts in Lang::ALL.map(Texts::new) {
            assert_eq!(crate::moved_remarks(&texts, &package, &moved).len(), lines);
            assert!(!crate::moved_summary(&texts, &package, &moved).contains("quota-"));
        }
    }
}
