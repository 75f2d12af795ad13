use ureq::unversioned::transport::Buffers;

use super::agents::MAX_HEAD;
use super::run;

/// The buffers of a connection, which grow to what a head needs: few heads have more than 2 KiB.
#[derive(Default)]
pub(super) struct GrowingBuffers {
    /// Received bytes are from `consumed` to `filled`.
    input: Vec<u8>,
    filled: usize,
    consumed: usize,
    output: Vec<u8>,
    /// Whether the last use of the input consumed any of it.
    is_used: bool,
}

const PIECE: usize = 8 << 10;

/// More than a head may have, so that ureq notices one that is too large.
const MOST: usize = MAX_HEAD + PIECE;

impl Buffers for GrowingBuffers {
    /// ureq writes whole lines.
    fn output(&mut self) -> &mut [u8] {
        let needed = run::longest_line().max(PIECE);
        if self.output.len() < needed {
            self.output.resize(needed, 0);
        }
        &mut self.output
    }

    fn input(&self) -> &[u8] {
        &self.input[self.consumed..self.filled]
    }

    /// Empty if a head or a line is too large.
    fn input_append_buf(&mut self) -> &mut [u8] {
        self.input.copy_within(self.consumed..self.filled, 0);
        self.filled -= self.consumed;
        self.consumed = 0;
        if self.filled == self.input.len() && self.filled < MOST {
            self.input.resize((2 * self.filled).clamp(PIECE, MOST), 0);
        }
        &mut self.input[self.filled..]
    }

    fn tmp_and_output(&mut self) -> (&mut [u8], &mut [u8]) {
        self.output();
        self.input_append_buf();
        (&mut self.input[self.filled..], &mut self.output)
    }

    fn input_appended(&mut self, amount: usize) {
        self.filled += amount;
    }

    fn input_consume(&mut self, amount: usize) {
        self.is_used = amount > 0;
        self.consumed += amount;
    }

    fn can_use_input(&self) -> bool {
        self.is_used && self.consumed < self.filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_input_grows_to_its_limit_and_keeps_what_is_not_consumed() {
        let mut buffers = GrowingBuffers::default();
        let mut appended = 0;
        loop {
            let space = buffers.input_append_buf();
            if space.is_empty() {
                break;
            }
            space.fill(b'a');
            let amount = space.len();
            buffers.input_appended(amount);
            appended += amount;
        }
        assert_eq!((appended, buffers.input().len()), (MOST, MOST));
        assert!(!buffers.can_use_input());
        buffers.input_consume(MOST - 3);
        assert!(buffers.can_use_input());
        assert_eq!(buffers.input_append_buf().len(), MOST - 3);
        assert_eq!(buffers.input(), b"aaa");
        buffers.input_consume(0);
        assert!(!buffers.can_use_input());
    }

    #[test]
    fn there_is_room_for_output_and_for_the_body_of_a_request() {
        let mut buffers = GrowingBuffers::default();
        let (body, output) = buffers.tmp_and_output();
        assert_eq!((body.len(), output.len()), (PIECE, PIECE));
    }
}
