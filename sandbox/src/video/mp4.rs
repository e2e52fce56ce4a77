//! MP4 and `QuickTime`: nested boxes of a size, a name and a body (ISO/IEC 14496-12).

mod fragments;

use std::time::Duration;

use super::{Video, VideoError, number};

/// A box.
#[derive(Clone, Copy, Debug)]
struct Atom<'a> {
    name: [u8; 4],
    body: &'a [u8],
    /// Whether the body is all there.
    is_whole: bool,
}

/// The boxes that stand one after the other.
struct Atoms<'a>(&'a [u8]);

impl<'a> Iterator for Atoms<'a> {
    type Item = Atom<'a>;

    fn next(&mut self) -> Option<Atom<'a>> {
        let name = self.0.get(4..8)?.try_into().ok()?;
        let (head, size) = match number::<4>(self.0, 0)? {
            0 => (8, self.0.len() as u64),
            1 => (16, number::<8>(self.0, 8)?),
            size => (8, size),
        };
        let end = usize::try_from(size).unwrap_or(usize::MAX);
        if end < head {
            return None;
        }
        let is_whole = end <= self.0.len();
        let (atom, rest) = self.0.split_at(end.min(self.0.len()));
        self.0 = rest;
        Some(Atom { name, body: atom.get(head..)?, is_whole })
    }
}

/// The bodies of the boxes of a name.
fn bodies(within: &[u8], name: [u8; 4]) -> impl Iterator<Item = &[u8]> {
    Atoms(within).filter(move |atom| atom.name == name).map(|atom| atom.body)
}

fn body(within: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    bodies(within, name).next()
}

/// Reads a file.
pub fn read(file: &[u8]) -> Result<Video, VideoError> {
    let movie = Atoms(file).find(|atom| atom.name == *b"moov" && atom.is_whole).ok_or(VideoError::Damaged)?.body;
    let (width, height) = bodies(movie, *b"trak").find_map(picture).ok_or(VideoError::NoPicture)?;
    let duration = duration(movie).or_else(|| fragments::duration(file, movie)).ok_or(VideoError::NoDuration)?;
    Ok(Video { duration, width, height, is_whole: Atoms(file).all(|atom| atom.is_whole) })
}

/// The longest of the tracks as the movie's header tells it; of a fragmented movie, as its extension may do.
fn duration(movie: &[u8]) -> Option<Duration> {
    let header = body(movie, *b"mvhd")?;
    let (scale, length) = match header.first()? {
        0 => (number::<4>(header, 12)?, number::<4>(header, 16).filter(|&length| length != u64::from(u32::MAX))?),
        _ => (number::<4>(header, 20)?, number::<8>(header, 24).filter(|&length| length != u64::MAX)?),
    };
    time(if length == 0 { extension(movie)? } else { length }, scale)
}

fn extension(movie: &[u8]) -> Option<u64> {
    let header = body(body(movie, *b"mvex")?, *b"mehd")?;
    let length = if *header.first()? == 0 { number::<4>(header, 4) } else { number::<8>(header, 4) };
    length.filter(|&length| length != 0)
}

/// A length in units of which a second has `scale`.
fn time(length: u64, scale: u64) -> Option<Duration> {
    // In thousandths, so that no file's numbers overflow.
    let millis = u128::from(length) * 1000 / u128::from(scale.max(1));
    Some(Duration::from_millis(u64::try_from(millis).ok()?))
}

/// The number at an offset that depends on the box's version.
fn in_version(header: &[u8], old: usize, new: usize) -> Option<u64> {
    number::<4>(header, if *header.first()? == 0 { old } else { new })
}

