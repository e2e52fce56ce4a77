//! The part of a file that a request asks for (RFC 9110, section 14).

/// What of a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// From the first to the last byte, both included.
    Range(u64, u64),
    /// Nothing: the range begins beyond the end.
    Unsatisfiable,
}

impl Part {
    /// Reads a `Range` header for a file of `size` bytes. Headers of another form, and several ranges at once, are ignored.
    pub fn of(header: Option<&str>, size: u64) -> Self {
        let Some((first, last)) = header.and_then(|text| text.trim().strip_prefix("bytes=")).and_then(|range| range.split_once('-')) else {
            return Self::Whole;
        };
        match (first.trim().parse::<u64>(), last.trim()) {
            (Ok(first), "") => Self::within(first, u64::MAX, size),
            (Ok(first), last) => {
                last.parse().ok().filter(|&last| first <= last).map_or(Self::Whole, |last| Self::within(first, last, size))
            }
            (Err(_), last) if first.trim().is_empty() => match last.parse::<u64>() {
                Ok(0) => Self::Unsatisfiable,
                Ok(length) => Self::within(size.saturating_sub(length), u64::MAX, size),
                Err(_) => Self::Whole,
            },
            _ => Self::Whole,
        }
    }

    fn within(first: u64, last: u64, size: u64) -> Self {
        if first >= size { Self::Unsatisfiable } else { Self::Range(first, last.min(size - 1)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_to_the_file() {
        let cases = [
            ("bytes=0-3", Part::Range(0, 3)),
            ("bytes=4-", Part::Range(4, 9)),
            ("bytes=-4", Part::Range(6, 9)),
            ("bytes=-40", Part::Range(0, 9)),
            ("bytes=8-99", Part::Range(8, 9)),
            ("bytes=10-", Part::Unsatisfiable),
            ("bytes=-0", Part::Unsatisfiable),
            ("bytes=5-2", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("lines=1-2", Part::Whole),
            ("bytes=x-y", Part::Whole),
        ];
        for (header, part) in cases {
            assert_eq!(Part::of(Some(header), 10), part, "{header}");
        }
        assert_eq!(Part::of(None, 10), Part::Whole);
        assert_eq!(Part::of(Some("bytes=0-"), 0), Part::Unsatisfiable);
    }
}
