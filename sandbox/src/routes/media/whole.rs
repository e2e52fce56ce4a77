//! Whether an image was sent to its end. What cameras and editors write behind the end does not matter.

use contract::files::ImageKind;

/// Whether the file holds a picture and its end.
pub fn is_whole(kind: ImageKind, bytes: &[u8]) -> bool {
    let end = match kind {
        ImageKind::Jpeg => jpeg(bytes),
        ImageKind::Png => png(bytes),
        ImageKind::Gif => gif(bytes),
        ImageKind::Webp => webp(bytes),
    };
    end.is_some()
}

/// The end of image behind the start of the scan; a thumbnail in the segments before has its own.
fn jpeg(mut bytes: &[u8]) -> Option<()> {
    loop {
        bytes = match bytes {
            [0xFF, 0xDA, scan @ ..] => return scan.windows(2).rev().any(|pair| pair == [0xFF, 0xD9]).then_some(()),
            [0xFF, 0xC0..=0xCF | 0xDB..=0xFE, high, low, ..] => bytes.get(2 + usize::from(u16::from_be_bytes([*high, *low]))..)?,
            _ => bytes.get(1..)?,
        };
    }
}

/// The chunk `IEND` behind an `IDAT`.
fn png(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.get(8..)?;
    let mut has_picture = false;
    loop {
        let (length, after) = rest.split_first_chunk()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        rest = after.get(usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(4)?..)?;
        match name {
            b"IDAT" => has_picture = true,
            b"IEND" => return has_picture.then_some(()),
            _ => {}
        }
    }
}

/// The trailer behind an image.
fn gif(bytes: &[u8]) -> Option<()> {
    let mut rest = after_colours(bytes.get(13..)?, *bytes.get(10)?)?;
    let mut has_picture = false;
    loop {
        rest = match rest {
            [b'!', _, blocks @ ..] => after_blocks(blocks)?,
            [b',', image @ ..] => {
                has_picture = true;
                after_blocks(after_colours(image.get(9..)?, *image.get(8)?)?.get(1..)?)?
            }
            [b';', ..] => return has_picture.then_some(()),
            _ => return None,
        };
    }
}

/// What follows a GIF's table of colours, if the flags say that there is one.
fn after_colours(bytes: &[u8], flags: u8) -> Option<&[u8]> {
    let size = if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    bytes.get(size..)
}

/// What follows a GIF's blocks of data, of which the last is empty.
fn after_blocks(mut bytes: &[u8]) -> Option<&[u8]> {
    while let (size @ 1.., rest) = bytes.split_first()? {
        bytes = rest.get(usize::from(*size)..)?;
    }
    bytes.get(1..)
}

/// A chunk with a picture inside of the length that stands at the beginning.
fn webp(bytes: &[u8]) -> Option<()> {
    let (length, rest) = bytes.get(4..)?.split_first_chunk()?;
    let mut chunks = rest.get(4..usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    loop {
        let (name, after) = chunks.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        after.get(..length)?;
        if matches!(name, b"VP8 " | b"VP8L" | b"ANMF") {
            return Some(());
        }
        chunks = after.get(length.checked_add(length % 2)?..)?;
    }
}
