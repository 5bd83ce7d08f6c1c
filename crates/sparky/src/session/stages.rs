//! What each stage is told, from the configuration and the job. It must not know what a stage does with it.

use anyhow::Context;
use sparky_collector::{Filter, SourceSpec, WindowChoice};
use sparky_generator::{Profile, Style};
use sparky_pipeline::Settings;
use sparky_schema::content::ItemKind;
use sparky_schema::run::Stage;

use super::{Job, Session};
use crate::config::Target;

impl Session {
    pub(super) fn settings(&self, job: Job) -> anyhow::Result<Settings> {
        let publishes = job.stages.contains(&Stage::Publish);
        let (policy, keeper) = self.policy(job.way);
        let keeper = self.keepers(keeper);
        let publish = sparky_publisher::Config { keeper, ..self.publisher(&job, publishes)? };
        Ok(Settings {
            policy,
            collect: self.collector(job.window, &job.sources),
            share: job.share,
            analyze: self.analyzer()?,
            insights: self.config.analyze.insights(),
            advised: self.config.analyze.is_advised(),
            digests: self.digests(&job.digests),
            generate: sparky_generator::Config { only: job.kind, ..self.generator() },
            publish,
            out: self.global.out.clone(),
        })
    }

    pub(super) fn collector(&self, window: Option<WindowChoice>, sources: &[SourceSpec]) -> sparky_collector::Config {
        let source = &self.config.source;
        let period = sparky_schema::Period::Daily;
        let time_zone = self.config.window.time_zone;
        // A job that collects nothing never looks at its window.
        let idle = WindowChoice::Latest { period, time_zone };
        let now = self.clock.now();
        let long_ago = |idle| chrono::TimeDelta::from_std(idle).ok().and_then(|idle| now.checked_sub_signed(idle));
        sparky_collector::Config {
            window: window.unwrap_or(idle),
            sources: sources.to_vec(),
            filter: Filter {
                include: source.include.clone(),
                exclude: source.exclude.clone(),
                archived: source.archived,
                forks: source.forks,
                private: source.private,
                topics: source.topics.clone(),
                active_since: source.min_activity.and_then(long_ago),
            },
            now,
            proven: false,
            reread_days: self.config.collect.reread,
            files: self.config.collect.files,
            overlap: chrono::TimeDelta::from_std(self.config.collect.overlap).unwrap_or_default(),
        }
    }

    fn analyzer(&self) -> anyhow::Result<sparky_analyzer::Config> {
        let people = &self.config.people;
        let exclude = people.exclude.iter().map(|login| login.trim_start_matches('@').parse());
        Ok(sparky_analyzer::Config {
            exclude: exclude.collect::<Result<_, _>>().context("people.exclude")?,
            bots: people.bots.clone(),
            aliases: people.aliases.clone(),
            profile_base: None,
            attention: self.config.analyze.thresholds(),
            unusual: self.config.analyze.unusual(),
            impact: self.config.analyze.weights(),
        })
    }

    fn style(&self) -> Style {
        let templates = &self.config.templates;
        Style {
            audience: templates.audience,
            tone: templates.tone,
            language: templates.language,
            length: templates.length,
            sections: templates.sections.clone(),
            emoji: templates.emoji,
            words: templates.words.clone(),
            forbidden: templates.forbidden.clone(),
        }
    }

    /// The site generators of the targets that are asked for.
    fn profiles(&self, is_asked: impl Fn(&Target) -> bool) -> Vec<Profile> {
        let asked = self.config.targets.iter().filter(|target| is_asked(target));
        asked.filter_map(|target| target.front_matter).collect()
    }

    pub(crate) fn generator(&self) -> sparky_generator::Config {
        sparky_generator::Config {
            templates: self.config.templates.dir.clone(),
            site_title: self.config.site.title.clone(),
            site_url: self.config.site.url.clone(),
            author: self.config.site.author.clone(),
            front_matter: self.config.site.front_matter,
            front_matters: self.profiles(|_| true),
            post_front_matters: self.profiles(|target| target.items().contains(&ItemKind::Social)),
            feeds: self.config.site.feeds.clone(),
            card: self.config.site.card,
            style: self.style(),
            private_to_model: self.config.llm.private,
            only: None,
        }
    }
}
