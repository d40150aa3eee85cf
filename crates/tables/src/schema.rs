//! The JSON Schemas of `programme.toml` and of the key of a quota, for editors and for other programs.

/// The schema as indented JSON with a line break at its end: `schemas/programme.schema.json` of the repository.
#[must_use]
pub fn programme_schema() -> String {
    indented(&schemars::schema_for!(qonys_model::Programme))
}

/// The schema of a key (`KEY.toml`): `schemas/quota-key.schema.json` of the repository.
#[must_use]
pub fn quota_key_schema() -> String {
    indented(&schemars::schema_for!(qonys_model::KeySpec))
}

fn indented(schema: &schemars::Schema) -> String {
    let mut json = serde_json::to_string_pretty(schema).expect("a schema is JSON");
    json.push('\n');
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn fresh(name: &str, schema: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas").join(name);
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(&file, schema).expect("the file can be written");
        }
        let stands = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            stands == schema,
            "schemas/{name} is stale; write it anew with \
             `UPDATE_SCHEMA=1 cargo test -p qonys-tables schema` and commit it"
        );
    }

    #[test]
    fn the_files_in_the_repository_are_fresh() {
        fresh("programme.schema.json", &programme_schema());
        fresh("quota-key.schema.json", &quota_key_schema());
    }

    #[test]
    fn names_every_key_and_says_what_it_is() {
        let schema: serde_json::Value = serde_json::from_str(&programme_schema()).expect("JSON");
        for key in ["name", "year", "seed", "synthetic", "capacity", "value", "outlook", "inclusion"] {
            assert!(schema["properties"][key]["description"].is_string(), "{key}");
        }
        assert_eq!(schema["required"], serde_json::json!(["name", "year", "capacity"]));
    }
}
