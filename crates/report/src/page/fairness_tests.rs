//! The section on groups, its banner, and the lines for the terminal, in every language.

use super::tests::sound;
use crate::{Lang, Texts, fairness_lines, sample, summary};
use qonys_model::*;

fn facts(rule: FairnessRule) -> FairnessFacts {
    let group = |name: &str, households, by_sex_or_origin| GroupFacts {
        name: name.to_owned(),
        households,
        persons: 3 * households,
        small: households < SMALL_GROUP,
        by_sex_or_origin,
        value: 1.5,
        without: Some(2.0),
        default_value: 1.0,
        promised: (rule != FairnessRule::None).then_some(1.25),
        alone: None,
        price: 0.75,
    };
    FairnessFacts {
        rule,
        against: DefaultPolicy::QuotaOnly,
        groups: vec![group("<b>large</b>", 40, false), group("of one origin", 3, true), group("nobody", 0, false)],
        worse_off: 4,
        worse_off_at_most: Some(5),
        worse_off_without: Some(6),
        default_value: 3.0,
        value_without: Some(3.75),
        worse_off_price: 0.1,
        least_ratio: (rule == FairnessRule::MaxMin).then_some((0.8, 0.81)),
    }
}

#[test]
fn groups_are_shown_and_small_ones_are_flagged() {
    for rule in [FairnessRule::None, FairnessRule::Floor, FairnessRule::Proportional, FairnessRule::MaxMin] {
        let outcome = Outcome { fairness: Some(facts(rule)), ..sample::outcome() };
        let html = sound(&sample::package(), &outcome);
        for lang in Lang::ALL {
            let texts = Texts::new(lang);
            let (title, small) = (texts.say("page-s-fairness", &[]), texts.say("fair-small", &[]));
            assert!(html.contains(&format!(">{title}</h2>")), "{title}");
            assert!(html.contains(&format!("of one origin [{small}; ")), "{small}");
            let banner = html.contains(&texts.say("fair-banner", &[]));
            assert_eq!(banner, rule != FairnessRule::None, "sex and origin enter by a promise only");
        }
        assert!(html.contains("&lt;b&gt;large") && !html.contains("<b>large"));
    }
}

#[test]
fn without_groups_there_is_no_section() {
    let html = sound(&sample::package(), &sample::outcome());
    assert!(!html.contains("groups-of-policy"));
}

#[test]
fn the_terminal_says_what_the_promises_cost() {
    let outcome = Outcome { fairness: Some(facts(FairnessRule::Floor)), ..sample::outcome() };
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        let lines = fairness_lines(&texts, &sample::package(), &facts(FairnessRule::Floor), 3.53);
        assert_eq!(lines[0], texts.say("fair-banner", &[]));
        let price = texts.number(3.75 - 3.53, 3);
        assert!(lines.iter().any(|line| line.contains(&price)), "{lines:?}");
        let said = summary(&texts, &sample::package(), &outcome);
        assert!(lines.iter().all(|line| said.headlines.contains(line)));
        let broken = FairnessFacts { worse_off: 9, ..facts(FairnessRule::Floor) };
        let told = fairness_lines(&texts, &sample::package(), &broken, 3.53);
        assert!(told.iter().any(|line| line.contains(&texts.say("fair-broken-worse", &[]))));
        assert!(!lines.iter().any(|line| line.contains(&texts.say("fair-broken-worse", &[]))));
        // a group of nobody has no mean
        assert!(lines.iter().any(|line| line.starts_with("nobody") && line.contains(&texts.say("fair-nothing", &[]))));
    }
}
