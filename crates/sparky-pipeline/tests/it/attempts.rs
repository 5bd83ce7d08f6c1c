//! What passes by itself is tried again, after waits that grow; what was good is not repeated.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use sparky_schema::publication::Status;
use sparky_schema::run::{Run, RunState, Stage};
use sparky_testkit::{Fault, Trouble, World};

use crate::house::House;

fn world() -> World {
    World::generated(1, 3, 2, 11)
}

/// A house whose GitHub answers so many requests with a failure.
fn house(failures: u64) -> House {
    let house = House::new();
    house.dawn(2, &world());
    house.github.plan(Fault::any(Trouble::bad_gateway()).times(failures));
    house
}

fn attempts(run: &Run, stage: Stage) -> Vec<Option<&str>> {
    let entry = run.stages.iter().find(|entry| entry.stage == stage).unwrap();
    entry.attempts.iter().map(|attempt| attempt.error.as_deref()).collect()
}

/// How many requests the client sends before it gives up once.
fn patience() -> u64 {
    let house = house(1_000);
    assert!(house.night().is_err());
    house.github.log().len() as u64 / 3
}

#[test]
fn a_stage_is_tried_three_times_with_growing_waits() {
    let dead = house(1_000);
    assert!(dead.night().unwrap_err().is_passing());
    let run = dead.data().history().entry(&dead.yesterday()).unwrap();
    assert_eq!((run.state, attempts(&run, Stage::Collect).len()), (RunState::Failed, 3));
    let waits = dead.clock.waits();
    let ours: Vec<Duration> = waits.into_iter().filter(|wait| wait.as_millis() % 5_000 == 0).collect();
    assert!(ours.windows(2).any(|pair| pair == [Duration::from_secs(5), Duration::from_secs(10)]), "{ours:?}");
    let alive = house(patience());
    let (_, outcome) = alive.night().unwrap();
    assert!(!outcome.incomplete(), "{:?}", outcome.warnings());
    let run = alive.data().history().entry(&alive.yesterday()).unwrap();
    let tried = attempts(&run, Stage::Collect);
    assert!(tried.len() == 2 && tried[0].is_some() && tried[1].is_none(), "{tried:?}");
    assert_eq!((run.state, attempts(&run, Stage::Analyze)), (RunState::Complete, vec![None]));
}

#[test]
fn a_limit_is_waited_for_once_and_not_tried_again() {
    let house = house(0);
    house.github.limit_points(0);
    assert!(!house.night().unwrap_err().is_passing());
    let run = house.data().history().entry(&house.yesterday()).unwrap();
    assert_eq!(attempts(&run, Stage::Collect).len(), 1);
}

/// Answers one request at an address, like a service that has come back.
fn serve_once(address: &str) -> JoinHandle<String> {
    let listener = TcpListener::bind(address).unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let (mut head, mut line) = (String::new(), String::new());
        while reader.read_line(&mut line).unwrap() > 2 {
            head += &line.to_lowercase();
            line.clear();
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().trim();
        let mut body = vec![0; length.parse().unwrap()];
        reader.read_exact(&mut body).unwrap();
        stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").unwrap();
        String::from_utf8(body).unwrap()
    })
}

#[test]
fn only_the_target_that_failed_is_served_again() {
    let mut house = house(0);
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    house.hook = Some(format!("http://{address}/"));
    let served: Arc<Mutex<Option<JoinHandle<String>>>> = Arc::default();
    let later = Arc::clone(&served);
    house.at_next_wait(move || *later.lock().unwrap() = Some(serve_once(&address)));
    let (_, outcome) = house.night().unwrap();
    assert!(!outcome.incomplete(), "{:?}", outcome.warnings());
    let publication = outcome.publication.unwrap();
    let results: Vec<_> = publication.targets.iter().filter(|result| result.status != Status::Skipped).collect();
    assert!(results.len() == 3 && results.iter().all(|result| result.status == Status::Published), "{results:?}");
    let run = house.data().history().entry(&house.yesterday()).unwrap();
    let tried = attempts(&run, Stage::Publish);
    assert!(tried.len() == 2 && tried[0].unwrap().starts_with("hook: ") && tried[1].is_none(), "{tried:?}");
    let body = served.lock().unwrap().take().unwrap().join().unwrap();
    assert!(body.contains("\"published\""), "{body}");
}
