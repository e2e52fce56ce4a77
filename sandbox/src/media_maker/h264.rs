//! The simplest H.264 there is (ITU-T H.264, constrained baseline): blocks of plain samples, and blocks that stay as they were.
//!
//! Every 16 × 16 block of the first frame holds its samples uncompressed (`I_PCM`). Of the frames that follow only the blocks that changed
//! do; the others are skipped, which copies them from the frame before. Nothing is lost, and little things that move cost little.

use super::bits::Bits;

/// Side of a block in pixels: frames have whole blocks.
pub const BLOCK: usize = 16;

/// A block's samples: 256 of brightness, then 64 each of the two colour differences.
pub type Block = Vec<u8>;

/// A picture of the film: its blocks, row by row.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Blocks in a row.
    pub across: usize,
    /// All blocks.
    pub blocks: Vec<Block>,
}

/// `nal_ref_idc` and `nal_unit_type` of the four kinds of units.
const SEQUENCE: u8 = 0x67;
const PICTURE: u8 = 0x68;
const FIRST: u8 = 0x65;
const NEXT: u8 = 0x41;

/// `I_PCM` in slices of the first kind, and in those of the others.
const PLAIN_IN_FIRST: u32 = 25;
const PLAIN_IN_NEXT: u32 = 30;

/// Profile, its constraints and level: constrained baseline at level 3.
pub const PROFILE: [u8; 3] = [66, 0xC0, 30];

/// The sequence parameter set of frames of this many blocks.
pub fn sequence_parameters(across: usize, down: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.bytes(&PROFILE);
    bits.unsigned(0); // seq_parameter_set_id
    bits.unsigned(0); // log2_max_frame_num_minus4
    bits.unsigned(2); // pic_order_cnt_type: frames are shown in the order in which they come
    bits.unsigned(1); // max_num_ref_frames
    bits.put(0, 1); // gaps_in_frame_num_value_allowed_flag
    bits.unsigned(small(across) - 1);
    bits.unsigned(small(down) - 1);
    bits.put(1, 1); // frame_mbs_only_flag
    bits.put(1, 1); // direct_8x8_inference_flag
    bits.put(0, 1); // frame_cropping_flag
    bits.put(0, 1); // vui_parameters_present_flag
    unit(SEQUENCE, bits)
}

/// The picture parameter set.
pub fn picture_parameters() -> Vec<u8> {
    let mut bits = Bits::default();
    bits.unsigned(0); // pic_parameter_set_id
    bits.unsigned(0); // seq_parameter_set_id
    bits.put(0, 1); // entropy_coding_mode_flag
    bits.put(0, 1); // bottom_field_pic_order_in_frame_present_flag
    bits.unsigned(0); // num_slice_groups_minus1
    bits.unsigned(0); // num_ref_idx_l0_default_active_minus1
    bits.unsigned(0); // num_ref_idx_l1_default_active_minus1
    bits.put(0, 1); // weighted_pred_flag
    bits.put(0, 2); // weighted_bipred_idc
    bits.signed(0); // pic_init_qp_minus26
    bits.signed(0); // pic_init_qs_minus26
    bits.signed(0); // chroma_qp_index_offset
    bits.put(1, 1); // deblocking_filter_control_present_flag
    bits.put(0, 1); // constrained_intra_pred_flag
    bits.put(0, 1); // redundant_pic_cnt_present_flag
    unit(PICTURE, bits)
}

/// A film's first frame.
pub fn first(frame: &Frame) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.unsigned(0); // first_mb_in_slice
    bits.unsigned(7); // slice_type: I
    bits.unsigned(0); // pic_parameter_set_id
    bits.put(0, 4); // frame_num
    bits.unsigned(0); // idr_pic_id
    bits.put(0, 2); // no_output_of_prior_pics_flag, long_term_reference_flag
    quality(&mut bits);
    for block in &frame.blocks {
        bits.unsigned(PLAIN_IN_FIRST);
        bits.bytes(block);
    }
    unit(FIRST, bits)
}

/// The frame with this number, from 1, after the one before it.
pub fn next(frame: &Frame, before: &Frame, number: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.unsigned(0); // first_mb_in_slice
    bits.unsigned(5); // slice_type: P
    bits.unsigned(0); // pic_parameter_set_id
    bits.put(small(number % 16), 4); // frame_num
    bits.put(0, 1); // num_ref_idx_active_override_flag
    bits.put(0, 1); // ref_pic_list_modification_flag_l0
    bits.put(0, 1); // adaptive_ref_pic_marking_mode_flag
    quality(&mut bits);
    let mut skipped = 0;
    for (block, old) in frame.blocks.iter().zip(&before.blocks) {
        if block == old {
            skipped += 1;
        } else {
            bits.unsigned(skipped);
            bits.unsigned(PLAIN_IN_NEXT);
            bits.bytes(block);
            skipped = 0;
        }
    }
    if skipped > 0 {
        bits.unsigned(skipped);
    }
    unit(NEXT, bits)
}

/// The end of a slice's header: no change of the quantizer, no smoothing over the edges of blocks.
fn quality(bits: &mut Bits) {
    bits.signed(0); // slice_qp_delta
    bits.unsigned(1); // disable_deblocking_filter_idc
}

/// A unit of the stream. Bytes that would look like the start of another one are kept apart by a 3.
fn unit(kind: u8, bits: Bits) -> Vec<u8> {
    let payload = bits.end();
    let mut unit = Vec::with_capacity(payload.len() + payload.len() / 64 + 1);
    unit.push(kind);
    let mut zeros = 0;
    for byte in payload {
        if zeros >= 2 && byte <= 3 {
            unit.push(3);
            zeros = 0;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        unit.push(byte);
    }
    unit
}

/// Counts of blocks and frames.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(shades: [u8; 2]) -> Frame {
        Frame { across: 2, blocks: shades.map(|shade| vec![shade; 384]).to_vec() }
    }

    #[test]
    fn what_stays_the_same_is_skipped() {
        let whole = first(&frame([50, 60]));
        assert!(whole.len() > 2 * 384 && whole[0] == FIRST);
        let still = next(&frame([50, 60]), &frame([50, 60]), 1);
        assert!(still.len() < 8 && still[0] == NEXT, "{still:?}");
        let moved = next(&frame([50, 61]), &frame([50, 60]), 1);
        assert!((385..400).contains(&moved.len()), "{}", moved.len());
    }

    #[test]
    fn nothing_inside_a_unit_looks_like_the_start_of_one() {
        let blocks = vec![[0, 0, 1, 0, 0, 0, 0, 3].repeat(48)];
        let unit = first(&Frame { across: 1, blocks });
        assert!(!unit.windows(3).any(|bytes| matches!(bytes, [0, 0, 0..=2])), "{unit:?}");
    }
}
