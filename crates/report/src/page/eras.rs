//! `eras.html`: many years under several policies, year by year, beside the marks of history.

use super::html::{Column, Table, figure, paragraph};
use super::replay::{across, framed, look, reading, record};
use super::{Record, document, id};
use crate::eras::{COLUMNS, rows, who};
use crate::markup::escape;
use crate::svg::{Axes, Caption, Line, Mark, lines};
use crate::{Lang, Texts};
use qonys_model::{EraPolicy, EraYear, Eras};

/// The whole page. The same input gives the same bytes.
#[must_use]
pub fn eras_html(eras: &Eras, made: &Record, first_language: Lang) -> String {
    let texts = Lang::ALL.map(Texts::new);
    let articles: String = texts.iter().map(|texts| article(texts, eras, made, first_language)).collect();
    document(first_language, &eras.spec.programme.name, &articles)
}

fn article(texts: &Texts, eras: &Eras, made: &Record, first: Lang) -> String {
    let column = |at| if at == 0 { Column::Words } else { Column::Figures };
    let totals = Table {
        title: texts.say("eras-s-totals", &[]),
        head: COLUMNS.iter().enumerate().map(|(at, key)| (texts.say(key, &[]), column(at))).collect(),
        rows: rows(texts, eras),
        total: false,
    };
    let sections = [
        ("totals", "eras-s-totals", totals.html()),
        ("years", "eras-s-years", years(texts, eras)),
        ("marks", "eras-s-marks", marks(texts, eras)),
        ("regions", "eras-s-regions", regions(texts, eras)),
        ("reading", "page-s-reading", reading(texts, &READ)),
        ("assumptions", "page-s-assumptions", assumptions(texts, eras)),
        ("record", "page-s-record", record(texts, made)),
    ];
    let banner = [texts.say("eras-modelled", &[])];
    framed(texts, first, &eras.spec.programme.name, &banner, &who(texts, eras), &sections)
}

/// How to read the page.
const READ: [&str; 6] = ["eras-read-1", "eras-read-2", "eras-read-3", "eras-read-4", "eras-read-5", "eras-read-6"];

fn policies(eras: &Eras) -> &[EraPolicy] {
    eras.years.first().map_or(&[], |y| &y.policies)
}

fn chart(
    texts: &Texts,
    eras: &Eras,
    name: &str,
    key: &str,
    decimals: u8,
    figure_of: &dyn Fn(&EraYear, &EraPolicy) -> f64,
) -> String {
    let line = |(nth, p): (usize, &EraPolicy)| Line {
        name: texts.policy(p.policy),
        look: look(p.policy),
        points: eras.years.iter().map(|y| figure_of(y, &y.policies[nth])).collect(),
    };
    let series: Vec<Line> = policies(eras).iter().enumerate().map(line).collect();
    let most = series.iter().flat_map(|l| &l.points).copied().fold(0.0, f64::max);
    let (high, across) = across(most, |value, digits| texts.number(value, digits.max(decimals)));
    let at = |year: i16| eras.years.iter().position(|y| y.year == year);
    let number = |(nth, m): (usize, &qonys_model::EraMark)| Some(Mark { at: at(m.year)?, text: (nth + 1).to_string() });
    let last = eras.years.len().saturating_sub(1);
    let below = [0, last / 2, last].map(|at| (at, eras.years.get(at).map_or_else(String::new, |y| y.year.to_string())));
    let axes = Axes { low: 0.0, high, across, below: below.to_vec() };
    let (title, desc) = (texts.say(key, &[]), texts.say("eras-chart-desc", &[]));
    let caption = Caption { id: &id(texts.lang(), name), title: &title, desc: &desc };
    let marks: Vec<Mark> = eras.spec.mark.iter().enumerate().filter_map(number).collect();
    figure("chart", &title, &lines(&caption, &axes, &series, &marks))
}

