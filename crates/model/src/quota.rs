//! Quotas from need: the key by which places are shared over regions, and what it gives.

mod fraction;
mod given;
mod key;
mod key_faults;
mod moved;
mod spec;

pub use fraction::{Fraction, Written};
pub use given::{Held, Quota, QuotaLevel, QuotaRow, QuotaTerm};
pub use key::{Key, KeyRegion};
pub use key_faults::key_faults;
pub use moved::{MovedQuota, QuotaMove, QuotaStep, QuotaTransfer, TransferPlan};
pub use spec::{
    Apportionment, ChangeKind, InForce, KeyChange, KeyLimits, KeyParent, KeyPhase, KeySpec, KeyTable, KeyTerm, Said,
    UnknownRule, ZeroRule,
};
