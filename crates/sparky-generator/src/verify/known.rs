//! What an analysis holds, looked up by what texts can say. It must not know sentences.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sparky_schema::Language;
use sparky_schema::analysis::{Analysis, PersonName};

use super::dates::{self, Date};
use super::gather::{Gathering, gather};
use super::tokens::{digit_runs, slashed, tokens};
use crate::escape::{JOINER, clean, visible};
use crate::language::{Wording, wording};
use crate::pictures::{NAMES, path};
use crate::templates::built_in_words;
use crate::words::{Block, lower_words};

/// The contents of one analysis, for texts in one language.
pub(crate) struct Known {
    pub(super) wording: &'static dyn Wording,
    /// Words of the built-in templates of the language.
    pub(super) ours: &'static BTreeSet<String>,
    /// Numbers and words with digits.
    tokens: BTreeSet<String>,
    pub(super) urls: HashSet<String>,
    /// Words in lower case.
    pub(super) words: HashSet<String>,
    pub(super) dates: BTreeSet<Date>,
    /// What a link to an address may be called: `#12`, a short commit id, a name.
    labels: HashMap<String, BTreeSet<String>>,
    /// Profiles of people.
    profiles: HashSet<String>,
    /// Addresses of repositories by their names in lower case.
    repositories: BTreeMap<String, Option<String>>,
    /// Words with slashes.
    paths: BTreeSet<String>,
}

/// An analysis on its way into what is known. Most of its texts are there more than once.
struct Everything<'a> {
    known: &'a mut Known,
    seen: HashSet<String>,
}

impl Gathering for Everything<'_> {
    fn text(&mut self, text: &str) {
        if !self.seen.contains(text) {
            self.seen.insert(text.to_owned());
            self.known.add_text(text);
        }
    }

    fn number(&mut self, number: &str) {
        self.known.add_number(number);
    }
}

/// Words that stand outside templates on their way into what is known.
struct Ours<'a>(&'a mut HashSet<String>);

impl Gathering for Ours<'_> {
    fn text(&mut self, text: &str) {
        self.0.extend(lower_words(text));
    }

    fn number(&mut self, _: &str) {}
}

impl Known {
    fn empty(language: Language) -> Self {
        Self {
            wording: wording(language),
            ours: built_in_words(language),
            tokens: BTreeSet::new(),
            urls: HashSet::new(),
            words: HashSet::new(),
            dates: BTreeSet::new(),
            labels: HashMap::new(),
            profiles: HashSet::new(),
            repositories: BTreeMap::new(),
            paths: BTreeSet::new(),
        }
    }

    pub(super) fn of(analysis: &Analysis, language: Language) -> Self {
        let mut known = Self::empty(language);
        gather(analysis, &mut Everything { known: &mut known, seen: HashSet::default() });
        known.dates.extend(analysis.window.dates().into_iter().map(Date::from));
        known.dates.extend(analysis.previous_window.dates().into_iter().map(Date::from));
        gather(known.wording.labels(), &mut Ours(&mut known.words));
        let reading = known.wording.reading();
        known.words.extend(known.dates.iter().flat_map(|date| date.words(reading)).collect::<Vec<_>>());
        known.label_links(analysis);
        let name = analysis.window.id.to_string();
        let own = NAMES.iter().map(|picture| path(&name, picture));
        known.urls.extend(own.flat_map(|file| [format!("./{file}"), format!("../{file}")]));
        for repository in &analysis.repositories {
            let name = repository.name_with_owner.as_str().to_lowercase();
            known.repositories.insert(name, repository.url.clone());
        }
        known
    }

    fn label_links(&mut self, analysis: &Analysis) {
        for happening in &analysis.happenings {
            let Some(url) = &happening.url else { continue };
            let number = happening.number.map(|number| format!("#{number}"));
            let sha = happening.sha.as_ref().map(|sha| sha.short().to_owned());
            self.labels.entry(url.clone()).or_default().extend(number.into_iter().chain(sha));
            let people = happening.author.iter().chain(&happening.merged_by).chain(&happening.with);
            people.for_each(|person| self.label_person(person));
        }
        for waiting in &analysis.waiting {
            if let Some(url) = &waiting.url {
                self.labels.entry(url.clone()).or_default().insert(format!("#{}", waiting.number));
            }
            waiting.author.iter().for_each(|person| self.label_person(person));
        }
        for one in &analysis.attention {
            if let (Some(url), Some(number)) = (&one.url, one.number) {
                self.labels.entry(url.clone()).or_default().insert(format!("#{number}"));
            }
            one.author.iter().chain(&one.waits_for).for_each(|person| self.label_person(person));
        }
        let ties = analysis.review_network.iter().flat_map(|tie| [&tie.reviewer, &tie.author]);
        ties.for_each(|person| self.label_person(person));
        analysis.people.iter().chain(&analysis.bots).for_each(|person| self.label_person(&person.person));
    }

