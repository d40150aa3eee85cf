//! `replay.html`: a year under several policies, as a chart over time and a table.

use super::html::{Column, Table, figure, paragraph, paragraph_of, section};
use super::{Record, contents, document, id, switch};
use crate::markup::escape;
use crate::replay::{COLUMNS, lost, persons, proof, who};
use crate::svg::{Axes, Bar, BarRow, Caption, Line, Look, Series, grouped_bars, lines};
use crate::{Lang, Texts, assumption_lines};
use qonys_model::{Assumption, Policy, Replayed};
use std::fmt::Write;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct ReplayPage<'a> {
    /// The year replayed.
    pub replay: &'a Replayed,
    /// Every number behind the values that nobody measured.
    pub assumptions: &'a [Assumption],
    /// Where the figures come from.
    pub record: &'a Record,
    /// The language that is shown first.
    pub first_language: Lang,
}

/// The whole page. The same input gives the same bytes, but for the times it states.
#[must_use]
pub fn replay_html(page: &ReplayPage<'_>) -> String {
    let texts = Lang::ALL.map(Texts::new);
    let articles: String = texts.iter().map(|texts| article(texts, page)).collect();
    document(page.first_language, &title(&texts[page.first_language.at()], page.replay), &articles)
}

fn title(texts: &Texts, replay: &Replayed) -> String {
    let programme = &replay.package.programme;
    texts.say("replay-title", &[("programme", (&programme.name).into()), ("year", programme.year.to_string().into())])
}

fn article(texts: &Texts, page: &ReplayPage<'_>) -> String {
    let replay = page.replay;
    let mut banners = vec![texts.say("replay-modelled", &[])];
    if replay.package.programme.synthetic {
        banners.insert(0, format!("{}. {}", texts.say("page-synthetic-title", &[]), texts.say("page-synthetic", &[])));
    }
    let sections = [
        ("policies", "replay-s-policies", policies(texts, replay)),
        ("time", "replay-s-time", over_time(texts, replay)),
        ("regions", "replay-s-regions", regions(texts, replay)),
        ("loss", "replay-s-loss", loss(texts, replay)),
        ("reading", "page-s-reading", reading(texts, &READ)),
        ("assumptions", "page-s-assumptions", assumed(texts, page.assumptions)),
        ("record", "page-s-record", record(texts, page.record)),
    ];
    framed(texts, page.first_language, &title(texts, replay), &banners, &who(texts, replay), &sections)
}

/// An article of a page: switch, heading, banners, what it is about, contents, sections.
pub(super) fn framed(
    texts: &Texts,
    first: Lang,
    title: &str,
    banners: &[String],
    lead: &str,
    sections: &[(&str, &str, String)],
) -> String {
    framed_under("replay-kicker", texts, first, title, banners, lead, sections)
}

/// [`framed`] with words of its own above the heading.
pub(super) fn framed_under(
    kicker: &str,
    texts: &Texts,
    first: Lang,
    title: &str,
    banners: &[String],
    lead: &str,
    sections: &[(&str, &str, String)],
) -> String {
    let lang = texts.lang();
    let code = lang.code();
    let class = if lang == first { " class=\"first\"" } else { "" };
    let mut out = format!("<article id=\"{code}\" lang=\"{code}\"{class}>\n<header>\n{}", switch(lang, texts));
    let _ = writeln!(
        out,
        "<p class=\"kicker\">{}</p>\n<h1><bdi>{}</bdi></h1>",
        escape(&texts.say(kicker, &[])),
        escape(title)
    );
    banners.iter().for_each(|banner| out.push_str(&paragraph_of("banner", banner)));
    let _ = writeln!(out, "<div class=\"lead\">{}</div>\n</header>", paragraph(lead));
    let shown = || sections.iter().filter(|(_, _, inner)| !inner.is_empty());
    out.push_str(&contents(texts, shown().map(|(name, key, _)| (*name, *key))));
    for (name, key, inner) in shown() {
        out.push_str(&section(&id(lang, name), &texts.say(key, &[]), inner));
    }
    out.push_str("</article>\n");
    out
}

