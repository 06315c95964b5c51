//! Makes sure that the folder of the web app exists, so that the program also builds before the app was built.

fn main() {
    std::fs::create_dir_all("../../web/dist").expect("web/dist can be created");
    println!("cargo:rerun-if-changed=../../web/dist");
}
