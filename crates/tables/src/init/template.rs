//! What the template package holds: one description from which the folder and the workbook are made. Its sentences stand
//! in `locales/*/init.ftl`; here are their keys.

/// A table of the template.
pub(super) struct TemplateTable {
    /// File stem and sheet name.
    pub(super) name: &'static str,
    /// Key of the sentence that says what it is for.
    pub(super) about: &'static str,
    /// Whether a package must have it.
    pub(super) required: bool,
    pub(super) columns: &'static [TemplateColumn],
    /// Rows, each with a cell for every column; empty text is an empty cell.
    pub(super) rows: &'static [&'static [&'static str]],
}

/// A column of a table.
pub(super) struct TemplateColumn {
    pub(super) name: &'static str,
    pub(super) required: bool,
    /// Key of the sentence that says what it holds.
    pub(super) about: &'static str,
    pub(super) holds: Holds,
}

/// What may stand in a column.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// Any text; kept as text by a spreadsheet, so that `0110` keeps its zero.
    Text,
    Number,
    Day,
    /// One of these words and no other.
    Words(&'static [&'static str]),
    /// One of these words, or another that the programme knows.
    Suggested(&'static [&'static str]),
    /// A key that stands in the first column of this table.
    KeyOf(&'static str),
}

const fn must(name: &'static str, holds: Holds, about: &'static str) -> TemplateColumn {
    TemplateColumn { name, required: true, about, holds }
}

const fn may(name: &'static str, holds: Holds, about: &'static str) -> TemplateColumn {
    TemplateColumn { name, required: false, about, holds }
}

use Holds::{Day, KeyOf, Number, Suggested, Text, Words};

const CAPACITIES: Holds = Suggested(&["kandas", "resettler", "school-kk"]);
const STREAMS: Holds = Suggested(&["kandas", "resettler"]);
const HOUSEHOLD: TemplateColumn = must("household", KeyOf("households"), "init-household");
const REGION: TemplateColumn = must("region", KeyOf("regions"), "init-region");

/// Every table of the template but the programme.
pub(super) const TABLES: [TemplateTable; 8] = [
    TemplateTable {
        name: "regions",
        about: "init-regions",
        required: true,
        columns: &[
            must("region", Text, "init-regions-region"),
            may("name_kk", Text, "init-regions-name_kk"),
            may("name_ru", Text, "init-regions-name_ru"),
            may("name_en", Text, "init-regions-name_en"),
            may("tile_x", Number, "init-regions-tile_x"),
            may("tile_y", Number, "init-regions-tile_y"),
            may("work_factor", Number, "init-regions-work_factor"),
        ],
        rows: &[
            &["KZ-39", "Қостанай облысы", "Костанайская область", "Kostanay Region", "0", "0", "1"],
            &[
                "KZ-59",
                "Солтүстік Қазақстан облысы",
                "Северо-Казахстанская область",
                "North Kazakhstan Region",
                "1",
                "0",
                "1",
            ],
            &["KZ-55", "Павлодар облысы", "Павлодарская область", "Pavlodar Region", "2", "0", "1"],
        ],
    },
    TemplateTable {
        name: "capacities",
        about: "init-capacities",
        required: true,
        columns: &[
            REGION,
            must("capacity", CAPACITIES, "init-capacities-capacity"),
            must("places", Number, "init-capacities-places"),
            may("minimum", Number, "init-capacities-minimum"),
            may("period", Text, "init-capacities-period"),
        ],
        rows: &[
            &["KZ-39", "kandas", "40", "", "2026"],
            &["KZ-59", "kandas", "60", "", "2026"],
            &["KZ-55", "kandas", "50", "", "2026"],
            &["KZ-39", "resettler", "80", "", "2026"],
            &["KZ-59", "resettler", "100", "", "2026"],
            &["KZ-55", "resettler", "90", "", "2026"],
            &["KZ-59", "school-kk", "25", "", "2026"],
        ],
    },
    TemplateTable {
        name: "openings",
        about: "init-openings",
        required: false,
        columns: &[
            REGION,
            must("occupation", Text, "init-openings-occupation"),
            must("openings", Number, "init-openings-openings"),
        ],
        rows: &[&["KZ-55", "7212", "4"], &["KZ-39", "2221", "3"], &["KZ-59", "2341", "2"]],
    },
    TemplateTable {
        name: "households",
        about: "init-households",
        required: true,
        columns: &[
            must("household", Text, "init-households-household"),
            may("stream", STREAMS, "init-households-stream"),
            may("priority", Number, "init-households-priority"),
            may("applied", Day, "init-households-applied"),
            may("arrived", Day, "init-households-arrived"),
            may("origin", Text, "init-households-origin"),
        ],
        rows: &[&["H-1", "kandas", "", "2026-02-10", "2026-01-20", "Mongolia"]],
    },
    TemplateTable {
        name: "people",
        about: "init-people",
        required: true,
        columns: &[
            must("person", Text, "init-people-person"),
            must("household", KeyOf("households"), "init-people-household"),
            must("birth_year", Number, "init-people-birth_year"),
            may("sex", Words(&["female", "male"]), "init-people-sex"),
            may("occupation", Text, "init-people-occupation"),
            may("education", Words(&["none", "secondary", "vocational", "higher", "unknown"]), "init-people-education"),
            may("languages", Text, "init-people-languages"),
            may("works", Words(&["yes", "no"]), "init-people-works"),
            may("needs", Text, "init-people-needs"),
        ],
        rows: &[
            &["H-1-1", "H-1", "1988", "male", "7212", "vocational", "kk", "yes", ""],
            &["H-1-2", "H-1", "1990", "female", "2221", "higher", "kk;ru", "yes", ""],
            &["H-1-3", "H-1", "2017", "female", "", "", "kk", "no", ""],
        ],
    },
    TemplateTable {
        name: "ties",
        about: "init-ties",
        required: false,
        columns: &[
            HOUSEHOLD,
            must("to", Text, "init-ties-to"),
            must("tie", Words(&["must", "prefer"]), "init-ties-tie"),
            may("relation", Text, "init-ties-relation"),
        ],
        rows: &[],
    },
    TemplateTable {
        name: "wishes",
        about: "init-wishes",
        required: false,
        columns: &[HOUSEHOLD, REGION, must("rank", Text, "init-wishes-rank")],
        rows: &[],
    },
    TemplateTable {
        name: "locks",
        about: "init-locks",
        required: false,
        columns: &[
            HOUSEHOLD,
            REGION,
            must("lock", Words(&["pin", "forbid", "exception"]), "init-locks-lock"),
            may("reason", Text, "init-locks-reason"),
            may("author", Text, "init-locks-author"),
            may("at", Day, "init-locks-at"),
        ],
        rows: &[],
    },
];

