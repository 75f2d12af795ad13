use std::io::Write;

/// A row for each file: its name, the expected and the actual findings, and whether they agree.
#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

struct Row {
    file: String,
    expected: String,
    reported: String,
    verdict: Verdict,
}

/// The result for a file.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Verdict {
    Agrees,
    Differs,
    /// Not relevant for a client generator.
    Apart,
}

impl Table {
    pub(crate) fn row(&mut self, file: &str, expected: &str, reported: &str, verdict: Verdict) {
        let (expected, reported) = (expected.to_owned(), reported.to_owned());
        self.0.push(Row { file: file.to_owned(), expected, reported, verdict });
    }

    /// Prints the table and fails if there is any difference.
    pub(crate) fn conclude(self, title: &str) {
        let count = |verdict| self.0.iter().filter(|row| row.verdict == verdict).count();
        let mut text = format!("\n## {title}\n");
        for row in &self.0 {
            let mark = match row.verdict {
                Verdict::Agrees => "ok  ",
                Verdict::Differs => "MISS",
                Verdict::Apart => "-   ",
            };
            text += &format!(
                "{mark} {}\n       expected {}\n       reported {}\n",
                row.file, row.expected, row.reported
            );
        }
        let (agree, differ, apart) =
            (count(Verdict::Agrees), count(Verdict::Differs), count(Verdict::Apart));
        text += &format!("{agree} agree, {differ} differ, {apart} no concern of a client\n");
        // Written directly, because the test harness captures the output of passing tests.
        let _ = std::io::stderr().write_all(text.as_bytes());
        assert_eq!(differ, 0, "{title}: {differ} of {} files differ", self.0.len());
    }
}
