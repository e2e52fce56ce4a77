//! Charts without words.

use super::canvas::Canvas;
use super::colour::Palette;
use super::landscapes::{small, unit};
use crate::seed::random::Random;

/// A frame with room on the sides: left, top, right, bottom.
fn frame(canvas: &mut Canvas, palette: &Palette) -> (f32, f32, f32, f32) {
    let (width, height) = canvas.extent();
    let frame = (width * 0.07, height * 0.1, width * 0.95, height * 0.88);
    canvas.fill(palette[0]);
    for line in 0..5 {
        let y = frame.1 + (frame.3 - frame.1) * small(line) / 4.0;
        let colour = if line == 4 { palette[3] } else { palette[0].mix(palette[3], 0.2) };
        canvas.rectangle((frame.0, y), (frame.2, y + if line == 4 { 2.0 } else { 1.0 }), colour);
    }
    frame
}

/// A bar chart with one bar that matters.
pub fn bars(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (left, top, right, bottom) = frame(canvas, palette);
    let count = 9 + random.below(12);
    let step = (right - left) / small(count);
    let special = random.below(count);
    for bar in 0..count {
        let swing = (small(bar) / 3.0 + unit(random)).sin() * 0.25;
        let tall = (0.45 + swing + (unit(random) - 0.5) * 0.25).clamp(0.06, 0.97) * (bottom - top);
        let x = left + step * small(bar) + step * 0.14;
        let colour = if bar == special { palette[2] } else { palette[3].mix(palette[1], 0.35) };
        canvas.rectangle((x, bottom - tall), (x + step * 0.72, bottom), colour);
    }
}

/// A line chart: two quiet series and one that matters.
pub fn lines(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (left, top, right, bottom) = frame(canvas, palette);
    for (series, colour) in [palette[1], palette[3], palette[2]].into_iter().enumerate() {
        let mut value = 0.25 + 0.2 * small(series) + unit(random) * 0.15;
        let (mut x, mut trend) = (left, 0.0);
        while x < right {
            trend = trend * 0.97 + (unit(random) - 0.49) * 0.0016;
            value = (value + trend).clamp(0.04, 0.96);
            canvas.disc((x, bottom - value * (bottom - top)), if series == 2 { 1.9 } else { 1.2 }, 1.4, colour);
            x += 0.8;
        }
        if series == 2 {
            canvas.disc((right, bottom - value * (bottom - top)), 5.0, 1.4, colour);
        }
    }
}

/// Candlesticks.
pub fn candles(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (left, top, right, bottom) = frame(canvas, palette);
    let count = 32;
    let step = (right - left) / small(count);
    let mut price = 0.35 + unit(random) * 0.3;
    for candle in 0..count {
        let open = price;
        price = (price + (unit(random) - 0.48) * 0.13).clamp(0.12, 0.88);
        let (low, high) = (open.min(price), open.max(price));
        let y = |share: f32| bottom - share * (bottom - top);
        let x = left + step * (small(candle) + 0.5);
        let colour = if price >= open { palette[3] } else { palette[2] };
        canvas.rectangle((x - 1.0, y(high + unit(random) * 0.06)), (x + 1.0, y(low - unit(random) * 0.06)), colour);
        canvas.rectangle((x - step * 0.32, y(high) - 1.0), (x + step * 0.32, y(low) + 1.0), colour);
    }
}

/// A scatter plot of two groups.
pub fn scatter(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (left, top, right, bottom) = frame(canvas, palette);
    for dot in 0..150 {
        let (colour, slope) = if dot % 3 == 0 { (palette[2], 0.7) } else { (palette[3], 0.35) };
        let across = unit(random);
        let up = (0.12 + across * slope + (unit(random) + unit(random) - 1.0) * 0.22).clamp(0.03, 0.97);
        let at = (left + across * (right - left), bottom - up * (bottom - top));
        canvas.disc(at, 2.5 + unit(random) * 2.5, 1.4, colour.mix(palette[0], 0.15));
    }
}
