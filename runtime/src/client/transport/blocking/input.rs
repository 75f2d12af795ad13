use std::io::{self, Read};

/// Received bytes that are not consumed yet. The buffer grows to what a head needs: few heads have
/// more than 2 KiB.
#[derive(Default)]
pub(super) struct Input {
    /// They are from `consumed` to `filled`.
    buffer: Vec<u8>,
    consumed: usize,
    filled: usize,
}

/// Far more than the head of a response from AWS or a proxy has.
pub(super) const MOST: usize = 64 << 10;

const PIECE: usize = 8 << 10;

impl Input {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.consumed..self.filled]
    }

    pub(super) fn consume(&mut self, amount: usize) {
        self.consumed += amount;
        if self.consumed == self.filled {
            (self.consumed, self.filled) = (0, 0);
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes().len() >= MOST
    }

    /// Reads more, unless it is full. 0 is the end.
    pub(super) fn fill(&mut self, source: &mut impl Read) -> io::Result<usize> {
        self.buffer.copy_within(self.consumed..self.filled, 0);
        self.filled -= self.consumed;
        self.consumed = 0;
        if self.filled == self.buffer.len() {
            self.buffer.resize((2 * self.filled).clamp(PIECE, MOST), 0);
        }
        let amount = source.read(&mut self.buffer[self.filled..])?;
        self.filled += amount;
        Ok(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_to_its_limit_and_keeps_what_is_not_consumed() {
        let mut input = Input::default();
        let mut source = io::repeat(b'a');
        while !input.is_full() {
            assert!(input.fill(&mut source).unwrap() > 0);
        }
        assert_eq!((input.bytes().len(), input.buffer.len()), (MOST, MOST));
        input.consume(MOST - 3);
        assert_eq!(input.fill(&mut &b"bc"[..]).unwrap(), 2);
        assert_eq!(input.bytes(), b"aaabc");
        input.consume(5);
        assert_eq!(input.bytes(), b"");
        assert_eq!(input.fill(&mut io::empty()).unwrap(), 0);
    }
}
