//! `report.html`: one file with the plan's aggregates in three languages, for a commission and for the public.
//!
//! The file asks nothing of the network and runs no script: a content security policy forbids both. The languages are three
//! articles; a link to `#kk`, `#ru` or `#en` shows one and hides the others, in style alone. No household stands in it, and
//! figures small enough to single one out are not shown. The markup is well-formed XML as well as HTML.

mod account;
mod compare;
mod eras;
mod facts;
mod fairness;
mod figures;
mod html;
mod moved;
mod overrides;
mod places;
mod quota;
mod replay;
mod small;
mod view;
mod waiting;
mod wishes;
mod work;

pub use compare::{ComparePage, compare_html};
pub use eras::eras_html;
pub use moved::{MovedPage, moved_html};
pub use quota::quota_html;
pub use replay::{ReplayPage, replay_html};

use crate::markup::escape;
use crate::{Lang, Texts, svg};
use facts::Facts;
use html::{paragraph, section};
use jiff::civil::Date;
use qonys_model::{Outcome, Package};
use std::fmt::Write;
use view::View;

const STYLE: &str = include_str!("page/style.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct PageInput<'a> {
    /// The package that was placed.
    pub package: &'a Package,
    /// What the run decided.
    pub outcome: &'a Outcome,
    /// Where the figures come from.
    pub record: &'a Record,
    /// Day of the run; the page reads no clock.
    pub date: Option<Date>,
    /// The language that is shown first.
    pub first_language: Lang,
}

/// Where the figures come from: what somebody needs to make them again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Version of Qonys.
    pub version: String,
    /// Seed of the run.
    pub seed: u64,
    /// Name of each input file and its SHA-256 in hexadecimal.
    pub inputs: Vec<(String, String)>,
    /// Any further lines, shown as they are.
    pub further: Vec<String>,
}

/// The whole page. The same input gives the same bytes.
#[must_use]
pub fn report_html(input: &PageInput<'_>) -> String {
    let facts = Facts::of(input.package, input.outcome);
    let views = Lang::ALL.map(|lang| View {
        lang,
        texts: Texts::new(lang),
        package: input.package,
        outcome: input.outcome,
        facts: &facts,
    });
    let articles: String = views.iter().map(|view| article(view, input)).collect();
    document(input.first_language, &title(&views[input.first_language.at()]), &articles)
}

/// A page around its three articles: nothing from the network, no script.
fn document(first: Lang, title: &str, articles: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n\
         <title>{}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n<main>\n{articles}</main>\n</body>\n</html>\n",
        first.code(),
        escape(title),
        svg::STYLE
    )
}

fn title(view: &View<'_>) -> String {
    let programme = &view.package.programme;
    let args = [("programme", (&programme.name).into()), ("year", programme.year.to_string().into())];
    view.tell("page-title", &args)
}

fn article(view: &View<'_>, input: &PageInput<'_>) -> String {
    let code = view.lang.code();
    let class = if view.lang == input.first_language { " class=\"first\"" } else { "" };
    let date = input.date.map(|date| view.texts.date(date));
    let mut out = format!("<article id=\"{code}\" lang=\"{code}\"{class}>\n");
    out.push_str(&header(view, date.as_deref()));
    let outcome = view.outcome;
    let optional = |inner: Option<String>| inner.unwrap_or_default();
    let mut sections = vec![
        ("figures", "page-s-figures", figures::html(view)),
        ("map", "page-s-map", places::maps(view)),
        ("quota", "page-s-quota", places::quotas(view)),
        ("openings", "page-s-openings", work::html(view)),
        ("waiting", "page-s-waiting", waiting::html(view)),
        (
            "groups-of-policy",
            fairness::title(view),
            optional(outcome.fairness.as_ref().map(|f| fairness::html(view, f))),
        ),
        ("wishes", "page-s-wishes", optional(outcome.wished.as_ref().map(|w| wishes::html(view, w)))),
        ("prices", "page-s-prices", places::prices(view)),
        ("overrides", "page-s-overrides", overrides::html(view)),
        ("assumptions", "page-s-assumptions", account::assumptions(view)),
        ("method", "page-s-method", account::method(view)),
        ("reading", "page-s-reading", account::reading(view)),
        ("record", "page-s-record", account::record(view, input.record, date.as_deref())),
    ];
    // what the policy does not speak of has no section
    sections.retain(|(_, _, inner)| !inner.is_empty());
    out.push_str(&contents(&view.texts, sections.iter().map(|(name, key, _)| (*name, *key))));
    for (name, key, inner) in &sections {
        out.push_str(&section(&view.id(name), &view.say(key), inner));
    }
    out.push_str("</article>\n");
    out
}

fn header(view: &View<'_>, date: Option<&str>) -> String {
    let mut out = String::from("<header>\n");
    out.push_str(&switch(view.lang, &view.texts));
    let _ = writeln!(
        out,
        "<p class=\"kicker\">{}</p>\n<h1><bdi>{}</bdi></h1>",
        escape(&view.say("page-kicker")),
        escape(&title(view))
    );
    if let Some(date) = date {
        let _ = writeln!(out, "<p class=\"date\">{}</p>", escape(&view.tell("page-made", &[("date", date.into())])));
    }
    if view.package.programme.synthetic {
        let words = [view.say("page-synthetic-title"), view.say("page-synthetic")].map(|w| escape(&w));
        let _ = writeln!(out, "<p class=\"banner\"><strong>{}.</strong> {}</p>", words[0], words[1]);
    }
    if view.outcome.fairness.as_ref().is_some_and(qonys_model::FairnessFacts::sex_or_origin_enters) {
        let _ = writeln!(out, "<p class=\"banner\">{}</p>", escape(&view.say("fair-banner")));
    }
    let certificate = &view.outcome.certificate;
    if let Some(by) = certificate.stopped {
        let said = crate::summary::stopped(&view.texts, by, certificate.gap);
        let _ = writeln!(out, "<p class=\"banner\">{}</p>", escape(&said));
    }
    let households = view.tell("count-households", &[("count", view.facts.asked.households.into())]);
    let what = view.tell(view.by_value("page-what-1", "page-what-1-scores"), &[("households", households.into())]);
    out.push_str(&format!("<div class=\"lead\">{}</div>\n", paragraph(&format!("{what} {}", view.say("page-what-2")))));
    out.push_str("</header>\n");
    out
}

/// Links to the articles; that of the article itself is marked.
fn switch(here: Lang, texts: &Texts) -> String {
    let mut out = format!("<nav class=\"switch\" aria-label=\"{}\">", escape(&texts.say("page-languages", &[])));
    for lang in Lang::ALL {
        let (code, name) = (lang.code(), Texts::new(lang).say("lang-name", &[]));
        let mark = if lang == here { " aria-current=\"true\"" } else { "" };
        let _ = write!(out, "<a href=\"#{code}\" lang=\"{code}\" hreflang=\"{code}\"{mark}>{}</a>", escape(&name));
    }
    out.push_str("</nav>\n");
    out
}

/// An id that no other language of the page has.
fn id(lang: Lang, name: &str) -> String {
    format!("{}-{name}", lang.code())
}

fn contents<'a>(texts: &Texts, sections: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = format!("<nav class=\"contents\" aria-label=\"{}\"><ol>\n", escape(&texts.say("page-contents", &[])));
    for (name, key) in sections {
        let _ = writeln!(out, "<li><a href=\"#{}\">{}</a></li>", id(texts.lang(), name), escape(&texts.say(key, &[])));
    }
    out.push_str("</ol></nav>\n");
    out
}

#[cfg(test)]
mod fairness_tests;
#[cfg(test)]
mod tests;
