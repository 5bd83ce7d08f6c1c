//! STAGE 2: what the facts of a window amount to. One verb, [`analyze`]; one module per analysis.
//!
//! Pure: the same collection and configuration give the same bytes, in whatever order the records come. It must not
//! know the clock, files, the network or sentences. A language model has its say afterwards, in [`consult`] alone.

mod areas;
mod at_least;
mod attention;
mod behind;
mod bots;
mod breaks;
mod bus_factor;
mod change;
mod corrections;
mod counts;
mod days;
mod duration_text;
mod facts;
mod flow;
mod happenings;
mod health;
mod hot_files;
mod hours;
mod identity;
mod insights;
mod links;
mod listing;
mod metrics;
mod model;
mod network;
mod past;
mod people;
mod prose;
mod roles;
mod scope;
mod score;
mod series;
mod stories;
mod talk;
mod telling;
mod themes;
mod topics;
mod totals;
pub mod trend;
mod waiting;
mod work;

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use sparky_schema::analysis::Analysis;
use sparky_schema::collection::Collection;
use sparky_schema::counts::WindowCounts;
use sparky_schema::{Input, Login, SchemaId};

pub use attention::Thresholds;
pub use insights::{add_insights, propose_insights, tell};
pub use model::consult;
pub use past::Past;
pub use score::Weights;

use facts::Facts;
use flow::Scene;
use flow::threads::Threads;
use identity::Identities;
use listing::Listing;
use past::Days;
use roles::Roles;
use series::Series;
use telling::Telling;

/// What an analysis needs to know apart from the facts.
#[derive(Debug, Clone)]
pub struct Config {
    /// People who are named in no text. They still count in totals.
    pub exclude: Vec<Login>,
    /// Logins or commit names that are bots although the service does not say so.
    pub bots: Vec<String>,
    /// A login, e-mail address or its hash, or commit name, and the login of the same person.
    pub aliases: BTreeMap<String, String>,
    /// Where profile pages are, for example `https://github.com`. None takes it from the repositories' addresses.
    pub profile_base: Option<String>,
    /// After how long something needs attention.
    pub attention: Thresholds,
    /// The modified z-score beyond which a day is unusual.
    pub unusual: f64,
    /// What counts how much in the impact of a change.
    pub impact: Weights,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            exclude: Vec::new(),
            bots: Vec::new(),
            aliases: BTreeMap::new(),
            profile_base: None,
            attention: Thresholds::default(),
            unusual: trend::FAR,
            impact: Weights::default(),
        }
    }
}

/// What an analysis comes to.
pub struct Analyzed {
    /// The document of the stage.
    pub analysis: Analysis,
    /// What later analyses want to know of this window; none for one with free bounds.
    pub counts: Option<WindowCounts>,
    /// What it was made from, each record once and in one order.
    pub collection: Collection,
}

/// Computes the analysis of a collection without a past. `input` says which file the collection was read from.
pub fn analyze(collection: &Collection, input: Input, config: &Config) -> Analysis {
    analyze_after(&Past::default(), collection.clone(), input, config).analysis
}

/// Computes the analysis of a collection after what earlier ones counted. `input` says which file the collection was
/// read from. It takes the collection, because the records of a large organization are not held twice.
pub fn analyze_after(past: &Past, mut collection: Collection, input: Input, config: &Config) -> Analyzed {
    let facts = Facts::of(&mut collection);
    let (analysis, counts) = of_facts(past, &collection, &facts, input, config);
    collection.repositories = facts.repositories;
    Analyzed { analysis, counts, collection }
}

fn of_facts(
    past: &Past,
    collection: &Collection,
    facts: &Facts,
    input: Input,
    config: &Config,
) -> (Analysis, Option<WindowCounts>) {
    let who = Identities::of(facts, config);
    let views = facts.views(&who, &config.impact);
    let window = &collection.window;
    let scene = Scene { views: &views, window, since: collection.since };
    let days: Vec<Days> = views.par_iter().map(|view| past::days(&scene, view)).collect();
    let series = Series::of(&scene, &facts.known_everywhere(), &days, past);
    let (analysis, ((trends, drifts), (corrections, corrected))) = rayon::join(
        || of_records(collection, facts, &scene, &series, config),
        || {
            let of_days = || (trend::daily::of(&scene, &series, config.unusual), trend::drift::of(&scene, &series));
            rayon::join(of_days, || corrections::of(&scene, &days, past))
        },
    );
    let inputs = [input].into_iter().chain(past.input.clone()).chain(corrected).collect();
    (Analysis { inputs, trends, drifts, corrections, ..analysis }, past::of_window(&views, &days, window))
}

/// What the records alone say.
fn of_records(
    collection: &Collection,
    facts: &Facts,
    scene: &Scene<'_>,
    series: &Series<'_>,
    config: &Config,
) -> Analysis {
    let (window, views) = (scene.window, scene.views);
    let before = window.previous().ok();
    let threads: Vec<Threads> = views.par_iter().map(Threads::of).collect();
    let parts = Listing::parts(views, window);
    // They need nothing of each other, and little of the first one can be divided.
    let (told, (counts, ((people, bots), attention))) = rayon::join(
        || Telling::of(views, window, parts),
        || {
            let people = || people::of(views, window, &Roles::of(scene, &threads), series);
            let attention = || attention::of(scene, &threads, &config.attention);
            rayon::join(|| counts::of(facts, scene, &threads, before.as_ref()), || rayon::join(people, attention))
        },
    );
    Analysis {
        schema: SchemaId::of::<Analysis>(),
        inputs: Vec::new(),
        digest: None,
        private: facts.repositories.iter().any(|repository| repository.private),
        window: window.clone(),
        previous_window: before.unwrap_or_else(|| window.clone()),
        change: change::between(&counts.previous, &counts.totals),
        totals: counts.totals,
        at_least: counts.at_least,
        previous: counts.previous,
        metrics: counts.metrics,
        previous_metrics: counts.previous_metrics,
        repositories: counts.repositories,
        topics: told.topics,
        themes: told.themes,
        insights: Vec::new(),
        insights_by: None,
        advised_by: None,
        unlisted: told.unlisted,
        happenings: told.happenings,
        waiting: told.waiting,
        attention_counts: attention::counts(&attention),
        attention: attention::listed(attention),
        people,
        bots,
        assisted: behind::assisted(views, window),
        review_network: network::of(scene, &threads),
        days: days::of(views, window),
        work: work::counts(views, window),
        areas: areas::of(views, window),
        hot_files: hot_files::of(views, window),
        hours: Some(hours::of(views, window)),
        trends: Vec::new(),
        drifts: Vec::new(),
        corrections: Vec::new(),
        flow: Some(counts.flow),
        gaps: collection.gaps.clone(),
    }
}
