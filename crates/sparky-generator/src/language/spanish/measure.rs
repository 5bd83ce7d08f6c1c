//! Lengths of time and decimal numbers in Spanish. It must not know what was measured.

/// Units as analyses write them, and in Spanish, with the number one.
const UNITS: [(&str, &str, &str); 6] = [
    ("minute", "un minuto", "minutos"),
    ("hour", "una hora", "horas"),
    ("day", "un día", "días"),
    ("week", "una semana", "semanas"),
    ("month", "un mes", "meses"),
    ("year", "un año", "años"),
];

/// `3.5 days` as `3,5 días`.
pub(super) fn measure(text: &str) -> String {
    if text == "less than a minute" {
        return "menos de un minuto".to_owned();
    }
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    let decimal = number.replace('.', ",");
    let known = UNITS.iter().find(|(name, ..)| unit.strip_suffix('s').unwrap_or(unit) == *name);
    match known {
        Some((_, one, _)) if number == "1" => (*one).to_owned(),
        Some((.., many)) => format!("{decimal} {many}"),
        None if unit.is_empty() => decimal,
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::measure;

    #[test]
    fn times_and_decimals_are_spanish() {
        let told = ["3.5 days", "1 hour", "2 weeks", "less than a minute", "7.25", "12"].map(measure);
        assert_eq!(told, ["3,5 días", "una hora", "2 semanas", "menos de un minuto", "7,25", "12"]);
    }
}
