//! The description of the API is complete and stable in form.

#[test]
fn every_operation_has_a_summary_a_tag_and_an_answer() {
    let description = serde_json::to_value(crate::openapi()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    assert!(paths.len() > 40, "only {} paths", paths.len());
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().unwrap() {
            let place = format!("{method} {path}");
            assert!(operation["summary"].is_string(), "{place} has no summary");
            assert!(operation["tags"].as_array().is_some_and(|t| t.len() == 1), "{place} needs one tag");
            assert!(operation["responses"].as_object().is_some_and(|r| !r.is_empty()), "{place} has no answers");
        }
    }
}

#[test]
fn the_description_is_openapi_3_1() {
    let description = serde_json::to_value(crate::openapi()).unwrap();
    assert!(description["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")), "{}", description["openapi"]);
}

#[test]
fn every_parameter_stands_where_its_address_says_and_every_answer_is_described() {
    let description = serde_json::to_value(crate::openapi()).unwrap();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let place = format!("{method} {path}");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                let in_path = path.contains(&format!("{{{name}}}"));
                assert_eq!(parameter["in"] == "path", in_path, "{place}: {name}");
            }
            let answers = operation["responses"].as_object().unwrap();
            for status in ["500", "503", "default"] {
                assert!(answers.contains_key(status), "{place} does not say {status}");
            }
            for (status, answer) in answers {
                let described = answer["description"].as_str().is_some_and(|d| !d.is_empty());
                assert!(described || answer["$ref"].is_string(), "{place} {status} is not described");
                let refused = status.parse().is_ok_and(|n: u16| n >= 400);
                assert!(!refused || answer["content"]["application/json"].is_null(), "{place} {status}: not a problem");
            }
        }
    }
}

/// Two shapes of one name would be one in the description: the later one silently replaces the other.
#[test]
fn every_shape_of_the_description_has_a_name_of_its_own() {
    let shape = r"#\[derive\([^\]]*ToSchema[^\]]*\)\]\s*(?:#\[[^\]]*\]\s*)*(?:pub(?:\(\w+\))? )?(?:struct|enum) (\w+)";
    let shape = regex::Regex::new(shape).unwrap();
    let mut seen = std::collections::BTreeMap::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for name in shape.captures_iter(&text).map(|found| found[1].to_owned()) {
                let earlier = seen.insert(name.clone(), path.clone());
                assert_eq!(earlier, None, "{name} in {} is there already", path.display());
            }
        }
    }
    assert!(seen.len() > 100, "only {} shapes were found", seen.len());
}
