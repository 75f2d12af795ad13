use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use tests::device::Loss;
use tests::random::Random;

/// Decides at random what is lost, and counts it.
pub(crate) struct Losses {
    random: Mutex<Random>,
    of_requests: f64,
    of_answers: f64,
    requests: AtomicU64,
    answers: AtomicU64,
}

impl Losses {
    /// The shares, from 0 to 1, of requests that are lost, and of answers.
    pub(crate) fn new(seed: u64, of_requests: f64, of_answers: f64) -> Self {
        let random = Mutex::new(Random::new(seed));
        Self { random, of_requests, of_answers, requests: 0.into(), answers: 0.into() }
    }

    /// What is lost of the next exchange.
    pub(crate) fn next(&self) -> Option<Loss> {
        let drawn = self.random.lock().expect("no panic").fraction();
        if drawn < self.of_requests {
            self.requests.fetch_add(1, Ordering::Relaxed);
            Some(Loss::Request)
        } else if drawn < self.of_requests + self.of_answers {
            self.answers.fetch_add(1, Ordering::Relaxed);
            Some(Loss::Answer)
        } else {
            None
        }
    }

    /// How many requests and answers were lost.
    pub(crate) fn counts(&self) -> (u64, u64) {
        (self.requests.load(Ordering::Relaxed), self.answers.load(Ordering::Relaxed))
    }
}
