//! The files that help strangers: whether they are there, not what they say. It must not know records.

use sparky_schema::analysis::CommunityFile;
use sparky_schema::collection::Community;

use super::Measure;
use crate::facts::View;

/// The check `License` of OSSF Scorecard, without its shades.
pub(super) fn license(view: &View<'_>) -> Option<Measure> {
    let about = view.repository.about.as_ref()?;
    let there = about.license.is_some() || about.community.is_some_and(|files| files.license);
    Some(of(&[(CommunityFile::License, there)]))
}

/// The check `Security-Policy` of OSSF Scorecard, without its shades.
pub(super) fn security_policy(view: &View<'_>) -> Option<Measure> {
    let files = community(view)?;
    Some(of(&[(CommunityFile::SecurityPolicy, files.security_policy)]))
}

/// The other files of the community profile of GitHub.
pub(super) fn files(view: &View<'_>) -> Option<Measure> {
    let files = community(view)?;
    Some(of(&[
        (CommunityFile::Readme, files.readme),
        (CommunityFile::Contributing, files.contributing),
        (CommunityFile::CodeOfConduct, files.code_of_conduct),
        (CommunityFile::IssueTemplate, files.issue_template),
        (CommunityFile::PullRequestTemplate, files.pull_request_template),
    ]))
}

fn community(view: &View<'_>) -> Option<Community> {
    view.repository.about.as_ref()?.community
}

fn of(files: &[(CommunityFile, bool)]) -> Measure {
    let missing: Vec<CommunityFile> = files.iter().filter(|(_, there)| !there).map(|(file, _)| *file).collect();
    let whole = files.iter().fold(0, |n, _| n + 1);
    let there = missing.iter().fold(whole, |n, _| n - 1);
    Measure { missing, ..Measure::proportional(there, whole) }
}
