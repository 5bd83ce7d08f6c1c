//! The same answer in every form in which networks and proxies deliver it, and answers that never end.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sparky_publisher::ChatKind;
use sparky_schema::publication::Status;
use sparky_testkit::{FakeService, Meddling, Response, TestClock};

use crate::networks::patient;
use crate::places::{places, scene};
use crate::scene::{Clock, one};
use crate::services::secret;

/// `ok`, compressed.
const COMPRESSED: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\xcf\x06\x00G\xdd\xdcy\x02\x00\x00\x00";

/// A service that answers one request with these bytes, piece by piece, and says where it is.
fn raw(address: &str, pieces: impl IntoIterator<Item = Vec<u8>> + Send + 'static) -> String {
    let listener = TcpListener::bind(address).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        read(&stream);
        for piece in pieces {
            // Nobody listens any more.
            if (&stream).write_all(&piece).is_err() {
                return;
            }
        }
    });
    url
}

fn read(stream: &TcpStream) {
    stream.set_nodelay(true).unwrap();
    let (mut reader, mut length) = (BufReader::new(stream), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(size) = line.to_lowercase().strip_prefix("content-length:") {
            length = size.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
}

fn hook(url: &str) -> ChatKind {
    ChatKind::SlackWebhook { url: secret("HOOK_URL", url) }
}

async fn status(url: &str) -> Status {
    patient().publish_to(hook(url)).await.status
}

#[tokio::test]
async fn a_good_answer_is_good_in_every_form() {
    let plain = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok".to_vec();
    let compressed = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 22\r\n\r\n";
    let forms: [(&str, Vec<Vec<u8>>); 8] = [
        ("byte by byte", plain.iter().map(|byte| vec![*byte]).collect()),
        (
            "in chunks, with a trailer",
            vec![
                b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;x=y\r\no\r\n".to_vec(),
                b"1\r\nk\r\n0\r\nx-end: yes\r\n\r\n".to_vec(),
            ],
        ),
        ("compressed", vec![compressed.to_vec(), COMPRESSED.to_vec()]),
        ("after an interim answer", vec![b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(), plain.clone()]),
        ("after hints", vec![b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".to_vec(), plain.clone()]),
        ("until the end of the connection", vec![b"HTTP/1.0 200\r\n\r\nok".to_vec()]),
        (
            "with headers twice",
            vec![b"HTTP/1.1 200 OK\r\ncontent-type: a\r\nContent-Type: b\r\ncontent-length: 2\r\n\r\nok".to_vec()],
        ),
        ("with another good status", vec![b"HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\nok".to_vec()]),
    ];
    for (form, pieces) in forms {
        assert_eq!(status(&raw("127.0.0.1:0", pieces)).await, Status::Published, "{form}");
    }
    assert_eq!(status(&raw("[::1]:0", [plain])).await, Status::Published, "by IPv6");
}

#[tokio::test]
async fn an_answer_that_is_none_or_has_no_end_leaves_open_what_became_of_it() {
    let forms: [(&str, Vec<u8>); 5] = [
        ("two lengths", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok".to_vec()),
        ("no HTTP", b"220 mail.example.org ESMTP\r\n".to_vec()),
        (
            "not compressed as it says",
            b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\nok".to_vec(),
        ),
        ("cut off", b"HTTP/1.1 200 OK\r\ncontent-length: 200\r\n\r\nok".to_vec()),
        ("nothing", Vec::new()),
    ];
    for (form, bytes) in forms {
        assert_eq!(status(&raw("127.0.0.1:0", [bytes])).await, Status::Uncertain, "{form}");
    }
    let head = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    let endless = std::iter::once(head).chain(std::iter::repeat_with(|| vec![b'o'; 1 << 20]));
    assert_eq!(status(&raw("127.0.0.1:0", endless)).await, Status::Uncertain, "without an end");
}

#[tokio::test]
async fn a_refusal_by_a_service_with_another_time_names_the_clock() {
    for (date, word) in [
        ("Thu, 09 Jul 2026 08:00:00 GMT", Some("120 minutes behind")),
        ("Thu, 09 Jul 2026 05:50:00 GMT", Some("10 minutes ahead of")),
        ("Thu, 09 Jul 2026 06:01:00 GMT", None),
        ("now", None),
    ] {
        let service = FakeService::start(move |_| Response::text(401, "no").with("date", date));
        let (scene, clock) = (patient(), TestClock::at("2026-07-09T06:00:00Z"));
        let web = scene.web().waiting(Arc::new(Clock(clock)), Duration::ZERO);
        let published = scene.publish_over(&one(hook(&service.url())), &web).await.publication;
        let error = published.targets[0].error.clone().unwrap();
        assert_eq!(error.contains("the clock of this machine"), word.is_some(), "{error}");
        assert!(word.is_none_or(|word| error.contains(word)), "{error}");
    }
}

#[tokio::test]
async fn a_time_to_wait_for_is_one_of_the_services_clock() {
    let mut calls = 0;
    let service = FakeService::start(move |_| {
        calls += 1;
        let limited = || Response::text(429, "").with("retry-after", "Thu, 09 Jul 2026 09:00:30 GMT");
        if calls == 1 { limited().with("date", "Thu, 09 Jul 2026 09:00:00 GMT") } else { Response::text(200, "ok") }
    });
    let (scene, clock) = (patient(), TestClock::at("2026-07-09T06:00:00Z"));
    let web = scene.web().waiting(Arc::new(Clock(clock.clone())), Duration::from_secs(60));
    let published = scene.publish_over(&one(hook(&service.url())), &web).await.publication;
    assert_eq!(published.targets[0].status, Status::Published, "{published:?}");
    assert_eq!(clock.waits(), [Duration::from_secs(30)]);
}

#[tokio::test]
async fn a_token_for_minutes_is_made_anew_after_a_wait() {
    let place = places().into_iter().find(|place| place.name == "GHOST_KEY").unwrap();
    let (scene, tokens) = (scene(), Arc::new(Mutex::new(Vec::new())));
    let web = scene.web().waiting(Arc::new(Clock(scene.clock.0.clone())), Duration::from_secs(900));
    let shared = Arc::clone(&tokens);
    place.meddle(move |received| {
        let mut tokens = shared.lock().unwrap();
        tokens.push(received.headers["authorization"].clone());
        let limited = || Meddling::Before(Response::text(429, "").with("retry-after", "400"));
        (tokens.len() == 2).then(limited)
    });
    let published = scene.publish_over(&one((place.kind)()), &web).await.publication;
    assert_eq!(published.targets[0].status, Status::Published, "{published:?}");
    let tokens = tokens.lock().unwrap();
    assert!(tokens.len() == 3 && tokens[0] == tokens[1] && tokens[1] != tokens[2]);
}

#[tokio::test]
async fn a_wait_of_a_day_is_left_to_another_run() {
    let service = FakeService::start(|_| Response::text(429, "").with("retry-after", "86400"));
    let scene = patient();
    let clock = TestClock::at("2026-07-09T06:00:00Z");
    let web = scene.web().waiting(Arc::new(Clock(clock.clone())), Duration::from_secs(600));
    let result = scene.publish_over(&one(hook(&service.url())), &web).await.publication.targets.remove(0);
    assert!(result.status == Status::Failed && result.error.unwrap().contains("86400"));
    assert!(clock.waits().is_empty() && service.writes() == 1);
}
