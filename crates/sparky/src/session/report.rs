//! What came of a command's work, as the user and Actions are told. It must not know how the work is done.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::{Value, json};
use sparky_pipeline::{Filled, Merged, Outcome};
use sparky_schema::publication::Status;
use sparky_schema::window::Window;
use sparky_store::DataFolder;

use super::{Session, filled_json};
use crate::output;

impl Session {
    /// Reports what a run came to.
    pub(super) fn report(&self, outcome: &Outcome, filled: &Filled, data: &DataFolder) -> anyhow::Result<()> {
        let Some(window) = &outcome.window else { return Ok(()) };
        let folder = data.rendered_folder(window, self.global.out.as_deref());
        if !self.voice.json {
            outcome.warnings().iter().for_each(|warning| self.voice.warn(warning));
        }
        let documents = documents(data, window);
        if self.voice.json {
            let mut summary = output::summary(outcome, &documents, &folder);
            if let (Some(summary), Value::Object(filled)) = (summary.as_object_mut(), filled_json(filled)) {
                summary.extend(filled);
            }
            self.voice.data(&format!("{summary:#}\n"));
        } else {
            self.tell(outcome, &documents, &folder);
            self.tell_state(outcome, window);
        }
        self.step_outputs(outcome, window, &folder)
    }

    /// Reports what merging came to.
    pub(crate) fn report_merged(&self, merged: &Merged, data: &DataFolder) -> anyhow::Result<()> {
        if !self.voice.json {
            merged.warnings.iter().for_each(|warning| self.voice.warn(warning));
            return merged.outcomes.iter().try_for_each(|outcome| self.report(outcome, &Filled::default(), data));
        }
        let mut windows = Vec::new();
        for (outcome, window) in merged.outcomes.iter().filter_map(|outcome| Some((outcome, outcome.window.as_ref()?)))
        {
            let folder = data.rendered_folder(window, self.global.out.as_deref());
            windows.push(output::summary(outcome, &documents(data, window), &folder));
            self.step_outputs(outcome, window, &folder)?;
        }
        let body = json!({ "incomplete": merged.incomplete(), "windows": windows, "warnings": merged.warnings });
        self.voice.data(&format!("{body:#}\n"));
        Ok(())
    }

    fn step_outputs(&self, outcome: &Outcome, window: &Window, folder: &Path) -> anyhow::Result<()> {
        let Some(path) = &self.environment.output else { return Ok(()) };
        let item = outcome.content.as_ref().and_then(|content| content.items.first());
        let text = item.and_then(|item| item.files.iter().find(|file| file.ends_with(".md")));
        let outputs = [
            ("window", window.id.to_string()),
            ("path", text.map(|file| folder.join(file).display().to_string()).unwrap_or_default()),
            ("title", item.map(|item| item.title.clone()).unwrap_or_default()),
            ("incomplete", outcome.incomplete().to_string()),
        ];
        output::step_outputs(path, &outputs).with_context(|| format!("cannot write to {}", path.display()))
    }

    /// What was left out, and what is left to a person.
    fn tell_state(&self, outcome: &Outcome, window: &Window) {
        let skipped = outcome.skipped();
        if !skipped.is_empty() {
            self.voice.say(&format!("left out: {}", skipped.join("; ")));
        }
        if outcome.waits {
            let (period, date) = (window.period.name(), window.first_date());
            self.voice.say(&format!(
                "{period} {} waits for you: look at the texts, then run `sparky publish {period} --date {date}`",
                window.id
            ));
        }
    }

    fn tell(&self, outcome: &Outcome, documents: &[String], folder: &Path) {
        let items = outcome.content.iter().flat_map(|content| &content.items);
        let mut told = BTreeSet::new();
        for item in items {
            let quiet = if item.quiet { ", quiet" } else { "" };
            self.voice.say(&format!("{}: {} ({} words{quiet})", item.id, item.title, item.word_count));
            // Posts share the card of their digest.
            for file in item.files.iter().filter(|file| told.insert(*file)) {
                self.voice.data(&format!("{}\n", folder.join(file).display()));
            }
        }
        if outcome.content.is_none() {
            documents.iter().for_each(|document| self.voice.data(&format!("{document}\n")));
        }
        let results = outcome.publication.iter().flat_map(|publication| &publication.targets);
        // What a target was never meant to get is no news.
        for result in results.filter(|result| result.status != Status::Skipped) {
            let status = serde_json::to_value(result.status).unwrap_or_default();
            let place = result.url.as_deref().unwrap_or_default();
            let reason = result.error.as_deref().filter(|_| result.status == Status::Waiting).unwrap_or(place);
            self.voice.say(&format!("{}: {} {} {reason}", result.target, result.item, status.as_str().unwrap_or("")));
        }
        outcome.requests.iter().for_each(|request| self.voice.planned(request));
    }
}

fn documents(data: &DataFolder, window: &Window) -> Vec<String> {
    use sparky_schema::{analysis::Analysis, collection::Collection, content::Content, publication::Publication};
    let paths: [PathBuf; 4] = [
        data.path::<Collection>(window),
        data.path::<Analysis>(window),
        data.path::<Content>(window),
        data.path::<Publication>(window),
    ];
    paths.iter().filter(|path| path.is_file()).map(|path| path.display().to_string()).collect()
}
