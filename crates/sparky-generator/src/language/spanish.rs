//! Spanish. Pull requests, issues, commits and tags keep their names and are masculine. It must not know the analysis.

mod labels;
mod measure;
mod numbers;
mod terms;

use chrono::{Datelike as _, NaiveDate};
use sparky_schema::analysis::TrendMetric;
use sparky_schema::window::{Period, Window};
use sparky_schema::{Gap, Kind, Language};

use super::{Labels, Reading, Span, Wording, capital, grouped};
use labels::{LABELS, READING};

/// The language.
pub(crate) struct Spanish;

/// `y`, but `e` before the same sound.
fn and(next: &str) -> &'static str {
    let word: String = next.chars().skip_while(|c| !c.is_alphanumeric()).take(3).collect::<String>().to_lowercase();
    let sounds = word.strip_prefix('h').unwrap_or(&word);
    let mut letters = sounds.chars();
    let is_vowel = |c: Option<char>| c.is_some_and(|c| "aeouáéóú".contains(c));
    let same = match letters.next() {
        Some('i' | 'í') => !is_vowel(letters.next()),
        Some('y') => letters.next().is_some_and(|c| c.is_alphabetic() && !is_vowel(Some(c)) && c != 'i'),
        _ => false,
    };
    if same { "e" } else { "y" }
}

/// `los últimos cambios` and `la revisión`: most nouns show it.
fn is_feminine(noun: &str) -> bool {
    let word = noun.split_whitespace().next().unwrap_or_default();
    let ends = ["a", "ión", "dad", "tud", "vez"].iter().any(|end| word.ends_with(end));
    ends && !["día", "tema", "problema", "programa", "sistema"].contains(&word)
}

fn day_of(date: NaiveDate) -> String {
    format!("{} de {}", date.day(), Language::Es.month(date))
}

/// `del 7 al 9 de julio`, `del viernes al domingo`.
fn row(first: &str, last: &str) -> String {
    let same_month = first.split_once(" de ").zip(last.split_once(" de ")).filter(|(a, b)| a.1 == b.1);
    format!("del {} al {last}", same_month.map_or(first, |(a, _)| a.0))
}

