//! What the template package holds: one description from which the folder and the workbook are made.

/// A table of the template.
pub(super) struct TemplateTable {
    /// File stem and sheet name.
    pub(super) name: &'static str,
    /// What it is for, in a sentence.
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
const HOUSEHOLD: TemplateColumn = must("household", KeyOf("households"), "A household of the table households.");
const REGION: TemplateColumn = must("region", KeyOf("regions"), "A region of the table regions.");

/// Every table of the template but the programme.
pub(super) const TABLES: [TemplateTable; 8] = [
    TemplateTable {
        name: "regions",
        about: "The regions where people are placed.",
        required: true,
        columns: &[
            must("region", Text, "Key of the region: its ISO 3166-2 code. Each key stands once."),
            may("name_kk", Text, "Name in Kazakh."),
            may("name_ru", Text, "Name in Russian."),
            may("name_en", Text, "Name in English."),
            may("tile_x", Number, "Column of the region's tile on the map of the report, from 0 at the left."),
            may("tile_y", Number, "Row of the region's tile on the map, from 0 at the top."),
            may(
                "work_factor",
                Number,
                "Multiplies the base chance of work in this region; empty = 1. An assumption unless programme says it was measured.",
            ),
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
        about: "How much of each capacity a region has. A region and a capacity stand together once.",
        required: true,
        columns: &[
            REGION,
            must("capacity", CAPACITIES, "A capacity that the programme names."),
            must("places", Number, "At most so much is used there. A whole number."),
            may("minimum", Number, "At least so much is used there. Empty = no minimum."),
            may("period", Text, "The period for which the places are given, in your words."),
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
        about: "Jobs of one occupation that are wanted in one region. A region and an occupation stand together once.",
        required: false,
        columns: &[
            REGION,
            must(
                "occupation",
                Text,
                "Occupation by its ISCO-08 code, one to four digits: 7212 are welders, 72 all metal workers.",
            ),
            must("openings", Number, "How many. A whole number."),
        ],
        rows: &[&["KZ-55", "7212", "4"], &["KZ-39", "2221", "3"], &["KZ-59", "2341", "2"]],
    },
    TemplateTable {
        name: "households",
        about: "The households to be placed. People who move together are one household and are never split.",
        required: true,
        columns: &[
            must(
                "household",
                Text,
                "Key of the household. Each key stands once. Use a number of the case, not a name.",
            ),
            may("stream", STREAMS, "Kind of mover, as the programme's capacities count it."),
            may("priority", Number, "Priority class: 1 is placed before 2, and so on. Empty comes after every number."),
            may("applied", Day, "Day of application, like 2026-02-10. Needed for the inclusion rule `order`."),
            may("arrived", Day, "Day of arrival."),
            may("origin", Text, "Country or region of origin."),
        ],
        rows: &[&["H-1", "kandas", "", "2026-02-10", "2026-01-20", "Mongolia"]],
    },
    TemplateTable {
        name: "people",
        about: "The members of the households, one row each. May be absent when scores are given.",
        required: true,
        columns: &[
            must("person", Text, "Key of the person. Each key stands once."),
            must("household", KeyOf("households"), "The household that the person moves with."),
            must("birth_year", Number, "Year of birth."),
            may("sex", Words(&["female", "male"]), "Sex as recorded. It never enters the value of a placement."),
            may("occupation", Text, "Occupation by its ISCO-08 code, one to four digits. Empty = unknown."),
            may(
                "education",
                Words(&["none", "secondary", "vocational", "higher", "unknown"]),
                "Highest level completed. Empty = unknown: kept and shown, never guessed.",
            ),
            may("languages", Text, "Languages spoken, by code, with semicolons between: kk;ru."),
            may("works", Words(&["yes", "no"]), "Whether the person can work. Empty = judged by age alone."),
            may("needs", Text, "Needs that a place must meet, with semicolons between: dialysis."),
        ],
        rows: &[
            &["H-1-1", "H-1", "1988", "male", "7212", "vocational", "kk", "yes", ""],
            &["H-1-2", "H-1", "1990", "female", "2221", "higher", "kk;ru", "yes", ""],
            &["H-1-3", "H-1", "2017", "female", "", "", "kk", "no", ""],
        ],
    },
    TemplateTable {
        name: "ties",
        about: "Bonds of a household to a region or to another household.",
        required: false,
        columns: &[
            HOUSEHOLD,
            must("to", Text, "A region of the table regions, or a household of the table households."),
            must(
                "tie",
                Words(&["must", "prefer"]),
                "must = obeyed; prefer = worth `value.kin` of the programme when satisfied.",
            ),
            may("relation", Text, "The relation, in your words."),
        ],
        rows: &[],
    },
    TemplateTable {
        name: "wishes",
        about: "What households wish. A household and a region stand together once.",
        required: false,
        columns: &[
            HOUSEHOLD,
            REGION,
            must("rank", Text, "1 for the first wish, 2 for the second, and so on; veto = not there."),
        ],
        rows: &[],
    },
    TemplateTable {
        name: "locks",
        about: "Decisions of people that the engine obeys.",
        required: false,
        columns: &[
            HOUSEHOLD,
            REGION,
            must(
                "lock",
                Words(&["pin", "forbid", "exception"]),
                "pin = there and nowhere else, never waiting; forbid = not there; exception = pinned there above quota in the best interest of a child.",
            ),
            must("reason", Text, "Why it was decided."),
            must("author", Text, "Who decided it."),
            must("at", Day, "Day of the decision, like 2026-03-01."),
        ],
        rows: &[],
    },
];

/// A line of the workbook's programme sheet.
pub(super) struct ProgrammeLine {
    /// Dotted key; a capacity is named by its place in the key.
    pub(super) key: &'static str,
    pub(super) value: ProgrammeValue,
    pub(super) about: &'static str,
}

/// What stands beside a key.
#[derive(Clone, Copy)]
pub(super) enum ProgrammeValue {
    Text(&'static str),
    Number(f64),
    Truth(bool),
    /// One of some words.
    OneOf(&'static str, &'static [&'static str]),
}

const fn line(key: &'static str, value: ProgrammeValue, about: &'static str) -> ProgrammeLine {
    ProgrammeLine { key, value, about }
}

const OTHERWISE: &[&str] = &["none", "unlimited"];

/// `programme.toml` as lines of two columns.
pub(super) const PROGRAMME: [ProgrammeLine; 31] = [
    line("name", ProgrammeValue::Text("My programme"), "Required. Name of the programme, shown on every page."),
    line(
        "year",
        ProgrammeValue::Number(2026.0),
        "Required. Year of the placement. Ages are counted as year - birth_year.",
    ),
    line(
        "seed",
        ProgrammeValue::Number(0.0),
        "Seed of every random choice. The same tables and seed give the same plan.",
    ),
    line(
        "synthetic",
        ProgrammeValue::Truth(false),
        "TRUE when the people are not real. It is then said wherever a number is shown.",
    ),
    line(
        "capacity.kandas.counts",
        ProgrammeValue::Text("stream=kandas"),
        "Required for each capacity; `kandas` is its name. persons, households, or conditions with semicolons between: stream=, origin=, age=6..17, language=kk, needs=, occupation=22, unit=households, column=.",
    ),
    line(
        "capacity.kandas.otherwise",
        ProgrammeValue::OneOf("none", OTHERWISE),
        "What a region without a row on the sheet capacities has of it: none or unlimited.",
    ),
    line(
        "capacity.resettler.counts",
        ProgrammeValue::Text("stream=resettler"),
        "As above, for the capacity `resettler`.",
    ),
    line("capacity.resettler.otherwise", ProgrammeValue::OneOf("none", OTHERWISE), "As above."),
    line(
        "capacity.school-kk.counts",
        ProgrammeValue::Text("age=6..17; language=kk"),
        "School seats taught in Kazakh: members of these ages who speak the language. Every condition must hold.",
    ),
    line("capacity.school-kk.otherwise", ProgrammeValue::OneOf("unlimited", OTHERWISE), "As above."),
    line(
        "value.kin",
        ProgrammeValue::Number(0.25),
        "What one satisfied tie of the kind prefer is worth, in expected people in work.",
    ),
    line(
        "value.wish",
        ProgrammeValue::Number(0.1),
        "What a household's first wish is worth; its second half of that, its third a third.",
    ),
    line(
        "outlook.working_age",
        ProgrammeValue::Text("16..62"),
        "Ages at which people are expected to work, both ends included.",
    ),
    line(
        "outlook.matched",
        ProgrammeValue::Text("0.5; 0.6; 0.7; 0.8"),
        "Chance of work when matched to an opening that shares 1, 2, 3, 4 ISCO-08 digits. An assumption.",
    ),
    line(
        "outlook.regional",
        ProgrammeValue::Text("work_factor"),
        "Column of the sheet regions whose number multiplies the base chance there.",
    ),
    line(
        "outlook.base.none",
        ProgrammeValue::Number(0.25),
        "Chance of work without a matched opening, no completed school. An assumption.",
    ),
    line("outlook.base.secondary", ProgrammeValue::Number(0.35), "The same, general secondary school."),
    line("outlook.base.vocational", ProgrammeValue::Number(0.45), "The same, technical and vocational."),
    line("outlook.base.higher", ProgrammeValue::Number(0.5), "The same, higher education."),
    line("outlook.base.unknown", ProgrammeValue::Number(0.3), "The same, education not known."),
    line(
        "inclusion.rule",
        ProgrammeValue::OneOf("value", &["value", "order", "everyone"]),
        "Who is placed when places are short, within a priority class: value = highest total; order = by date of application; everyone = all, or the run says why not.",
    ),
    line(
        "arrivals.futures",
        ProgrammeValue::Number(8.0),
        "For families who come all year (qonys year): rests of the year that are sampled at every sitting.",
    ),
    line(
        "arrivals.prior",
        ProgrammeValue::Number(200.0),
        "Past years count as so many families against those seen this year.",
    ),
    line(
        "arrivals.backlog",
        ProgrammeValue::Number(0.0),
        "What a backlog as long as a region's whole year would cost for each place; 0 = regions are not balanced over time.",
    ),
    line(
        "arrivals.month",
        ProgrammeValue::Number(0.15),
        "Largest share of a region's places given in one month, where period in the sheet capacities says month.",
    ),
    line("arrivals.quarter", ProgrammeValue::Number(0.4), "The same for a quarter."),
    line(
        "fairness.rule",
        ProgrammeValue::OneOf("none", &["none", "floor", "proportional", "max-min"]),
        "What groups are promised; none = nothing.",
    ),
    line(
        "fairness.against",
        ProgrammeValue::OneOf("quota-only", &["quota-only", "first-come", "random"]),
        "The default policy that plans are held against. Groups are named in a programme.toml, or in one column of TOML here.",
    ),
    line("wishes.loss", ProgrammeValue::Number(0.02), "trade-up: share of the value that exchanges may cost."),
    line(
        "wishes.floor",
        ProgrammeValue::Number(0.98),
        "priority-with-floor: share of the highest value to be reached.",
    ),
    line(
        "wishes.veto",
        ProgrammeValue::OneOf("hard", &["hard", "soft"]),
        "hard: a veto closes a region; soft: it is the last choice. The rule stands in wishes.rule; without it weight.",
    ),
];
