//! What a run came to, for the one who started it. It must not know how that is shown.

use sparky_publisher::Planned;
use sparky_schema::content::Content;
use sparky_schema::gap::{Gap, GapReason};
use sparky_schema::publication::{Publication, Status};
use sparky_schema::window::Window;

use crate::stages::Document;

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
    /// What became of them, when they were published.
    pub publication: Option<Publication>,
    /// What a dry run would have sent.
    pub requests: Vec<Planned>,
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
            .filter(|result| is_open(result.status) || result.error.is_some())
            .map(|result| format!("{}: {}", result.target, result.error.as_deref().unwrap_or("not published")));
        gaps.chain(unread).chain(targets).collect()
    }

    pub(crate) fn take(&mut self, document: &Document) {
        self.window = document.window().cloned().or_else(|| self.window.take());
        match document {
            Document::Collected(header, _, unread) => {
                self.gaps.clone_from(&header.gaps);
                self.unread.clone_from(unread);
            }
            Document::Analysis(analysis, _) => self.gaps.clone_from(&analysis.gaps),
            Document::Content(content, _) => self.content = Some((**content).clone()),
            Document::Publication(publication, requests) => {
                self.publication = Some((**publication).clone());
                self.requests.clone_from(requests);
            }
            Document::None(_) | Document::Stored(_) | Document::File(_) => {}
        }
    }
}

pub(crate) fn has_open_ends(publication: &Publication) -> bool {
    publication.targets.iter().any(|result| is_open(result.status))
}

fn is_open(status: Status) -> bool {
    matches!(status, Status::Failed | Status::Uncertain)
}
