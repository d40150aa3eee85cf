//! A setting of a key of `programme.toml`. The text keeps its lines, so that a fault still stands where a reader looks.

use super::{Changed, Operator, Setting, SettingFault, SettingFaultKind as Kind, Text, number_of};
use crate::fold::{NOTHING_NEAR, nearest};
use crate::{Source, programme_schema};
use qonys_model::Package;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use toml_edit::{Array, DocumentMut, Item, Table, Value};

/// Levels of education, which `outlook.base` may name though it does not yet.
const LEVELS: [&str; 5] = ["none", "secondary", "vocational", "higher", "unknown"];

/// Writes a setting into the programme's text.
pub(super) fn set_key(
    source: &mut Source,
    package: &Package,
    setting: &Setting,
    path: &str,
    position: Option<usize>,
) -> Result<Changed, SettingFault> {
    let text = Text(&setting.text);
    let holds = serde_json::to_value(&package.programme).unwrap_or(Json::Null);
    let known = known(&holds);
    let path = whole_path(text, path, &known)?;
    let stands = look_up(&holds, &path).cloned();
    let not_a_value = || text.fault(Kind::NotAValue, &path, "");
    let Some(file) = &mut source.programme else { return Err(not_a_value()) };
    let mut document: DocumentMut = file.text.parse().map_err(|_| not_a_value())?;
    let (before, after) = match position {
        None => {
            let after = operated(text, setting, &path, stands.as_ref())?;
            (stands.as_ref().map(shown), after)
        }
        Some(position) => {
            let mut list = match stands {
                Some(Json::Array(list)) => list,
                _ => return Err(text.fault(Kind::PositionUnknown, &path, "0")),
            };
            let length = list.len();
            let Some(place) = list.get_mut(position - 1) else {
                return Err(text.fault(Kind::PositionUnknown, &position.to_string(), length.to_string()));
            };
            let before = shown(place);
            let after = operated(text, setting, &path, Some(place))?;
            *place = json(&after);
            (Some(before), Value::Array(list.iter().filter_map(value).collect::<Array>()))
        }
    };
    put(&mut document, &holds, &path, after.clone()).ok_or_else(not_a_value)?;
    file.text = document.to_string();
    let what = position.map_or_else(|| path.clone(), |position| format!("{path}[{position}]"));
    let after = match position {
        Some(position) => after.as_array().and_then(|list| list.get(position - 1)).cloned().unwrap_or(after),
        None => after,
    };
    let number = after.as_float().or_else(|| after.as_integer().map(|n| n as f64));
    Ok(Changed {
        setting: setting.text.clone(),
        what,
        before,
        after: Some(after.to_string().trim().to_owned()),
        number,
    })
}

/// The keys of a programme: those that hold now, and those that its schema knows.
fn known(holds: &Json) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    leaves(holds, "", &mut known);
    let schema: Json = serde_json::from_str(&programme_schema()).unwrap_or(Json::Null);
    from_schema(&schema, &schema, "", &mut known);
    known.extend(LEVELS.map(|level| format!("outlook.base.{level}")));
    known.retain(|key| key != "outlook.base" && !key.starts_with("capacity"));
    known
}

fn leaves(holds: &Json, path: &str, known: &mut BTreeSet<String>) {
    match holds {
        Json::Object(object) if !object.is_empty() => {
            for (key, value) in object {
                leaves(value, &joined(path, key), known);
            }
        }
        _ => _ = known.insert(path.to_owned()),
    }
}

fn from_schema(root: &Json, part: &Json, path: &str, known: &mut BTreeSet<String>) {
    let part = match part["$ref"].as_str().and_then(|to| to.strip_prefix('#')) {
        Some(to) => root.pointer(to).unwrap_or(&Json::Null),
        None => part,
    };
    match part["properties"].as_object() {
        Some(properties) => {
            for (key, value) in properties {
                from_schema(root, value, &joined(path, key), known);
            }
        }
        None if !path.is_empty() => _ = known.insert(path.to_owned()),
        None => {}
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The whole path of a key that may be given by its last parts.
fn whole_path(text: Text<'_>, path: &str, known: &BTreeSet<String>) -> Result<String, SettingFault> {
    if known.contains(path) {
        return Ok(path.to_owned());
    }
    let ending = format!(".{path}");
    let ends: Vec<&str> = known.iter().filter(|key| key.ends_with(&ending)).map(String::as_str).collect();
    match ends.as_slice() {
        [one] => Ok((*one).to_owned()),
        [] => {
            let tails = known.iter().map(|key| (key, key.rsplit('.').next().unwrap_or(key)));
            let near = nearest(path, known.iter().map(String::as_str));
            let near = if near == NOTHING_NEAR { nearest(path, tails.clone().map(|(_, tail)| tail)) } else { near };
            let key = tails.clone().find(|(key, tail)| key.as_str() == near || *tail == near);
            Err(text.fault(Kind::KeyUnknown, path, key.map_or(NOTHING_NEAR, |(key, _)| key.as_str())))
        }
        several => Err(text.fault(Kind::KeyAmbiguous, path, several.join(", "))),
    }
}

fn look_up<'j>(holds: &'j Json, path: &str) -> Option<&'j Json> {
    path.split('.').try_fold(holds, |at, key| at.get(key)).filter(|value| !value.is_null())
}

