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
