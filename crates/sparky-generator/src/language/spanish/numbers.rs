//! Numbers of Spanish, written and read. It must not know what is counted.

const WORDS: [&str; 13] =
    ["ninguno", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"];

/// Number words that texts of others may hold; ours stop at twelve.
const LARGER: [(&str, u64); 63] = [
    ("cero", 0),
    ("decena", 10),
    ("decenas", 10),
    ("docena", 12),
    ("docenas", 12),
    ("trece", 13),
    ("catorce", 14),
    ("quince", 15),
    ("quincena", 15),
    ("dieciséis", 16),
    ("diecisiete", 17),
    ("dieciocho", 18),
    ("diecinueve", 19),
    ("veinte", 20),
    ("veintena", 20),
    ("veintiuno", 21),
    ("veintiuna", 21),
    ("veintiún", 21),
    ("veintidós", 22),
    ("veintitrés", 23),
    ("veinticuatro", 24),
    ("veinticinco", 25),
    ("veintiséis", 26),
    ("veintisiete", 27),
    ("veintiocho", 28),
    ("veintinueve", 29),
    ("treinta", 30),
    ("treintena", 30),
    ("cuarenta", 40),
    ("cincuenta", 50),
    ("cincuentena", 50),
    ("sesenta", 60),
    ("setenta", 70),
    ("ochenta", 80),
    ("noventa", 90),
    ("cien", 100),
    ("ciento", 100),
    ("centenar", 100),
    ("centenares", 100),
    ("doscientos", 200),
    ("doscientas", 200),
    ("trescientos", 300),
    ("trescientas", 300),
    ("cuatrocientos", 400),
    ("cuatrocientas", 400),
    ("quinientos", 500),
    ("quinientas", 500),
    ("seiscientos", 600),
    ("seiscientas", 600),
    ("setecientos", 700),
    ("setecientas", 700),
    ("ochocientos", 800),
    ("ochocientas", 800),
    ("novecientos", 900),
    ("novecientas", 900),
    ("mil", 1_000),
    ("millar", 1_000),
    ("miles", 1_000),
    ("millares", 1_000),
    ("millón", 1_000_000),
    ("millones", 1_000_000),
    ("billón", 1_000_000_000_000),
    ("billones", 1_000_000_000_000),
];

/// Small numbers in words, as they stand by themselves.
pub(super) fn word(value: u64) -> Option<&'static str> {
    usize::try_from(value).ok().and_then(|at| WORDS.get(at)).copied()
}

/// The value of a number word; `un` and `una` are articles as well.
pub(super) fn value(word: &str) -> Option<u64> {
    // Most words are none; the shortest has three letters, the longest thirteen.
    if !(3..=14).contains(&word.len()) {
        return None;
    }
    let word = word.to_lowercase();
    let small = WORDS.iter().skip(1).position(|known| *known == word).map(|at| at as u64 + 1);
    small.or_else(|| LARGER.iter().find(|(known, _)| *known == word).map(|(_, value)| *value))
}

/// `1.234,5` is written with the separators the other way round elsewhere, and titles are from elsewhere.
pub(super) fn readings(token: &str) -> Vec<String> {
    let (whole, decimals) = token.split_once(',').unwrap_or((token, ""));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let decimal = if decimals.is_empty() { String::new() } else { format!(".{decimals}") };
    let fits = decimals.is_empty() || digits(decimals);
    let mut found = Vec::new();
    if fits && (digits(whole) || is_grouped(whole, '.')) {
        found.push(whole.replace('.', "") + &decimal);
    }
    if is_grouped(token, ',') {
        found.push(token.replace(',', ""));
    }
    if !token.contains(',') {
        found.push(token.to_owned());
    } else if found.is_empty() {
        found.push(token.replace(',', ""));
    }
    found
}

/// Whether digits stand in groups of three.
fn is_grouped(text: &str, separator: char) -> bool {
    let mut groups = text.split(separator);
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let rest: Vec<&str> = groups.collect();
    let digits = text.chars().all(|c| c.is_ascii_digit() || c == separator);
    first && digits && !rest.is_empty() && rest.iter().all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_read_as_spanish_and_titles_write_them() {
        assert_eq!(readings("1.234"), ["1234", "1.234"]);
        assert_eq!(readings("3,5"), ["3.5"]);
        assert_eq!(readings("1.234,5"), ["1234.5"]);
        assert_eq!(readings("1,000"), ["1.000", "1000"]);
        assert_eq!(readings("1.2.3"), ["1.2.3"]);
        assert_eq!(readings("v2"), ["v2"]);
        assert_eq!(readings("2026"), ["2026", "2026"]);
    }

    #[test]
    fn words_have_values() {
        assert_eq!([value("once"), value("Trece"), value("veintidós"), value("mil")], [11, 13, 22, 1000].map(Some));
        assert_eq!([value("un"), value("una"), value("commit")], [None; 3]);
    }
}
