//! `qonys what-if`: a change applied to the tables, both placed, the difference beside what the prices foretold.

use crate::args::WhatIfArgs;
use crate::clock::Clock;
use crate::compare::{called, files, record, with_titles};
use crate::outputs::{stage, write_error};
use crate::place::placed;
use crate::progress::ProgressLine;
use crate::reading::{self, Opened};
use crate::setting_text::setting_fault;
use crate::terminal::{Stop, Terminal};
use qonys::compare::{Of, Prices, Side, compare, curve_point, forecast};
use qonys_model::{Comparison, Curve, CurvePoint, Fault, Outcome, Package};
use qonys_report::{Arg, ComparePage, Lang, Texts, WhatIfText, compare_html, compare_summary, curve_summary};
use qonys_tables::{
    ChangeRecord, Changed, CompareFacts, Setting, Source, Sweep, apply_setting, compare_csv, compare_json, curve_csv,
    parse_setting, parse_sweep, read_source,
};
use std::collections::BTreeMap;

pub fn run(args: &WhatIfArgs, terminal: &Terminal) -> Result<(), Stop> {
    let clock = Clock::start();
    let line = ProgressLine::new(&terminal.texts);
    line.step("progress-reading");
    if args.set.is_empty() && args.sweep.is_none() {
        return Err(Stop::Usage(terminal.texts.say("whatif-needs-change", &[])));
    }
    let (settings, sweep) = understood(args, terminal)?;
    let start = reading::opened(&args.package, terminal)?;
    let (source, changed) = applied(&start, &settings, terminal)?;
    let b = reread(&source, &start, terminal)?;
    let inputs = &start.source.inputs;
    let place = |package: &Package| placed((package, inputs), &args.engine, &clock, &line, terminal);
    let outcome_a = place(&start.package)?;
    let outcome_b = if settings.is_empty() { outcome_a.clone() } else { place(&b)? };
    let name_a = args.package.display().to_string();
    let name_b = args.set.join(", ");
    let comparison = compare(
        &Side { name: &name_a, package: &start.package, of: Of::Outcome(&outcome_a) },
        &Side { name: &name_b, package: &b, of: Of::Outcome(&outcome_b) },
    );
    let prices = Prices::of(&start.package, &outcome_a);
    let foretold = (!settings.is_empty()).then(|| forecast(&start.package, &prices, &b));
    let curve = match &sweep {
        Some(sweep) => Some(swept(sweep, &source, (&b, &outcome_b), terminal, &place)?),
        None => None,
    };
    let shown =
        Shown { args, comparison: &comparison, changed: &changed, foretold: foretold.as_ref(), curve: curve.as_ref() };
    let facts = facts(args, &start, &changed, &clock);
    let json =
        compare_json(shown.sides(), shown.foretold, shown.curve, &facts).map_err(|e| write_error(terminal, &e))?;
    let mut written = Vec::new();
    if let Some(folder) = &args.out {
        line.step("progress-writing");
        let page = page(&shown, &b, &start, terminal);
        written.push(("what-if.html".to_owned(), page.into_bytes()));
        written.push(("what-if.json".to_owned(), json.clone()));
        if let Some(comparison) = shown.sides() {
            written.push(("what-if.csv".to_owned(), compare_csv(comparison)));
        }
        if let Some(curve) = &curve {
            written.push(("what-if-curve.csv".to_owned(), curve_csv(curve)));
        }
        stage(terminal, folder, &written)?;
    }
    drop(line);
    if args.json {
        terminal.out(&String::from_utf8_lossy(&json));
    } else {
        let mut text = shown.summary(&terminal.texts);
        if let Some(folder) = &args.out {
            text.push_str(&files(terminal, folder, &written, &clock));
        }
        terminal.out(&text);
    }
    Ok(())
}

/// What is told of a what-if, everywhere alike.
struct Shown<'a> {
    args: &'a WhatIfArgs,
    comparison: &'a Comparison,
    changed: &'a [Changed],
    foretold: Option<&'a qonys_model::Forecast>,
    curve: Option<&'a Curve>,
}

impl Shown<'_> {
    /// The two sides, when something was set.
    fn sides(&self) -> Option<&Comparison> {
        (!self.args.set.is_empty()).then_some(self.comparison)
    }

    fn summary(&self, texts: &Texts) -> String {
        let changed = changes(texts, self.changed);
        let what_if = WhatIfText { changed: &changed, forecast: self.foretold, curve: self.curve };
        match (self.sides(), self.curve) {
            (Some(comparison), _) => compare_summary(texts, comparison, &what_if),
            (None, Some(curve)) => curve_summary(texts, curve),
            (None, None) => String::new(),
        }
    }
}

fn understood(args: &WhatIfArgs, terminal: &Terminal) -> Result<(Vec<Setting>, Option<Sweep>), Stop> {
    let mut said = Vec::new();
    let mut settings = Vec::new();
    for text in &args.set {
        match parse_setting(text) {
            Ok(setting) => settings.push(setting),
            Err(fault) => said.push(setting_fault(&terminal.texts, &fault)),
        }
    }
    let sweep = match args.sweep.as_deref().map(parse_sweep) {
        Some(Ok(sweep)) => Some(sweep),
        Some(Err(fault)) => {
            said.push(setting_fault(&terminal.texts, &fault));
            None
        }
        None => None,
    };
    if said.is_empty() { Ok((settings, sweep)) } else { Err(Stop::Usage(said.join("\n"))) }
}

