//! Why a change is not understood, in the user's words.

use qonys_report::{Arg, Texts};
use qonys_tables::{SettingFault, SettingFaultKind as Kind};

/// The sentence of a fault of a setting.
pub fn setting_fault(texts: &Texts, fault: &SettingFault) -> String {
    let args = [
        ("setting", Arg::Text(fault.setting.clone())),
        ("part", Arg::Text(fault.part.clone())),
        ("known", Arg::Text(fault.known.clone())),
    ];
    let key = match fault.kind {
        Kind::NoOperator => "setting-no-operator",
        Kind::NoTarget => "setting-no-target",
        Kind::NoOperand => "setting-no-operand",
        Kind::TableUnknown => "setting-table-unknown",
        Kind::KeysCounted => "setting-keys-counted",
        Kind::RegionUnknown => "setting-region-unknown",
        Kind::CapacityUnknown => "setting-capacity-unknown",
        Kind::OccupationUnknown => "setting-occupation-unknown",
        Kind::HouseholdUnknown => "setting-household-unknown",
        Kind::PersonUnknown => "setting-person-unknown",
        Kind::ColumnUnknown => "setting-column-unknown",
        Kind::KeyUnknown => "setting-key-unknown",
        Kind::KeyAmbiguous => "setting-key-ambiguous",
        Kind::PositionUnknown => "setting-position-unknown",
        Kind::NotANumber => "setting-not-a-number",
        Kind::NothingThere => "setting-nothing-there",
        Kind::Unlimited => "setting-unlimited",
        Kind::BelowZero => "setting-below-zero",
        Kind::LockUnknown => "setting-lock-unknown",
        Kind::NotAValue => "setting-not-a-value",
        Kind::NoRange => "setting-no-range",
        Kind::TooManyPoints => "setting-too-many-points",
    };
    texts.say(key, &args)
}
