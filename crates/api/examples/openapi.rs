//! Prints the OpenAPI description: `cargo run -p api --example openapi`.

fn main() {
    println!("{}", api::openapi().to_pretty_json().expect("the description has a JSON form"));
}
