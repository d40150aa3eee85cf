//! `docs/errors.md`: the index of faults, made from the table of codes and the messages of the three languages.

use crate::fault_text::severity_word;
use crate::lang::FILES;
use crate::{Lang, Texts};
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use qonys_model::FaultCode;

/// The file of the messages of faults.
const FAULTS: &str = "faults";

/// The page: every code with its sentences and advice in the three languages, `…` for what a message names. A message
/// that speaks differently in different cases is shown in each of them. The page itself is in the language of `texts`.
#[must_use]
pub fn errors_page(texts: &Texts) -> String {
    let languages = Lang::ALL.map(Messages::of);
    let mut page = format!("# {}\n\n{}\n\n", texts.say("errors-title", &[]), texts.say("errors-intro", &[]));
    let head = [texts.say("errors-code", &[]), texts.say("errors-key", &[]), texts.say("errors-severity", &[])];
    page += &format!("| {} |\n|---|---|---|\n", head.join(" | "));
    for &code in FaultCode::ALL {
        let (anchor, key) = (code.code().to_lowercase(), code.key());
        page +=
            &format!("| [{}](#{anchor}-{key}) | `{key}` | {} |\n", code.code(), severity_word(texts, code.severity()));
    }
    for &code in FaultCode::ALL {
        page += &format!("\n## {} {}\n", code.code(), code.key());
        languages.iter().for_each(|messages| page += &messages.entry(code.key()));
    }
    page
}

/// The messages of faults in one language.
struct Messages {
    texts: Texts,
    resource: FluentResource,
}

/// A variable that chooses between sentences, and a value that it can have.
type Case = Option<(String, String)>;

impl Messages {
    fn of(lang: Lang) -> Self {
        let text = FILES.iter().find(|(file, _)| *file == FAULTS).map_or("", |(_, texts)| texts[lang.at()]);
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(part, _)| part);
        Self { texts: Texts::new(lang), resource }
    }

    /// A list: the sentences of a fault, then the advice behind arrows.
    fn entry(&self, key: &str) -> String {
        let Some((sentence, fix)) = self.patterns(key) else { return String::new() };
        let told = distinct(&cases(sentence), |case| self.texts.say(key, case));
        let advice = fix.map_or_else(Vec::new, |fix| distinct(&cases(fix), |case| self.texts.fix(key, case)));
        let items = told.into_iter().chain(advice.into_iter().map(|fix| format!("→ {fix}")));
        format!("\n{}:\n\n", self.texts.name()) + &items.map(|item| format!("- {item}\n")).collect::<String>()
    }

    fn patterns(&self, key: &str) -> Option<(&Pattern<&str>, Option<&Pattern<&str>>)> {
        self.resource.entries().find_map(|entry| match entry {
            Entry::Message(message) if message.id.name == key => {
                let fix = message.attributes.iter().find(|attribute| attribute.id.name == "fix");
                Some((message.value.as_ref()?, fix.map(|attribute| &attribute.value)))
            }
            _ => None,
        })
    }
}

/// The sentence in each case, each once, with `…` for every variable that has no value.
fn distinct(cases: &[Case], say: impl Fn(&[(&str, crate::Arg)]) -> String) -> Vec<String> {
    let mut told = Vec::new();
    for case in cases {
        let args = case.as_ref().map(|(variable, value)| (variable.as_str(), value.into()));
        let sentence = blanks(&say(args.as_slice()));
        if !told.contains(&sentence) {
            told.push(sentence);
        }
    }
    told
}

/// Every case that the choices of a pattern tell apart; the usual one, with no value, where there is no choice.
fn cases(pattern: &Pattern<&str>) -> Vec<Case> {
    let mut found = Vec::new();
    for element in &pattern.elements {
        let PatternElement::Placeable { expression: Expression::Select { selector, variants } } = element else {
            continue;
        };
        let InlineExpression::VariableReference { id } = selector else { continue };
        for variant in variants {
            let VariantKey::Identifier { name } = variant.key else { continue };
            // `other` stands for any text: without a value the sentence shows its blank.
            found.push((name != "other").then(|| (id.name.to_owned(), name.to_owned())));
        }
    }
    if found.is_empty() { vec![None] } else { found }
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

    const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/errors.md");

    #[test]
    fn the_page_in_the_repository_is_the_one_that_is_made() {
        let page = errors_page(&Texts::new(Lang::En));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(PATH, &page).expect("the page is written");
        }
        let kept = std::fs::read_to_string(PATH).expect("docs/errors.md").replace("\r\n", "\n");
        assert!(
            kept == page,
            "docs/errors.md is stale; write it anew with `UPDATE_DOCS=1 cargo test -p qonys-report errors`"
        );
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

    #[test]
    fn every_case_of_a_message_is_shown() {
        let resource =
            FluentResource::try_new("key = { $case ->\n    [one-way] a\n   *[other] b { $c }\n}\n".to_owned());
        let resource = resource.expect("a message");
        let Some(Entry::Message(message)) = resource.entries().next() else { panic!("no message") };
        let found = cases(message.value.as_ref().expect("a value"));
        assert_eq!(found, [Some(("case".to_owned(), "one-way".to_owned())), None]);
    }
}
