//! The analysis of a generated organization, beside the time that reading the same document takes: what grows with the
//! records, and what must not grow faster. It must not know GitHub.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sparky_schema::collection::{Collection, Records, RepositoryFacts, Source, Stream};
use sparky_schema::records::{Actor, Comment, Commit, Issue, PullRequest, Review, ReviewState, Signature};
use sparky_schema::{Kind, Period, SchemaId, Window, codec};
use tempfile::TempDir;

use crate::bench::bound::Bound;
use crate::bench::child::Sparky;
use crate::bench::row::Row;

/// Records of one repository for each round of the generator.
const ROUND: usize = 10;
const MEMORY: u64 = 1_000_000_000;
const PEOPLE: usize = 400;

/// The same number of records in many repositories and in one, and ten times as many.
pub(super) fn records(sparky: &Sparky) -> Result<Vec<Row>> {
    Ok(vec![
        analyze(sparky, "analysis: 100,000 in 100", 100, 100_000, 500)?,
        analyze(sparky, "analysis: 100,000 in 1", 1, 100_000, 500)?,
        analyze(sparky, "analysis: 1,000,000 in 1,000", 1_000, 1_000_000, 5_000)?,
    ])
}

/// The ideal is the time of reading the document.
fn analyze(sparky: &Sparky, case: &str, repositories: usize, records: usize, milliseconds: u64) -> Result<Row> {
    let folder = TempDir::new().context("cannot make a temporary folder")?;
    let path = folder.path().join("collection.json");
    write(&path, repositories, records / repositories / ROUND)?;
    let begin = Instant::now();
    drop(codec::read::<Collection>(&path)?);
    let reading = begin.elapsed().as_millis();
    let ran = sparky.run(folder.path(), &["analyze", "monthly", "--from", "collection.json"], &[])?;
    Ok(Row::of_time(case, ran, reading, Bound::memory(MEMORY).wall(milliseconds)))
}

/// One repository at a time.
fn write(path: &Path, repositories: usize, rounds: usize) -> Result<()> {
    let date = NaiveDate::from_ymd_opt(2026, 6, 15).context("no date")?;
    let window = Window::containing(Period::Monthly, date, "UTC".parse()?)?;
    let since = window.previous()?.since;
    let header = Collection {
        schema: SchemaId::of::<Collection>(),
        inputs: Vec::new(),
        shard: None,
        window,
        since,
        repositories: Vec::new(),
        gaps: Vec::new(),
    };
    let all = (0..repositories).map(|at| repository(at, rounds, since));
    codec::write_streamed(path, &Stream::new(&header, all.map_while(Result::ok)), "collection.json")?;
    Ok(())
}

fn repository(at: usize, rounds: usize, since: DateTime<Utc>) -> Result<RepositoryFacts> {
    let name = format!("acme/project-{at:04}");
    let mut facts = RepositoryFacts::new(name.parse()?, Source::Github);
    facts.url = Some(format!("https://github.com/{name}"));
    facts.default_branch = Some("main".to_owned());
    facts.kinds = Kind::ALL.to_vec();
    // All rounds together take the two months.
    let pace = TimeDelta::seconds(60 * 86_400 / i64::try_from(rounds.max(1))?);
    for round in 0..rounds {
        let begin = since + pace * i32::try_from(round)?;
        add_round(&mut facts.records, at * rounds + round, u64::try_from(round)?, begin)?;
    }
    Ok(facts)
}

/// Ten records: three commits, a pull request with two reviews and a comment on a diff, an issue, two comments.
fn add_round(records: &mut Records, seed: usize, round: u64, begin: DateTime<Utc>) -> Result<()> {
    let at = |minutes: i64| begin + TimeDelta::minutes(minutes);
    let (number, issue) = (2 * round + 1, 2 * round + 2);
    for part in 0..3 {
        records.commits.push(commit(seed * 3 + part, at(i64::try_from(part)?))?);
    }
    records.pull_requests.push(pull_request(seed, number, issue, at(3), at(90))?);
    for (part, state) in [ReviewState::Commented, ReviewState::Approved].into_iter().enumerate() {
        records.reviews.push(review(format!("R{seed}-{part}"), number, actor(seed + part + 1)?, at(30), state));
    }
    records.review_comments.push(comment(format!("D{seed}"), number, actor(seed + 1)?, at(30)));
    records.issues.push(Issue {
        number: issue,
        title: format!("The export of report {seed} stops at the first empty line"),
        author: Some(actor(seed + 7)?),
        created_at: at(1),
        closed_at: round.is_multiple_of(3).then(|| at(90)),
        labels: vec!["bug".to_owned()],
        ..Issue::default()
    });
    for (part, about) in [number, issue].into_iter().enumerate() {
        records.comments.push(comment(format!("C{seed}-{part}"), about, actor(seed + part + 3)?, at(40)));
    }
    Ok(())
}

fn commit(seed: usize, at: DateTime<Utc>) -> Result<Commit> {
    let login = login(seed / 3);
    Ok(Commit {
        sha: format!("{seed:040x}").parse()?,
        committed_at: at,
        authored_at: at - TimeDelta::hours(2),
        author: Signature {
            name: format!("Person {login}"),
            login: Some(login.parse()?),
            email_hash: Some(format!("{:016x}", seed / 3 % PEOPLE)),
            bot: false,
        },
        parents: vec![format!("{:040x}", seed + 1).parse()?],
        subject: format!("fix(export): keep line {seed} when the report is empty"),
        additions: Some(40),
        deletions: Some(7),
        changed_files: Some(3),
        co_authors: Vec::new(),
        body: String::new(),
        files: Vec::new(),
        local_only: false,
    })
}

fn pull_request(
    seed: usize,
    number: u64,
    closes: u64,
    created_at: DateTime<Utc>,
    merged_at: DateTime<Utc>,
) -> Result<PullRequest> {
    let merged = !seed.is_multiple_of(5);
    Ok(PullRequest {
        number,
        title: format!("fix(export): keep what report {seed} says when it is empty (#{number})"),
        author: Some(actor(seed)?),
        created_at,
        merged_at: merged.then_some(merged_at),
        merged_by: if merged { Some(actor(seed + 1)?) } else { None },
        closed_at: merged.then_some(merged_at),
        labels: vec!["bug".to_owned(), "export".to_owned()],
        base: "main".to_owned(),
        additions: 40,
        deletions: 7,
        changed_files: 3,
        closes: vec![closes],
        ..PullRequest::default()
    })
}

fn review(id: String, pull_request: u64, author: Actor, submitted_at: DateTime<Utc>, state: ReviewState) -> Review {
    Review { id, pull_request, author: Some(author), submitted_at, state, association: None }
}

fn comment(id: String, number: u64, author: Actor, created_at: DateTime<Utc>) -> Comment {
    Comment { id, number, author: Some(author), created_at, ..Comment::default() }
}

fn actor(seed: usize) -> Result<Actor> {
    Ok(Actor { login: login(seed).parse()?, bot: false })
}

fn login(seed: usize) -> String {
    format!("person-{}", seed % PEOPLE)
}
