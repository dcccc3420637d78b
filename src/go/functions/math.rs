//! The namespace `math`. `math.Rand` is missing: a build is a function of its input.

use super::argument::{float, integer, list, no_cast};
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::value::{Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("math.Abs", &[], 1, Some(1), |_, given| of_one(given, f64::abs)),
    entry("math.Acos", &[], 1, Some(1), |_, given| of_one(given, f64::acos)),
    entry("math.Add", &["add"], 2, None, add),
    entry("math.Asin", &[], 1, Some(1), |_, given| of_one(given, f64::asin)),
    entry("math.Atan", &[], 1, Some(1), |_, given| of_one(given, f64::atan)),
    entry("math.Atan2", &[], 2, Some(2), |_, given| of_two(given, f64::atan2)),
    entry("math.Ceil", &[], 1, Some(1), |_, given| of_one(given, f64::ceil)),
    entry("math.Cos", &[], 1, Some(1), |_, given| of_one(given, f64::cos)),
    entry("math.Div", &["div"], 2, None, div),
    entry("math.Floor", &[], 1, Some(1), |_, given| of_one(given, f64::floor)),
    entry("math.Log", &[], 1, Some(1), |_, given| of_one(given, f64::ln)),
    entry("math.Max", &[], 1, None, |context, given| of_all(context, given, f64::max)),
    entry("math.MaxInt64", &[], 0, Some(0), |_, _| Ok(Value::Int(i64::MAX))),
    entry("math.Min", &[], 1, None, |context, given| of_all(context, given, f64::min)),
    entry("math.Mod", &["mod"], 2, Some(2), modulo),
    entry("math.ModBool", &["modBool"], 2, Some(2), is_divisible),
    entry("math.Mul", &["mul"], 2, None, mul),
    entry("math.Pi", &[], 0, Some(0), |_, _| Ok(Value::Float(std::f64::consts::PI))),
    entry("math.Pow", &["pow"], 2, Some(2), |_, given| of_two(given, power)),
    entry("math.Product", &[], 1, None, |context, given| of_all(context, given, |a, b| a * b)),
    entry("math.Round", &[], 1, Some(1), |_, given| of_one(given, f64::round)),
    entry("math.Sin", &[], 1, Some(1), |_, given| of_one(given, f64::sin)),
    entry("math.Sqrt", &[], 1, Some(1), |_, given| of_one(given, f64::sqrt)),
    entry("math.Sub", &["sub"], 2, None, sub),
    entry("math.Sum", &[], 1, None, |context, given| of_all(context, given, |a, b| a + b)),
    entry("math.Tan", &[], 1, Some(1), |_, given| of_one(given, f64::tan)),
    entry("math.ToDegrees", &[], 1, Some(1), |_, given| {
        of_one(given, |x| x * 180.0 / std::f64::consts::PI)
    }),
    entry("math.ToRadians", &[], 1, Some(1), |_, given| {
        of_one(given, |x| x / 180.0 * std::f64::consts::PI)
    }),
];

fn of_one(arguments: &[Value], function: fn(f64) -> f64) -> Outcome {
    float(&arguments[0]).map(|number| Value::Float(function(number)))
}

fn of_two(arguments: &[Value], function: fn(f64, f64) -> f64) -> Outcome {
    Ok(Value::Float(function(float(&arguments[0])?, float(&arguments[1])?)))
}

/// All numbers among the arguments and in the lists among them, one after another.
fn of_all(
    context: &mut Context<'_>,
    arguments: &[Value],
    function: fn(f64, f64) -> f64,
) -> Outcome {
    let mut numbers = Vec::new();
    for argument in arguments {
        match list(context, argument) {
            Some(list) => {
                context.budget.steps(list.items.len())?;
                for item in &list.items {
                    numbers.push(float(item)?);
                }
            }
            None => numbers.push(float(argument)?),
        }
    }
    Ok(Value::Float(numbers.into_iter().reduce(function).unwrap_or_default()))
}

/// What two numbers or texts become.
struct Operation {
    whole: fn(i64, i64) -> Option<i64>,
    broken: fn(f64, f64) -> Option<f64>,
}

fn fold(arguments: &[Value], operation: &Operation) -> Outcome {
    let mut result = arguments[0].clone();
    for argument in &arguments[1..] {
        result = apply(&result, argument, operation)?;
    }
    Ok(result)
}