fn policies(texts: &Texts, replay: &Replayed) -> String {
    let row = |p| COLUMNS.map(|(_, cell)| cell(texts, replay, p)).to_vec();
    let column = |at| if at == 0 { Column::Words } else { Column::Figures };
    let table = Table {
        title: texts.say("replay-s-policies", &[]),
        head: COLUMNS.iter().enumerate().map(|(at, (key, _))| (texts.say(key, &[]), column(at))).collect(),
        rows: replay.policies.iter().map(row).collect(),
        total: false,
    };
    let bars = |p: &qonys_model::PolicyResult| {
        let share = p.measured(|o| o.share_of_hindsight).mean;
        BarRow { label: texts.policy(p.policy), bars: vec![Bar { number: share, text: texts.percent(share, 2) }] }
    };
    let name = texts.say("replay-chart-share", &[]);
    let caption =
        Caption { id: &id(texts.lang(), "share"), title: &name, desc: &texts.say("replay-chart-share-desc", &[]) };
    let rows: Vec<BarRow> = replay.policies.iter().map(bars).collect();
    let chart = grouped_bars(&caption, &[Series { name: name.clone(), look: Look::Solid }], &rows, 1.0);
    figure("chart", &name, &chart) + &table.html() + &paragraph_of("proof", &proof(texts, replay))
}

/// The look of a policy's line, the same in every chart.
pub(super) fn look(policy: Policy) -> usize {
    Policy::ALL.iter().position(|p| *p == policy).unwrap_or(0)
}

/// Lines that make a chart's quarters legible: at most five, of figures with few digits, but as many as tell them apart.
pub(super) fn across(high: f64, figure: impl Fn(f64, u8) -> String) -> (f64, Vec<(f64, String)>) {
    let high = if high.is_finite() && high > 0.0 { high } else { 1.0 };
    let unit = libm::pow(10.0, libm::log10(high).floor());
    let steps = [0.2, 0.25, 0.5, 1.0, 2.0, 2.5].map(|step| step * unit);
    let step = steps.into_iter().find(|step| high / step <= 5.0).unwrap_or(2.5 * unit);
    let count = (high / step).ceil().max(1.0) as usize;
    let told = |digits: &u8| {
        let whole = step * 10_f64.powi(i32::from(*digits));
        (whole - whole.round()).abs() < 1e-6
    };
    let digits = (0..4).find(told).unwrap_or(4);
    (step * count as f64, (0..=count).map(|n| (step * n as f64, figure(step * n as f64, digits))).collect())
}

fn over_time(texts: &Texts, replay: &Replayed) -> String {
    let line = |points: &dyn Fn(&qonys_model::PolicyResult) -> Vec<f64>| -> Vec<Line> {
        let of = |p: &qonys_model::PolicyResult| Line {
            name: texts.policy(p.policy),
            look: look(p.policy),
            points: std::iter::once(0.0).chain(points(p)).collect(),
        };
        replay.policies.iter().map(of).collect()
    };
    let best = if replay.best.abs() > 0.0 { replay.best } else { 1.0 };
    let worth = line(&|p| p.value_after.iter().map(|v| 100.0 * v / best).collect());
    let waits = line(&|p| p.waiting_after.clone());
    let chart = |name: &str, key: &str, series: &[Line]| {
        let most = series.iter().flat_map(|l| &l.points).copied().fold(0.0, f64::max);
        let (high, across) = across(most, |value, digits| texts.number(value, digits));
        let steps = series.iter().map(|l| l.points.len()).max().unwrap_or(1) - 1;
        let named = [0, steps / 2, steps];
        let below = named.map(|at| (at, texts.say("replay-sitting", &[("number", at.into())])));
        let axes = Axes { low: 0.0, high, across, below: below.to_vec() };
        let (title, desc) = (texts.say(key, &[]), texts.say("replay-chart-time-desc", &[]));
        let caption = Caption { id: &id(texts.lang(), name), title: &title, desc: &desc };
        figure("chart", &title, &lines(&caption, &axes, series, &[]))
    };
    chart("worth", "replay-chart-worth", &worth) + &chart("waits", "replay-chart-waits", &waits)
}

