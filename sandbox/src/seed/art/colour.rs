//! Colours and the palettes that pictures are made of.

/// Red, green and blue from 0 to 1. Written out channel by channel, because pictures are drawn in debug builds, too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour(pub [f32; 3]);

impl Colour {
    /// From the usual six hexadecimal digits; black when they are none.
    pub const fn hex(digits: &str) -> Self {
        let Ok(code) = u32::from_str_radix(digits, 16) else { return Self([0.0; 3]) };
        Self([channel(code >> 16), channel(code >> 8), channel(code)])
    }

    /// Between this colour (0) and another (1).
    pub fn mix(self, other: Self, share: f32) -> Self {
        if share <= 0.0 {
            return self;
        }
        if share >= 1.0 {
            return other;
        }
        let ([red, green, blue], [other_red, other_green, other_blue]) = (self.0, other.0);
        Self([red + (other_red - red) * share, green + (other_green - green) * share, blue + (other_blue - blue) * share])
    }

    /// Lighter above 1, darker below.
    pub fn bright(self, factor: f32) -> Self {
        let [red, green, blue] = self.0;
        Self([red * factor, green * factor, blue * factor])
    }
}

#[expect(clippy::cast_precision_loss, reason = "at most 255")]
const fn channel(code: u32) -> f32 {
    (code & 0xFF) as f32 / 255.0
}

/// Five colours from light to dark.
pub type Palette = [Colour; 5];

const fn palette(codes: [&str; 5]) -> Palette {
    [Colour::hex(codes[0]), Colour::hex(codes[1]), Colour::hex(codes[2]), Colour::hex(codes[3]), Colour::hex(codes[4])]
}

/// Calm palettes: paper, light, accent, shade, ink.
pub const PALETTES: [Palette; 10] = [
    palette(["F6EFE3", "E9C9A0", "D0795A", "5C6B73", "253237"]),
    palette(["EEF2F0", "B9D3CC", "E0A458", "4C7A78", "1F3A40"]),
    palette(["F7EDEA", "E8B7A8", "C8553D", "7A5A6E", "2E2A3B"]),
    palette(["EDF1F7", "AFC4DE", "F0B67F", "54708F", "1D2C44"]),
    palette(["F5F3E7", "CFD6A8", "D98A4B", "6B7F59", "2B3A2E"]),
    palette(["F4EEF6", "CDB8DA", "E79A6B", "746289", "2A2440"]),
    palette(["F3F1EC", "D8CDBF", "B5493A", "8A7B6C", "2F2B28"]),
    palette(["E9F3F5", "9FD0D6", "F2C46D", "3C7F8F", "12343F"]),
    palette(["FBF1E6", "F3C6A5", "DE6B6B", "8B5E7D", "33264A"]),
    palette(["EFF0F2", "C3C9D1", "6C9A8B", "687385", "23293A"]),
];
