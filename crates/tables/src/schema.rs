//! The JSON Schema of `programme.toml`, for editors and for other programs.

/// The schema as indented JSON with a line break at its end: `schemas/programme.schema.json` of the repository.
#[must_use]
pub fn programme_schema() -> String {
    let schema = schemars::schema_for!(qonys_model::Programme);
    let mut json = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    json.push('\n');
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_file_in_the_repository_is_fresh() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/programme.schema.json");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(&file, programme_schema()).expect("the file can be written");
        }
        let stands = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            stands == programme_schema(),
            "schemas/programme.schema.json is stale; write it anew with \
             `UPDATE_SCHEMA=1 cargo test -p qonys-tables schema` and commit it"
        );
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
