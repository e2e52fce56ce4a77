//! Why something cannot be published now.

/// How far the video has come, if there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Video {
    /// There is none.
    #[default]
    None,
    /// There is none, and nothing can be published without.
    Missing,
    /// On its way.
    Sending,
    /// The service processes it.
    Processing,
    /// It can be used.
    Ready,
    /// It did not arrive.
    Failed,
}

/// What decides whether it can.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// Code points of the text.
    pub length: usize,
    /// Most code points.
    pub limit: usize,
    /// Whether the text is nothing but white space.
    pub is_blank: bool,
    /// Images that are stored.
    pub ready: usize,
    /// Images that are on their way.
    pub sending: usize,
    /// Images that did not arrive.
    pub failed: usize,
    /// The video.
    pub video: Video,
    /// Whether the browser knows that there is no network.
    pub is_offline: bool,
    /// Whether the service takes nothing for some seconds.
    pub is_limited: bool,
}

/// The first reason that stands against publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// More code points than allowed, by so many.
    TooLong(usize),
    /// So many images are still on their way.
    Sending(usize),
    /// So many images did not arrive.
    Failed(usize),
    /// The video is still on its way.
    VideoSending,
    /// The service is not done with the video.
    VideoProcessing,
    /// The video did not arrive.
    VideoFailed,
    /// The video is missing.
    NoVideo,
    /// No network.
    Offline,
    /// No budget for some seconds.
    Limited,
    /// Nothing is written.
    Empty,
}

impl Facts {
    /// The reason, if there is one; those that need the person's attention first.
    pub fn blocked(self) -> Option<Blocked> {
        let reasons = [
            (self.length > self.limit, Blocked::TooLong(self.length.saturating_sub(self.limit))),
            (self.failed > 0, Blocked::Failed(self.failed)),
            (self.video == Video::Failed, Blocked::VideoFailed),
            (self.sending > 0, Blocked::Sending(self.sending)),
            (self.video == Video::Sending, Blocked::VideoSending),
            (self.video == Video::Processing, Blocked::VideoProcessing),
            (self.video == Video::Missing, Blocked::NoVideo),
            (self.is_blank && self.ready == 0 && self.video == Video::None, Blocked::Empty),
            (self.is_offline, Blocked::Offline),
            (self.is_limited, Blocked::Limited),
        ];
        reasons.into_iter().find(|(stands, _)| *stands).map(|(_, reason)| reason)
    }
}

impl Blocked {
    /// Whether it is said beside the button without being asked for: it passes, or nothing else tells of it.
    pub fn is_told(self) -> bool {
        !matches!(self, Self::TooLong(_) | Self::Limited | Self::Empty | Self::NoVideo)
    }

    /// The reason for a person.
    pub fn sentence(self) -> String {
        let fixed = match self {
            Self::TooLong(1) => return "1 character too many.".to_owned(),
            Self::TooLong(surplus) => return [&surplus.to_string(), " characters too many."].concat(),
            Self::Sending(count) if count > 1 => return ["Sending ", &count.to_string(), " images"].concat(),
            Self::Failed(count) if count > 1 => return [&count.to_string(), " images were not sent: retry or remove them."].concat(),
            Self::Sending(_) => "Sending 1 image",
            Self::Failed(_) => "1 image was not sent: retry or remove it.",
            Self::VideoSending => "Sending the video",
            Self::VideoProcessing => "Waiting for the video",
            Self::VideoFailed => "The video was not sent: retry or remove it.",
            Self::NoVideo => "Add a video first.",
            Self::Offline => "You are offline. What you write is kept.",
            Self::Limited => "Too many requests this minute.",
            Self::Empty => "Write something first.",
        };
        fixed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: Facts = Facts {
        length: 5,
        limit: 500,
        is_blank: false,
        ready: 0,
        sending: 0,
        failed: 0,
        video: Video::None,
        is_offline: false,
        is_limited: false,
    };

    #[test]
    fn text_an_image_or_a_video_is_enough() {
        let blank = Facts { is_blank: true, length: 0, ..WRITTEN };
        assert_eq!(WRITTEN.blocked(), None);
        assert_eq!(Facts { ready: 1, ..blank }.blocked(), None);
        assert_eq!(Facts { video: Video::Ready, ..blank }.blocked(), None);
        assert_eq!(blank.blocked(), Some(Blocked::Empty));
    }

    #[test]
    fn a_video_has_to_be_processed_first() {
        assert_eq!(Facts { video: Video::Sending, ..WRITTEN }.blocked(), Some(Blocked::VideoSending));
        assert_eq!(Facts { video: Video::Processing, ..WRITTEN }.blocked(), Some(Blocked::VideoProcessing));
        assert_eq!(Facts { video: Video::Failed, ..WRITTEN }.blocked(), Some(Blocked::VideoFailed));
    }

    #[test]
    fn words_alone_are_no_byte() {
        assert_eq!(Facts { video: Video::Missing, ..WRITTEN }.blocked(), Some(Blocked::NoVideo));
    }

    #[test]
    fn the_first_reason_is_what_the_person_can_change() {
        let all = Facts { length: 524, sending: 1, failed: 2, is_offline: true, is_limited: true, ..WRITTEN };
        assert_eq!(all.blocked(), Some(Blocked::TooLong(24)));
        assert_eq!(Facts { length: 5, ..all }.blocked(), Some(Blocked::Failed(2)));
        assert_eq!(Facts { length: 5, failed: 0, ..all }.blocked(), Some(Blocked::Sending(1)));
        assert_eq!(Facts { length: 5, failed: 0, sending: 0, ..all }.blocked(), Some(Blocked::Offline));
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        assert_eq!(Facts { length: 500, ..WRITTEN }.blocked(), None);
        assert_eq!(Facts { length: 501, ..WRITTEN }.blocked().map(Blocked::sentence).as_deref(), Some("1 character too many."));
    }
}
