//! What a model is shown of an analysis: themes, changes of no known kind and insights, under names that mean nothing
//! elsewhere, without addresses, credentials and titles that talk to it, and nothing of private repositories. It must not
//! know what the model makes of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sparky_llm::{fenced, gives_orders, redacted, shown};
use sparky_schema::RepoName;
use sparky_schema::analysis::{Analysis, Event, Happening, Insight, Theme, Work};

use crate::work;

/// Titles of a theme that are shown at most, and changes, and insights beyond those that would be told.
const TITLES: usize = 8;
const CHANGES: usize = 40;
const FURTHER: usize = 4;
/// Longer titles are cut.
const LONGEST: usize = 160;

/// What a model is shown.
pub(super) struct Question {
    /// Places of the themes.
    themes: BTreeMap<String, usize>,
    /// Ids of the changes.
    changes: BTreeMap<String, String>,
    /// Places of the insights.
    insights: BTreeMap<String, usize>,
    /// How many insights are told.
    pub(super) most: usize,
    facts: Value,
}

impl Question {
    pub(super) fn of(analysis: &Analysis, proposed: &[Insight], private: &BTreeSet<RepoName>, most: usize) -> Self {
        let is_public = |repository: &RepoName| !private.contains(repository);
        let themes = analysis.themes.iter().enumerate();
        let themes: Vec<(usize, &Theme)> =
            themes.filter(|(_, t)| t.repository.as_ref().is_some_and(is_public)).collect();
        let changes = unknown(analysis).filter(|change| is_public(&change.repository)).take(CHANGES);
        let changes: Vec<&Happening> = changes.collect();
        let insights = proposed.iter().enumerate().take(most.saturating_add(FURTHER));
        let insights: Vec<(usize, &Insight)> =
            insights.filter(|(_, insight)| insight.repository.as_ref().is_none_or(is_public)).collect();
        let by_id = by_id(analysis);
        let facts = json!({
            "themes": themes.iter().enumerate().map(|(n, (_, t))| theme(&name("t", n), t, &by_id)).collect::<Vec<_>>(),
            "changes": changes.iter().enumerate().map(|(n, c)| change(&name("c", n), c)).collect::<Vec<_>>(),
            "insights": insights.iter().enumerate().map(|(n, (_, i))| insight(&name("i", n), i)).collect::<Vec<_>>(),
        });
        Self {
            themes: themes.iter().enumerate().map(|(n, (at, _))| (name("t", n), *at)).collect(),
            changes: changes.iter().enumerate().map(|(n, change)| (name("c", n), change.id.clone())).collect(),
            insights: insights.iter().enumerate().map(|(n, (at, _))| (name("i", n), *at)).collect(),
            most,
            facts,
        }
    }

    /// Whether there is nothing to decide.
    pub(super) fn is_idle(&self) -> bool {
        self.themes.is_empty() && self.changes.is_empty() && self.insights.len() < 2
    }

    pub(super) fn json(&self) -> String {
        fenced(&self.facts)
    }

    /// Tokens that an answer can take.
    pub(super) fn room(&self) -> u64 {
        let parts = self.themes.len() * 40 + self.changes.len() * 20 + self.insights.len() * 8 + 300;
        u64::try_from(parts).unwrap_or(u64::MAX)
    }

    pub(super) fn theme(&self, name: &str) -> Option<usize> {
        self.themes.get(name).copied()
    }

    pub(super) fn change(&self, name: &str) -> Option<&str> {
        self.changes.get(name).map(String::as_str)
    }

    pub(super) fn insight(&self, name: &str) -> Option<usize> {
        self.insights.get(name).copied()
    }

    /// The places of all insights that are shown.
    pub(super) fn insights(&self) -> BTreeSet<usize> {
        self.insights.values().copied().collect()
    }
}

/// What happened, by its id.
pub(super) fn by_id(analysis: &Analysis) -> BTreeMap<&str, &Happening> {
    let happenings = analysis.happenings.iter().rev();
    happenings.map(|happening| (happening.id.as_str(), happening)).collect()
}

/// Changes of people whose kind no rule could tell.
fn unknown(analysis: &Analysis) -> impl Iterator<Item = &Happening> {
    analysis.happenings.iter().filter(|happening| {
        let is_change = matches!(happening.event, Event::Merged | Event::Committed) && !happening.merge;
        let by_bot = happening.author.as_ref().is_some_and(|author| author.bot);
        let open = happening.work == Work::Other && !work::is_declared(&happening.title);
        is_change && !by_bot && open && !gives_orders(&happening.title)
    })
}

fn name(letter: &str, place: usize) -> String {
    format!("{letter}{}", place + 1)
}

fn theme(name: &str, theme: &Theme, by_id: &BTreeMap<&str, &Happening>) -> Value {
    let members = theme.members.iter().filter_map(|id| by_id.get(id.as_str()));
    let titles: Vec<String> = members.take(TITLES).map(|member| title(&member.subject)).collect();
    json!({ "id": name, "repository": theme.repository, "name": title(&theme.name), "titles": titles })
}

fn change(name: &str, change: &Happening) -> Value {
    json!({ "id": name, "title": title(&change.title), "area": change.scope.as_deref().map(title) })
}

fn insight(name: &str, insight: &Insight) -> Value {
    json!({
        "id": name, "kind": insight.kind, "severity": insight.severity, "value": insight.value, "of": insight.of,
        "about": insight.subject.as_deref().map(title),
    })
}

/// What strangers wrote, as far as a model may see it.
fn title(text: &str) -> String {
    let visible = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>();
    shown(&redacted(&visible)).to_owned()
}