fn years(texts: &Texts, eras: &Eras) -> String {
    let came = |y: &EraYear| y.persons.max(1) as f64;
    let mut out = paragraph(&texts.say("eras-years-how", &[]));
    out += &chart(texts, eras, "in-work", "eras-chart-work", 0, &|_, p| p.in_work);
    out += &chart(texts, eras, "per-hundred", "eras-chart-share", 0, &|y, p| 100.0 * p.in_work / came(y));
    out += &chart(texts, eras, "uneven", "eras-chart-uneven", 0, &|y, p| 100.0 * y.unevenness(p));
    let mut head = vec![(texts.say("eras-col-year", &[]), Column::Words)];
    head.push((texts.say("eras-col-came", &[]), Column::Figures));
    for p in policies(eras) {
        head.push((texts.policy(p.policy), Column::Figures));
    }
    let table = |key: &str, of: &dyn Fn(&EraYear, &EraPolicy) -> String| {
        let row = |y: &EraYear| {
            let mut cells = vec![y.year.to_string(), texts.count(y.persons)];
            cells.extend(y.policies.iter().map(|p| of(y, p)));
            cells
        };
        let rows = eras.years.iter().map(row).collect();
        let title = texts.say(key, &[]);
        Table { title: title.clone(), head: head.clone(), rows, total: false }
            .folded(&texts.say("page-table-of", &[("title", title.into())]))
    };
    out += &table("eras-chart-work", &|_, p| texts.number(p.in_work, 0));
    out += &table("eras-table-openings", &|_, p| texts.count(p.openings_filled));
    out += &table("eras-table-waiting", &|_, p| texts.count(p.households_waiting));
    out += &table("eras-table-most", &|y, p| extreme(texts, eras, y, p, true));
    out += &table("eras-table-least", &|y, p| extreme(texts, eras, y, p, false));
    out
}

/// The region that is most over-served, or most under-served, in a year.
fn extreme(texts: &Texts, eras: &Eras, year: &EraYear, policy: &EraPolicy, over: bool) -> String {
    let all = (0..eras.spec.region.len()).filter_map(|r| Some((r, year.served(policy, r)?)));
    let found = if over {
        all.reduce(|a, b| if b.1 > a.1 { b } else { a })
    } else {
        all.reduce(|a, b| if b.1 < a.1 { b } else { a })
    };
    found.map_or_else(|| "–".to_owned(), |(r, ratio)| format!("{} ×{}", name(texts, eras, r), texts.number(ratio, 1)))
}

fn name<'e>(texts: &Texts, eras: &'e Eras, region: usize) -> &'e str {
    let region = &eras.spec.region[region];
    [&region.kk, &region.ru, &region.en][texts.lang().at()]
}

fn marks(texts: &Texts, eras: &Eras) -> String {
    let table = Table {
        title: texts.say("eras-s-marks", &[]),
        head: ["eras-col-number", "eras-col-year", "eras-col-event", "page-col-source"]
            .map(|key| (texts.say(key, &[]), Column::Words))
            .to_vec(),
        rows: (1..)
            .zip(&eras.spec.mark)
            .map(|(n, m)| {
                let text = m.text.in_order()[texts.lang().at()].to_owned();
                vec![n.to_string(), m.year.to_string(), text, m.source.clone()]
            })
            .collect(),
        total: false,
    };
    format!("{}<div class=\"marks\">{}</div>\n", paragraph(&texts.say("eras-marks-how", &[])), table.html())
}

fn regions(texts: &Texts, eras: &Eras) -> String {
    let mut head = vec![(texts.say("page-col-region", &[]), Column::Words)];
    head.push((texts.say("eras-col-openings", &[]), Column::Figures));
    head.extend(policies(eras).iter().map(|p| (texts.policy(p.policy), Column::Figures)));
    let row = |r: usize| {
        let openings: u64 = eras.years.iter().map(|y| y.openings[r]).sum();
        let mut cells = vec![name(texts, eras, r).to_owned(), texts.count(openings)];
        let ratio = |nth| eras.served(nth, r).map_or_else(|| "–".to_owned(), |x| texts.number(x, 2));
        cells.extend((0..policies(eras).len()).map(ratio));
        cells
    };
    let rows = (0..eras.spec.region.len()).map(row).collect();
    let title = texts.say("eras-s-regions", &[]);
    paragraph(&texts.say("eras-regions-how", &[])) + &Table { title, head, rows, total: false }.html()
}

fn assumptions(texts: &Texts, eras: &Eras) -> String {
    let item = |text: &str| format!("<li>{}</li>\n", escape(text));
    let own: String = eras.spec.assumption.iter().map(|a| item(a.in_order()[texts.lang().at()])).collect();
    let outlook = &eras.spec.programme.outlook;
    let rates: Vec<String> = outlook.matched.iter().map(|rate| texts.number(*rate, 2)).collect();
    let base: Vec<String> = outlook.base.values().map(|rate| texts.number(*rate, 2)).collect();
    let args = [("matched", rates.join("; ").into()), ("base", base.join("; ").into())];
    format!("<ul>\n{own}{}</ul>\n", item(&texts.say("eras-rates", &args)))
}
