//! What goes from stage to stage. It must not know how a stage is run.

use std::path::PathBuf;

use sparky_publisher::Planned;
use sparky_schema::analysis::Analysis;
use sparky_schema::collection::Collection;
use sparky_schema::content::Content;
use sparky_schema::document::Input;
use sparky_schema::gap::Gap;
use sparky_schema::publication::Publication;
use sparky_schema::window::Window;

use crate::outcome::has_open_ends;

/// What goes into a stage and comes out of it.
#[derive(Debug)]
pub enum Document {
    /// Nothing yet; the window, if it is known before the collection.
    None(Option<Window>),
    /// The document in the data folder.
    Stored(Window),
    /// A document in a file of the caller's.
    File(PathBuf),
    /// What stage 1 wrote, without the repositories: these are read from the document. And what it could not read now
    /// though nothing is missing.
    Collected(Box<Collection>, Input, Vec<Gap>),
    /// What stage 2 wrote, and what a model said of it and was not taken.
    Analysis(Box<Analysis>, Input, Vec<String>),
    /// What stage 3 wrote, and what a model wrote and was not printed.
    Content(Box<Content>, Input, Vec<String>),
    /// What stage 4 wrote, or would write, and what a dry run would have sent.
    Publication(Box<Publication>, Vec<Planned>),
}

impl Document {
    /// The window, where it is known.
    pub fn window(&self) -> Option<&Window> {
        match self {
            Document::None(window) => window.as_ref(),
            Document::Stored(window) => Some(window),
            Document::File(_) => None,
            Document::Collected(header, ..) => Some(&header.window),
            Document::Analysis(analysis, ..) => Some(&analysis.window),
            Document::Content(content, ..) => Some(&content.window),
            Document::Publication(publication, _) => Some(&publication.window),
        }
    }

    /// Whether something is missing in it.
    pub fn is_incomplete(&self) -> bool {
        match self {
            Document::Collected(header, ..) => !header.gaps.is_empty(),
            Document::Analysis(analysis, ..) => !analysis.gaps.is_empty(),
            Document::Content(content, ..) => content.incomplete,
            Document::Publication(publication, _) => has_open_ends(publication),
            Document::None(_) | Document::Stored(_) | Document::File(_) => false,
        }
    }

    /// The same document for a stage that is run again: where it lies, once it was written.
    pub(crate) fn again(&self) -> Document {
        match self {
            Document::File(path) => Document::File(path.clone()),
            Document::None(window) => Document::None(window.clone()),
            other => other.window().cloned().map_or(Document::None(None), Document::Stored),
        }
    }

    /// The file that was written, unless it says less than the stage knows.
    pub(crate) fn written(&self) -> Option<&Input> {
        match self {
            Document::Collected(_, input, unread) if unread.is_empty() => Some(input),
            Document::Analysis(_, input, advice) if advice.is_empty() => Some(input),
            Document::Content(_, input, _) => Some(input),
            _ => None,
        }
    }
}