    fn label_person(&mut self, person: &PersonName) {
        if let Some(url) = &person.url {
            self.profiles.insert(url.clone());
            self.labels.entry(url.clone()).or_default().insert(clean(&person.name));
        }
    }

    fn add_number(&mut self, number: &str) {
        let text = number.trim_start_matches('-');
        // A whole number is printed without its decimals.
        let text = text.strip_suffix(".0").unwrap_or(text);
        if !self.tokens.contains(text) {
            self.tokens.insert(text.to_owned());
        }
    }

    fn add_text(&mut self, text: &str) {
        if text.starts_with("http") {
            self.urls.insert(text.to_owned());
        }
        self.add_form(text);
        let seen = visible(text);
        if seen != text {
            self.add_form(&seen);
        }
    }

    fn add_form(&mut self, text: &str) {
        for token in tokens(text, self.wording) {
            for number in self.wording.readings(&token) {
                self.tokens.extend(digit_runs(&number));
                self.tokens.insert(number);
            }
        }
        self.words.extend(lower_words(text));
        self.paths.extend(slashed(text));
        self.dates.extend(dates::dates(text, self.wording.reading()));
    }

    /// Numbers, in digits or words, and words with digits that are not known.
    pub(super) fn wrong_numbers(&self, text: &str) -> Vec<String> {
        let text = text.replace(JOINER, "");
        let unknown = tokens(&text, self.wording).into_iter().filter(|token| !self.holds(token));
        unknown.map(|token| format!("`{token}` is not in the analysis")).collect()
    }

    fn holds(&self, token: &str) -> bool {
        let readings = self.wording.readings(token);
        if readings.iter().any(|number| self.tokens.contains(number)) {
            return true;
        }
        if let Some(value) = self.wording.word_value(token) {
            return self.tokens.contains(&value.to_string());
        }
        let is_short_sha = token.len() >= 7
            && self.tokens.range(token.to_owned()..).next().is_some_and(|known| known.starts_with(token));
        // A number with separators that was read is known as a whole or not at all.
        let is_read = readings.iter().all(|number| number != token);
        is_short_sha || !is_read && digit_runs(token).iter().all(|run| self.tokens.contains(run))
    }

    /// A link to nowhere known, or with a name that belongs to another address.
    pub(super) fn wrong_link(&self, url: &str, text: &str) -> Option<String> {
        let text = text.replace(JOINER, "");
        if !self.urls.contains(url) {
            return Some(format!("the link {url} is not in the analysis"));
        }
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let hexadecimal = text.len() >= 7 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let names_something = hexadecimal || text.strip_prefix('#').is_some_and(digits) || self.profiles.contains(url);
        let right = self.labels.get(url).is_some_and(|labels| labels.contains(&text));
        (names_something && !right).then(|| format!("{text} links to {url}, which is something else"))
    }

    /// A long title can be cut within a path.
    fn begins_a_path(&self, path: &str) -> bool {
        self.paths.range(path.to_owned()..).next().is_some_and(|known| known.starts_with(path))
    }

    /// Repositories and paths that are not known, and references in a sentence that names another repository.
    pub(super) fn wrong_places(&self, block: &Block) -> Vec<String> {
        let text = block.text.replace(JOINER, "");
        let named = slashed(&text);
        let is_word = |path: &str| path.split('/').all(|part| self.words.contains(part) || self.ours.contains(part));
        let lower = text.to_lowercase();
        let is_cut = |path: &str| lower.contains(&format!("{path}…")) && self.begins_a_path(path);
        let unknown = named.iter().filter(|path| !self.paths.contains(*path) && !is_word(path) && !is_cut(path));
        let mut wrong: Vec<String> =
            unknown.map(|path| format!("`{path}` is no repository or path of the analysis")).collect();
        let here: Vec<&str> = named.iter().filter_map(|path| self.repositories.get(path)?.as_deref()).collect();
        if here.is_empty() {
            return wrong;
        }
        let references = block.links.iter().filter(|(_, text)| text.starts_with('#'));
        let elsewhere = references.filter(|(url, _)| !here.iter().any(|home| url.starts_with(&format!("{home}/"))));
        wrong.extend(
            elsewhere.map(|(url, text)| format!("{text} links to {url}, but the text names another repository")),
        );
        wrong
    }
}
