//! Every number behind the values that nobody measured.

use qonys_model::{Assumption, Education, Package, Programme, WishRank, WishRule};

/// The rates and weights in use that the programme does not name as measured. With scores only the weights remain.
#[must_use]
pub fn assumptions(package: &Package) -> Vec<Assumption> {
    let programme = &package.programme;
    let usual = (qonys_model::Outlook::default(), qonys_model::Value::default());
    let mut list = Vec::new();
    let mut note = |key: String, value: String, default: bool| {
        if !is_measured(programme, &key) {
            list.push(Assumption { key, value, default });
        }
    };
    if package.scores.is_none() {
        let outlook = &programme.outlook;
        for (&level, &rate) in &outlook.base {
            let default = usual.0.base.get(&level) == Some(&rate);
            note(format!("outlook.base.{}", name(level)), rate.to_string(), default);
        }
        if !package.openings.is_empty() {
            let rates: Vec<String> = outlook.matched.iter().map(f64::to_string).collect();
            note("outlook.matched".into(), rates.join(", "), outlook.matched == usual.0.matched);
        }
        let working_age = outlook.working_age;
        note("outlook.working_age".into(), working_age.to_string(), working_age == usual.0.working_age);
        if package.regions.iter().any(|r| r.figures.contains_key(&outlook.regional)) {
            note("outlook.regional".into(), outlook.regional.clone(), false);
        }
    }
    if package.ties.iter().any(|t| t.kind == qonys_model::TieKind::Prefer) {
        note("value.kin".into(), programme.value.kin.to_string(), programme.value.kin == usual.1.kin);
    }
    let weight = programme.wishes.decides() == WishRule::Weight;
    if weight && package.wishes.iter().any(|w| w.rank != WishRank::Veto) {
        note("value.wish".into(), programme.value.wish.to_string(), programme.value.wish == usual.1.wish);
    }
    list
}

/// `measured` may name a whole table (`base`) or one rate (`base.higher`).
fn is_measured(programme: &Programme, key: &str) -> bool {
    let key = key.strip_prefix("outlook.").unwrap_or(key);
    let table = key.split('.').next().unwrap_or(key);
    let measured = &programme.outlook.measured;
    measured.contains_key(key) || measured.contains_key(table)
}

fn name(level: Education) -> &'static str {
    match level {
        Education::None => "none",
        Education::Secondary => "secondary",
        Education::Vocational => "vocational",
        Education::Higher => "higher",
        Education::Unknown => "unknown",
    }
}
