//! `generated/` matches the model exactly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use codegen::RuntimeSource;
use serde_json::Value;
use xtask::PartitionTable;
use xtask::generate::{self, Job, Kept};

#[test]
fn the_generated_crate_is_up_to_date_and_has_no_file_too_many() {
    generate::run(&Job::own(true)).unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn two_runs_give_the_same_bytes() {
    let job = Job::own(false);
    assert_eq!(generate::files(&job).expect("files"), generate::files(&job).expect("files"));
}

#[test]
fn emitted_code_stays_small_enough_to_read() {
    let files = generate::files(&Job::own(true)).expect("files");
    let sources = files.iter().filter(|(path, _)| path.starts_with("src/"));
    let lines: usize = sources.map(|(_, text)| text.lines().count()).sum();
    assert!(lines <= 2000, "{lines} lines under src/");
}

#[test]
fn whatever_is_deleted_changed_or_added_is_put_right() {
    let job = scratch("put-right");
    generate::run(&job).expect("a crate");
    let files = generate::files(&job).expect("files");
    for path in files.keys() {
        fs::remove_file(job.out.join(path)).expect("a file to delete");
        if path == "Cargo.toml" {
            // Without its mark, the directory is not a generated crate.
            let refused = generate::run(&job).expect_err("a refusal");
            assert!(refused.contains("is not a generated crate"), "{refused}");
            fs::write(job.out.join(path), &files[path]).expect("a file");
        }
        generate::run(&job).expect("a crate");
        let restored = fs::read_to_string(job.out.join(path)).expect("the file is back");
        assert_eq!(&restored, &files[path], "{path}");
    }
    let kept = job.out.join(".git/objects/kept");
    fs::create_dir_all(kept.parent().expect("a directory")).expect("a repository");
    fs::write(&kept, "").expect("a file of somebody else");
    let stale = job.out.join("src/types/stale.rs");
    fs::write(&stale, format!("// {}\n", codegen::MARK)).expect("a file too many");
    let check = Job { check: true, ..job.clone() };
    let failure = generate::run(&check).expect_err("a check that fails");
    assert!(failure.contains("src/types/stale.rs would be deleted"), "{failure}");
    assert!(failure.contains("cargo xtask generate --model"), "{failure}");
    assert!(stale.exists(), "a check writes nothing");
    generate::run(&job).expect("a crate");
    assert!(!stale.exists());
    assert!(kept.exists());
    let taken = job.out.join("src/client.rs");
    fs::write(&taken, b"// By hand: \xff\n").expect("a file in the way");
    let refused = generate::run(&job).expect_err("a refusal");
    assert!(refused.contains("src/client.rs is not a generated file"), "{refused}");
    assert_eq!(fs::read(&taken).expect("the file"), b"// By hand: \xff\n");
    fs::remove_file(&taken).expect("a file to remove");
}

#[test]
fn the_partition_table_is_written_among_files_that_are_not_generated() {
    let mut job = scratch("partitions");
    let runtime = xtask::root().join("target/scratch/partitions-runtime");
    let file = |name: &str| runtime.join("src/rules/partition").join(name);
    if runtime.exists() {
        fs::remove_dir_all(&runtime).expect("an empty directory");
    }
    fs::create_dir_all(file("")).expect("a directory");
    fs::write(file("mod.rs"), "mod table;\n").expect("a file by hand");
    fs::write(file("old.rs"), format!("// {}\n", codegen::MARK)).expect("a file too many");
    let source = xtask::root().join("model/partitions.json");
    job.partitions = Some(PartitionTable { source, out: runtime.clone() });

    let check = Job { check: true, ..job.clone() };
    let failure = generate::run(&check).expect_err("a check that fails");
    assert!(failure.contains("src/rules/partition/table.rs would be created"), "{failure}");
    assert!(failure.contains("src/rules/partition/old.rs would be deleted"), "{failure}");
    assert!(!failure.contains("mod.rs would"), "{failure}");
    generate::run(&job).expect("a table");
    generate::run(&Job { check: true, ..job.clone() }).expect("nothing to do");
    let table = fs::read_to_string(file("table.rs")).expect("a table");
    let ours = xtask::root().join("runtime/src/rules/partition/table.rs");
    assert_eq!(table, fs::read_to_string(ours).expect("the table of the runtime"));
    assert!(!file("old.rs").exists());
    assert!(file("mod.rs").exists());

    fs::remove_dir_all(&job.out).expect("a crate to write again");
    fs::write(file("table.rs"), "static PARTITIONS: () = ();\n").expect("a file by hand");
    let refused = generate::run(&job).expect_err("a refusal");
    assert!(refused.contains("table.rs is not a generated file"), "{refused}");
    assert!(!job.out.exists(), "nothing is written unless all can be");
}

/// `cargo xtask` puts a placeholder where the manifest of `generated/` is missing; the workspace
/// must resolve with it.
#[test]
fn the_workspace_loads_with_the_stand_in_for_its_generated_member() {
    let scratch = xtask::root().join("target/scratch/stand-in");
    let target = |path: &Path| {
        let target = scratch.join(path.strip_prefix(xtask::root()).expect("a file of ours"));
        fs::create_dir_all(target.parent().expect("a directory")).expect("a directory");
        target
    };
    let copy = |path: &Path| fs::copy(path, target(path)).expect("a manifest");
    copy(&xtask::root().join("Cargo.toml"));
    copy(&xtask::root().join("Cargo.lock"));
    let metadata =
        cargo(&["metadata", "--offline", "--no-deps", "--format-version", "1"], xtask::root());
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("metadata");
    for member in metadata["packages"].as_array().expect("members") {
        let path = |value: &Value| PathBuf::from(value.as_str().expect("a path"));
        let manifest = path(&member["manifest_path"]);
        if manifest == xtask::root().join("generated/Cargo.toml") {
            continue;
        }
        copy(&manifest);
        for source in member["targets"].as_array().expect("targets") {
            fs::write(target(&path(&source["src_path"])), "").expect("a source");
        }
    }
    fs::create_dir_all(scratch.join("generated")).expect("a directory");
    let stand_in = xtask::root().join("xtask/launcher/stand-in.toml");
    fs::copy(stand_in, scratch.join("generated/Cargo.toml")).expect("a stand-in");

    cargo(&["tree", "--offline", "--package", "xtask"], scratch);
}

fn cargo(arguments: &[&str], directory: PathBuf) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output =
        Command::new(cargo).args(arguments).current_dir(directory).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn a_directory_with_other_things_in_it_is_refused_and_left_alone() {
    let job = scratch("somebody-elses");
    fs::create_dir_all(&job.out).expect("a directory");
    fs::write(job.out.join("thesis.txt"), "years of work").expect("a file");
    let refused = generate::run(&job).expect_err("a refusal");
    assert!(refused.contains("is not a generated crate"), "{refused}");
    let kept = fs::read_to_string(job.out.join("thesis.txt")).expect("the file is there");
    assert_eq!(kept, "years of work");
    assert!(!job.out.join("Cargo.toml").exists());
}

#[test]
fn a_crate_can_be_checked_and_made_anew_wherever_it_is() {
    let job = scratch("moved").deciding(Kept {
        version: Some("1.2.3-rc.1".to_owned()),
        runtime: Some(RuntimeSource::Version("0.1".to_owned())),
    });
    generate::run(&job).expect("a crate");
    let changelog = job.out.join("CHANGELOG.md");
    fs::write(&changelog, "By the owner.").expect("a file of the owner");

    // Recorded settings are kept unless they are overridden.
    let elsewhere = scratch("moved-elsewhere/to/here");
    copy(&job.out, &elsewhere.out);
    let elsewhere = Job { settings: job.settings.clone(), ..elsewhere };
    generate::run(&Job { check: true, ..elsewhere.clone() }).expect("nothing to do");
    fs::remove_file(elsewhere.out.join("src/client.rs")).expect("a file to write again");
    generate::run(&elsewhere).expect("a crate");
    let manifest = fs::read_to_string(elsewhere.out.join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("version = \"1.2.3-rc.1\"\n"), "{manifest}");
    assert!(manifest.contains("smithy-client-runtime = { version = \"0.1\","), "{manifest}");
    let kept = fs::read_to_string(elsewhere.out.join("CHANGELOG.md")).expect("the owner's file");
    assert_eq!(kept, "By the owner.");
}

#[test]
fn a_crate_finds_the_runtime_of_this_workspace_by_a_relative_path() {
    let job = scratch("relative-runtime");
    let files = generate::files(&job).expect("files");
    let manifest = &files["Cargo.toml"];
    assert!(manifest.contains("{ path = \"../../../runtime\","), "{manifest}");
}

#[test]
fn a_crate_of_another_name_is_left_alone() {
    let job = scratch("first-name");
    generate::run(&job).expect("a crate");
    let mut renamed = job.clone();
    renamed.settings.crate_name = "second-name".to_owned();
    let refused = generate::run(&renamed).expect_err("a refusal");
    assert!(refused.contains("is the generated crate `first-name`"), "{refused}");
    assert!(refused.contains("pass `--name first-name`"), "{refused}");
    generate::run(&Job { check: true, ..job }).expect("nothing to do");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a directory") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}

/// A small model, generated into an empty directory.
fn scratch(name: &str) -> Job {
    let out = xtask::root().join("target/scratch").join(name);
    if out.exists() {
        fs::remove_dir_all(&out).expect("an empty directory");
    }
    let model = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/errors.json");
    Job::other(vec![model], out, name.to_owned(), None, false)
}
