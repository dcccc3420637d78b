//! XXH64, for `hash.XxHash`.
//!
//! Source: <https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md>

const PRIME: [u64; 5] = [
    0x9e37_79b1_85eb_ca87,
    0xc2b2_ae3d_27d4_eb4f,
    0x1656_67b1_9e37_79f9,
    0x85eb_ca77_c2b2_ae63,
    0x27d4_eb2f_1656_67c5,
];

fn round(sum: u64, lane: u64) -> u64 {
    sum.wrapping_add(lane.wrapping_mul(PRIME[1])).rotate_left(31).wrapping_mul(PRIME[0])
}

fn lane(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte))
}

/// The hash of bytes, with the seed 0.
pub(super) fn xxhash64(bytes: &[u8]) -> u64 {
    let stripes = bytes.chunks_exact(32);
    let mut rest = stripes.remainder();
    let mut sum = PRIME[4];
    if bytes.len() >= 32 {
        let mut sums = [PRIME[0].wrapping_add(PRIME[1]), PRIME[1], 0, PRIME[0].wrapping_neg()];
        for stripe in stripes {
            for (sum, part) in sums.iter_mut().zip(stripe.chunks_exact(8)) {
                *sum = round(*sum, lane(part));
            }
        }
        let turned = sums.iter().zip([1, 7, 12, 18]).map(|(sum, bits)| sum.rotate_left(bits));
        sum = turned.fold(0, u64::wrapping_add);
        for part in sums {
            sum = (sum ^ round(0, part)).wrapping_mul(PRIME[0]).wrapping_add(PRIME[3]);
        }
    }
    sum = sum.wrapping_add(bytes.len() as u64);
    while rest.len() >= 8 {
        sum = (sum ^ round(0, lane(&rest[..8])))
            .rotate_left(27)
            .wrapping_mul(PRIME[0])
            .wrapping_add(PRIME[3]);
        rest = &rest[8..];
    }
    if rest.len() >= 4 {
        sum = (sum ^ lane(&rest[..4]).wrapping_mul(PRIME[0]))
            .rotate_left(23)
            .wrapping_mul(PRIME[1])
            .wrapping_add(PRIME[2]);
        rest = &rest[4..];
    }
    for byte in rest {
        sum =
            (sum ^ u64::from(*byte).wrapping_mul(PRIME[4])).rotate_left(11).wrapping_mul(PRIME[0]);
    }
    sum = (sum ^ (sum >> 33)).wrapping_mul(PRIME[1]);
    sum = (sum ^ (sum >> 29)).wrapping_mul(PRIME[2]);
    sum ^ (sum >> 32)
}
