//! Fuzzing on stable Rust: mutates seeds as bytes and as JSON values.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use serde_json::{Value, json};

use crate::memory::peak_memory;
use crate::random::Random;

/// Runs `target` on mutated seeds with a total size of `bytes`, or of as many megabytes as the
/// environment variable `IOT_JOBS_FUZZ_MEGABYTES` says. Every run uses the same inputs.
///
/// # Panics
/// If `target` panics or takes more than 20 seconds for an input, which is then saved under
/// `target/fuzz/`, or if it uses too much memory.
pub fn fuzz(name: &'static str, seeds: Vec<Vec<u8>>, bytes: usize, target: fn(&[u8])) {
    let megabytes = env::var("IOT_JOBS_FUZZ_MEGABYTES").ok();
    let bytes = megabytes.map_or(bytes, |text| text.parse::<usize>().expect("a number") << 20);
    let (sender, inputs) = mpsc::sync_channel::<Vec<u8>>(0);
    let (done, outcomes) = mpsc::channel();
    thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            for input in inputs {
                let outcome = catch_unwind(AssertUnwindSafe(|| target(&input)));
                if done.send(outcome.is_ok()).is_err() {
                    return;
                }
            }
        })
        .expect("a thread");

    let mut bender = Bender::new(seeds);
    let (mut tried, mut count, mut slowest) = (0, 0, Duration::ZERO);
    while tried < bytes {
        let input = bender.next();
        let start = Instant::now();
        sender.send(input.clone()).expect("the thread is there");
        match outcomes.recv_timeout(LIMIT) {
            Ok(true) => {}
            Ok(false) => panic!("{name}: a panic over {}", keep(name, &input)),
            Err(_) => panic!("{name}: more than {LIMIT:?} over {}", keep(name, &input)),
        }
        slowest = slowest.max(start.elapsed());
        tried += input.len();
        count += 1;
    }
    let peak = peak_memory() >> 20;
    eprintln!(
        "{name}: {count} inputs, {tried} bytes, the slowest took {slowest:?}, {peak} MB at most"
    );
    assert!(peak <= MOST_MEGABYTES, "{name}: {peak} MB of memory");
}

/// The files of a directory, sorted by name.
///
/// # Panics
/// If the directory cannot be read or is empty.
pub fn seeds(directory: &str) -> Vec<Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let entries = fs::read_dir(&directory).expect("a directory of seeds");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", directory.display());
    paths.iter().map(|path| fs::read(path).expect("a seed")).collect()
}

/// For the whole process.
const MOST_MEGABYTES: u64 = 256;
const LIMIT: Duration = Duration::from_secs(20);
/// The default stack size of a thread of the standard library.
const STACK: usize = 2 << 20;

fn keep(name: &str, input: &[u8]) -> String {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/fuzz");
    let path = directory.join(format!("{name}.input"));
    let kept = fs::create_dir_all(&directory).and_then(|()| fs::write(&path, input));
    kept.map_or_else(|error| error.to_string(), |()| path.display().to_string())
}

struct Bender {
    random: Random,
    texts: Vec<Vec<u8>>,
    trees: Vec<Value>,
}

impl Bender {
    fn new(texts: Vec<Vec<u8>>) -> Self {
        let trees = texts.iter().filter_map(|text| serde_json::from_slice(text).ok()).collect();
        Self { random: Random::new(2026), texts, trees }
    }

    /// Half of the inputs are mutated as text, most of which is no longer valid JSON.
    fn next(&mut self) -> Vec<u8> {
        if self.trees.is_empty() || self.random.below(2) == 0 {
            self.bent_text()
        } else {
            self.bent_tree().to_string().into_bytes()
        }
    }

    fn bent_text(&mut self) -> Vec<u8> {
        let mut text = self.texts[self.random.below(self.texts.len())].clone();
        for _ in 0..=self.random.below(4) {
            let at = self.random.below(text.len());
            let end = (at + self.random.below(40)).min(text.len());
            match self.random.below(4) {
                0 => drop(text.drain(at..end)),
                1 => {
                    let piece = text[at..end].to_vec();
                    text.splice(at..at, piece);
                }
                2 => {
                    let token = TOKENS[self.random.below(TOKENS.len())];
                    text.splice(at..end, token.bytes());
                }
                _ => {
                    let byte = self.random.below(256) as u8;
                    text.splice(at..(at + 1).min(text.len()), [byte]);
                }
            }
        }
        text
    }

    fn bent_tree(&mut self) -> Value {
        let mut tree = self.trees[self.random.below(self.trees.len())].clone();
        for _ in 0..=self.random.below(3) {
            let other = self.other_value();
            let mut place = &mut tree;
            // Descends along a random path; each step may be the last.
            while self.random.below(6) > 0 {
                let size = match &*place {
                    Value::Array(items) => items.len(),
                    Value::Object(entries) => entries.len(),
                    _ => 0,
                };
                if size == 0 {
                    break;
                }
                let index = self.random.below(size);
                place = match place {
                    Value::Array(items) => &mut items[index],
                    Value::Object(entries) => {
                        entries.values_mut().nth(index).expect("an entry at this index")
                    }
                    _ => break,
                };
            }
            *place = other;
        }
        tree
    }

    /// A value of an unusual kind, or a value from elsewhere in a seed.
    fn other_value(&mut self) -> Value {
        if self.random.below(2) == 0 {
            return match self.random.below(8) {
                0 => json!(null),
                1 => json!(true),
                2 => json!(-1.5e300),
                3 => json!(u64::MAX),
                4 => json!("\u{0} é \u{10ffff}"),
                5 => json!([]),
                6 => json!({}),
                _ => json!(TOKENS[self.random.below(TOKENS.len())]),
            };
        }
        let mut place = &self.trees[self.random.below(self.trees.len())];
        for _ in 0..1 + self.random.below(6) {
            place = match place {
                Value::Array(items) if !items.is_empty() => &items[self.random.below(items.len())],
                Value::Object(entries) if !entries.is_empty() => {
                    let index = self.random.below(entries.len());
                    entries.values().nth(index).expect("an entry at this index")
                }
                _ => break,
            };
        }
        place.clone()
    }
}

const TOKENS: [&str; 16] = [
    "null",
    "{}",
    "[]",
    "\"",
    "\\u",
    "1e999",
    "-0",
    "NaN",
    "com.example#Example",
    "smithy.api#String",
    "__type",
    "code",
    "target",
    "{\"a\":",
    "[[[[[[[[",
    "\u{feff}",
];
