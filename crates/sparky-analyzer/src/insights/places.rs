//! Statements about parts of the code. It must not know who changed them.

use sparky_schema::analysis::{HotFile, InsightKind, InsightSeverity};

use super::{Candidate, Ground, blank};

/// Fewer commits happen to every file.
const COMMITS: u64 = 6;
/// Files that change with everything.
const ALWAYS: [&str; 6] = ["lock", "sum", "md", "json", "toml", "snap"];

/// The file that changed in most commits, when that are twice as many as of the next one, or several people changed it.
pub(super) fn of(ground: &Ground<'_>) -> Option<Candidate> {
    let is_code = |file: &&HotFile| {
        let extension = file.path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
        !extension.is_some_and(|extension| ALWAYS.contains(&extension.as_str()))
    };
    let mut files = ground.analysis.hot_files.iter().filter(is_code);
    let (first, second) = (files.next()?, files.next());
    let stands_out = second.is_none_or(|second| second.commits * 2 <= first.commits) || first.people > 2;
    let fact = format!("{}:{}", first.repository, first.path);
    let mut insight =
        blank(InsightKind::HotFile, InsightSeverity::Note, format!("hot_file:{fact}"), vec![fact.clone()]);
    insight.repository = Some(first.repository.clone());
    insight.subject = Some(first.path.clone());
    (insight.value, insight.of) = (Some(first.commits), Some(first.people));
    let told = COMMITS <= first.commits && stands_out;
    told.then(|| Candidate { insight, points: 40 + first.commits.min(20), about: fact })
}