/// The tables with every setting written in, one after the other. All that are not understood are said at once.
fn applied(start: &Opened, settings: &[Setting], terminal: &Terminal) -> Result<(Source, Vec<Changed>), Stop> {
    let mut source = start.source.clone();
    let (mut changed, mut said) = (Vec::new(), Vec::new());
    let mut package = start.package.clone();
    for (at, setting) in settings.iter().enumerate() {
        match apply_setting(&mut source, &package, setting) {
            Ok(change) => changed.push(change),
            Err(fault) => said.push(setting_fault(&terminal.texts, &fault)),
        }
        if said.is_empty() && at + 1 < settings.len() {
            package = reread(&source, start, terminal)?;
        }
    }
    if said.is_empty() { Ok((source, changed)) } else { Err(Stop::Usage(said.join("\n"))) }
}

/// The changed tables, judged as files are.
fn reread(source: &Source, start: &Opened, terminal: &Terminal) -> Result<Package, Stop> {
    let (package, faults) = read_source(source, start.opening_faults.clone());
    package.ok_or_else(|| refused(&faults, terminal))
}

/// The end of a command whose changed tables contradict themselves.
fn refused(faults: &[Fault], terminal: &Terminal) -> Stop {
    if !terminal.json {
        terminal.err(&terminal.texts.say("whatif-refused", &[]));
    }
    reading::refused(faults, terminal)
}

/// Places every step. A step whose package contradicts itself, or has no plan, is a gap in the curve.
fn swept(
    sweep: &Sweep,
    source: &Source,
    (base, outcome): (&Package, &Outcome),
    terminal: &Terminal,
    place: &dyn Fn(&Package) -> Result<Outcome, Stop>,
) -> Result<Curve, Stop> {
    let prices = Prices::of(base, outcome);
    let mut curve = Curve { what: sweep.target.clone(), points: Vec::new() };
    let fault = |fault| Stop::Usage(setting_fault(&terminal.texts, &fault));
    let (mut at_odds, mut no_plan) = (None, None);
    for &point in &sweep.points {
        let text = sweep.at(point);
        let mut changed_source = source.clone();
        let setting = parse_setting(&text).map_err(fault)?;
        let changed = apply_setting(&mut changed_source, base, &setting).map_err(fault)?;
        curve.what.clone_from(&changed.what);
        let number = changed.number.unwrap_or(point);
        let (package, faults) = read_source(&changed_source, Vec::new());
        let Some(package) = package else {
            at_odds.get_or_insert(faults);
            let at_most = f64::NAN;
            curve.points.push(CurvePoint {
                setting: text,
                number,
                measures: Vec::new(),
                plan: None,
                tangent: None,
                at_most,
            });
            continue;
        };
        let solved = match place(&package) {
            Ok(outcome) => Some(outcome),
            Err(Stop::Message(text)) => {
                no_plan.get_or_insert(text);
                None
            }
            Err(stop) => return Err(stop),
        };
        curve.points.push(curve_point(
            (base, outcome, &prices),
            (&package, solved.as_ref()),
            (text, &changed.what, number),
        ));
    }
    if curve.points.iter().any(|point| point.plan.is_some()) {
        return Ok(curve);
    }
    // a curve of gaps shows nothing: why the first step cannot be does
    Err(match (at_odds, no_plan) {
        (Some(faults), _) => refused(&faults, terminal),
        (None, text) => Stop::Message(text.unwrap_or_default()),
    })
}

fn changes(texts: &Texts, changed: &[Changed]) -> Vec<String> {
    let nothing = || texts.say("whatif-nothing", &[]);
    let line = |change: &Changed| {
        let side = |value: &Option<String>| Arg::Text(value.clone().unwrap_or_else(nothing));
        let args = [
            ("what", Arg::Text(change.what.clone())),
            ("before", side(&change.before)),
            ("after", side(&change.after)),
        ];
        texts.say("whatif-changed", &args)
    };
    changed.iter().map(line).collect()
}

fn facts(args: &WhatIfArgs, start: &Opened, changed: &[Changed], clock: &Clock) -> CompareFacts {
    let change = |c: &Changed| ChangeRecord {
        setting: c.setting.clone(),
        what: c.what.clone(),
        before: c.before.clone(),
        after: c.after.clone(),
    };
    let mut options = crate::compare::options(&args.engine);
    options.insert("sweep".to_owned(), serde_json::json!(args.sweep));
    CompareFacts {
        qonys: env!("CARGO_PKG_VERSION").to_owned(),
        inputs: start.source.inputs.clone(),
        options,
        changes: changed.iter().map(change).collect(),
        seconds: clock.seconds(),
    }
}

fn page(shown: &Shown<'_>, b: &Package, start: &Opened, terminal: &Terminal) -> String {
    let texts = Lang::ALL.map(Texts::new);
    let changed = texts.each_ref().map(|texts| changes(texts, shown.changed));
    let mut options: BTreeMap<_, _> = crate::compare::options(&shown.args.engine);
    options.insert("set".to_owned(), serde_json::json!(shown.args.set));
    options.insert("sweep".to_owned(), serde_json::json!(shown.args.sweep));
    let seed = shown.args.engine.seed.unwrap_or(b.programme.seed);
    let (a, b_name) = (called(&shown.args.package), shown.comparison.b.name.clone());
    compare_html(&ComparePage {
        comparison: &with_titles(shown.comparison, a, b_name),
        with_sides: shown.sides().is_some(),
        changed: &changed,
        what_if: WhatIfText { changed: &[], forecast: shown.foretold, curve: shown.curve },
        assumptions: &qonys::assumptions(b),
        record: &record(&start.source.inputs, seed, &options),
        first_language: terminal.texts.lang(),
    })
}
