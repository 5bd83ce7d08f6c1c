//! What a maintainer would want to hear about a window: statements by published rules, each with the facts that show
//! it, ranked, none that an earlier window told already and no two that say the same. A pure function of the analysis,
//! the collection and what was told before. It must not know sentences.

mod attention;
mod changes;
mod days;
mod flow;
mod pace;
mod people;
mod places;
mod selection;

use sparky_schema::SchemaId;
use sparky_schema::analysis::{Analysis, Event, Happening, Insight, InsightKind, InsightSeverity, Novelty};
use sparky_schema::collection::Collection;
use sparky_schema::told::{Told, ToldInsight};

/// What the rules look at.
struct Ground<'a> {
    collection: &'a Collection,
    analysis: &'a Analysis,
    /// What was told of windows before this one, newest first.
    earlier: Vec<&'a Told>,
}

/// A statement that could be made.
struct Candidate {
    insight: Insight,
    /// How soon it is made.
    points: u64,
    /// Of those that are about the same only one is made.
    about: String,
}

/// Adds the insights to an analysis, at most `most`, and says what the next windows have to know about it. `earlier` is
/// what was told of other windows, in any order.
pub fn add_insights(collection: &Collection, analysis: &mut Analysis, earlier: &[Told], most: usize) -> Told {
    let proposed = propose_insights(collection, analysis, earlier);
    tell(analysis, proposed, most)
}

/// Everything that could be said of an analysis, the most important first, nothing that was told before.
pub fn propose_insights(collection: &Collection, analysis: &Analysis, earlier: &[Told]) -> Vec<Insight> {
    let ground = Ground::new(collection, analysis, earlier);
    let mut found = changes::of(&ground);
    found.extend(flow::of(&ground));
    found.extend(people::of(&ground));
    found.extend(places::of(&ground));
    found.extend(pace::of(&ground));
    found.extend(attention::of(&ground));
    found.extend(days::of(&ground));
    selection::of(found, &ground.earlier)
}

/// Puts the first `most` of what could be said into the analysis, and says what the next windows have to know about it.
pub fn tell(analysis: &mut Analysis, proposed: Vec<Insight>, most: usize) -> Told {
    let chosen = proposed.into_iter().take(most).zip(1..);
    analysis.insights = chosen.map(|(insight, rank)| Insight { rank, ..insight }).collect();
    let (paces, releases) = (pace::paces(analysis), analysis.totals.releases);
    let told = |insight: &Insight| ToldInsight { key: insight.key.clone(), value: insight.value };
    let insights = analysis.insights.iter().map(told).collect();
    Told { schema: SchemaId::of::<Told>(), window: analysis.window.clone(), insights, paces, releases }
}

impl<'a> Ground<'a> {
    fn new(collection: &'a Collection, analysis: &'a Analysis, earlier: &'a [Told]) -> Self {
        let window = &analysis.window;
        let comparable = |told: &&Told| {
            told.window.period == window.period
                && told.window.time_zone == window.time_zone
                && told.window.until <= window.since
        };
        let mut earlier: Vec<&Told> = earlier.iter().filter(comparable).collect();
        earlier.sort_by(|a, b| b.window.since.cmp(&a.window.since).then_with(|| a.window.id.cmp(&b.window.id)));
        Self { collection, analysis, earlier }
    }

    /// How many windows in a row, back from this one, were told of and are so.
    fn in_a_row(&self, is_so: impl Fn(&Told) -> bool) -> u64 {
        let mut since = self.analysis.window.since;
        let mut count = 0;
        for told in &self.earlier {
            if told.window.until != since || !is_so(told) {
                break;
            }
            (since, count) = (told.window.since, count + 1);
        }
        count
    }

    /// Whether everything of a kind is listed, so that a count or the largest of the list is that of all.
    fn lists_all(&self, event: Event) -> bool {
        self.analysis.unlisted.iter().all(|unlisted| unlisted.event != event)
    }

    /// What landed: merged pull requests, or the commits of a clone, by people.
    fn landed(&self) -> impl Iterator<Item = &'a Happening> {
        let happenings = self.analysis.happenings.iter();
        happenings.filter(|h| matches!(h.event, Event::Merged | Event::Committed) && !h.merge && !is_bot(h))
    }
}

fn is_bot(happening: &Happening) -> bool {
    happening.author.as_ref().is_some_and(|author| author.bot)
}

/// A statement of which only what every statement has is known yet.
fn blank(kind: InsightKind, severity: InsightSeverity, key: String, evidence: Vec<String>) -> Insight {
    Insight {
        key,
        kind,
        severity,
        rank: 0,
        novelty: Novelty::New,
        repository: None,
        people: Vec::new(),
        subject: None,
        metric: None,
        value: None,
        of: None,
        value_text: None,
        usual_text: None,
        windows: None,
        date: None,
        evidence,
    }
}

/// Facts that are named at most; more than that nobody looks up.
const MOST_FACTS: usize = 50;

fn ids<'a>(facts: impl Iterator<Item = &'a Happening>) -> Vec<String> {
    facts.take(MOST_FACTS).map(|happening| happening.id.clone()).collect()
}

fn count<T>(items: &[T]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}
