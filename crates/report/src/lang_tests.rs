//! The three languages say the same things, and everything the code asks for is there.

use crate::lang::{Arg, FILES, Lang, Texts};
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Variables = BTreeSet<String>;

#[test]
fn every_key_exists_in_all_languages_with_the_same_variables() {
    for (file, texts) in FILES {
        let [kk, ru, en] = texts.map(|text| messages(file, text));
        for (name, other) in [("kk", kk), ("ru", ru)] {
            let missing: Vec<_> = en.keys().filter(|key| !other.contains_key(*key)).collect();
            let extra: Vec<_> = other.keys().filter(|key| !en.contains_key(*key)).collect();
            assert!(missing.is_empty() && extra.is_empty(), "{name}/{file}.ftl lacks {missing:?}, adds {extra:?}");
            for (key, variables) in &en {
                assert_eq!(&other[key], variables, "variables of {key} in {name}/{file}.ftl (right: English)");
            }
        }
    }
}

#[test]
fn no_key_stands_twice() {
    let mut seen = BTreeMap::new();
    for (file, texts) in FILES {
        for key in messages(file, texts[Lang::En.at()]).into_keys() {
            let earlier = seen.insert(key.clone(), file);
            assert_eq!(earlier, None, "{key} stands in {file}.ftl too");
        }
    }
}

#[test]
fn every_key_that_the_code_says_exists_and_none_is_left_over() {
    let mut keys = BTreeSet::new();
    for (file, texts) in FILES {
        if *file != "faults" {
            keys.extend(messages(file, texts[Lang::En.at()]).into_keys().filter(|key| !key.contains('.')));
        }
    }
    // The two rooms that speak: this one and the command line. The template package names keys that these fill in.
    let room = |name| sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src"));
    let code: Vec<String> = ["report", "cli"].into_iter().flat_map(room).collect();
    let template: Vec<String> = room("tables").iter().flat_map(|text| in_quotes(text)).collect();
    let comments = include_str!("../../tables/src/init/programme.toml");
    let template = template.into_iter().chain(comments.split(['<', '>']).map(str::to_owned));
    let template: BTreeSet<String> = template.filter(|text| is_template_key(text)).collect();
    let said: BTreeSet<String> = code.iter().flat_map(|text| said_in(text)).chain(template.iter().cloned()).collect();
    let unknown: Vec<_> = said.difference(&keys).collect();
    assert!(unknown.is_empty(), "the code says {unknown:?}, which no file holds");
    let unused: Vec<_> = keys
        .iter()
        .filter(|key| !code.iter().any(|text| text.contains(&format!("\"{key}\""))))
        .filter(|key| !template.contains(*key))
        .collect();
    assert!(unused.is_empty(), "no code says {unused:?}");
}

/// What stands between quotation marks, and between those.
fn in_quotes(text: &str) -> Vec<String> {
    text.split('"').map(str::to_owned).collect()
}

/// `init-` and then nothing but what a key is made of.
fn is_template_key(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.strip_prefix("init-").is_some_and(|rest| !rest.is_empty() && rest.chars().all(plain))
}

#[test]
fn plural_forms_follow_the_language() {
    let say = |lang, count: u32| Texts::new(lang).say("count-persons", &[("count", count.into())]);
    assert_eq!(["1 person", "21 persons"], [1, 21].map(|n| say(Lang::En, n)));
    assert_eq!(["1 человек", "3 человека", "11 человек", "21 человек"], [1, 3, 11, 21].map(|n| say(Lang::Ru, n)));
    assert_eq!(["1 адам", "5 997 адам"], [1, 5997].map(|n| say(Lang::Kk, n).replace('\u{a0}', " ")));
}

#[test]
fn days_are_written_as_the_language_does() {
    let day = jiff::civil::date(2026, 3, 5);
    assert_eq!(Texts::new(Lang::En).date(day), "5 March 2026");
    assert_eq!(Texts::new(Lang::Ru).date(day), "05.03.2026");
    assert_eq!(Texts::new(Lang::Kk).date(day), "05.03.2026");
}

#[test]
fn strange_numbers_do_not_panic() {
    for value in [f64::NAN, f64::INFINITY, -1e300, 1e300, 1e-30, 0.1 + 0.2] {
        for lang in Lang::ALL {
            let said = Texts::new(lang).say("count-persons", &[("count", Arg::Number(value, 2))]);
            assert!(!said.contains("{$"), "{said}");
        }
    }
}

#[test]
fn a_missing_key_shows_itself() {
    assert_eq!(Texts::new(Lang::Kk).say("there-is-no-such-key", &[]), "there-is-no-such-key");
    assert_eq!("RU".parse(), Ok(Lang::Ru));
    assert!("de".parse::<Lang>().is_err());
}

/// Keys (`key`, `key.fix`) of a file with the variables of each.
fn messages(file: &str, text: &str) -> BTreeMap<String, Variables> {
    let resource = FluentResource::try_new(text.to_owned())
        .unwrap_or_else(|(_, errors)| panic!("{file}.ftl cannot be read: {errors:?}"));
    let mut found = BTreeMap::new();
    let mut add = |key: String, pattern: &Pattern<&str>| {
        let mut variables = Variables::new();
        in_pattern(pattern, &mut variables);
        assert!(found.insert(key.clone(), variables).is_none(), "{key} stands twice in {file}.ftl");
    };
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        if let Some(value) = &message.value {
            add(message.id.name.to_owned(), value);
        }
        for attribute in &message.attributes {
            add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
        }
    }
    found
}

fn in_pattern(pattern: &Pattern<&str>, variables: &mut Variables) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &Expression<&str>, variables: &mut Variables) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, variables),
        Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            variants.iter().for_each(|variant| in_pattern(&variant.value, variables));
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut Variables) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| in_inline(argument, variables));
        }
        InlineExpression::Placeable { expression } => in_expression(expression, variables),
        _ => {}
    }
}

/// Text of every source file of a folder but the tests.
fn sources(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).expect("the source folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if path.is_dir() {
            texts.extend(sources(&path));
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            texts.push(fs::read_to_string(&path).expect("a source file"));
        }
    }
    texts
}

/// First arguments of `say`, `tell` and `fix` that are literals.
fn said_in(code: &str) -> Vec<String> {
    ["say(", ".tell(", ".fix("]
        .iter()
        .flat_map(|call| code.split(call).skip(1))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned))
        .collect()
}