impl Wording for Spanish {
    fn labels(&self) -> &'static Labels {
        &LABELS
    }

    fn reading(&self) -> &'static Reading {
        &READING
    }

    fn word_value(&self, word: &str) -> Option<u64> {
        numbers::value(word)
    }

    fn readings(&self, token: &str) -> Vec<String> {
        numbers::readings(token)
    }

    fn number(&self, value: u64, feminine: bool) -> String {
        match (value, feminine) {
            (0, true) => "ninguna".to_owned(),
            (1, true) => "una".to_owned(),
            _ => numbers::word(value).map_or_else(|| self.digits(value), str::to_owned),
        }
    }

    fn digits(&self, value: u64) -> String {
        grouped(value, '.')
    }

    fn measure(&self, text: &str) -> String {
        measure::measure(text)
    }

    /// `una vez`, `tres veces`.
    fn times(&self, value: u64) -> String {
        self.counted(value, "vez", "veces")
    }

    /// As they stand before a masculine noun.
    fn ordinal(&self, before: usize) -> Option<&'static str> {
        const ORDINALS: [&str; 12] = [
            "primer",
            "segundo",
            "tercer",
            "cuarto",
            "quinto",
            "sexto",
            "séptimo",
            "octavo",
            "noveno",
            "décimo",
            "undécimo",
            "duodécimo",
        ];
        ORDINALS.get(before).copied()
    }

    /// `persona` and `personas`, `revisión` and `revisiones`; words of other languages as these have them.
    fn plural(&self, one: &str) -> String {
        match (one.strip_suffix("ión"), one.chars().next_back()) {
            (Some(stem), _) => format!("{stem}iones"),
            (None, Some('d' | 'l' | 'n' | 'r' | 's')) => format!("{one}es"),
            _ => format!("{one}s"),
        }
    }

    /// `un issue`, `una revisión`, `dos issues`, `ningún issue`.
    fn counted(&self, value: u64, one: &str, many: &str) -> String {
        match (value, is_feminine(one)) {
            (0, true) => format!("ninguna {one}"),
            (0, false) => format!("ningún {one}"),
            (1, true) => format!("una {one}"),
            (1, false) => format!("un {one}"),
            (_, feminine) => format!("{} {many}", self.number(value, feminine)),
        }
    }

    fn list(&self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [only] => only.clone(),
            [head @ .., last] => format!("{} {} {last}", head.join(", "), and(last)),
        }
    }

    /// `a y b`; `a y b, y c` where a part has an `y` of its own.
    fn clauses(&self, parts: &[String]) -> String {
        let has_and = |part: &String| part.contains(" y ") || part.contains(" e ");
        match parts {
            [head @ .., last] if head.iter().any(has_and) => format!("{}, {} {last}", head.join(", "), and(last)),
            _ => self.list(parts),
        }
    }

    fn day(&self, date: NaiveDate) -> String {
        day_of(date)
    }

    /// `martes 7 de julio`.
    fn date(&self, date: NaiveDate) -> String {
        format!("{} {}", Language::Es.weekday(date), day_of(date))
    }

    /// `Martes, 7 de julio`.
    fn date_alone(&self, date: NaiveDate) -> String {
        capital(&format!("{}, {}", Language::Es.weekday(date), day_of(date)))
    }

    fn dated(&self, date: NaiveDate) -> String {
        format!("{} de {}", day_of(date), date.year())
    }

    fn short_weekday(&self, date: NaiveDate) -> String {
        Language::Es.weekday(date).chars().take(3).collect()
    }

    fn span(&self, first: &str, last: &str) -> String {
        row(first, last)
    }

    /// `el martes y del viernes al domingo`; a month is named once for the days before it.
    fn when(&self, spans: &[Span]) -> String {
        let placed = spans.iter().map(|span| match span {
            Span::Day(day) => format!("el {day}"),
            Span::Row(first, last) => row(first, last),
        });
        let placed: Vec<String> = placed.collect();
        let month = |at: usize| placed.get(at).and_then(|text| text.rsplit_once(" de ")).map(|(_, month)| month);
        let told = placed.iter().enumerate().map(|(at, text)| match month(at) {
            Some(name) if month(at + 1) == Some(name) => text.replace(&format!(" de {name}"), ""),
            _ => text.clone(),
        });
        self.list(&told.collect::<Vec<_>>())
    }

    fn window(&self, window: &Window) -> String {
        let first = window.first_date();
        match window.period {
            _ if window.is_custom() => {
                format!("Del {} al {}", self.dated(first), self.dated(window.last_date()))
            }
            Period::Daily => format!("{} de {}", self.date_alone(first), first.year()),
            Period::Weekly => format!("Semana {} de {}", first.iso_week().week(), first.iso_week().year()),
            Period::Monthly => capital(&format!("{} de {}", Language::Es.month(first), first.year())),
        }
    }

    fn period(&self, period: Option<Period>) -> &'static str {
        match period {
            Some(Period::Daily) => "día",
            Some(Period::Weekly) => "semana",
            Some(Period::Monthly) => "mes",
            None => "período",
        }
    }

    fn noun(&self, metric: TrendMetric) -> Option<&'static str> {
        terms::noun(metric)
    }

    fn kind(&self, kind: Kind) -> String {
        terms::kind(kind).to_owned()
    }

    fn gap(&self, gap: &Gap) -> String {
        terms::gap(gap.reason).to_owned()
    }

    fn by(&self, what: &str, author: &str) -> String {
        format!("{what} de {author}")
    }

    fn of(&self, what: &str, place: &str) -> String {
        format!("{what} de {place}")
    }

    fn within(&self, what: &str, scope: &str) -> String {
        format!("{what} en {scope}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(parts: &[&str]) -> String {
        Spanish.list(&parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_last_of_a_list_follows_y_or_e() {
        assert_eq!(list(&["ana", "[ivan](https://x.test)"]), "ana e [ivan](https://x.test)");
        assert_eq!(list(&["a", "“Improve it”"]), "a e “Improve it”");
        assert_eq!(list(&["agua", "hielo"]), "agua y hielo");
        assert_eq!(list(&["padre", "hijo"]), "padre e hijo");
        assert_eq!(list(&["uno", "dos", "[#11](https://x.test)"]), "uno, dos y [#11](https://x.test)");
        assert_eq!(list(&["ana", "yago"]), "ana y yago");
        assert_eq!(list(&["ana", "yvonne"]), "ana e yvonne");
    }

    #[test]
    fn numbers_agree_with_what_is_counted() {
        let counted = |n, one: &str| Spanish.counted(n, one, &Spanish.plural(one));
        assert_eq!(counted(1, "pull request"), "un pull request");
        assert_eq!(counted(2, "pull request"), "dos pull requests");
        assert_eq!(counted(1, "revisión"), "una revisión");
        assert_eq!(counted(12, "revisión"), "doce revisiones");
        assert_eq!(counted(0, "persona"), "ninguna persona");
        assert_eq!(counted(1, "día"), "un día");
        assert_eq!(counted(3, "mes"), "tres meses");
        assert_eq!(counted(1234, "línea"), "1.234 líneas");
    }

    #[test]
    fn days_in_a_row_are_one_span() {
        let day = |name: &str| Span::Day(name.to_owned());
        let row = |a: &str, b: &str| Span::Row(a.to_owned(), b.to_owned());
        assert_eq!(Spanish.when(&[day("martes"), row("viernes", "domingo")]), "el martes y del viernes al domingo");
        assert_eq!(Spanish.when(&[row("7 de julio", "9 de julio")]), "del 7 al 9 de julio");
        let days = [row("1 de julio", "9 de julio"), day("12 de julio"), day("14 de julio"), day("1 de agosto")];
        assert_eq!(Spanish.when(&days), "del 1 al 9, el 12, el 14 de julio y el 1 de agosto");
        assert_eq!(Spanish.when(&[row("30 de junio", "2 de julio")]), "del 30 de junio al 2 de julio");
    }
}
