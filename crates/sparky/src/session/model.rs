//! The language model that a command's texts are written with, if there is one. It must not know what it writes.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::redirect::Policy;
use sparky_llm::{Client, Model, Purse, Reach, reach};
use sparky_schema::run::Stage;

use super::{Job, Prose, Session};
use crate::exit::UsageError;

/// The longest wait for a server that is asked whether it is there.
const QUESTION: Duration = Duration::from_secs(15);

/// The clock of the other clients.
struct Time(Arc<dyn sparky_github::Clock>);

impl sparky_llm::Clock for Time {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.sleep(duration)
    }
}

impl Session {
    /// The model of a job; none when it writes nothing, no model is configured or its key is missing.
    pub(super) fn model(&self, job: &Job) -> anyhow::Result<Option<Client>> {
        let advises = job.stages.contains(&Stage::Analyze) && self.config.analyze.is_advised();
        if !(advises || job.stages.contains(&Stage::Generate)) || job.prose == Prose::Templates {
            return Ok(None);
        }
        let required = job.prose == Prose::ByModel;
        let Some(chosen) = self.config.llm.chosen()? else {
            return if required { Err(UsageError::NoModel.into()) } else { Ok(None) };
        };
        if self.is_foreign(required)? {
            return Ok(None);
        }
        if chosen.settings.models.is_empty() {
            let variable = chosen.missing.join(", ");
            if required {
                return Err(UsageError::NoKey { variable }.into());
            }
            self.voice.warn(&format!("{}; the text comes from templates", UsageError::NoKey { variable }));
            return Ok(None);
        }
        let purse = Purse::open(&self.global.data_dir)?;
        Ok(Some(Client::new(chosen.settings, Arc::new(Time(Arc::clone(&self.clock))), purse)?))
    }

    /// Whether texts are in a language in which what a model writes cannot be checked; an error where it must write.
    fn is_foreign(&self, required: bool) -> anyhow::Result<bool> {
        let language = self.config.templates.language;
        if language.is_default() {
            return Ok(false);
        }
        let problem = UsageError::Language { code: language.code() };
        if required {
            return Err(problem.into());
        }
        self.voice.warn(&format!("{problem}; the text comes from templates, and the model is not asked"));
        Ok(true)
    }
}

impl Session {
    /// What the servers of the configured models say without being asked anything that costs: the name of each model,
    /// and the answer.
    pub(crate) fn ask_models(&self) -> anyhow::Result<Vec<(String, Result<Reach, sparky_llm::Error>)>> {
        let Some(chosen) = self.config.llm.chosen()? else { return Ok(Vec::new()) };
        let doors = self.doors(&[])?;
        let http = reqwest::Client::builder().redirect(Policy::none()).timeout(QUESTION).build()?;
        let now = self.clock.now();
        let ask = async |model: &Model| (model.name.clone(), reach(&http, model, now).await);
        Ok(doors.block_on(async {
            let mut said = Vec::new();
            for model in &chosen.settings.models {
                said.push(ask(model).await);
            }
            said
        }))
    }
}
