//! Faults of a package: code + what + where + what to do.
//!
//! This list of codes and `locales/{kk,ru,en}/faults.ftl` are the one table of faults: the file of each language
//! holds, for the key of every code, the sentence (`key = ...`) and the advice (`key.fix = ...`).
//! `docs/errors.md` is generated from them.

use crate::{Row, Table};
use serde::Serialize;

/// Whether a fault stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The package cannot be used.
    Error,
    /// The package can be used; somebody should look.
    Warning,
}

macro_rules! fault_codes {
    ($($(#[$doc:meta])* $name:ident $code:literal $key:literal $severity:ident),* $(,)?) => {
        /// What is wrong. Codes are stable: they are never renumbered or given to another fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FaultCode { $($(#[$doc])* $name),* }

        impl FaultCode {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code, `Q` and three digits.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// The key of its sentences in `locales/*/faults.ftl`.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// Whether it stops the run.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }
        }
    };
}

fault_codes! {
    // 1xx: the package as files
    /// There is nothing at the path.
    PackageMissing "Q101" "package-missing" Error,
    /// A file that must be there is not.
    FileMissing "Q102" "file-missing" Error,
    /// A folder stands where a file should.
    FolderInsteadOfFile "Q103" "folder-instead-of-file" Error,
    /// A file of 0 bytes, or with nothing but blanks.
    FileEmpty "Q104" "file-empty" Error,
    /// The operating system refused to read it.
    FileUnreadable "Q105" "file-unreadable" Error,
    /// Neither UTF-8 nor Windows-1251.
    EncodingUnknown "Q106" "encoding-unknown" Error,
    /// Larger than a table may be.
    FileTooLarge "Q107" "file-too-large" Error,
    /// Not a workbook, though it is called one.
    XlsxNotAWorkbook "Q108" "xlsx-not-a-workbook" Error,
    /// The workbook is encrypted.
    XlsxEncrypted "Q109" "xlsx-encrypted" Error,
    /// The workbook unpacks to more than a table may be.
    XlsxTooLarge "Q110" "xlsx-too-large" Error,
    /// The same table is given twice (e.g. `people.csv` and `people.xlsx`).
    TableTwice "Q111" "table-twice" Error,
    /// A file or sheet that is no table of a package.
    TableUnknown "Q112" "table-unknown" Warning,
    /// More faults of one code in one table than are listed: how many more.
    FaultsNotListed "Q113" "faults-not-listed" Warning,
    /// A single file that is no workbook where a package should be (e.g. `people.csv` instead of its folder).
    PackageNotAFolder "Q114" "package-not-a-folder" Error,
    /// A table in a format that is not read (e.g. `scores.parquet`, `people.ods`).
    TableFormat "Q115" "table-format" Error,
    /// No sheet of a workbook holds a plan: household and region side by side.
    PlanSheetMissing "Q116" "plan-sheet-missing" Error,
    /// A folder that a run wrote where a package should be.
    ResultsNotAPackage "Q117" "results-not-a-package" Error,
    // 2xx: the shape of a table
    /// A column that must be there is not.
    ColumnMissing "Q201" "column-missing" Error,
    /// The same column twice.
    ColumnTwice "Q202" "column-twice" Error,
    /// A column that nothing reads.
    ColumnUnknown "Q203" "column-unknown" Warning,
    /// A row with more cells than the header.
    RowTooLong "Q204" "row-too-long" Error,
    /// Quotes that do not close, or a cell that is not text.
    RowUnreadable "Q205" "row-unreadable" Error,
    /// A header without records where records must be.
    TableWithoutRows "Q206" "table-without-rows" Error,
    /// A cell that must not be empty is.
    CellEmpty "Q207" "cell-empty" Error,
    // 3xx: a cell
    /// Not a date, or no such day.
    DateUnreadable "Q301" "date-unreadable" Error,
    /// A date or year that cannot be (e.g. born after the programme's year).
    DateImpossible "Q302" "date-impossible" Error,
    /// Not a number.
    NumberUnreadable "Q303" "number-unreadable" Error,
    /// Not a finite number: NaN, infinite, 1e400.
    NumberNotFinite "Q304" "number-not-finite" Error,
    /// A negative number where none can be.
    NumberNegative "Q305" "number-negative" Error,
    /// A fraction where a whole number must be.
    NumberNotWhole "Q306" "number-not-whole" Error,
    /// A whole number larger than can be counted with (4 294 967 295), or any larger than can be computed with
    /// ([`LARGEST_NUMBER`](crate::LARGEST_NUMBER)).
    NumberTooLarge "Q307" "number-too-large" Error,
    /// Not an ISCO-08 code.
    OccupationUnknown "Q308" "occupation-unknown" Error,
    /// None of the words that may stand there.
    WordUnknown "Q309" "word-unknown" Error,
    /// Education that is no known level: kept as unknown.
    EducationUnknown "Q310" "education-unknown" Warning,
    /// A further column of `regions` that holds numbers, but not in this cell: the column is left out.
    FigureUnreadable "Q311" "figure-unreadable" Warning,
    /// A rank or priority below 1.
    NumberBelowOne "Q312" "number-below-one" Error,
    /// A number too far below 0 to be computed with ([`LARGEST_NUMBER`](crate::LARGEST_NUMBER)).
    NumberTooSmall "Q313" "number-too-small" Error,
    // 4xx: references
    /// An id that stands twice.
    IdTwice "Q401" "id-twice" Error,
    /// A region that `regions` does not list.
    RegionUnknown "Q402" "region-unknown" Error,
    /// A capacity that `programme.toml` does not name.
    CapacityUnknown "Q403" "capacity-unknown" Error,
    /// A household that `households` does not list.
    HouseholdUnknown "Q404" "household-unknown" Error,
    /// A person that `people` does not list.
    PersonUnknown "Q405" "person-unknown" Error,
    /// A household without people, where people are listed.
    HouseholdWithoutPeople "Q406" "household-without-people" Error,
    /// A person whose household is empty.
    PersonWithoutHousehold "Q407" "person-without-household" Error,
    /// A pair that stands twice (region and capacity, household and region...).
    PairTwice "Q408" "pair-twice" Error,
    /// An old region code, understood as the new one.
    RegionAlias "Q409" "region-alias" Warning,
    /// An id that means a region and a household.
    TieAmbiguous "Q410" "tie-ambiguous" Error,
    /// A household tied to itself.
    TieToItself "Q411" "tie-to-itself" Error,
    /// A stream that no capacity counts.
    StreamUncounted "Q412" "stream-uncounted" Warning,
    /// A household that a plan made by hand does not mention: taken as waiting.
    PlanHouseholdMissing "Q413" "plan-household-missing" Warning,
    /// A region whose key is a word that means waiting.
    RegionReserved "Q414" "region-reserved" Error,
    /// Two keys of households that look the same: case, blanks, or Latin and Cyrillic letters.
    IdsAlike "Q415" "ids-alike" Warning,
    /// An earlier plan that names none of the package's households.
    PlanUnrelated "Q416" "plan-unrelated" Error,
    /// A region by its code in force and again by an older one: one territory as two regions.
    TerritoryTwice "Q417" "territory-twice" Warning,
    // 5xx: statements that contradict each other
    /// Pin and forbid of one household and region, or two pins.
    PinAndForbid "Q501" "pin-and-forbid" Error,
    /// Two pins of one party.
    PinsDiffer "Q502" "pins-differ" Error,
    /// A pin where the region has no capacity for the household.
    PinWithoutCapacity "Q503" "pin-without-capacity" Error,
    /// Pins that together ask for more than the region has.
    PinsAboveCapacity "Q504" "pins-above-capacity" Error,
    /// Must-ties of one party to different regions.
    MustTiesDiffer "Q505" "must-ties-differ" Error,
    /// A must-tie against a lock.
    MustTieAgainstLock "Q506" "must-tie-against-lock" Error,
    /// A must-tie or a pin against a veto.
    AgainstVeto "Q507" "against-veto" Error,
    /// A minimum above the places.
    MinimumAbovePlaces "Q508" "minimum-above-places" Error,
    /// A minimum above what all households together could use.
    MinimumAboveDemand "Q509" "minimum-above-demand" Error,
    /// A household to which no region is open.
    NoRegionOpen "Q510" "no-region-open" Warning,
    /// A pin where scores are given and none allows it.
    PinWithoutScore "Q511" "pin-without-score" Error,
    /// A place above quota without a reason, an author or a day.
    ExceptionUnsigned "Q521" "exception-unsigned" Error,
    /// A place above quota for a household without a member under 18.
    ExceptionWithoutChild "Q522" "exception-without-child" Error,
    /// A pin or a forbid without a reason, an author or a day.
    LockUnsigned "Q523" "lock-unsigned" Warning,
    // 6xx: programme.toml
    /// Not TOML, or a value of the wrong kind.
    ProgrammeUnreadable "Q601" "programme-unreadable" Error,
    /// A key that nothing reads.
    ProgrammeKeyUnknown "Q602" "programme-key-unknown" Warning,
    /// A rate outside 0 to 1, or a weight that is not finite.
    RateImpossible "Q603" "rate-impossible" Error,
    /// A counting rule that contradicts itself or asks a column that is not there.
    CountsImpossible "Q604" "counts-impossible" Error,
    /// Neither people nor scores: nothing to value households by.
    NothingToValue "Q605" "nothing-to-value" Error,
    /// A key that must be there is not.
    ProgrammeKeyMissing "Q606" "programme-key-missing" Error,
    /// The column that `outlook.regional` names is not in `regions`: every region counts 1.
    RegionalColumnMissing "Q607" "regional-column-missing" Warning,
    /// A key of the programme that stands twice.
    ProgrammeKeyTwice "Q608" "programme-key-twice" Error,
    /// A group of `[fairness]` that no household belongs to.
    GroupEmpty "Q621" "group-empty" Warning,
    /// A group of `[fairness]` that asks for a column or for people that the package does not have.
    GroupImpossible "Q622" "group-impossible" Error,
    /// A promise of `[fairness]` without groups.
    GroupsMissing "Q623" "groups-missing" Error,
    /// Promises to groups and a rule by which families exchange or choose: both cannot be kept.
    RulesClash "Q624" "rules-clash" Error,
    /// Families choose in turn while vetoes close regions: a false veto may serve a family.
    VetoUntrue "Q625" "veto-untrue" Warning,
    /// Vetoes are to be asked at a family's turn, and no family has a turn.
    VetoWithoutTurns "Q626" "veto-without-turns" Error,
    /// A condition under `who` of a group that nothing reads: without it the group would be another one.
    GroupConditionUnknown "Q627" "group-condition-unknown" Error,
    // 7xx: synth.toml
    /// Not TOML, a value of the wrong kind, or a key that must be there is not.
    SynthUnreadable "Q701" "synth-unreadable" Error,
    /// A key that nothing reads.
    SynthKeyUnknown "Q702" "synth-key-unknown" Warning,
    /// A number that is negative, not finite, or beyond what it can be (a share above 100).
    SynthNumberImpossible "Q703" "synth-number-impossible" Error,
    /// Shares that do not sum to 100 within rounding.
    SynthSharesNotWhole "Q704" "synth-shares-not-whole" Error,
    /// A list that needs an entry, or weights of which one must be above 0.
    SynthEmpty "Q705" "synth-empty" Error,
    /// Statements that cannot all be met; the word `reason` says which.
    SynthContradiction "Q706" "synth-contradiction" Error,
    // 8xx: a year in a folder
    /// A household that has its place already is named again.
    HouseholdSeated "Q801" "household-seated" Error,
    /// Scores are given at some sittings and not at others.
    ScoresNotAll "Q802" "scores-not-all" Error,
    /// A change that says neither where places come from nor where they go.
    ChangeIncomplete "Q803" "change-incomplete" Error,
    /// A change that takes more places than are left.
    ChangeAboveLeft "Q804" "change-above-left" Error,
    /// A change of places that have no limit.
    ChangeUnlimited "Q805" "change-unlimited" Error,
    /// A change from a day outside the programme's year or before the last sitting.
    ChangeTooEarly "Q806" "change-too-early" Error,
    /// A change that was written down before.
    ChangeTwice "Q807" "change-twice" Error,
    // 9xx: the key of a quota
    /// Not TOML, a value of the wrong kind, or a key that must be there is not.
    KeyUnreadable "Q901" "key-unreadable" Error,
    /// A key that nothing reads.
    KeyKeyUnknown "Q902" "key-key-unknown" Warning,
    /// A file that the key names is not there.
    KeyFileMissing "Q903" "key-file-missing" Error,
    /// A number that is negative, not finite, of too many digits, or beyond what it can be.
    KeyNumberImpossible "Q904" "key-number-impossible" Error,
    /// A term that says nothing or two things, lacks its weight, or a phase without a quota in force.
    KeyTermShape "Q905" "key-term-shape" Error,
    /// All weights are 0.
    KeyWeightsZero "Q906" "key-weights-zero" Error,
    /// A column that the key names and the table does not have.
    KeyColumnMissing "Q907" "key-column-missing" Error,
    /// An empty cell where the key says nothing of what it means.
    FigureUnknown "Q908" "figure-unknown" Error,
    /// A 0 where the key says nothing of what it means, or that would be divided by.
    FigureZero "Q909" "figure-zero" Error,
    /// A term under which every region of a group has 0.
    KeyTermEmpty "Q910" "key-term-empty" Error,
    /// Keys that name each other as the level above, or more levels than there can be.
    KeyParentCycle "Q911" "key-parent-cycle" Error,
    /// A region of the level above that its key does not have.
    KeyParentUnknown "Q912" "key-parent-unknown" Error,
    /// A region of the level above to which none below belongs.
    KeyParentChildless "Q913" "key-parent-childless" Error,
}

impl Serialize for FaultCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is wrong.
    pub code: FaultCode,
    /// The table it is about.
    pub table: Option<Table>,
    /// File as the user named it, with the sheet for a workbook: `people.csv`, `year.xlsx [people]`. Empty until known.
    pub file: String,
    /// Row as a spreadsheet shows it (header = 1).
    pub row: Option<Row>,
    /// Header of the column, as it stands in the file where known.
    pub column: Option<String>,
    /// What stands there, cut to 80 characters.
    pub value: Option<String>,
    /// Further words for the sentence, by name.
    pub words: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault of a table; add row, column, value and words as they are known.
    #[must_use]
    pub fn new(code: FaultCode, table: Table) -> Self {
        Self { code, table: Some(table), file: String::new(), row: None, column: None, value: None, words: Vec::new() }
    }

    /// In this row.
    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.row = (row > 0).then_some(row);
        self
    }

    /// In this column.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into().replace(char::is_control, " "));
        self
    }

    /// This stands there. Control characters become blanks: a cell must not steer the terminal that shows it.
    #[must_use]
    pub fn value(mut self, value: impl AsRef<str>) -> Self {
        self.value = Some(shown(value.as_ref()));
        self
    }

    /// A further word for the sentence, cut and made harmless as values are.
    #[must_use]
    pub fn word(mut self, name: &'static str, word: impl AsRef<str>) -> Self {
        self.words.push((name, shown(word.as_ref())));
        self
    }

    /// The words that may stand there, whole: they are the program's own, and a list cut short would mislead.
    #[must_use]
    pub fn expected(mut self, words: impl Into<String>) -> Self {
        self.words.push(("expected", words.into()));
        self
    }
}

fn shown(text: &str) -> String {
    text.trim().chars().take(80).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
