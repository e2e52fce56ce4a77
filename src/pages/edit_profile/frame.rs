//! Which square of a picture is kept: how near, and where. Pure geometry.

use crate::browser::picture::Square;

/// A square within a picture. It is as large as fits at zoom 1, and never reaches beyond an edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    width: f64,
    height: f64,
    zoom: f64,
    /// Share of the free room that lies left of it, from 0 to 1.
    across: f64,
    /// Share of the free room that lies above it, from 0 to 1.
    down: f64,
}

impl Frame {
    /// The nearest that one can go.
    pub const NEAREST: f64 = 4.0;

    /// The middle of a picture of so many pixels.
    pub const fn middle(width: f64, height: f64) -> Self {
        Self { width, height, zoom: 1.0, across: 0.5, down: 0.5 }
    }

    /// The square in the picture's pixels.
    pub fn square(self) -> Square {
        let (room_across, room_down) = self.room();
        Square { left: self.across * room_across, top: self.down * room_down, side: self.side() }
    }

    /// How near it is.
    pub const fn zoom(self) -> f64 {
        self.zoom
    }

    /// Where it is across, from 0 to 1; nothing where there is no room.
    pub fn across(self) -> Option<f64> {
        (self.room().0 > 0.0).then_some(self.across)
    }

    /// Where it is down, from 0 to 1; nothing where there is no room.
    pub fn down(self) -> Option<f64> {
        (self.room().1 > 0.0).then_some(self.down)
    }

    /// The same at another place across and down.
    #[must_use]
    pub fn at(self, across: f64, down: f64) -> Self {
        Self { across: across.clamp(0.0, 1.0), down: down.clamp(0.0, 1.0), ..self }
    }

    /// The same middle, nearer or farther, as far as the edges allow.
    #[must_use]
    pub fn zoomed(self, zoom: f64) -> Self {
        let Square { left, top, side } = self.square();
        let next = Self { zoom: zoom.clamp(1.0, Self::NEAREST), ..self };
        let shift = (side - next.side()) / 2.0;
        let (room_across, room_down) = next.room();
        next.at(share(left + shift, room_across), share(top + shift, room_down))
    }

    /// Drags the picture under the square, by shares of the square's edge.
    #[must_use]
    pub fn dragged(self, across: f64, down: f64) -> Self {
        let Square { left, top, side } = self.square();
        let (room_across, room_down) = self.room();
        self.at(share(left - across * side, room_across), share(top - down * side, room_down))
    }

    fn side(self) -> f64 {
        self.width.min(self.height) / self.zoom
    }

    fn room(self) -> (f64, f64) {
        (self.width - self.side(), self.height - self.side())
    }
}

/// Without room the middle is the only place.
fn share(part: f64, room: f64) -> f64 {
    if room > 0.0 { part / room } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_begins_as_the_largest_square_in_the_middle() {
        let frame = Frame::middle(400.0, 200.0);
        assert_eq!(frame.square(), Square { left: 100.0, top: 0.0, side: 200.0 });
        assert_eq!((frame.across(), frame.down()), (Some(0.5), None));
    }

    #[test]
    fn zooming_keeps_the_middle() {
        let near = Frame::middle(400.0, 200.0).at(0.25, 0.5).zoomed(2.0);
        assert_eq!(near.square(), Square { left: 100.0, top: 50.0, side: 100.0 });
        assert_eq!(near.zoomed(1.0).square(), Frame::middle(400.0, 200.0).at(0.25, 0.5).square());
    }

    #[test]
    fn dragging_moves_the_picture_with_the_finger() {
        let frame = Frame::middle(400.0, 200.0).dragged(0.25, 1.0);
        assert_eq!(frame.square(), Square { left: 50.0, top: 0.0, side: 200.0 });
    }

    proptest! {
        #[test]
        fn it_never_reaches_beyond_the_picture(
            width in 1.0..9_000.0_f64, height in 1.0..9_000.0_f64,
            steps in prop::collection::vec((0.0..9.0_f64, -2.0..2.0_f64, -2.0..2.0_f64), 0..12),
        ) {
            let frame = steps.into_iter().fold(Frame::middle(width, height), |frame, (zoom, across, down)| frame.zoomed(zoom).dragged(across, down));
            let Square { left, top, side } = frame.square();
            prop_assert!(left >= 0.0 && top >= 0.0 && side > 0.0);
            prop_assert!(left + side <= width + 1e-6 && top + side <= height + 1e-6);
        }
    }
}
