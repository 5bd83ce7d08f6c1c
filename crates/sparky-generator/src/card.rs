//! The picture that stands for a text where it is shared: the window, the headline, the repositories and a few numbers
//! of the analysis. It must not know how it is drawn.

mod draw;
mod face;

use sparky_schema::analysis::Analysis;
use sparky_schema::collection::Source;

use crate::error::Error;
use crate::escape::markdown;
use crate::language::capital;
use crate::narrator::Narrator;
use face::Face;

/// Numbers that have room.
const MOST: usize = 4;

/// What a card shows.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    /// What the window is called.
    when: String,
    headline: String,
    /// The repositories.
    place: String,
    numbers: Vec<Number>,
}

/// A number and what it counts.
#[derive(Debug, Clone)]
struct Number {
    digits: String,
    what: String,
}

/// The texts that a card is made of, plain.
pub(crate) struct Words {
    pub(crate) when: String,
    pub(crate) place: String,
    pub(crate) title: String,
    /// A title of ours, for the place of one that cannot be shown.
    pub(crate) plain_title: String,
}

impl Card {
    /// None when there is nothing that the font can show.
    pub(crate) fn of(analysis: &Analysis, narrator: &Narrator, words: &Words) -> Option<Self> {
        let face = Face::new();
        let when = face.shown(&words.when).unwrap_or_default();
        let titles = [&words.title, &words.plain_title];
        let headline = titles.into_iter().find_map(|title| face.shown(&headline(title, &words.when)))?;
        let place = face.shown(&words.place).unwrap_or_default();
        Some(Self { when, headline, place, numbers: numbers(analysis, narrator) })
    }

    /// What it says, for those who do not see it.
    pub(crate) fn alternative(&self) -> String {
        let numbers: Vec<String> = self.numbers.iter().map(|n| format!("{} {}", n.digits, n.what)).collect();
        let parts = [&self.when, &self.headline, &self.place, &numbers.join(", ")];
        let parts: Vec<&str> = parts.into_iter().map(|part| part.trim_end_matches('.')).collect();
        let told = parts.into_iter().filter(|part| !part.is_empty());
        told.collect::<Vec<_>>().join(". ") + "."
    }

    /// The picture; the same card gives the same bytes.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub(crate) fn png(&self) -> Result<Vec<u8>, Error> {
        draw::png(self)
    }
}

/// The path of the card of an item.
pub(crate) fn path(item: &str) -> String {
    format!("{item}.card.png")
}

/// The title without the name of the window, which stands above it.
fn headline(title: &str, when: &str) -> String {
    let rest = title.strip_prefix(when).map(|rest| rest.trim_start_matches([':', ',', ' ']));
    capital(rest.filter(|rest| !rest.is_empty()).unwrap_or(title))
}

/// The counts that say most, as far as they are known and not nothing.
fn numbers(analysis: &Analysis, narrator: &Narrator) -> Vec<Number> {
    let totals = &analysis.totals;
    let clones = analysis.repositories.iter().all(|repository| repository.source == Source::Git);
    let wording = narrator.wording();
    let names = &wording.labels().card;
    let releases = if clones { names.tags } else { names.releases };
    let all = [
        (totals.releases, releases),
        (totals.pull_requests_merged, names.pull_requests_merged),
        (totals.commits, names.commits),
        (totals.contributors, names.people),
        (totals.issues_closed, names.issues_closed),
    ];
    let known = all.into_iter().filter_map(|(count, names)| Some((count.filter(|count| *count > 0)?, names)));
    let told = known.map(|(count, (one, many))| Number {
        digits: wording.digits(count),
        what: narrator.spell(if count == 1 { one } else { many }),
    });
    let is_allowed = |number: &Number| narrator.problems(&markdown(&format!("{} {}", number.digits, number.what)));
    told.filter(|number| is_allowed(number).is_empty()).take(MOST).collect()
}
