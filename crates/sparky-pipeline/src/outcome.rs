//! What a run came to, for the one who started it. It must not know how that is shown.

use sparky_publisher::Planned;
use sparky_schema::content::Content;
use sparky_schema::gap::{Gap, GapReason};
use sparky_schema::publication::{Publication, Status};
use sparky_schema::window::Window;

use crate::Document;

/// What a run came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The window, once it is known.
    pub window: Option<Window>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// What could not be read now, though the window is complete: it was completely read before.
    pub unread: Vec<Gap>,
    /// The texts, when they were generated or published.
    pub content: Option<Content>,
    /// What a model said of the analysis and was not taken, and why.
    pub advice: Vec<String>,
    /// What a model wrote and was not printed, and why.
    pub notes: Vec<String>,
    /// What became of them, when they were published.
    pub publication: Option<Publication>,
    /// What a dry run would have sent.
    pub requests: Vec<Planned>,
    /// Why programs failed that should be run after a stage.
    pub hooks: Vec<String>,
    /// Whether the texts wait for a person to look at them.
    pub waits: bool,
    /// Whether a document said what is missing.
    read: bool,
}

impl Outcome {
    /// Whether data was not read or a target failed.
    pub fn incomplete(&self) -> bool {
        let text_says_so = self.content.as_ref().is_some_and(|content| content.incomplete);
        !self.gaps.is_empty() || text_says_so || self.publication.as_ref().is_some_and(has_open_ends)
    }

    /// Whether something is missing that another run may get.
    pub fn unfinished(&self) -> bool {
        let passes =
            |gap: &Gap| matches!(gap.reason, GapReason::RateLimited | GapReason::Unavailable | GapReason::Partial);
        let results = self.publication.iter().flat_map(|publication| &publication.targets);
        self.gaps.iter().any(passes) || results.into_iter().any(|result| result.status == Status::Failed)
    }

    /// What a person should know, one sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let gaps = self.gaps.iter().map(|gap| format!("{}: {} {}", gap.repository, gap.message, gap.hint));
        let shown = "What was completely read before is shown.";
        let unread = self.unread.iter().map(|gap| format!("{}: {} {shown}", gap.repository, gap.message));
        let results = self.publication.iter().flat_map(|publication| &publication.targets);
        let targets = results
            .filter(|result| is_open(result.status) || (result.error.is_some() && result.status != Status::Waiting))
            .map(|result| format!("{}: {}", result.target, result.error.as_deref().unwrap_or("not published")));
        let said = self.advice.iter().chain(&self.notes).chain(&self.hooks).cloned();
        gaps.chain(unread).chain(said).chain(targets).collect()
    }

    /// What was left out so that there is a result at all, each in a few words.
    pub fn skipped(&self) -> Vec<String> {
        let gaps = self.gaps.iter().map(|gap| match gap.kinds.as_slice() {
            [] => gap.repository.to_string(),
            kinds => {
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
                format!("{} of {}", kinds.join(", "), gap.repository)
            }
        });
        let results = self.publication.iter().flat_map(|publication| &publication.targets);
        let targets = results.filter(|result| is_open(result.status));
        let targets = targets.map(|result| format!("{} at {}", result.item, result.target));
        let model = (!self.notes.is_empty() || !self.advice.is_empty()).then(|| "words of a model".to_owned());
        let mut skipped: Vec<String> = gaps.chain(targets).chain(model).collect();
        skipped.dedup();
        skipped
    }

    /// What posts cost, in US dollars, as far as it is known.
    pub(crate) fn publishing_cost_usd(&self) -> f64 {
        let results = self.publication.iter().flat_map(|publication| &publication.targets);
        results.filter_map(|result| result.cost_usd).sum()
    }

    /// Nothing yet, of a run at whose end the texts wait for a person or not.
    pub(crate) fn of_run(waits: bool) -> Self {
        Self { waits, ..Self::default() }
    }

    pub(crate) fn take(&mut self, document: &Document) {
        self.take_all(std::iter::once(document));
    }

    /// Takes over what one stage made: one document, or one for each digest.
    pub(crate) fn take_all<'a>(&mut self, documents: impl Iterator<Item = &'a Document>) {
        let mut made = Self { window: self.window.take(), ..Self::default() };
        documents.for_each(|document| made.add(document));
        self.window = made.window;
        if made.read {
            self.gaps = made.gaps;
        }
        if !made.unread.is_empty() {
            self.unread = made.unread;
        }
        if !made.advice.is_empty() {
            self.advice = made.advice;
        }
        if made.content.is_some() {
            (self.content, self.notes) = (made.content, made.notes);
        }
        if made.publication.is_some() {
            (self.publication, self.requests) = (made.publication, made.requests);
        }
    }

    fn add(&mut self, document: &Document) {
        self.window = document.window().cloned().or_else(|| self.window.take());
        match document {
            Document::Collected(header, _, unread) => {
                self.add_gaps(&header.gaps);
                self.unread.clone_from(unread);
            }
            Document::Analysis(analysis, _, notes) => {
                self.add_gaps(&analysis.gaps);
                self.advice.extend(notes.iter().cloned());
            }
            Document::Content(content, _, notes) => {
                self.notes.extend(notes.iter().cloned());
                match &mut self.content {
                    Some(all) => {
                        all.incomplete |= content.incomplete;
                        all.items.extend(content.items.iter().cloned());
                    }
                    None => self.content = Some((**content).clone()),
                }
            }
            Document::Publication(publication, requests) => {
                self.requests.extend(requests.iter().cloned());
                match &mut self.publication {
                    Some(all) => all.targets.extend(publication.targets.iter().cloned()),
                    None => self.publication = Some((**publication).clone()),
                }
            }
            Document::None(_) | Document::Stored(_) | Document::File(_) => {}
        }
    }

    fn add_gaps(&mut self, gaps: &[Gap]) {
        self.read = true;
        for gap in gaps {
            if !self.gaps.contains(gap) {
                self.gaps.push(gap.clone());
            }
        }
    }
}

pub(crate) fn has_open_ends(publication: &Publication) -> bool {
    publication.targets.iter().any(|result| is_open(result.status))
}

fn is_open(status: Status) -> bool {
    matches!(status, Status::Failed | Status::Uncertain)
}