fn regions(texts: &Texts, replay: &Replayed) -> String {
    let mut head = vec![(texts.say("page-col-region", &[]), Column::Words)];
    head.push((texts.say("replay-col-named", &[]), Column::Figures));
    head.extend(replay.policies.iter().map(|p| (texts.policy(p.policy), Column::Figures)));
    let row = |r: usize| {
        let need = replay.need.get(r).copied().unwrap_or(0.0);
        let named = if need > 0.0 { texts.number(need, 0) } else { "–".to_owned() };
        let mut cells = vec![texts.region(&replay.package, r.into()), named];
        cells.extend(replay.policies.iter().map(|p| texts.number(p.persons_by_region[r], 0)));
        cells
    };
    let used = |r: &usize| replay.policies.iter().any(|p| p.persons_by_region[*r] > 0.0);
    let rows: Vec<Vec<String>> = (0..replay.package.regions.len()).filter(used).map(row).collect();
    let table = Table { title: texts.say("replay-s-regions", &[]), head, rows, total: false };
    paragraph(&texts.say("replay-regions-how", &[("persons", texts.persons(persons(replay)).into())])) + &table.html()
}

fn loss(texts: &Texts, replay: &Replayed) -> String {
    let (Some(loss), Some(said)) = (replay.loss, lost(texts, replay)) else { return String::new() };
    let parts = [
        ("replay-loss-rule", loss.rule),
        ("replay-loss-sittings", loss.sittings),
        ("replay-loss-forecast", loss.forecast),
        ("replay-loss-fixed", loss.fixed_prices),
        ("replay-loss-left", loss.places_left),
    ];
    let table = Table {
        title: texts.say("replay-s-loss", &[]),
        head: vec![
            (texts.say("page-col-part", &[]), Column::Words),
            (texts.say("replay-col-of-best", &[]), Column::Figures),
        ],
        rows: parts.map(|(key, share)| vec![texts.say(key, &[]), texts.percent(share, 2)]).to_vec(),
        total: false,
    };
    paragraph(&said) + &table.html()
}

/// How to read the page: a sentence for each key.
const READ: [&str; 8] = [
    "replay-read-1",
    "replay-read-2",
    "replay-read-3",
    "replay-read-4",
    "replay-read-5",
    "replay-read-6",
    "replay-read-7",
    "replay-read-8",
];

/// A list of sentences by their keys.
pub(super) fn reading(texts: &Texts, keys: &[&str]) -> String {
    let item = |key: &&str| format!("<li>{}</li>\n", escape(&texts.say(key, &[])));
    format!("<ul>\n{}</ul>\n", keys.iter().map(item).collect::<String>())
}

fn assumed(texts: &Texts, assumptions: &[Assumption]) -> String {
    let item = |line: String| format!("<li>{}</li>\n", escape(&line));
    let list: String = assumption_lines(texts, assumptions).into_iter().map(item).collect();
    format!("{}<ul>\n{list}</ul>\n", paragraph(&texts.say("page-assumptions-how", &[])))
}

pub(super) fn record(texts: &Texts, record: &Record) -> String {
    let mut out = paragraph(&format!("Qonys {}", record.version));
    record.further.iter().for_each(|line| out.push_str(&paragraph(line)));
    if !record.inputs.is_empty() {
        let table = Table {
            title: texts.say("page-record-inputs", &[]),
            head: vec![(texts.say("page-col-file", &[]), Column::Words), ("SHA-256".to_owned(), Column::Words)],
            rows: record.inputs.iter().map(|(file, hash)| vec![file.clone(), hash.clone()]).collect(),
            total: false,
        };
        let _ = write!(out, "<div class=\"hashes\">{}</div>", table.html());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::across;

    #[test]
    fn figures_at_the_lines_of_a_chart_tell_them_apart() {
        for high in [0.003, 0.07, 0.9, 1.0, 1.2, 2.0, 2.4, 7.0, 11.0, 24.0, 99.0, 1234.0, 2e6] {
            let (top, lines) = across(high, |value, digits| format!("{value:.*}", usize::from(digits)));
            let read: Vec<f64> = lines.iter().map(|(_, text)| text.parse().expect("a figure")).collect();
            assert!(top >= high && read.windows(2).all(|w| w[0] < w[1]), "{high}: {lines:?}");
            assert!(
                lines.iter().zip(&read).all(|((value, _), read)| (value - read).abs() < 1e-9 + value * 1e-9),
                "{lines:?}"
            );
        }
        let (_, lines) = across(2.4, |value, digits| format!("{value:.*}", usize::from(digits)));
        let texts: Vec<&str> = lines.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]);
    }
}
