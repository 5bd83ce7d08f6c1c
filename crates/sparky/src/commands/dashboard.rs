//! `sparky dashboard`: a static site of what is known. It must not know how a page looks.

mod weeks;

use std::collections::BTreeMap;
use std::path::{Component, Path};

use chrono::NaiveDate;
use sparky_dashboard::{Board, Check, Digest, Fresh, Point, Status};
use sparky_pipeline::{Condition, Freshness};
use sparky_schema::analysis::Analysis;
use sparky_schema::codec;
use sparky_schema::content::{Content, Item, ItemKind};
use sparky_schema::window::{Period, Window};
use sparky_store::DataFolder;

use crate::cli::Dashboard;
use crate::exit::Exit;
use crate::session::Session;

pub(crate) fn execute(args: &Dashboard, session: &Session) -> anyhow::Result<Exit> {
    let board = board(&session.data()?, session)?;
    let pages = sparky_dashboard::site(&board)?;
    for page in &pages {
        codec::write_atomically(&args.out.join(&page.path), page.text.as_bytes())?;
    }
    session.voice.data(&format!("{}\n", args.out.join("index.html").display()));
    session.voice.say(&format!("pages: {}, digests: {}, runs: {}", pages.len(), board.digests.len(), board.runs.len()));
    Ok(Exit::Done)
}

fn board(data: &DataFolder, session: &Session) -> anyhow::Result<Board> {
    let (zone, now) = (session.config.window.time_zone, session.clock.now());
    let health = sparky_pipeline::health(data, now, zone)?;
    let mut board = Board {
        title: session.config.site.title.clone().unwrap_or_else(|| "Sparky".to_owned()),
        now,
        checks: health.checks.into_iter().map(check).collect(),
        periods: health.freshness.iter().map(fresh).collect(),
        runs: sparky_pipeline::runs(data)?,
        points: Vec::new(),
        weeks: weeks::weeks(&data.counts().before(now, zone)?.0),
        days: Vec::new(),
        newest: None,
        digests: Vec::new(),
    };
    let mut days = BTreeMap::new();
    for period in Period::ALL {
        for window in data.windows(period)? {
            add_analysis(&window, data, &mut board, &mut days);
            add_digests(&window, data, &mut board);
        }
    }
    board.days = days.into_iter().collect();
    Ok(board)
}

/// What cannot be read is left out; `sparky health` names it.
fn add_analysis(window: &Window, data: &DataFolder, board: &mut Board, days: &mut BTreeMap<NaiveDate, u64>) {
    let Ok((analysis, _)) = data.read::<Analysis>(window) else { return };
    for day in &analysis.days {
        let known = days.entry(day.date).or_default();
        *known = day.events.max(*known);
    }
    board.points.push(Point {
        period: window.period.name().to_owned(),
        id: window.id.to_string(),
        since: window.since,
        totals: analysis.totals.clone(),
    });
    // Of windows that end together the longest tells most.
    let order = |analysis: &Analysis| (analysis.window.until, std::cmp::Reverse(analysis.window.since));
    if board.newest.as_ref().is_none_or(|newest| order(newest) < order(&analysis)) {
        board.newest = Some(analysis);
    }
}

fn add_digests(window: &Window, data: &DataFolder, board: &mut Board) {
    let Ok((content, _)) = data.read::<Content>(window) else { return };
    let folder = data.rendered_folder(window, None);
    let html = |item: &Item| {
        let is_inside = |file: &str| Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
        let file = item.files.iter().find(|file| file.ends_with(".html") && is_inside(file))?;
        std::fs::read_to_string(folder.join(file)).ok()
    };
    let texts = content.items.iter().filter(|item| item.kind != ItemKind::Social);
    board.digests.extend(texts.map(|item| Digest {
        id: item.id.clone(),
        kind: item.kind.name().to_owned(),
        title: item.title.clone(),
        description: item.description.clone(),
        until: window.until,
        text: item.body_markdown.clone(),
        html: html(item),
    }));
}

fn check(check: sparky_pipeline::Check) -> Check {
    let status = match check.condition {
        Condition::Well => Status::Well,
        Condition::Poor => Status::Poor,
        Condition::Bad => Status::Bad,
    };
    Check { name: check.name, status, message: check.message, hint: check.hint }
}

fn fresh(fresh: &Freshness) -> Fresh {
    Fresh {
        period: fresh.period.name().to_owned(),
        newest: fresh.newest.as_ref().map(|window| window.id.to_string()),
        until: fresh.newest.as_ref().map(|window| window.until),
        missed: fresh.missed.iter().map(|window| window.id.to_string()).collect(),
    }
}
