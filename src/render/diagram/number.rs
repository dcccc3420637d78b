//! Shorter numbers: a hundredth of a pixel is invisible.

/// `text` with every decimal fraction in it rounded to two places.
pub(super) fn rounded(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = &rest[start..start + length(&rest[start..])];
        short.push_str(&rest[..start]);
        short.push_str(&round(number));
        rest = &rest[start + number.len()..];
    }
    short.push_str(rest);
    short
}

/// How many bytes of `text` are one number.
fn length(text: &str) -> usize {
    let digits = |from: usize| {
        text.as_bytes()[from..].iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut end = digits(0);
    if text[end..].starts_with('.') {
        end += 1 + digits(end + 1);
    }
    if text[end..].starts_with('e') {
        let sign = usize::from(text[end + 1..].starts_with(['-', '+']));
        let exponent = digits(end + 1 + sign);
        end += if exponent > 0 { 1 + sign + exponent } else { 0 };
    }
    end
}

fn round(number: &str) -> String {
    let is_short = number.split_once('.').is_none_or(|(_, places)| places.len() < 3);
    match number.parse::<f64>() {
        Ok(value) if !is_short || number.contains('e') => {
            let fixed = format!("{value:.2}");
            fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn fractions_are_rounded_and_all_else_stays() {
        for (long, short) in [
            ("M0,12.98076923 a67.5,1e-14 0", "M0,12.98 a67.5,0 0"),
            ("translate(-26.640000000000004, 10.999)", "translate(-26.64, 11)"),
            ("12.5 7 0.004", "12.5 7 0"),
            ("1.2.3456 e 5em", "1.2.3456 e 5em"),
            ("orient=auto", "orient=auto"),
        ] {
            assert_eq!(rounded(long), short);
        }
    }
}
