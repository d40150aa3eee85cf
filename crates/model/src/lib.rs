//! The nouns of a placement programme and the rules that bind them.
//!
//! Everything here is plain data and pure functions: no files, no clock, no randomness. The other rooms meet in
//! this one: `tables` turns files into a [`Package`] or a list of [`Fault`]s, the recipe turns a [`Package`] into an
//! [`Outcome`], `report` and `tables` write the [`Outcome`] for people and for machines.
//! [`check`] judges any [`Plan`] by the package alone and shares no code with the engine that made it.

mod arrivals;
mod check;
pub mod codes;
mod comparison;
mod conflict;
mod contradictions;
mod count;
mod declared;
mod drawn;
mod eras;
mod eras_faults;
mod fairness;
mod fault;
mod index;
mod join;
mod occupation;
mod outcome;
mod overrides;
mod package;
mod plan;
mod programme;
mod quota;
mod range;
mod replayed;
mod select;
mod synth_faults;
mod synth_spec;
mod wished;
mod wishes;

pub use arrivals::{Arrivals, Change};
pub use check::{Violation, check};
pub use comparison::{
    ByMeasures, CapacityRow, CapacitySide, Comparison, Curve, CurvePlan, CurvePoint, Forecast, ForecastTerm,
    GroupCount, GroupKind, GroupRow, LARGE, MeasureKey, Move, OpeningRow, OpeningSide, PolicyRow, Proof, RegionRow,
    SideFigures, WorthParts,
};
pub use conflict::{Conflict, Statement};
pub use contradictions::{contradictions, contradictions_of_limits, contradictions_of_statements};
pub use count::{counted, uses_of};
pub use declared::{DeclaredGroup, DeclaredWishes, GroupSide, PromiseSide, WishSide};
pub use drawn::{Drawn, DrawnHousehold, DrawnOpening, DrawnPerson, DrawnTie, DrawnWish};
pub use eras::{EraMark, EraNamed, EraPeriod, EraPolicy, EraRegion, EraShares, EraText, EraYear, Eras, ErasSpec};
pub use eras_faults::eras_faults;
pub use fairness::{
    DefaultPolicy, Fairness, FairnessFacts, FairnessRule, Group, GroupFacts, GroupRule, SMALL_GROUP, members_of_groups,
};
pub use fault::{Fault, FaultCode, Severity};
pub use index::{CapacityIx, HouseholdIx, OpeningIx, PersonIx, RegionIx};
pub use occupation::{Occupation, OccupationError};
pub use outcome::{
    Assumption, CapacityUse, Certificate, Choice, Closed, ClosedBy, DecidedBy, Explanation, OpeningUse, Outcome, Stage,
    StoppedBy, WaitReason, Worth,
};
pub use overrides::{AboveQuota, Kept, LockCost, LockCosts, Moved, Overrides};
pub use package::{
    Household, Language, Lock, LockKind, Opening, Package, Person, Region, RegionCapacity, Row, Score, ScoreOf, Sex,
    Table, Tie, TieKind, TieTo, Use, Wish, WishRank,
};
pub use plan::{Job, Place, Placement, Plan};
pub use programme::{
    CapacityKind, Counts, CountsRule, Education, Inclusion, InclusionRule, LARGEST_NUMBER, Otherwise, Outlook,
    Programme, Unit, Value,
};
pub use quota::{
    Apportionment, ChangeKind, Fraction, Held, InForce, Key, KeyChange, KeyLimits, KeyParent, KeyPhase, KeyRegion,
    KeySpec, KeyTable, KeyTerm, MovedQuota, Quota, QuotaLevel, QuotaMove, QuotaRow, QuotaStep, QuotaTerm,
    QuotaTransfer, Said, TransferPlan, UnknownRule, Written, ZeroRule, key_faults,
};
pub use range::AgeRange;
pub use replayed::{Loss, Measured, OrderResult, Policy, PolicyResult, Replayed};
pub use synth_faults::synth_faults;
pub use synth_spec::{
    SynthAgeShares, SynthAges, SynthDates, SynthFigure, SynthOpenings, SynthOrigin, SynthSector, SynthSpec,
    SynthStream, SynthTies, SynthWishes,
};
pub use wished::{Exchange, Refused, Traded, Turn, WishFigures, WishReason, Wished};
pub use wishes::{Rankings, Standing, VetoRule, VetoesFirst, WishRule, Wishes};