/// The value that stands there afterwards.
fn operated(text: Text<'_>, setting: &Setting, path: &str, stands: Option<&Json>) -> Result<Value, SettingFault> {
    let operand = setting.operand.as_str();
    let number = number_of(operand);
    if setting.operator == Operator::Set {
        // a decimal comma is understood where a number stands or stood
        if let Some(number) = number.filter(|_| operand.contains(',') || stands.is_none_or(Json::is_number)) {
            return Ok(of_number(number, stands));
        }
        let parsed: Option<Value> = operand.parse().ok();
        return Ok(parsed.unwrap_or_else(|| Value::from(operand.trim_matches('"'))));
    }
    let number = number.ok_or_else(|| text.fault(Kind::NotANumber, operand, ""))?;
    let stands = stands.ok_or_else(|| text.fault(Kind::NothingThere, path, ""))?;
    let before = stands.as_f64().ok_or_else(|| text.fault(Kind::NothingThere, path, ""))?;
    let after = (setting.operator.on(before, number) * 1e12).round() / 1e12;
    Ok(of_number(after, Some(stands)))
}

/// A whole number stays one where one stood.
fn of_number(number: f64, stands: Option<&Json>) -> Value {
    let was_whole = stands.is_some_and(|value| value.is_u64() || value.is_i64());
    let fits = number.fract() == 0.0 && number.abs() < 9e15;
    if fits && (was_whole || stands.is_none()) { Value::from(number as i64) } else { Value::from(number) }
}

fn shown(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn value(json: &Json) -> Option<Value> {
    match json {
        Json::Bool(truth) => Some(Value::from(*truth)),
        Json::String(text) => Some(Value::from(text.as_str())),
        Json::Number(number) => number.as_i64().map(Value::from).or_else(|| number.as_f64().map(Value::from)),
        Json::Array(list) => Some(Value::Array(list.iter().filter_map(value).collect())),
        Json::Null | Json::Object(_) => None,
    }
}

fn json(value: &Value) -> Json {
    match value {
        Value::Integer(number) => Json::from(*number.value()),
        Value::Float(number) => Json::from(*number.value()),
        Value::Boolean(truth) => Json::from(*truth.value()),
        other => Json::from(other.as_str().map_or_else(|| other.to_string(), str::to_owned)),
    }
}

/// Puts a value at a path. Where a table of rates is not written yet, its other rates are written as they hold: to name
/// one rate must not take the others away.
fn put(document: &mut DocumentMut, holds: &Json, path: &str, value: Value) -> Option<()> {
    let (parents, key) = match path.rsplit_once('.') {
        Some((parents, key)) => (parents.split('.').collect(), key),
        None => (Vec::new(), path),
    };
    let mut at: &mut dyn toml_edit::TableLike = document.as_table_mut();
    let mut walked = String::new();
    for parent in parents {
        walked = joined(&walked, parent);
        if at.get(parent).is_none() {
            at.insert(parent, Item::Table(rates(holds, &walked)));
        }
        at = at.get_mut(parent)?.as_table_like_mut()?;
    }
    match at.get_mut(key) {
        Some(Item::Value(old)) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        Some(_) => return None,
        None => _ = at.insert(key, Item::Value(value)),
    }
    Some(())
}

fn rates(holds: &Json, path: &str) -> Table {
    let mut table = Table::new();
    if path == "outlook.base"
        && let Some(Json::Object(base)) = look_up(holds, path)
    {
        for (level, rate) in base {
            if let Some(rate) = value(rate) {
                table.insert(level, Item::Value(rate));
            }
        }
    }
    table
}