/// Width and height of a track of pictures as it is shown; films of telephones lie on their side.
fn picture(track: &[u8]) -> Option<(u32, u32)> {
    let handler = body(body(track, *b"mdia")?, *b"hdlr")?;
    if handler.get(8..12)? != b"vide" {
        return None;
    }
    let header = body(track, *b"tkhd")?;
    let matrix = if *header.first()? == 0 { 40 } else { 52 };
    let pixels = |offset| Some(u32::try_from(number::<4>(header, matrix + offset)? >> 16).unwrap_or_default());
    let (width, height) = (pixels(36)?, pixels(40)?);
    let lies = number::<4>(header, matrix)? == 0 && number::<4>(header, matrix + 16)? == 0;
    Some(if lies { (height, width) } else { (width, height) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom(name: [u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).expect("a small box");
        [&size.to_be_bytes()[..], &name, body].concat()
    }

    /// A track 640 × 360, turned by the matrix's first row, in units of a fiftieth second. Its number is its handler's first letter.
    fn track(handler: [u8; 4], lies: bool) -> Vec<u8> {
        let mut header = vec![0; 84];
        let one = 0x0001_0000_u32.to_be_bytes();
        let at: &[usize] = if lies { &[44, 52] } else { &[40, 56] };
        for &at in at {
            header[at..at + 4].copy_from_slice(&one);
        }
        header[15] = handler[0];
        header[76..80].copy_from_slice(&(640_u32 << 16).to_be_bytes());
        header[80..84].copy_from_slice(&(360_u32 << 16).to_be_bytes());
        let handler = atom(*b"hdlr", &[&[0; 8], &handler[..], &[0; 12]].concat());
        let units = atom(*b"mdhd", &[&[0; 12], &50_u32.to_be_bytes()[..]].concat());
        atom(*b"trak", &[atom(*b"tkhd", &header), atom(*b"mdia", &[units, handler].concat())].concat())
    }

    fn movie(length: u32, parts: &[Vec<u8>]) -> Vec<u8> {
        let header = [&[0; 12], &1000_u32.to_be_bytes()[..], &length.to_be_bytes()].concat();
        atom(*b"moov", &[atom(*b"mvhd", &header), parts.concat()].concat())
    }

    #[test]
    fn the_pictures_size_is_that_of_the_screen() {
        for (lies, size) in [(false, (640, 360)), (true, (360, 640))] {
            let video = read(&movie(1500, &[track(*b"soun", false), track(*b"vide", lies)])).expect("a video");
            assert_eq!(((video.width, video.height), video.duration.as_millis()), (size, 1500));
        }
        assert_eq!(read(&movie(1500, &[track(*b"soun", false)])), Err(VideoError::NoPicture));
    }

    #[test]
    fn fragmented_movies_tell_their_length_apart() {
        let extension = atom(*b"mvex", &atom(*b"mehd", &[0, 0, 0, 0, 0, 0, 0x0F, 0xA0]));
        let video = read(&movie(0, &[track(*b"vide", false), extension])).expect("a video");
        assert_eq!(video.duration.as_secs(), 4);
        assert_eq!(read(&movie(0, &[track(*b"vide", false)])), Err(VideoError::NoDuration));
        assert_eq!(read(&movie(u32::MAX, &[track(*b"vide", false)])), Err(VideoError::NoDuration));
    }

    #[test]
    fn fragments_are_added_up_when_nothing_tells_their_length() {
        let numbers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>();
        let full = |name, content: &[u32]| atom(name, &numbers(content));
        let (pictures, sound) = (u32::from(b'v'), u32::from(b's'));
        let extension = atom(*b"mvex", &[full(*b"trex", &[0, sound, 1, 9]), full(*b"trex", &[0, pictures, 1, 1])].concat());
        let fragment = |parts: &[Vec<u8>]| atom(*b"moof", &atom(*b"traf", &parts.concat()));
        let film = [
            movie(0, &[track(*b"vide", false), track(*b"soun", false), extension]),
            // Samples that say nothing; those of a fragment that does; those that each do, between offsets, flags and sizes.
            fragment(&[full(*b"tfhd", &[0, pictures]), full(*b"trun", &[0, 25])]),
            fragment(&[full(*b"tfhd", &[0xB, pictures, 0, 0, 1, 3]), full(*b"trun", &[0x1, 25, 0]), full(*b"trun", &[0x200, 0])]),
            fragment(&[full(*b"tfhd", &[0, pictures]), full(*b"trun", &[0x305, 2, 0, 0, 40, 1000, 10, 1000, 99, 1000])]),
            fragment(&[full(*b"tfhd", &[0, sound]), full(*b"trun", &[0, 1_000])]),
        ]
        .concat();
        assert_eq!(read(&film).map(|video| video.duration.as_millis()), Ok(3_000));
        let long = [film, fragment(&[full(*b"trun", &[0, u32::MAX]), full(*b"tfhd", &[0, pictures])])].concat();
        assert_eq!(read(&long).map(|video| video.duration.as_millis()), Ok(3_000 + u128::from(u32::MAX) * 20));
    }

    #[test]
    fn large_boxes_and_one_up_to_the_end_are_read() {
        let whole =
            [movie(1000, &[track(*b"vide", false)]), [&[0, 0, 0, 1], &b"mdat"[..], &20_u64.to_be_bytes(), &[0; 4]].concat()].concat();
        assert_eq!(read(&whole).map(|video| video.is_whole), Ok(true));
        assert_eq!(read(&[&whole, &[0, 0, 0, 0][..], b"mdat", &[0; 9]].concat()).map(|video| video.is_whole), Ok(true));
        assert_eq!(read(&whole[..whole.len() - 1]).map(|video| video.is_whole), Ok(false));
    }
}
