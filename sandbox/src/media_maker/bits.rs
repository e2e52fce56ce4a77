//! Bits as H.264 writes them.

/// A growing row of bits, the most significant first.
#[derive(Debug, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    /// Bits of the last byte that are used; 0 when it is full.
    used: u32,
}

impl Bits {
    /// The lowest `count` bits of a number.
    pub fn put(&mut self, value: u32, count: u32) {
        for place in (0..count).rev() {
            if self.used == 0 {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut()
                && value >> place & 1 == 1
            {
                *last |= 0x80 >> self.used;
            }
            self.used = (self.used + 1) % 8;
        }
    }

    /// A number as an unsigned Exp-Golomb code, `ue(v)`.
    pub fn unsigned(&mut self, value: u32) {
        let code = value + 1;
        let length = 32 - code.leading_zeros();
        self.put(0, length - 1);
        self.put(code, length);
    }

    /// A number as a signed Exp-Golomb code, `se(v)`.
    pub fn signed(&mut self, value: i32) {
        let code = value.unsigned_abs() * 2;
        self.unsigned(if value > 0 { code - 1 } else { code });
    }

    /// Zeros up to the next whole byte.
    pub fn align(&mut self) {
        self.used = 0;
    }

    /// Whole bytes; the row must be at the end of one.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.align();
        self.bytes.extend_from_slice(bytes);
    }

    /// The row with its end marked: a one, and zeros up to a whole byte.
    pub fn end(mut self) -> Vec<u8> {
        self.put(1, 1);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_exp_golomb_codes() {
        let mut bits = Bits::default();
        for value in [0, 1, 2, 3, 7] {
            bits.unsigned(value);
        }
        // 1, 010, 011, 00100, 0001000, and the end.
        assert_eq!(bits.end(), [0b1010_0110, 0b0100_0001, 0b0001_0000]);
        let mut bits = Bits::default();
        for value in [1, -1, 2] {
            bits.signed(value);
        }
        // 010, 011, 00100, and the end.
        assert_eq!(bits.end(), [0b0100_1100, 0b1001_0000]);
    }

    #[test]
    fn bytes_begin_on_a_whole_byte() {
        let mut bits = Bits::default();
        bits.put(0b101, 3);
        bits.bytes(&[0xFF]);
        assert_eq!(bits.end(), [0b1010_0000, 0xFF, 0x80]);
    }
}
