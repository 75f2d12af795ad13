//! Chains of shapes of the maximum depth compile, and so does a caller that sends a call to another
//! thread.

use std::fs;
use std::path::Path;
use std::process::Command;

use tests::chains::{self, Chain};
use xtask::generate::{self, Job};

#[test]
fn the_longest_chains_compile_for_the_crate_and_its_callers() {
    let workspace = xtask::root().join("target/scratch/nesting");
    let _ = fs::remove_dir_all(&workspace);
    write(&workspace.join("Cargo.toml"), WORKSPACE);
    fs::copy(xtask::root().join("Cargo.lock"), workspace.join("Cargo.lock")).expect("a lock file");
    write(&workspace.join("caller/Cargo.toml"), CALLER);
    write(&workspace.join("caller/src/lib.rs"), &caller());
    let all = Chain::ALL.map(|chain| (chain, chains::deepest(chain)));
    let model = workspace.join("model.json");
    write(&model, &chains::model(&all).to_string());
    let job = Job::other(vec![model], workspace.join("chains"), "chains".to_owned(), None, false);
    generate::run(&job).expect("a crate");

    for task in ["build", "doc"] {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args([task, "--workspace", "--quiet", "--offline"])
            .args((task == "doc").then_some("--no-deps"))
            .env("CARGO_TARGET_DIR", xtask::root().join("target/fixtures-build"))
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .current_dir(&workspace)
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{task}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    fs::write(path, text).expect("a file");
}

const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"caller\", \"chains\"]\n";

const CALLER: &str = r#"
[package]
name = "caller"
version = "0.1.0"
edition = "2024"

[dependencies]
chains = { path = "../chains" }
"#;

/// Each call in nested futures, which must be `Send`.
fn caller() -> String {
    let mut source = String::from(
        "type Boxed = std::pin::Pin<Box<dyn Future<Output = usize> + Send>>;\n\n\
         fn spawn(future: impl Future<Output = usize> + Send + 'static) -> Boxed {\n    \
         Box::pin(future)\n}\n",
    );
    for method in METHODS {
        source += &format!(
            "\npub fn {method}(client: chains::Client) -> Boxed {{\n    async fn call(client: \
             chains::Client) -> usize {{\n        format!(\"{{:?}}\", client.{method}().send().await)\
             .len()\n    }}\n    spawn(async move {{ spawn(call(client)).await }})\n}}\n"
        );
    }
    source
}

const METHODS: [&str; 7] = [
    "do_optional",
    "do_required",
    "do_unions",
    "do_lists_of_structures",
    "do_maps_of_structures",
    "do_lists",
    "do_maps",
];
