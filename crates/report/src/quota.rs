//! What a key gives, in words: the summary on the terminal, headers and remarks of the workbook.

use crate::layout::Lines;
use crate::{Arg, Texts};
use qonys_model::{Apportionment, Fraction, Held, Quota, QuotaLevel, QuotaRow};

/// Rows of a level that the terminal shows.
const SHOWN: usize = 40;

/// One screen: what key, by what method, the places of each level, the distance to the quota in force.
#[must_use]
pub fn quota_summary(texts: &Texts, quota: &Quota) -> String {
    let mut lines = Lines::default();
    for (at, level) in quota.levels.iter().enumerate() {
        lines.head(&title(texts, level));
        if quota.synthetic && at == 0 {
            lines.line(&texts.say("quota-synthetic", &[]));
        }
        lines.blank();
        let head: Vec<String> = headers(level).iter().map(|key| texts.say(key, &[])).collect();
        let shown = level.rows.iter().take(SHOWN).map(|row| cells(texts, level, row));
        let rows: Vec<Vec<String>> = std::iter::once(head).chain(shown).collect();
        lines.table(&rows, 1);
        if level.rows.len() > SHOWN {
            lines.line(&texts.say("quota-more", &[("count", (level.rows.len() - SHOWN).into())]));
        }
        lines.blank();
        remarks(texts, level).iter().for_each(|remark| lines.line(remark));
    }
    lines.text()
}

pub(crate) fn title(texts: &Texts, level: &QuotaLevel) -> String {
    let name = level.name.at(texts.lang().at());
    texts.say("quota-title", &[("key", name.into()), ("total", Arg::Count(level.total))])
}

fn headers(level: &QuotaLevel) -> Vec<&'static str> {
    let mut keys = vec!["page-col-region", "quota-col-places"];
    if level.compared {
        keys.extend(["quota-col-in-force", "quota-col-change"]);
    }
    keys.extend(holds(level).then_some("quota-col-held"));
    keys
}

fn cells(texts: &Texts, level: &QuotaLevel, row: &QuotaRow) -> Vec<String> {
    let mut cells = vec![row.region.name(texts.lang().at()).to_owned(), texts.count(row.places)];
    if level.compared {
        cells.push(row.in_force.map_or_else(String::new, |q| texts.count(q)));
        cells.push(row.change().map_or_else(String::new, |c| signed(texts, c)));
    }
    cells.extend(holds(level).then(|| held(texts, row)));
    cells
}

/// Whether a limit holds any region.
pub(crate) fn holds(level: &QuotaLevel) -> bool {
    level.rows.iter().any(|row| row.held.is_some())
}

/// What holds a region, in a word; empty when nothing does.
pub(crate) fn held(texts: &Texts, row: &QuotaRow) -> String {
    match row.held {
        Some(Held::Floor) => texts.say("quota-held-floor", &[]),
        Some(Held::Cap) => texts.say("quota-held-cap", &[]),
        None => String::new(),
    }
}

/// A whole number with its sign; 0 without.
pub(crate) fn signed(texts: &Texts, number: i64) -> String {
    let sign = match number {
        0 => "",
        n if n > 0 => "+",
        _ => "−",
    };
    format!("{sign}{}", texts.count(number.unsigned_abs()))
}

/// A number of either sign with so many decimals; 0 without a sign.
pub(crate) fn signed_part(texts: &Texts, number: f64, decimals: u8) -> String {
    let text = texts.number(number.abs(), decimals);
    let nothing = text.chars().all(|c| !c.is_ascii_digit() || c == '0');
    match nothing {
        true => texts.number(0.0, decimals),
        false if number > 0.0 => format!("+{text}"),
        false => format!("−{text}"),
    }
}

/// A weight as a fraction and in percent.
pub(crate) fn weight(texts: &Texts, weight: Option<Fraction>) -> String {
    match weight {
        None => texts.say("quota-given-first", &[]),
        Some(w) if w.under <= 1000 && w.under > 1 => format!("{w} ({})", texts.percent(w.value(), 1)),
        Some(w) => texts.percent(w.value(), 1),
    }
}

/// Method, terms, distance, ties.
pub(crate) fn remarks(texts: &Texts, level: &QuotaLevel) -> Vec<String> {
    let lang = texts.lang().at();
    let method = match level.method {
        Apportionment::LargestRemainder => "quota-method-largest-remainder",
        Apportionment::Webster => "quota-method-webster",
        Apportionment::HuntingtonHill => "quota-method-huntington-hill",
    };
    let term = |t: &qonys_model::QuotaTerm| format!("{}: {}", t.name.at(lang), weight(texts, t.weight));
    let terms: Vec<String> = level.terms.iter().map(term).collect();
    let mut out = vec![texts.say("quota-terms", &[("terms", terms.join("; ").into())]), texts.say(method, &[])];
    if level.phased {
        out.push(texts.say("quota-phased", &[]));
    }
    if let Some(distance) = level.distance() {
        let args = [("share", Arg::Number(100.0 * distance, 1)), ("then", Arg::Count(level.in_force()))];
        out.push(texts.say("quota-distance", &args));
    }
    out.extend(level.note.as_ref().map(|note| note.at(lang).to_owned()));
    out.extend(level.source.as_ref().map(|source| texts.say("quota-source", &[("source", source.into())])));
    let names = |list: &[usize]| list.iter().map(|&r| level.rows[r].region.name(lang)).collect::<Vec<_>>().join(", ");
    for (given, refused) in &level.ties {
        out.push(texts.say("quota-tie", &[("given", names(given).into()), ("refused", names(refused).into())]));
    }
    out
}

/// Sentences of the first sheet of the workbook.
#[must_use]
pub fn quota_remarks(texts: &Texts, quota: &Quota) -> Vec<String> {
    let level =
        |level: &QuotaLevel| std::iter::once(title(texts, level)).chain(remarks(texts, level)).collect::<Vec<_>>();
    let synthetic = quota.synthetic.then(|| texts.say("quota-synthetic", &[]));
    synthetic.into_iter().chain(quota.levels.iter().flat_map(level)).collect()
}

/// Headers of the workbook's table of places, and of a proposal.
#[must_use]
pub fn quota_headers(texts: &Texts) -> (Vec<String>, Vec<String>) {
    let say = |keys: &[&str]| keys.iter().map(|key| texts.say(key, &[])).collect();
    let places = say(&[
        "quota-col-key",
        "page-col-region",
        "quota-col-within",
        "quota-col-places",
        "quota-col-in-force",
        "quota-col-change",
        "quota-col-phase",
        "quota-col-limits",
        "quota-col-rounding",
    ]);
    let moved = say(&[
        "quota-col-key",
        "page-col-region",
        "quota-col-in-force",
        "quota-col-proposed",
        "quota-col-change",
        "quota-col-used-before",
        "quota-col-used-after",
        "quota-col-price-before",
        "quota-col-price-after",
    ]);
    (places, moved)
}

/// Why the limits or the total give no quota; `case` is one of the cases of the message `quota-refused`.
#[must_use]
pub fn quota_refused(
    texts: &Texts,
    case: &str,
    within: Option<&str>,
    region: Option<&str>,
    numbers: [u128; 2],
) -> String {
    let number = |n: u128| Arg::Count(u64::try_from(n).unwrap_or(u64::MAX));
    let args = [
        ("case", case.into()),
        ("within", within.unwrap_or("none").into()),
        ("region", region.unwrap_or("none").into()),
        ("first", number(numbers[0])),
        ("second", number(numbers[1])),
    ];
    format!("{}\n  {}", texts.say("quota-refused", &args), texts.fix("quota-refused", &args))
}
