//! Geometric patterns.

use super::canvas::Canvas;
use super::colour::{Colour, Palette};
use super::landscapes::{column, small, unit};
use crate::seed::random::Random;

/// A mosaic of triangles that darkens from one corner to the other.
pub fn facets(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (width, height) = canvas.extent();
    let side = (width.max(height) / 9.0).max(20.0);
    let shades: Vec<f32> = (0..997).map(|_| unit(random) * 0.26 - 0.13).collect();
    canvas.shade(|x, y| {
        let (across, down) = ((x + y * 0.5) / side, y / side);
        let upper = usize::from(across.fract() + down.fract() > 1.0);
        let place = column(across) * 2 + upper + column(down) * 61;
        let along = (across.floor() * side - down.floor() * side * 0.5) / width * 0.6 + down.floor() * side / height * 0.5;
        ramp(palette, along + shades[place % shades.len()])
    });
}

/// Quarter circles in a grid.
pub fn rings(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (width, height) = canvas.extent();
    let side = (width.min(height) / if width < 200.0 { 2.0 } else { 5.0 }).ceil();
    let cells: Vec<[usize; 4]> = (0..211).map(|_| [random.below(4), random.below(5), 1 + random.below(4), random.below(3)]).collect();
    canvas.shade(|x, y| {
        let place = column(x / side) * 7 + column(y / side) * 31;
        let [corner, ground, step, kind] = cells[place % cells.len()];
        let (across, down) = (x % side, y % side);
        let distance = match corner {
            0 => across.hypot(down),
            1 => (side - across).hypot(down),
            2 => across.hypot(side - down),
            _ => (side - across).hypot(side - down),
        };
        let (under, over) = (palette[ground], palette[(ground + step) % 5]);
        let outer = under.mix(over, side * 0.98 - distance);
        if kind == 0 { outer } else { outer.mix(under, side * 0.62 - distance).mix(over, side * 0.3 - distance) }
    });
}

/// Dots of a printing screen, large where a soft wave is dark.
pub fn halftone(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (width, height) = canvas.extent();
    let (first, second) = (unit(random) * 6.0, 2.0 + unit(random) * 3.0);
    let pitch = 24.0;
    canvas.shade(|x, y| {
        let (turned, other) = ((x + y) / 1.414, (x - y + height) / 1.414);
        let (across, down) = ((turned / pitch).fract() - 0.5, (other / pitch).fract() - 0.5);
        let wave = (x / width * second + first).sin() * 0.5 + (y / height * 3.0 + x / width + first).cos() * 0.5;
        let radius = 0.14 + 0.34 * (wave * 0.5 + 0.5);
        let cover = (radius - across.hypot(down)) * pitch + 0.5;
        palette[0].mix(palette[2].mix(palette[3], x / width), cover)
    });
}

/// A mirrored sign of squares: for avatars.
pub fn sign(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (width, height) = canvas.extent();
    canvas.shade(|x, y| palette[0].mix(palette[1], f32::midpoint(x / width, y / height)));
    let side = width / 8.0;
    let colours = [palette[3], palette[4], palette[2]];
    for row in 0..5 {
        for column in 0..3 {
            if !random.chance(0.58) {
                continue;
            }
            let colour = colours[random.below(3)];
            for mirrored in [column, 4 - column] {
                let (left, top) = (side * (1.5 + small(mirrored)), side * (1.5 + small(row)));
                canvas.rectangle((left, top), (left + side, top + side), colour);
            }
        }
    }
}

/// The palette as a continuous scale from 0 to 1.
fn ramp(palette: &Palette, place: f32) -> Colour {
    let scaled = place.clamp(0.0, 0.999) * 4.0;
    let start = column(scaled);
    palette[start].mix(palette[start + 1], scaled.fract())
}
