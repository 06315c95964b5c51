//! The invariants that no single crate can prove, and that `docs/invariants.md` tells the truth about the others.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use regex::Regex;
use serde_json::Value;

use crate::papers;

/// The crates that know what a request is; the test kit plays the world outside.
const EDGES: [&str; 3] = ["api", "server", "test-kit"];
/// Crates of the middle that bring a client along, and say no word to it themselves.
const BRINGS: [(&str, &str); 1] = [("blobs", "reqwest")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Each line of the code of a crate that is neither comment nor test, with its place.
fn code(name: &str) -> Vec<(String, String)> {
    let folder = root().join("crates").join(name).join("src");
    let is_test = |path: &Path| path.iter().any(|part| part == "tests" || part == "tests.rs");
    let sources = files(&folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "rs") && !is_test(p));
    let lines = sources.flat_map(|path| {
        let text = read(&path);
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        let place = path.strip_prefix(root()).expect("in the repository").display().to_string();
        let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned());
        lines.enumerate().map(|(n, line)| (format!("{place}:{}", n + 1), line)).collect::<Vec<_>>()
    });
    lines.collect()
}

fn crates() -> Vec<String> {
    let entries = fs::read_dir(root().join("crates")).expect("the crates");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("a crate").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

#[test]
fn every_invariant_names_guards_and_tests_that_exist() {
    let text = read(&root().join("docs/invariants.md"));
    let sections: Vec<&str> = text.split("\n## ").skip(1).collect();
    assert_eq!(sections.len(), 16);
    let place = Regex::new(r"`([\w./-]+\.(?:rs|sql))`").expect("a pattern");
    let test = Regex::new(r"(?s)- Test: `([\w./-]+\.rs)`\s+`(\w+)`").expect("a pattern");
    for (n, section) in (1..).zip(&sections) {
        assert!(section.starts_with(&format!("{n}. ")), "the invariants are in their order: {section}");
        assert!(section.contains("- Guard: "), "{n} has no guard");
        for found in place.captures_iter(section) {
            assert!(root().join(&found[1]).is_file(), "{n} names `{}`, which is not there", &found[1]);
        }
        let tests: Vec<_> = test.captures_iter(section).collect();
        assert_eq!(tests.len(), section.matches("- Test: ").count(), "{n}: a test is named by file and function");
        assert!(!tests.is_empty(), "{n} has no test");
        for found in tests {
            let source = read(&root().join(&found[1]));
            let function =
                Regex::new(&format!(r"#\[(tokio::)?test\]\s+(async )?fn {}\(", &found[2])).expect("a pattern");
            assert!(function.is_match(&source), "{n}: `{}` has no test `{}`", &found[1], &found[2]);
        }
    }
}

/// Invariant 11, from below.
#[test]
fn only_the_edges_speak_of_http() {
    let words = Regex::new(r"(?i)\b(axum|tower_http|utoipa|hyper|StatusCode|HeaderMap|http)\b").expect("a pattern");
    let mut found = Vec::new();
    for name in crates().iter().filter(|name| !EDGES.contains(&name.as_str())) {
        let manifest = read(&root().join("crates").join(name).join("Cargo.toml"));
        for dependency in ["axum", "tower", "tower-http", "utoipa", "hyper", "reqwest"] {
            let allowed = BRINGS.contains(&(name.as_str(), dependency));
            let depends =
                |line: &str| line.starts_with(&format!("{dependency}.")) || line.starts_with(&format!("{dependency} "));
            if !allowed && manifest.lines().any(depends) {
                found.push(format!("{name} depends on {dependency}"));
            }
        }
        // An address inside a text is no word of ours for HTTP: namespaces of XML are written so.
        let spoken = code(name).into_iter().filter(|(_, line)| words.is_match(&line.replace("http:", "")));
        found.extend(spoken.map(|(place, line)| format!("{place}: {}", line.trim())));
    }
    assert_eq!(found, Vec::<String>::new());
}

/// Invariant 11, from above: amounts are computed and roles are weighed below the edge.
#[test]
fn the_edge_computes_no_money_and_knows_no_roles() {
    let rules = Regex::new(
        r"\b(checked_add|checked_sub|checked_mul|Rounding|\.holds\(Permission|Role::(Admin|Accountant|Viewer))\b",
    )
    .expect("a pattern");
    let found: Vec<String> = code("api")
        .into_iter()
        .filter(|(_, line)| rules.is_match(line))
        .map(|(place, line)| format!("{place}: {}", line.trim()))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

/// Invariant 12, from the inside: what the program is built of. The one service it can use is storage of documents, when
/// somebody names it.
#[test]
fn the_program_carries_no_client_of_a_network_service_but_of_storage() {
    let clients = ["reqwest", "ureq", "hyper-tls", "hyper-rustls", "curl", "openssl", "lettre", "object_store"];
    let mut found = Vec::new();
    for name in crates().iter().filter(|name| *name != "test-kit") {
        let manifest = read(&root().join("crates").join(name).join("Cargo.toml"));
        let shipped = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        for client in clients {
            let depends =
                |line: &str| line.starts_with(&format!("{client}.")) || line.starts_with(&format!("{client} "));
            found.extend(shipped.lines().any(depends).then(|| format!("{name}: {client}")));
        }
    }
    assert_eq!(found, ["blobs: reqwest", "blobs: object_store"]);
}

/// One TLS, with one provider: no other comes in through a dependency's defaults.
#[test]
fn no_second_tls_is_in_the_tree() {
    let lock = read(&root().join("Cargo.lock"));
    let others = ["aws-lc-rs", "aws-lc-sys", "openssl", "openssl-sys", "native-tls", "boring"];
    let found: Vec<&str> = others.into_iter().filter(|name| lock.contains(&format!("name = \"{name}\"\n"))).collect();
    assert_eq!(found, Vec::<&str>::new());
    assert!(lock.contains("name = \"ring\"\n"));
}

/// Runs the program where there is no network at all, not even a loopback, and no variable that could hold a key.
fn cut_off(folder: &Path, arguments: &[&str]) -> Option<Output> {
    let mut command = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        command.arg("--map-root-user");
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.arg("--net").arg(env!("CARGO_BIN_EXE_pacioli")).args(arguments).arg("--data").arg(folder);
    command.env_clear().env("PATH", path).env("HOME", folder);
    if let Some(binaries) = std::env::var_os("PACIOLI_PG_BIN") {
        command.env("PACIOLI_PG_BIN", binaries);
    }
    command.output().ok()
}

fn may_be_cut_off() -> bool {
    let mut command = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        command.arg("--map-root-user");
    }
    command.args(["--net", "true"]).status().is_ok_and(|status| status.success())
}

#[test]
fn without_a_network_the_main_job_works_whole() {
    if !may_be_cut_off() {
        println!("skipped: this machine does not let a program be cut off from the network");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let open = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o755);
    fs::set_permissions(folder.path(), open).expect("open the folder");
    let tells = |arguments: &[&str]| -> Value {
        let output = cut_off(folder.path(), arguments).expect("run the program");
        let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{arguments:?}: {said}\n{errors}");
        serde_json::from_str(&said).unwrap_or_else(|e| panic!("{arguments:?} did not print JSON ({e}): {said}"))
    };
    let xml = folder.path().join("R-1.xml");
    fs::write(&xml, papers::einvoice("R-1", "Ahorn KG", 100_00)).expect("write");
    let pdf = folder.path().join("2026-77.pdf");
    fs::write(&pdf, papers::pdf_invoice("2026-77", "Birkenhof AG", 40_00)).expect("write");
    tells(&[
        "init",
        "--organisation",
        "Werkbank",
        "--name",
        "Anna",
        "--email",
        "anna@werkbank.example",
        "--password",
        crate::person::PASSWORD,
        "--json",
    ]);
    let taken = tells(&["ingest", xml.to_str().expect("a path"), pdf.to_str().expect("a path"), "--json"]);
    for file in taken["files"].as_array().expect("files") {
        let document = file["document"].as_str().unwrap_or_else(|| panic!("not taken: {file}"));
        tells(&["approve", document, "--json"]);
    }
    let report = tells(&["report", "trial-balance", "--format", "json"]).to_string();
    assert!(report.contains("166.60"), "119.00 and 47.60 are owed: {report}");
    tells(&["ledger", "verify", "--json"]);
}
