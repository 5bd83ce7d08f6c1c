//! What a command was asked to work on: the window and the sources, from options and configuration together.

use std::path::PathBuf;
use std::str::FromStr;

use anyhow::Context;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sparky_collector::{SourceSpec, WindowChoice};
use sparky_schema::window::{Period, Window, midnight};

use crate::cli::{DateArg, RepoArg, SourceArgs, TimeArg, WindowArgs};
use crate::config::Source;
use crate::exit::UsageError;
use crate::session::Session;

/// The window that the options choose.
pub(crate) fn window(period: Period, args: &WindowArgs, zone: Tz, now: DateTime<Utc>) -> anyhow::Result<WindowChoice> {
    let window = match (args.date, args.since, args.until) {
        (Some(DateArg::Latest), ..) => return Ok(WindowChoice::Latest { period, time_zone: zone }),
        (Some(DateArg::On(date)), ..) => Window::containing(period, date, zone)?,
        (None, Some(since), Some(until)) => Window::custom(period, instant(since, zone), instant(until, zone), zone)?,
        _ => Window::last_complete(period, now, zone)?,
    };
    if window.since > now {
        return Err(UsageError::Future { id: window.id.to_string(), since: window.since.to_rfc3339() }.into());
    }
    Ok(WindowChoice::Fixed(window))
}

/// The sources that the options name, else those of the configuration, else, in Actions, the repository of the workflow.
pub(crate) fn sources(args: &SourceArgs, session: &Session) -> anyhow::Result<Vec<SourceSpec>> {
    let mut sources = named(args, session)?;
    if sources.is_empty() {
        sources.extend(session.environment.repository.clone().map(SourceSpec::Repository));
    }
    if sources.is_empty() { Err(UsageError::NoSource.into()) } else { Ok(sources) }
}

/// The sources that the options name, else those of the configuration; none where neither does.
pub(crate) fn named(args: &SourceArgs, session: &Session) -> anyhow::Result<Vec<SourceSpec>> {
    let (config, home) = (&session.config, session.home.as_deref());
    let named = !args.is_default();
    let Source { repos, orgs, repos_file, .. } = &config.source;
    let (repos, orgs, file) =
        if named { (&args.repos, &args.orgs, args.repos_from.as_ref()) } else { (repos, orgs, repos_file.as_ref()) };
    let mut sources: Vec<SourceSpec> = repos.iter().map(|repo| spec(repo, home)).collect();
    if let Some(path) = file {
        sources.extend(listed(path, home)?);
    }
    sources.extend(orgs.iter().cloned().map(SourceSpec::Organization));
    Ok(sources)
}

fn instant(time: TimeArg, zone: Tz) -> DateTime<Utc> {
    match time {
        TimeArg::Midnight(date) => midnight(date, zone),
        TimeArg::Instant(instant) => instant,
    }
}

fn spec(repo: &RepoArg, home: Option<&str>) -> SourceSpec {
    match repo {
        RepoArg::Remote(name) => SourceSpec::Repository(name.clone()),
        RepoArg::Path(path) => match (path.strip_prefix("~"), home) {
            (Ok(rest), Some(home)) => SourceSpec::Clone(PathBuf::from(home).join(rest)),
            _ => SourceSpec::Clone(path.clone()),
        },
    }
}

/// One repository a line; `#` begins a comment.
fn listed(path: &std::path::Path, home: Option<&str>) -> anyhow::Result<Vec<SourceSpec>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the list {}", path.display()))?;
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.split('#').next().unwrap_or("").trim()));
    lines
        .filter(|(_, line)| !line.is_empty())
        .map(|(line, text)| {
            let fault = |message| UsageError::RepositoryList { path: path.display().to_string(), line, message };
            Ok(spec(&RepoArg::from_str(text).map_err(fault)?, home))
        })
        .collect()
}
