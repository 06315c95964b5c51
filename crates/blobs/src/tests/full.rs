//! A disk without room: a small file system of its own, where the machine lets a program have one.

use std::process::Command;

use super::*;

/// Tells the test inside where its small file system is.
const FOLDER: &str = "BLOBS_SMALL_FOLDER";
const INSIDE: &str = "tests::full::a_document_too_large_for_the_disk_leaves_nothing";

fn apart(script: &str) -> Command {
    let mut command = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        command.arg("--map-root-user");
    }
    command.args(["--mount", "sh", "-c", script]);
    command
}

#[test]
fn a_full_disk_is_told_and_leaves_nothing_half_written() {
    let folder = tempfile::tempdir().expect("scratch folder");
    let place = folder.path().display();
    let mount = format!("mount -t tmpfs -o size=256k tmpfs '{place}'");
    if !apart(&mount).output().is_ok_and(|output| output.status.success()) {
        println!("skipped: this machine does not let a program have a file system of its own");
        return;
    }
    let program = std::env::current_exe().expect("this program");
    let script = format!("{mount} && exec '{}' --exact {INSIDE} --ignored --nocapture", program.display());
    let output = apart(&script).env(FOLDER, folder.path()).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "{said}");
}

#[tokio::test]
#[ignore = "needs the small file system that the test above makes"]
async fn a_document_too_large_for_the_disk_leaves_nothing() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("run by the test above"));
    let blobs = Blobs::open(folder.join("blobs")).expect("open");
    let small = blobs.put(Bytes::from_static(b"it has room")).await.expect("put");
    let large = Bytes::from(vec![7; 1024 * 1024]);
    for _ in 0..2 {
        let error = blobs.put(large.clone()).await.expect_err("there is no room");
        assert_eq!(error.code(), "storage.full", "{error}");
        assert!(error.to_string().contains("--blobs"), "{error}");
        assert_eq!(files_below(&folder), 1, "nothing half-written");
        assert!(!blobs.exists(&BlobHash::of(&large)).await.expect("exists"));
    }
    blobs.put(Bytes::from_static(b"this has room again")).await.expect("the room was given back");
    assert_eq!(blobs.get(&small).await.expect("get"), Bytes::from_static(b"it has room"));
}
