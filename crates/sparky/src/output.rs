//! What the user sees: data on stdout, everything else on stderr, one JSON object with `--json`, and the files and
//! annotations that Actions reads. The only place that prints.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use sparky_pipeline::Outcome;
use sparky_publisher::Planned;

use crate::cli::Global;
use crate::config::Environment;
use crate::exit::{self, Exit};

/// How to say things.
#[derive(Debug, Clone)]
pub(crate) struct Voice {
    pub(crate) json: bool,
    pub(crate) quiet: bool,
    pub(crate) actions: bool,
}

impl Voice {
    pub(crate) fn new(global: &Global, environment: &Environment) -> Self {
        Self { json: global.json, quiet: global.quiet, actions: environment.actions }
    }

    /// Prints data. A reader that has gone away is no failure of ours.
    #[expect(clippy::unused_self, reason = "saying something takes a voice")]
    pub(crate) fn data(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Says something to the person who watches.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet && !self.json {
            complain(text);
        }
    }

    /// Warns; in Actions as an annotation.
    pub(crate) fn warn(&self, text: &str) {
        if self.actions {
            complain(&format!("::warning title=Sparky::{}", escape_command(text)));
        } else {
            complain(&format!("warning: {text}"));
        }
    }

    /// Shows a request as a dry run would have sent it.
    pub(crate) fn planned(&self, request: &Planned) {
        let headers: String = request.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        let (Planned { target, item, method, url, .. }, body) = (request, request.body.trim_end());
        self.data(&format!("# {target} {item}\n{method} {url}\n{headers}\n{body}\n\n"));
    }

    /// Reports a failure.
    pub(crate) fn fail(&self, error: &anyhow::Error, code: Exit) {
        let message = exit::told(error);
        let hint = exit::hint(error);
        if self.json {
            let body = json!({ "error": { "message": message, "hint": hint, "exit_code": code as u8 } });
            self.data(&format!("{body:#}\n"));
        } else if self.actions {
            let text = hint.map_or_else(|| message.clone(), |hint| format!("{message}\n{hint}"));
            complain(&format!("::error title=Sparky::{}", escape_command(&text)));
        } else {
            complain(&format!("error: {message}"));
            if let Some(hint) = hint {
                complain(&format!("  {hint}"));
            }
        }
    }
}

/// What a run came to, as `--json` prints it.
pub(crate) fn summary(outcome: &Outcome, documents: &[String], folder: &Path) -> Value {
    let items = outcome.content.iter().flat_map(|content| &content.items);
    let items: Vec<Value> = items
        .map(|item| {
            let files: Vec<_> = item.files.iter().map(|file| folder.join(file).display().to_string()).collect();
            json!({ "id": item.id, "title": item.title, "word_count": item.word_count, "quiet": item.quiet, "files": files })
        })
        .collect();
    json!({
        "window": outcome.window,
        "incomplete": outcome.incomplete(),
        "waiting": outcome.waits,
        "skipped": outcome.skipped(),
        "documents": documents,
        "items": items,
        "targets": outcome.publication.as_ref().map(|publication| &publication.targets),
        "requests": outcome.requests,
        "gaps": outcome.gaps,
        "warnings": outcome.warnings(),
    })
}

/// Writes the outputs of a step in Actions: `window`, `path`, `title`, `incomplete`.
pub(crate) fn step_outputs(path: &Path, outputs: &[(&str, String)]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    for (name, value) in outputs {
        // A title is a stranger's text: its lines must not become outputs of their own.
        let line: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        writeln!(file, "{name}={line}")?;
    }
    Ok(())
}

fn complain(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{text}");
}

/// As the runner's commands want it, so that a stranger's text cannot be one.
fn escape_command(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
