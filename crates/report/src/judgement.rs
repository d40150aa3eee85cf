//! What `qonys check` says at the end: how many faults, and what a plan made by hand is worth.

use crate::Texts;
use qonys_model::{Certificate, Fault, Severity};

/// How many errors and warnings a package has, and whether it can be used.
#[must_use]
pub fn fault_total(texts: &Texts, faults: &[Fault]) -> String {
    let number = |severity| faults.iter().filter(|fault| fault.code.severity() == severity).count();
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    let args = [("errors", errors.into()), ("warnings", warnings.into())];
    match (errors, warnings) {
        (0, 0) => texts.say("faults-none", &[]),
        (0, _) => texts.say("faults-warnings", &args[1..]),
        _ => texts.say("faults-errors", &args),
    }
}

/// What a plan made by hand comes to: the rules it breaks, its worth, and what it gives away against the best plan
/// found. `worth` is in the unit of the certificate's value.
#[must_use]
pub fn plan_judgement(texts: &Texts, violations: usize, worth: f64, best: &Certificate) -> Vec<String> {
    let rules = if violations == 0 {
        texts.say("judged-kept", &[])
    } else {
        texts.say("judged-broken", &[("count", violations.into())])
    };
    let compared = [("worth", (worth, 2).into()), ("value", (best.value, 2).into()), ("bound", (best.bound, 2).into())];
    let away = best.value - worth;
    let share = texts.percent(away.abs() / best.value.abs().max(1.0), 2);
    let difference = [("away", (away.abs(), 2).into()), ("share", share.into())];
    let verdict = if away > 0.005 {
        texts.say("judged-away", &difference)
    } else if violations == 0 {
        texts.say("judged-best", &[])
    } else {
        texts.say("judged-not-comparable", &[])
    };
    vec![rules, texts.say("judged-worth", &compared), verdict]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use qonys_model::{FaultCode, Table};

    #[test]
    fn faults_are_counted_by_severity() {
        let texts = Texts::new(Lang::En);
        let error = Fault::new(FaultCode::IdTwice, Table::People);
        let warning = Fault::new(FaultCode::ColumnUnknown, Table::People);
        assert_eq!(fault_total(&texts, &[]), "No faults.");
        assert_eq!(fault_total(&texts, std::slice::from_ref(&warning)), "Warnings: 1. The package can be used.");
        assert_eq!(
            fault_total(&texts, &[warning, error.clone(), error]),
            "Errors: 2, warnings: 1. The package cannot be used; nothing was written."
        );
    }

    #[test]
    fn a_plan_is_held_against_the_best() {
        let best = Certificate { value: 3.53, bound: 3.6, gap: 0.02, inclusion_proved: true, stopped: false };
        let last = |violations, worth| plan_judgement(&Texts::new(Lang::En), violations, worth, &best).pop();
        assert_eq!(last(0, 3.0).as_deref(), Some("It gives away 0.53 (15.01%) against the best plan found."));
        assert_eq!(last(0, 3.53).as_deref(), Some("It gives nothing away against the best plan found."));
        assert_eq!(
            last(2, 3.9).as_deref(),
            Some("A plan that breaks rules can seem worth more than one that keeps them: the two cannot be compared.")
        );
    }
}
