//! What no provider of a model may see: facts of private repositories, unless the user says otherwise. It must not know
//! how prompts read.

use std::collections::BTreeSet;

use sparky_schema::analysis::{Analysis, PersonName};
use sparky_schema::ids::RepoName;

use crate::draft::{Draft, Item};
use crate::escape::{JOINER, clean};

/// Shorter titles stand in texts that have nothing to do with them.
const SHORTEST_TITLE: usize = 12;

/// What tells of a private repository.
#[derive(Default)]
pub(super) struct Withheld {
    active: bool,
    /// Facts that anybody may see.
    public: BTreeSet<String>,
    /// Addresses, names with their owners and titles, anywhere in a text.
    traces: Vec<String>,
    /// Names, as whole words.
    names: BTreeSet<String>,
}

impl Withheld {
    /// Nothing is withheld where nothing is private or the user lets a model see it.
    pub(super) fn new(analysis: &Analysis, allowed: bool) -> Self {
        if allowed || !analysis.private {
            return Self::default();
        }
        let private = private(analysis);
        let is_private = |repository: &RepoName| private.contains(repository);
        let mut withheld = Self { active: true, public: public(analysis, &private), ..Self::default() };
        for repository in analysis.repositories.iter().filter(|one| is_private(&one.name_with_owner)) {
            withheld.trace(repository.name_with_owner.as_str());
            withheld.name(repository.name_with_owner.name());
            repository.url.iter().for_each(|url| withheld.trace(url));
        }
        for happening in analysis.happenings.iter().filter(|happening| is_private(&happening.repository)) {
            [&happening.title, &happening.subject, &happening.detail]
                .into_iter()
                .for_each(|title| withheld.title(title));
            happening.tag.iter().for_each(|tag| withheld.name(tag));
        }
        let waiting = analysis.waiting.iter().filter(|one| is_private(&one.repository)).map(|one| &one.subject);
        let pressing = analysis.attention.iter().filter(|one| one.repository.as_ref().is_none_or(is_private));
        waiting.chain(pressing.map(|one| &one.subject)).for_each(|title| withheld.title(title));
        // What people of both kinds of repositories are called is no secret.
        for who in analysis.people.iter().chain(&analysis.bots).filter(|who| who.repositories.iter().all(is_private)) {
            withheld.person(&who.person);
        }
        withheld
    }

    /// Whether a model may not see what an item says.
    pub(super) fn hides(&self, item: &Item, text: &str) -> bool {
        self.active
            && (item.over_all
                || item.facts.is_empty()
                || !item.facts.iter().all(|fact| self.public.contains(fact))
                || self.tells(text))
    }

    /// Whether a model may not see the heading of a section.
    pub(super) fn hides_heading(&self, draft: &Draft) -> bool {
        self.tells(&draft.heading)
    }

    /// Whether a text has a name, an address or a title of a private repository.
    pub(super) fn tells(&self, text: &str) -> bool {
        if !self.active {
            return false;
        }
        let text = bare(text);
        self.leaks(&text) || text.split(|c: char| !is_of_name(c)).any(|word| self.is_name(word))
    }

    /// The same for a whole prompt, in which short names are words like any other.
    pub(super) fn leaks(&self, text: &str) -> bool {
        let text = bare(text);
        self.traces.iter().any(|trace| text.contains(trace.as_str()))
    }

    fn is_name(&self, word: &str) -> bool {
        let parts = || word.split(['-', '.', '_']);
        self.names.contains(word.trim_matches(['-', '.', '_'])) || parts().any(|part| self.names.contains(part))
    }

    fn trace(&mut self, text: &str) {
        self.traces.extend(Some(bare(text)).filter(|text| !text.is_empty()));
    }

    fn title(&mut self, title: &str) {
        let title = clean(title);
        if title.chars().count() >= SHORTEST_TITLE {
            self.trace(title.trim_end_matches(['.', '…']));
        }
    }

    fn name(&mut self, name: &str) {
        let name = bare(name);
        if name.chars().all(is_of_name) {
            self.names.insert(name);
        } else {
            self.trace(&name);
        }
    }

    fn person(&mut self, who: &PersonName) {
        self.name(&who.name);
        who.login.iter().for_each(|login| self.name(login.as_str()));
        who.url.iter().for_each(|url| self.trace(url));
    }
}

/// The private repositories; all, where an older program did not say which ones are.
fn private(analysis: &Analysis) -> BTreeSet<&RepoName> {
    let some = analysis.repositories.iter().any(|repository| repository.private);
    let all = analysis.repositories.iter().filter(|repository| !some || repository.private);
    all.map(|repository| &repository.name_with_owner).collect()
}

/// The ids of facts that are about public repositories alone.
fn public(analysis: &Analysis, private: &BTreeSet<&RepoName>) -> BTreeSet<String> {
    let happened = analysis.happenings.iter().map(|one| (&one.id, &one.repository));
    let waiting = analysis.waiting.iter().map(|one| (&one.id, &one.repository));
    let (hidden, shown): (Vec<_>, Vec<_>) = happened.chain(waiting).partition(|(_, name)| private.contains(name));
    let hidden: BTreeSet<&String> = hidden.into_iter().map(|(id, _)| id).collect();
    shown.into_iter().map(|(id, _)| id).filter(|id| !hidden.contains(id)).cloned().collect()
}

/// A text as people read it, in lower case.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !matches!(*c, '\\' | JOINER)).flat_map(char::to_lowercase).collect()
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '.' | '_')
}
