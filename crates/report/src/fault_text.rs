//! Faults in words, and the page that lists them all.

use crate::{Arg, Lang, Texts};
use qonys_model::{Fault, FaultCode, Severity};

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
        let value = self.value.as_ref().map(|value| format!(": {value}")).unwrap_or_default();
        let lines = [format!("{} {}{place}{value}", self.code, self.severity), self.sentence.clone(), self.fix.clone()];
        let told = lines.iter().filter(|line| !line.is_empty());
        told.enumerate().map(|(at, line)| if at == 0 { format!("{line}\n") } else { format!("  {line}\n") }).collect()
    }
}

/// A fault in the words of a language.
#[must_use]
pub fn fault_line(texts: &Texts, fault: &Fault) -> FaultText {
    let args = variables(fault);
    FaultText {
        severity: severity(texts, fault.code.severity()),
        code: fault.code.code(),
        place: place(texts, fault),
        value: fault.value.clone(),
        sentence: texts.say(fault.code.key(), &args),
        fix: texts.fix(fault.code.key(), &args),
    }
}

/// `docs/errors.md`: every code with its sentence and advice in the three languages. The page itself is in the
/// language of `texts`.
#[must_use]
pub fn errors_page(texts: &Texts) -> String {
    let languages = Lang::ALL.map(Texts::new);
    let mut page = format!("# {}\n\n{}\n\n", texts.say("errors-title", &[]), texts.say("errors-intro", &[]));
    page += &format!(
        "| {} | {} | {} |\n",
        texts.say("errors-code", &[]),
        texts.say("errors-key", &[]),
        texts.say("errors-severity", &[])
    );
    page += "|---|---|---|\n";
    for &code in FaultCode::ALL {
        let (anchor, key) = (code.code().to_lowercase(), code.key());
        page += &format!("| [{}](#{anchor}-{key}) | `{key}` | {} |\n", code.code(), severity(texts, code.severity()));
    }
    for &code in FaultCode::ALL {
        page += &format!("\n## {} {}\n\n", code.code(), code.key());
        for language in &languages {
            let sentence = blanks(&language.say(code.key(), &[]));
            let fix = blanks(&language.fix(code.key(), &[]));
            page += &format!("- **{}**: {sentence} {fix}\n", language.name());
        }
    }
    page
}

fn severity(texts: &Texts, severity: Severity) -> String {
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

/// Shows every variable that has no value as `…`.
fn blanks(sentence: &str) -> String {
    let mut shown = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("{$") {
        shown += before;
        shown += "…";
        rest = after.split_once('}').map_or("", |(_, behind)| behind);
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use qonys_model::Table;

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
    fn the_page_lists_every_code_and_leaves_no_variable() {
        let page = errors_page(&Texts::new(Lang::En));
        for &code in FaultCode::ALL {
            assert!(page.contains(&format!("\n## {} {}\n", code.code(), code.key())));
        }
        assert!(!page.contains("{$"), "{page}");
        assert_eq!(blanks("a {$b} c {$d}"), "a … c …");
    }
}
