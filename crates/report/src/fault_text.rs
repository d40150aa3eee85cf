//! Faults in words.

use crate::{Arg, Texts};
use qonys_model::{Fault, Severity};

/// A fault in words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FaultText {
    /// How grave, in a word of the language.
    pub severity: String,
    /// Stable code, `Q301`.
    pub code: &'static str,
    /// Where: `people.csv, row 3, column birth_year`. Empty when it is about no file.
    pub place: String,
    /// What stands there.
    pub value: Option<String>,
    /// What is wrong.
    pub sentence: String,
    /// What to do.
    pub fix: String,
}

impl FaultText {
    /// Three lines: code and place, what is wrong, what to do.
    #[must_use]
    pub fn plain(&self) -> String {
        let place = if self.place.is_empty() { String::new() } else { format!("  {}", self.place) };
        // a value that is nothing, or the file or column just named, would say nothing more
        let value = self.value.as_ref().filter(|value| !value.is_empty() && !ends_in(&self.place, value));
        let value = value.map(|value| format!(": {value}")).unwrap_or_default();
        let lines = [format!("{} {}{place}{value}", self.code, self.severity), self.sentence.clone(), self.fix.clone()];
        let told = lines.iter().filter(|line| !line.is_empty());
        told.enumerate().map(|(at, line)| if at == 0 { format!("{line}\n") } else { format!("  {line}\n") }).collect()
    }
}

/// Whether the last word of a place, or its last part behind a point, is this.
fn ends_in(place: &str, value: &str) -> bool {
    place.strip_suffix(value).is_some_and(|before| before.is_empty() || before.ends_with([' ', '.']))
}

/// A fault in the words of a language.
#[must_use]
pub fn fault_line(texts: &Texts, fault: &Fault) -> FaultText {
    let args = variables(fault);
    FaultText {
        severity: severity_word(texts, fault.code.severity()),
        code: fault.code.code(),
        place: place(texts, fault),
        value: fault.value.clone(),
        sentence: texts.say(fault.code.key(), &args),
        fix: texts.fix(fault.code.key(), &args),
    }
}

/// Severity in a word of the language.
pub(crate) fn severity_word(texts: &Texts, severity: Severity) -> String {
    match severity {
        Severity::Error => texts.say("severity-error", &[]),
        Severity::Warning => texts.say("severity-warning", &[]),
    }
}

fn place(texts: &Texts, fault: &Fault) -> String {
    let file = (!fault.file.is_empty()).then(|| fault.file.clone());
    let row = fault.row.map(|row| texts.say("fault-row", &[("row", row.into())]));
    let column = fault.column.as_ref().map(|column| texts.say("fault-column", &[("column", column.into())]));
    [file, row, column].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a sentence may name: `file`, `table`, `row`, `column`, `value` and the fault's own words.
fn variables(fault: &Fault) -> Vec<(&str, Arg)> {
    let mut args: Vec<(&str, Arg)> = vec![("file", (&fault.file).into())];
    args.extend(fault.table.map(|table| ("table", Arg::from(table.name()))));
    args.extend(fault.row.map(|row| ("row", Arg::from(row.to_string()))));
    args.extend(fault.column.as_ref().map(|column| ("column", Arg::from(column))));
    args.extend(fault.value.as_ref().map(|value| ("value", Arg::from(value))));
    args.extend(fault.words.iter().map(|(name, word)| (*name, Arg::from(word))));
    args
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use qonys_model::{FaultCode, Table};

    fn fault() -> Fault {
        let mut fault = Fault::new(FaultCode::DateImpossible, Table::People).row(3).column("birth_year").value("2031");
        fault.file = "people.csv".into();
        fault
    }

    #[test]
    fn the_place_is_told_in_each_language() {
        let places = Lang::ALL.map(|lang| fault_line(&Texts::new(lang), &fault()).place);
        let wanted = [
            "people.csv, 3-жол, баған: birth_year",
            "people.csv, строка 3, столбец birth_year",
            "people.csv, row 3, column birth_year",
        ];
        assert_eq!(places, wanted);
    }

    #[test]
    fn a_value_stands_behind_its_place_unless_it_was_just_named() {
        let head = |column: &str, value: &str| {
            let fault = fault().column(column).value(value);
            fault_line(&Texts::new(Lang::En), &fault).plain().lines().next().unwrap_or_default().to_owned()
        };
        assert_eq!(head("sex", "?"), "Q302 error  people.csv, row 3, column sex: ?");
        assert_eq!(head("sex", ""), "Q302 error  people.csv, row 3, column sex");
        assert_eq!(head("value.kni", "kni"), "Q302 error  people.csv, row 3, column value.kni");
        assert_eq!(head("year", "ear"), "Q302 error  people.csv, row 3, column year: ear");
    }

    #[test]
    fn every_code_has_words_and_advice_in_each_language() {
        for texts in Lang::ALL.map(Texts::new) {
            for &code in FaultCode::ALL {
                let told = fault_line(&texts, &Fault::new(code, Table::People));
                assert_ne!(told.sentence, code.key(), "{} in {}", code.code(), texts.lang());
                assert!(!told.fix.is_empty(), "{} has no advice in {}", code.code(), texts.lang());
            }
        }
    }
}
