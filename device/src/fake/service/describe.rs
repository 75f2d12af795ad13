use super::view::View;
use super::{Reason, Refusal, Service};

impl Service {
    pub(super) fn describe_next(
        &mut self,
        thing: &str,
        with_document: bool,
    ) -> Result<Option<View>, Refusal> {
        let next = self.thing(thing)?.next();
        Ok(next.map(|index| self.view_for(index, with_document)))
    }

    /// Describes what is queued or in progress.
    pub(super) fn describe(
        &mut self,
        thing: &str,
        job: &str,
        number: Option<i64>,
        with_document: bool,
    ) -> Result<View, Refusal> {
        let index = self.find(thing, job, number)?;
        match self.executions[index].is_pending() {
            true => Ok(self.view_for(index, with_document)),
            false => Err(Refusal::of(Reason::TerminalState, TERMINAL)),
        }
    }

    fn view_for(&mut self, index: usize, with_document: bool) -> View {
        match with_document {
            true => self.view_with_document(index),
            false => self.view(index),
        }
    }
}

/// In the words of the service.
const TERMINAL: &str =
    "Job Execution has reached terminal state. It is neither IN_PROGRESS nor QUEUED";
