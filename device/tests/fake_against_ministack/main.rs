//! The fake and MiniStack give the same answers to the same requests: the same status, error code
//! and body, apart from times and request ids.
//!
//! Where they differ, the case says why, with the source of what the fake does. A difference that
//! no longer exists fails the test.

mod cases;
mod differences;
mod same;
mod sides;

use self::cases::{Act, cases};
use self::same::{Answer, comparable};
use self::sides::{FakeSide, MiniStackSide};

#[test]
fn the_same_requests_get_the_same_answers() {
    let (fake, real) = (FakeSide::new(), MiniStackSide::start().unwrap());
    let (mut count, mut wrong) = (0, Vec::new());
    for case in cases() {
        fake.create_thing(case.thing);
        real.create_thing(case.thing);
        for act in &case.acts {
            match act {
                Act::Control(control) => {
                    fake.control(case.thing, control);
                    real.control(case.thing, control);
                }
                Act::Call { method, path, body, differs } => {
                    let path = path.replace("{thing}", case.thing);
                    let from_fake = comparable(fake.send(method, &path, body.as_deref()));
                    let from_real = comparable(real.send(method, &path, body.as_deref()).unwrap());
                    count += 1;
                    if (from_fake == from_real) == differs.is_some() {
                        wrong.push(report(method, &path, *differs, &from_fake, &from_real));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 80, "{count}");
}

fn report(method: &str, path: &str, differs: Option<&str>, fake: &Answer, real: &Answer) -> String {
    match differs {
        Some(reason) => {
            format!("{method} {path}: both answer {fake:?}, but should differ: {reason}")
        }
        None => format!("{method} {path}:\n  fake {fake:?}\n  real {real:?}"),
    }
}
