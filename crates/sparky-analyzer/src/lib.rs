//! STAGE 2: what the facts of a window amount to. One verb, [`analyze`]; one module per analysis.
//!
//! Pure: the same collection and configuration give the same bytes, in whatever order the records come. It must not
//! know the clock, files, the network, language models or sentences.

mod areas;
mod attention;
mod bus_factor;
mod change;
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
mod metrics;
mod network;
mod people;
mod prose;
mod roles;
mod scope;
mod score;
mod stories;
mod themes;
mod topics;
mod totals;
pub mod trend;
mod waiting;
mod work;

use std::collections::BTreeMap;

use sparky_schema::analysis::Analysis;
use sparky_schema::collection::Collection;
use sparky_schema::{Input, Login, SchemaId};

pub use attention::Thresholds;
pub use insights::add_insights;

use facts::Facts;
use flow::Scene;
use flow::threads::Threads;
use identity::Identities;
use roles::Roles;

/// What an analysis needs to know apart from the facts.
#[derive(Debug, Clone, Default)]
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
}

/// Computes the analysis of a collection. `input` says which file the collection was read from.
pub fn analyze(collection: &Collection, input: Input, config: &Config) -> Analysis {
    let facts = Facts::of(collection);
    let who = Identities::of(&facts, config);
    let views = facts.views(&who);
    let window = &collection.window;
    let before = window.previous().ok();
    let mut counts = counts::of(collection, &facts, &views, before.as_ref());
    let threads: Vec<Threads> = views.iter().map(Threads::of).collect();
    let scene = Scene { views: &views, window, since: collection.since };
    let known = facts.known_everywhere();
    let flow = flow::of(&scene, &threads, &known);
    flow::add(&mut counts.repositories, &scene, &threads);
    health::add(&mut counts.repositories, &scene, &threads);
    let roles = Roles::of(&scene, &threads);
    let happenings = happenings::of(&views, window);
    let attention = attention::of(&scene, &threads, &config.attention);
    let told = stories::of(&happenings);
    let themes = themes::of(&told, window.period);
    let topics = topics::of(told, &themes, window.period, views.len() > 1);
    Analysis {
        schema: SchemaId::of::<Analysis>(),
        inputs: vec![input],
        digest: None,
        private: collection.repositories.iter().any(|repository| repository.private),
        window: window.clone(),
        previous_window: before.unwrap_or_else(|| window.clone()),
        change: change::between(&counts.previous, &counts.totals),
        totals: counts.totals,
        previous: counts.previous,
        metrics: counts.metrics,
        previous_metrics: counts.previous_metrics,
        repositories: counts.repositories,
        topics,
        themes,
        insights: Vec::new(),
        happenings,
        waiting: waiting::of(&views, window),
        attention_counts: attention::counts(&attention),
        attention,
        people: people::of(&views, window, &roles, false),
        bots: people::of(&views, window, &roles, true),
        review_network: network::of(&scene, &threads),
        days: days::of(&views, window),
        work: work::counts(&views, window),
        areas: areas::of(&views, window),
        hot_files: hot_files::of(&views, window),
        hours: Some(hours::of(&views, window)),
        trends: trend::daily::of(&scene, &known),
        flow: Some(flow),
        gaps: collection.gaps.clone(),
    }
}