/// A line of the workbook's programme sheet.
pub(super) struct ProgrammeLine {
    /// Dotted key; a capacity is named by its place in the key.
    pub(super) key: &'static str,
    pub(super) value: ProgrammeValue,
    /// Keys of the sentences that say what it is.
    pub(super) about: &'static [&'static str],
}

/// What stands beside a key.
#[derive(Clone, Copy)]
pub(super) enum ProgrammeValue {
    Text(&'static str),
    /// A text in the language of the reader, by its key.
    Said(&'static str),
    Number(f64),
    Truth(bool),
    /// One of some words.
    OneOf(&'static str, &'static [&'static str]),
}

const fn line(key: &'static str, value: ProgrammeValue, about: &'static [&'static str]) -> ProgrammeLine {
    ProgrammeLine { key, value, about }
}

const OTHERWISE: &[&str] = &["none", "unlimited"];

/// `programme.toml` as lines of two columns.
pub(super) const PROGRAMME: [ProgrammeLine; 30] = [
    line("name", ProgrammeValue::Said("init-my-programme"), &["init-key-name"]),
    line("year", ProgrammeValue::Number(2026.0), &["init-key-year"]),
    line("seed", ProgrammeValue::Number(0.0), &["init-key-seed"]),
    line("synthetic", ProgrammeValue::Truth(false), &["init-key-synthetic"]),
    line("capacity.kandas.counts", ProgrammeValue::Text("stream=kandas"), &["init-key-counts-sheet"]),
    line("capacity.kandas.otherwise", ProgrammeValue::OneOf("none", OTHERWISE), &["init-key-otherwise"]),
    line("capacity.resettler.counts", ProgrammeValue::Text("stream=resettler"), &["init-as-above"]),
    line("capacity.resettler.otherwise", ProgrammeValue::OneOf("none", OTHERWISE), &["init-as-above"]),
    line("capacity.school-kk.counts", ProgrammeValue::Text("age=6..17; language=kk"), &["init-key-counts-school"]),
    line("capacity.school-kk.otherwise", ProgrammeValue::OneOf("unlimited", OTHERWISE), &["init-as-above"]),
    line("value.kin", ProgrammeValue::Number(0.25), &["init-key-kin"]),
    line("value.wish", ProgrammeValue::Number(0.1), &["init-key-wish"]),
    line("outlook.working_age", ProgrammeValue::Text("16..62"), &["init-key-working_age"]),
    line("outlook.matched", ProgrammeValue::Text("0.5; 0.6; 0.7; 0.8"), &["init-key-matched"]),
    line("outlook.regional", ProgrammeValue::Text("work_factor"), &["init-key-regional"]),
    line("outlook.base.none", ProgrammeValue::Number(0.25), &["init-key-base-none"]),
    line("outlook.base.secondary", ProgrammeValue::Number(0.35), &["init-key-base-secondary"]),
    line("outlook.base.vocational", ProgrammeValue::Number(0.45), &["init-key-base-vocational"]),
    line("outlook.base.higher", ProgrammeValue::Number(0.5), &["init-key-base-higher"]),
    line("outlook.base.unknown", ProgrammeValue::Number(0.3), &["init-key-base-unknown"]),
    line(
        "inclusion.rule",
        ProgrammeValue::OneOf("value", &["value", "order", "everyone"]),
        &["init-key-inclusion", "init-key-inclusion-rule"],
    ),
    line("arrivals.futures", ProgrammeValue::Number(8.0), &["init-key-futures"]),
    line("arrivals.prior", ProgrammeValue::Number(200.0), &["init-key-prior"]),
    line("arrivals.backlog", ProgrammeValue::Number(0.0), &["init-key-backlog"]),
    line("arrivals.month", ProgrammeValue::Number(0.15), &["init-key-month"]),
    line("arrivals.quarter", ProgrammeValue::Number(0.4), &["init-key-quarter"]),
    line(
        "fairness.rule",
        ProgrammeValue::OneOf("none", &["none", "floor", "proportional", "max-min"]),
        &["init-key-fairness", "init-key-fairness-rule"],
    ),
    line(
        "fairness.against",
        ProgrammeValue::OneOf("quota-only", &["quota-only", "first-come", "random"]),
        &["init-key-against", "init-key-against-sheet"],
    ),
    line("wishes.loss", ProgrammeValue::Number(0.02), &["init-key-loss"]),
    line("wishes.floor", ProgrammeValue::Number(0.98), &["init-key-floor", "init-key-veto-sheet", "init-key-veto"]),
];
