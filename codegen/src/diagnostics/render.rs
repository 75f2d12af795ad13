use std::fmt;

use super::{Diagnostic, Diagnostics, Setting, Severity};

/// Findings in the format of rustc, with the caller's phrases for settings.
pub struct Rendered<'a> {
    findings: &'a Diagnostics,
    phrase: fn(Setting) -> &'static str,
}

impl Diagnostics {
    /// The findings as text. `phrase` returns how a setting is set, such as `pass --service`.
    pub fn render(&self, phrase: fn(Setting) -> &'static str) -> Rendered<'_> {
        Rendered { findings: self, phrase }
    }

    /// The totals: `2 errors, 1 warning`.
    pub fn totals(&self) -> String {
        let count = |count: usize, what: &str| match count {
            0 => None,
            1 => Some(format!("1 {what}")),
            more => Some(format!("{more} {what}s")),
        };
        let counts = [count(self.errors(), "error"), count(self.warnings(), "warning")];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") }
    }
}

/// How code sets a setting.
fn in_code(setting: Setting) -> &'static str {
    match setting {
        Setting::CrateName => "the setting is `Settings::crate_name`",
        Setting::Service => "the setting is `Settings::service`",
        Setting::WithoutEventStreams => "the setting is `Settings::without_event_streams`",
    }
}

impl fmt::Display for Rendered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings.0 {
            write(finding, self.phrase, f)?;
            f.write_str("\n\n")?;
        }
        f.write_str(&self.findings.totals())
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.render(in_code).fmt(f)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self, in_code, f)
    }
}

impl Diagnostic {
    /// The finding as text, see [`Diagnostics::render`].
    pub fn render(&self, phrase: fn(Setting) -> &'static str) -> String {
        Diagnostics(vec![self.clone()])
            .render(phrase)
            .to_string()
            .rsplit_once("\n\n")
            .map_or_else(String::new, |(text, _)| text.to_owned())
    }
}

fn write(
    finding: &Diagnostic,
    phrase: fn(Setting) -> &'static str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    write!(f, "{severity}: {}", finding.message)?;
    let position = finding.location.as_ref().and_then(|location| location.position);
    let number = position.map(|(line, _)| line.to_string()).unwrap_or_default();
    let gutter = number.len().max(NARROWEST);
    if let Some(location) = &finding.location {
        write!(f, "\n{:gutter$}--> {}", "", location.file)?;
        if let Some((line, column)) = position {
            write!(f, ":{line}:{column}")?;
        }
        if let Some(excerpt) = &location.excerpt {
            let (before, marked) = (" ".repeat(excerpt.before), "^".repeat(excerpt.marked));
            write!(f, "\n{:gutter$} |\n{number:>gutter$} | {}", "", excerpt.text)?;
            write!(f, "\n{:gutter$} | {before}{marked}", "")?;
        }
    }
    if let Some(shape) = &finding.shape {
        write!(f, "\n{:gutter$} = note: shape {shape}", "")?;
    }
    let path = finding.location.as_ref().map_or("", |location| &location.path);
    if !path.is_empty() {
        write!(f, "\n{:gutter$} = note: at {path}", "")?;
    }
    write!(f, "\n{:gutter$} = help: {}", "", finding.help)?;
    if let Some(setting) = finding.setting {
        write!(f, "\n{:gutter$} = help: {}", "", phrase(setting))?;
    }
    Ok(())
}

/// The minimum width of line numbers, which aligns most findings of a run.
const NARROWEST: usize = 2;
