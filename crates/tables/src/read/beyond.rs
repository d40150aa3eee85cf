//! Numbers that are finite and yet nothing to compute with.

use qonys_model::{Fault, FaultCode, LARGEST_NUMBER};

/// The fault of a number farther from 0 than [`LARGEST_NUMBER`]; `at` says where it stands.
pub(super) fn beyond(number: f64, at: impl FnOnce(FaultCode) -> Fault) -> Option<Fault> {
    let (code, word, limit) = if number > LARGEST_NUMBER {
        (FaultCode::NumberTooLarge, "most", LARGEST_NUMBER)
    } else if number < -LARGEST_NUMBER {
        (FaultCode::NumberTooSmall, "least", -LARGEST_NUMBER)
    } else {
        return None;
    };
    let mut fault = at(code);
    fault.words = vec![(word, limit.to_string())];
    Some(fault)
}
