//! The site through its one door: a board in, pages out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::{DateTime, NaiveDate, Utc};
use sparky_dashboard::{Board, Check, Digest, Fresh, Page, Point, Status, site};
use sparky_schema::analysis::{Analysis, Attention, AttentionKind, Severity};
use sparky_schema::run::{Run, RunState, Stage, StageRun};
use sparky_schema::totals::Totals;

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn board() -> Board {
    Board {
        title: "Our <digests>".to_owned(),
        now: time("2026-07-14T12:00:00Z"),
        checks: vec![Check {
            name: "daily freshness".to_owned(),
            status: Status::Poor,
            message: "late".to_owned(),
            hint: Some("run it".to_owned()),
        }],
        periods: vec![Fresh {
            period: "daily".to_owned(),
            newest: Some("2026-07-08".to_owned()),
            until: Some(time("2026-07-09T00:00:00Z")),
            missed: vec!["2026-07-09".to_owned()],
        }],
        runs: vec![
            serde_json::from_str::<Run>(include_str!("../../../sparky-schema/tests/it/samples/run.v1.json")).unwrap(),
        ],
        points: (6..9).map(point).collect(),
        days: (6..9).map(|day| (NaiveDate::from_ymd_opt(2026, 7, day).unwrap(), u64::from(day))).collect(),
        newest: Some(
            serde_json::from_str::<Analysis>(include_str!("../../../sparky-schema/tests/it/samples/analysis.v1.json"))
                .unwrap(),
        ),
        digests: vec![
            digest("daily/2026-07-08", "Zebras"),
            digest("../evil", "Bad"),
            digest("weekly/2026-W27", "A week"),
        ],
    }
}

fn point(day: u32) -> Point {
    let totals = Totals { pull_requests_merged: Some(u64::from(day)), ..Totals::default() };
    let since = time(&format!("2026-07-0{day}T00:00:00Z"));
    Point { period: "daily".to_owned(), id: format!("2026-07-0{day}"), since, totals }
}

fn digest(id: &str, title: &str) -> Digest {
    Digest {
        id: id.to_owned(),
        kind: "daily".to_owned(),
        title: title.to_owned(),
        description: "What was.".to_owned(),
        until: time(if id.starts_with('w') { "2026-07-06T00:00:00Z" } else { "2026-07-09T00:00:00Z" }),
        text: "Some \"Words\"\nof it".to_owned(),
        html: Some(format!("<p>{title}</p>")),
    }
}

fn page<'a>(pages: &'a [Page], path: &str) -> &'a str {
    &pages.iter().find(|page| page.path == path).unwrap().text
}

#[test]
fn the_overview_tells_how_it_is_and_links_where_a_page_is_known() {
    let pages = site(&board()).unwrap();
    let index = page(&pages, "index.html");
    for words in [
        "Our &lt;digests&gt;",
        "Somebody should look",
        "late",
        "run it",
        "5 days ago",
        "<summary>1</summary>2026-07-09",
    ] {
        assert!(index.contains(words), "`{words}` is missing in {index}");
    }
    assert!(index.contains("<a href=\"https:&#x2f;&#x2f;github.com&#x2f;"), "{index}");
    assert!(
        index.contains(
            "aria-label=\"Pull requests merged, 2026-07-06 to 2026-07-08: most on 2026-07-08 with 8, 8 on 2026-07-08.\""
        ),
        "{index}"
    );
    assert!(!index.contains(">Issues opened</figcaption>"), "nobody knows how many: no picture");
}

#[test]
fn an_address_that_is_no_web_address_is_no_link() {
    let mut board = board();
    board.newest.as_mut().unwrap().repositories[0].url = Some("javascript:alert(1)".to_owned());
    let pages = site(&board).unwrap();
    assert!(!page(&pages, "index.html").contains("javascript:"));
}

