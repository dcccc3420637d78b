//! The namespaces `crypto` and `hash`.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::argument::text;
use super::encoding::{base64, hex};
use super::entry::{Entry, entry};
use super::md5::md5;
use super::xxhash::xxhash64;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::value::{Outcome, Value};

/// What the namespaces hold.
pub const TABLE: &[Entry] = &[
    entry("crypto.HMAC", &["hmac"], 3, Some(4), hmac),
    entry("crypto.Hash", &[], 2, Some(2), hash),
    entry("crypto.MD5", &["md5"], 1, Some(1), |context, given| digest(context, "md5", &given[0])),
    entry("crypto.SHA1", &["sha1"], 1, Some(1), |context, given| {
        digest(context, "sha1", &given[0])
    }),
    entry("crypto.SHA256", &["sha256"], 1, Some(1), |context, given| {
        digest(context, "sha256", &given[0])
    }),
    entry("hash.FNV32a", &[], 1, Some(1), fnv32a),
    entry("hash.XxHash", &["xxhash"], 1, Some(1), xxhash),
];

/// A hash function, and the length of the blocks that it works in.
struct Algorithm {
    sum: fn(&[u8]) -> Vec<u8>,
    block: usize,
}

fn algorithm(name: &str) -> Result<Algorithm, Failure> {
    Ok(match name {
        "md5" => Algorithm { sum: |bytes| md5(bytes).to_vec(), block: 64 },
        "sha1" => Algorithm { sum: |bytes| Sha1::digest(bytes).to_vec(), block: 64 },
        "sha256" => Algorithm { sum: |bytes| Sha256::digest(bytes).to_vec(), block: 64 },
        "sha384" => Algorithm { sum: |bytes| Sha384::digest(bytes).to_vec(), block: 128 },
        "sha512" => Algorithm { sum: |bytes| Sha512::digest(bytes).to_vec(), block: 128 },
        other => return Err(Failure::new(format!("there is no hash function `{other}`"))),
    })
}

/// What a script's or style's `integrity` attribute says of these bytes.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", base64(&Sha256::digest(bytes)))
}

fn hash(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    digest(context, &text(&arguments[0])?, &arguments[1])
}

fn digest(context: &mut Context<'_>, name: &str, value: &Value) -> Outcome {
    let text = text(value)?;
    context.budget.steps(text.len() / 64)?;
    Ok(hex(&(algorithm(name)?.sum)(text.as_bytes())).into())
}

/// Source: RFC 2104.
fn hmac(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let algorithm = match &*text(&arguments[0])? {
        "sha384" => return Err(Failure::new("`hmac` knows no `sha384`")),
        name => algorithm(name)?,
    };
    let (key, message) = (text(&arguments[1])?, text(&arguments[2])?);
    match arguments.get(3).map(text).transpose()?.as_deref() {
        None | Some("hex") => {}
        Some("binary") => return Err(Failure::new("`hmac` gives bytes that are no text")),
        Some(other) => return Err(Failure::new(format!("`hmac` has no encoding `{other}`"))),
    }
    let mut block = if key.len() > algorithm.block {
        (algorithm.sum)(key.as_bytes())
    } else {
        key.as_bytes().to_vec()
    };
    block.resize(algorithm.block, 0);
    let padded = |pad: u8| block.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>();
    let inner = (algorithm.sum)(&[padded(0x36), message.as_bytes().to_vec()].concat());
    Ok(hex(&(algorithm.sum)(&[padded(0x5c), inner].concat())).into())
}

/// Source: <http://www.isthe.com/chongo/tech/comp/fnv/>
fn fnv32a(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    Ok(Value::Int(text(&arguments[0])?.bytes().fold(0x811c_9dc5, mix).into()))
}

fn xxhash(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(format!("{:016x}", xxhash64(text(&arguments[0])?.as_bytes())).into())
}