#[allow(clippy::cast_precision_loss, reason = "as Go converts")]
fn apply(left: &Value, right: &Value, operation: &Operation) -> Outcome {
    let undefined = || Failure::new("a division by zero");
    let number = |value: &Value| match value {
        Value::Int(number) | Value::Duration(number) => Some(*number),
        Value::Object(object) => object.number(),
        _ => None,
    };
    match (number(left), number(right), left, right) {
        (Some(left), Some(right), ..) => {
            (operation.whole)(left, right).map(Value::Int).ok_or_else(undefined)
        }
        (Some(left), None, _, Value::Float(right)) => {
            (operation.broken)(left as f64, *right).map(Value::Float).ok_or_else(undefined)
        }
        (None, Some(right), Value::Float(left), _) => {
            (operation.broken)(*left, right as f64).map(Value::Float).ok_or_else(undefined)
        }
        (None, None, Value::Float(left), Value::Float(right)) => {
            (operation.broken)(*left, *right).map(Value::Float).ok_or_else(undefined)
        }
        (Some(_), None, _, wrong) | (None, _, wrong, _) => Err(no_cast(wrong, "number")),
    }
}

fn add(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    if arguments.iter().all(|argument| argument.as_str().is_some()) {
        let joined: String = arguments.iter().filter_map(Value::as_str).collect();
        context.budget.bytes(joined.len())?;
        return Ok(joined.into());
    }
    fold(
        arguments,
        &Operation { whole: |a, b| Some(a.wrapping_add(b)), broken: |a, b| Some(a + b) },
    )
}

fn sub(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    fold(
        arguments,
        &Operation { whole: |a, b| Some(a.wrapping_sub(b)), broken: |a, b| Some(a - b) },
    )
}

fn mul(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    fold(
        arguments,
        &Operation { whole: |a, b| Some(a.wrapping_mul(b)), broken: |a, b| Some(a * b) },
    )
}

fn div(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let operation = Operation {
        whole: |a, b| (b != 0).then(|| a.wrapping_div(b)),
        broken: |a, b| (b != 0.0).then(|| a / b),
    };
    fold(arguments, &operation)
}

fn remainder(arguments: &[Value]) -> Result<i64, Failure> {
    let (number, by) = (integer(&arguments[0])?, integer(&arguments[1])?);
    if by == 0 {
        return Err(Failure::new("a division by zero"));
    }
    Ok(number.wrapping_rem(by))
}

fn modulo(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    remainder(arguments).map(Value::Int)
}

fn is_divisible(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    remainder(arguments).map(|rest| (rest == 0).into())
}

/// Go's own power, for each machine's would differ in the last digit.
///
/// Source: Go's package `math`, file `pow.go`.
fn power(base: f64, exponent: f64) -> f64 {
    if exponent.abs() == 0.5 && base > 0.0 {
        return if exponent > 0.0 { base.sqrt() } else { 1.0 / base.sqrt() };
    }
    let is_usual =
        base.is_finite() && exponent.is_finite() && base != 0.0 && exponent.abs() < 2_147_483_648.0;
    let (whole, fraction) = (exponent.abs().trunc(), exponent.abs().fract());
    if !is_usual || (fraction != 0.0 && base < 0.0) {
        return base.powf(exponent);
    }
    let (mut whole, mut mantissa) = (whole as u64, 1.0);
    if fraction > 0.5 {
        whole += 1;
        mantissa = ((fraction - 1.0) * base.ln()).exp();
    } else if fraction != 0.0 {
        mantissa = (fraction * base.ln()).exp();
    }
    let (mut scale, (mut square, mut square_scale)) = (0_i64, parts(base));
    while whole != 0 {
        if square_scale.abs() > 1 << 12 {
            scale += square_scale;
            break;
        }
        if whole & 1 == 1 {
            mantissa *= square;
            scale += square_scale;
        }
        square *= square;
        square_scale <<= 1;
        if square < 0.5 {
            square += square;
            square_scale -= 1;
        }
        whole >>= 1;
    }
    if exponent < 0.0 {
        (mantissa, scale) = (1.0 / mantissa, -scale);
    }
    scaled(mantissa, scale)
}

/// A number as one between 0.5 and 1, and a power of two.
fn parts(number: f64) -> (f64, i64) {
    let (number, shift) =
        if number.abs() < f64::MIN_POSITIVE { (number * 2_f64.powi(54), -54) } else { (number, 0) };
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7ff).cast_signed() - 1022;
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exponent + shift)
}

/// A number times a power of two.
fn scaled(number: f64, scale: i64) -> f64 {
    let step = scale.clamp(-1000, 1000);
    let rest = (scale - step).clamp(-1000, 1000);
    let power = |scale: i64| 2_f64.powi(i32::try_from(scale).unwrap_or_default());
    number * power(step) * power(rest)
}