#[test]
fn digests_are_in_the_month_in_which_their_windows_ended_and_stay_inside_the_site() {
    let pages = site(&board()).unwrap();
    let digests = page(&pages, "digests.html");
    assert!(digests.find("Zebras").unwrap() < digests.find("A week").unwrap(), "the newest comes first");
    assert!(
        digests.contains("to 2026-07-05.") && digests.contains("data-text=\"zebras some &quot;words&quot; of it\""),
        "{digests}"
    );
    let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let copies = ["digests/daily/2026-07-08.html", "digests/weekly/2026-W27.html"];
    assert_eq!(paths, [&["index.html", "runs.html", "digests.html"][..], &copies].concat());
}

#[test]
fn the_same_board_makes_the_same_bytes() {
    assert_eq!(site(&board()).unwrap(), site(&board()).unwrap());
}

#[test]
fn a_page_may_run_its_own_script_and_nothing_else() {
    let pages = site(&board()).unwrap();
    let runs = page(&pages, "runs.html");
    assert!(runs.contains("default-src 'none'") && runs.contains("script-src 'sha256-"), "{runs}");
    assert!(!runs.contains("unsafe-eval") && !runs.contains("script-src 'unsafe-inline'"), "{runs}");
}

fn attention(kind: AttentionKind, severity: Severity, number: Option<u64>) -> Attention {
    Attention {
        kind,
        severity,
        id: "acme/app#7".to_owned(),
        repository: number.map(|_| "acme/app".parse().unwrap()),
        number,
        url: None,
        subject: "Mend it".to_owned(),
        author: None,
        waits_for: Vec::new(),
        since: None,
        date: None,
        for_text: Some("3 days".to_owned()),
        evidence: Vec::new(),
    }
}

#[test]
fn what_needs_attention_is_told_in_words_with_how_pressing_it_is() {
    let told = [
        (AttentionKind::DefaultBranchRed, "the checks of the default branch fail"),
        (AttentionKind::ReviewNeeded, "waits for a review"),
        (AttentionKind::AuthorNeeded, "waits for its author"),
        (AttentionKind::MergeNeeded, "is approved and not merged"),
        (AttentionKind::Unanswered, "has no answer"),
        (AttentionKind::Stale, "nothing was said for long"),
        (AttentionKind::BlockedOnPerson, "several wait for the same person"),
    ];
    for ((kind, words), severity) in
        told.into_iter().zip([Severity::High, Severity::Medium, Severity::Low].into_iter().cycle())
    {
        let mut board = board();
        board.newest.as_mut().unwrap().attention =
            vec![attention(kind, severity, Some(7)), attention(kind, severity, None)];
        let pages = site(&board).unwrap();
        let index = page(&pages, "index.html");
        assert!(index.contains(&format!("Mend it: {words}, for 3 days")), "{index}");
        let class = format!("<li class=\"{}\">", format!("{severity:?}").to_lowercase());
        assert_eq!(index.matches(&class).count(), 2, "{index}");
    }
}

#[test]
fn runs_show_their_state_their_stages_and_their_warnings() {
    for state in [RunState::Pending, RunState::Running, RunState::Degraded, RunState::Failed, RunState::Complete] {
        let mut board = board();
        let stages = [Stage::Collect, Stage::Analyze, Stage::Generate, Stage::Publish];
        let stages = stages.map(|stage| StageRun { state, ..StageRun::pending(stage) });
        board.runs[0] =
            Run { state, stages: stages.to_vec(), warnings: vec!["a <gap>".to_owned()], ..board.runs[0].clone() };
        let pages = site(&board).unwrap();
        let runs = page(&pages, "runs.html");
        let name = format!("{state:?}").to_lowercase();
        let words = format!("collect {name}, analyze {name}, generate {name}, publish {name}");
        assert!(runs.contains(&words) && runs.contains("a &lt;gap&gt;") && runs.contains("1 warning<"), "{runs}");
    }
}
