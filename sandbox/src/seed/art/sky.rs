//! Night skies.

use super::canvas::Canvas;
use super::colour::{Colour, Palette};
use super::landscapes::unit;
use crate::seed::random::Random;

const STARLIGHT: Colour = Colour::hex("FFF6E0");

/// A night sky with a band of haze and a dark horizon.
pub fn stars(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (width, height) = canvas.extent();
    let night = palette[4].bright(0.45);
    let slope = 0.4 + unit(random) * 0.5;
    canvas.shade(|x, y| {
        let band = 1.0 - ((y / height - 0.15 - slope * x / width).abs() * 3.2).min(1.0);
        night.mix(palette[3], y / height * 0.55).mix(palette[1], band * band * 0.22)
    });
    sprinkle(canvas, 420, random);
    let (mut hill, mut trend) = (height * 0.86, 0.0);
    for x in 0..canvas.width {
        trend = trend * 0.92 + (unit(random) - 0.5) * 0.5;
        hill = (hill + trend).clamp(height * 0.78, height * 0.94);
        let left = super::landscapes::small(x as usize);
        canvas.rectangle((left, hill), (left + 1.0, height), night.bright(0.5));
    }
}

/// A planet with a ring and two moons.
pub fn planet(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (width, height) = canvas.extent();
    let night = palette[4].bright(0.5);
    let (x, y, radius) = (width * (0.42 + 0.16 * unit(random)), height * 0.5, height * 0.24);
    canvas.fill(night);
    sprinkle(canvas, 160, random);
    canvas.disc((x, y), radius * 1.5, radius * 1.3, night.mix(palette[2], 0.14));
    canvas.disc((x, y), radius, 1.5, palette[2]);
    for band in 0_u8..7 {
        let at = y + radius * (f32::from(band) / 3.5 - 0.95);
        let far = (at - y).abs().max((at + radius * 0.1 - y).abs());
        let half = (radius * radius - far * far).max(0.0).sqrt() - 2.0;
        canvas.rectangle((x - half, at), (x + half, at + radius * 0.1), palette[2].mix(palette[1], 0.2 + 0.1 * f32::from(band % 3)));
    }
    for step in 0_u16..1_400 {
        let turn = f32::from(step) / 1_400.0 * std::f32::consts::TAU;
        let (sine, cosine) = turn.sin_cos();
        let behind = sine < 0.0 && cosine.abs() < 0.57;
        if !behind {
            canvas.disc((x + cosine * radius * 1.75, y + sine * radius * 0.42 + cosine * radius * 0.3), 2.2, 1.5, palette[1]);
        }
    }
    canvas.disc((width * 0.86, height * 0.2), radius * 0.12, 1.5, palette[0]);
    canvas.disc((width * 0.12, height * 0.78), radius * 0.07, 1.5, palette[1]);
}

/// A moon in front of a coloured disc: for avatars.
pub fn moon(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (width, height) = canvas.extent();
    canvas.shade(|x, y| palette[3].mix(palette[4], f32::midpoint(x / width, y / height)));
    let offset = width * (0.12 + 0.14 * unit(random));
    canvas.disc((width * 0.5, height * 0.5), width * 0.3, 1.5, palette[1]);
    canvas.disc((width * 0.5 + offset, height * 0.5 - offset * 0.6), width * 0.26, 1.5, palette[3].mix(palette[4], 0.45));
    canvas.disc((width * 0.74, height * 0.3), width * 0.035, 1.5, palette[2]);
}

fn sprinkle(canvas: &mut Canvas, count: u16, random: &mut Random) {
    let (width, height) = canvas.extent();
    for star in 0..count {
        let at = (unit(random) * width, unit(random) * height);
        let size = if star % 40 == 0 { 1.6 } else { 0.3 + unit(random) * 0.6 };
        canvas.disc(at, size, 1.6, STARLIGHT.bright(0.55 + unit(random) * 0.45));
    }
}
