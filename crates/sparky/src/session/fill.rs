//! Windows that earlier runs missed: filled in, and told about. It must not know which windows these are.

use serde_json::{Value, json};
use sparky_collector::SourceSpec;
use sparky_pipeline::{Document, Filled, Ports};
use sparky_schema::run::Stage;
use sparky_schema::window::Window;

use super::{Job, Prose, Session, Way};

impl Session {
    /// Fills in windows, oldest first.
    pub(crate) fn fill(
        &self,
        windows: Vec<Window>,
        sources: &[SourceSpec],
        publish: bool,
        prose: Prose,
        way: Way,
    ) -> anyhow::Result<Filled> {
        if windows.is_empty() {
            return Ok(Filled::default());
        }
        let mut stages = vec![Stage::Collect, Stage::Analyze, Stage::Generate];
        stages.extend(publish.then_some(Stage::Publish));
        let job = Job {
            stages: stages.clone(),
            start: Document::None(None),
            window: None,
            sources: sources.to_vec(),
            only: Vec::new(),
            dry_run: false,
            late: true,
            kind: None,
            share: None,
            prose,
            way,
        };
        let data = self.data()?;
        let doors = self.doors(sources)?.telling(&data, &self.clock);
        let model = doors.inside(|| self.model(&job))?;
        let settings = doors.inside(|| self.settings(job))?;
        let ports = Ports { model: model.as_ref(), ..doors.ports(self.clock.as_ref()) };
        let filled = doors.block_on(sparky_pipeline::fill(windows, &stages, settings, &data, &ports))?;
        if !self.voice.json {
            self.tell_filled(&filled);
        }
        Ok(filled)
    }

    fn tell_filled(&self, filled: &Filled) {
        for outcome in &filled.made {
            let name = outcome.window.as_ref().map(named).unwrap_or_default();
            outcome.warnings().iter().for_each(|warning| self.voice.warn(&format!("{name}: {warning}")));
            self.voice.say(&format!("{name} was missing and is filled in"));
        }
        for (window, error) in &filled.failed {
            self.voice.warn(&format!("{} was not filled in: {error}", named(window)));
        }
        if let (Some(first), count) = (filled.left.first(), filled.left.len()) {
            let first = named(first);
            self.voice.warn(&format!("windows that are left for the next run: {count}, the oldest is {first}"));
        }
    }
}

/// What was filled in, as `--json` prints it.
pub(crate) fn filled_json(filled: &Filled) -> Value {
    let made = filled.made.iter().map(|outcome| {
        json!({
            "window": outcome.window,
            "incomplete": outcome.incomplete(),
            "targets": outcome.publication.as_ref().map(|publication| &publication.targets),
            "warnings": outcome.warnings(),
        })
    });
    let made: Vec<Value> = made.collect();
    let failed = filled.failed.iter().map(|(window, error)| json!({ "window": window, "error": error.to_string() }));
    let failed: Vec<Value> = failed.collect();
    json!({ "filled": made, "not_filled": failed, "left": filled.left })
}

fn named(window: &Window) -> String {
    format!("{} {}", window.period.name(), window.id)
}
