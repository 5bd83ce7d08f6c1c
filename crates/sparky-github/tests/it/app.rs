//! GitHub Apps: they sign themselves in, renew their tokens in time, and show no secret.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use octocrab::jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Value, json};
use sparky_github::{Credential, Error, GitHub, Settings, SystemClock};

use crate::scene::{GOOD, Scene, reply, start};
use crate::server::Seen;

fn key() -> &'static KeyPair {
    static KEY: OnceLock<KeyPair> = OnceLock::new();
    KEY.get_or_init(|| KeyPair::generate(KeySize::Rsa2048).unwrap())
}

/// The key as GitHub gives it.
fn pem() -> String {
    let der = AsDer::<Pkcs8V1Der<'_>>::as_der(key()).unwrap();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der.as_ref()))
}

pub(crate) fn app(installation: Option<u64>) -> impl FnOnce(&mut Settings) {
    move |settings| {
        settings.credentials = vec![Credential::App { id: "4711".to_owned(), private_key: pem().into(), installation }];
    }
}

/// A GitHub whose app tokens are `ghs_1`, `ghs_2` and so on, good for an hour; queries are answered by `query`.
pub(crate) fn github(
    query: impl Fn(&Seen) -> String + Send + Sync + 'static,
) -> impl Fn(&Seen) -> String + Send + Sync + 'static {
    let issued = std::sync::atomic::AtomicUsize::new(0);
    move |seen| {
        if seen.line.starts_with("GET /app/installations?") {
            return reply(200, "", &json!([{ "id": 12, "account": { "login": "acme" } }]).to_string());
        }
        if seen.line.starts_with("POST /app/installations/12/access_tokens ") {
            let edition = issued.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1;
            let expires_at = (seen.at + Duration::from_secs(3600)).to_rfc3339();
            let body = json!({ "token": format!("ghs_{edition}"), "expires_at": expires_at }).to_string();
            return reply(201, "", &body);
        }
        query(seen)
    }
}

/// The tokens with which queries came.
fn used(scene: &Scene) -> Vec<String> {
    let queries = scene.server.seen().into_iter().filter(|seen| seen.line.contains("/graphql"));
    queries.map(|seen| seen.token).collect()
}

#[tokio::test]
async fn an_app_signs_itself_in() {
    let scene = Scene::scripted(github(|_| reply(200, "", GOOD)), app(None));
    scene.ask_at_once(3).await;
    assert_eq!(used(&scene), ["ghs_1"; 3]);
    let requests = scene.github.stats().requests;
    assert_eq!((requests["AppInstallations"], requests["AppToken"], requests["Viewer"]), (1, 1, 3));
    let mut validation = Validation::new(Algorithm::RS256);
    // The scene's time is not the machine's.
    validation.validate_exp = false;
    let public = DecodingKey::from_rsa_der(key().public_key().as_ref());
    let signed = decode::<Value>(&scene.tokens()[0], &public, &validation).unwrap().claims;
    assert_eq!(signed, json!({ "iss": "4711", "iat": start() - 60, "exp": start() + 540 }));
}

#[tokio::test]
async fn a_named_installation_is_not_looked_up() {
    let scene = Scene::scripted(github(|_| reply(200, "", GOOD)), app(Some(12)));
    scene.ask().await.unwrap();
    assert!(!scene.github.stats().requests.contains_key("AppInstallations"));
}

#[tokio::test]
async fn an_enterprise_server_has_its_api_elsewhere() {
    let script = |seen: &Seen| match seen.line.as_str() {
        "POST /api/v3/app/installations/12/access_tokens HTTP/1.1" => {
            reply(201, "", r#"{"token":"ghs_1","expires_at":"2026-07-08T07:00:00Z"}"#)
        }
        "POST /api/graphql HTTP/1.1" => reply(200, "", GOOD),
        _ => reply(404, "", r#"{"message":"Not Found"}"#),
    };
    let scene = Scene::scripted(script, |settings| {
        app(Some(12))(settings);
        let server = settings.graphql_url.replace("/graphql", "");
        settings.graphql_url = format!("{server}/api/graphql");
        settings.api_url = format!("{server}/api/v3/");
    });
    scene.ask().await.unwrap();
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let scene = Scene::scripted(github(|_| reply(200, "", GOOD)), app(None));
    scene.ask().await.unwrap();
    scene.clock.advance(Duration::from_secs(54 * 60));
    scene.ask().await.unwrap();
    scene.clock.advance(Duration::from_secs(2 * 60));
    scene.ask_at_once(4).await;
    assert_eq!(used(&scene), ["ghs_1", "ghs_1", "ghs_2", "ghs_2", "ghs_2", "ghs_2"]);
}

/// Requests that are refused together ask for one new token together.
#[tokio::test]
async fn a_token_that_is_refused_midway_is_renewed_once() {
    let all = std::sync::Barrier::new(6);
    let scene = Scene::scripted(
        github(move |seen| match seen.token.as_str() {
            "ghs_1" if seen.number > 2 => {
                all.wait();
                reply(401, "", r#"{"message":"Bad credentials"}"#)
            }
            _ => reply(200, "", GOOD),
        }),
        app(None),
    );
    scene.ask().await.unwrap();
    scene.ask_at_once(6).await;
    assert_eq!(scene.github.stats().requests["AppToken"], 2);
    assert_eq!(used(&scene)[7..], ["ghs_2"; 6]);
}

#[tokio::test]
async fn an_app_whose_tokens_are_always_refused_is_given_up() {
    let scene = Scene::scripted(github(|_| reply(401, "", r#"{"message":"Bad credentials"}"#)), app(Some(12)));
    assert!(matches!(scene.ask().await, Err(Error::BadCredentials { .. })));
    assert_eq!(used(&scene), ["ghs_1", "ghs_2"]);
}

#[tokio::test]
async fn another_credential_takes_over_from_an_app_that_is_refused() {
    let script = |seen: &Seen| match seen.token.as_str() {
        "ghp_b" => reply(200, "", GOOD),
        _ => reply(401, "", r#"{"message":"A JSON web token could not be decoded"}"#),
    };
    let scene = Scene::scripted(script, |settings| {
        app(Some(12))(settings);
        settings.credentials.push(Credential::Token("ghp_b".into()));
    });
    scene.ask().await.unwrap();
    assert_eq!(used(&scene), ["ghp_b"]);
}

/// What the app's own requests run into, and what they make of it.
pub(crate) async fn fails(replies: &[String], installation: Option<u64>) -> (Scene, Error) {
    let replies = replies.to_vec();
    let scene = Scene::scripted(move |seen| replies[seen.number.min(replies.len() - 1)].clone(), app(installation));
    let error = scene.ask().await.unwrap_err();
    (scene, error)
}

#[tokio::test]
async fn several_installations_are_named_to_choose_from() {
    let body = json!([{ "id": 12, "account": { "login": "acme" } }, { "id": 13, "account": { "login": "ada" } }]);
    let (_, error) = fails(&[reply(200, "", &body.to_string())], None).await;
    assert!(matches!(error, Error::App { .. }), "{error:?}");
    assert!(error.to_string().contains("name one of 12 (acme), 13 (ada)"), "{error}");
}

#[tokio::test]
async fn an_app_that_cannot_sign_in_says_why() {
    let (_, nowhere) = fails(&[reply(200, "", "[]")], None).await;
    assert!(nowhere.to_string().contains("installed nowhere"), "{nowhere}");
    let (_, unknown) = fails(&[reply(404, "", r#"{"message":"Not Found"}"#)], Some(9)).await;
    assert!(unknown.to_string().contains("no installation 9"), "{unknown}");
    let (scene, refused) = fails(&[reply(401, "", r#"{"message":"'Expiration time' is too far"}"#)], Some(9)).await;
    assert!(refused.to_string().contains("'Expiration time' is too far; check its id"), "{refused}");
    assert_eq!(scene.requests(), 1);
}

#[tokio::test]
async fn faults_and_limits_of_signing_in_pass() {
    let stumbles = |seen: &Seen| match seen.number {
        0 => Some(reply(503, "", "")),
        1 => Some(reply(201, "", "{\"token\":")),
        2 => Some(reply(429, "retry-after: 45\r\n", "{}")),
        _ => None,
    };
    let good = github(|_| reply(200, "", GOOD));
    let scene = Scene::scripted(move |seen| stumbles(seen).unwrap_or_else(|| good(seen)), app(Some(12)));
    scene.ask().await.unwrap();
    let times = scene.times();
    assert!(times.len() == 5 && times[3] - times[2] == 45, "{times:?}");
    let (_, error) = fails(&[reply(503, "", "")], Some(12)).await;
    assert!(matches!(error, Error::Unavailable { operation: "AppToken", attempts: 5, .. }), "{error:?}");
}

/// The REST API has points of its own.
#[tokio::test]
async fn used_up_points_of_signing_in_are_waited_for() {
    let headers = crate::scene::points(0, start() + 80).replace("graphql", "core");
    let good = github(|_| reply(200, "", GOOD));
    let limited = move |seen: &Seen| match seen.number {
        0 => reply(403, &headers, r#"{"message":"API rate limit exceeded"}"#),
        _ => good(seen),
    };
    let scene = Scene::scripted(limited, app(Some(12)));
    scene.ask().await.unwrap();
    assert_eq!(scene.times(), [0, 81, 81]);
}

#[tokio::test]
async fn a_key_that_is_none_is_refused_at_the_start() {
    let made = |key: &str| {
        let mut settings = Settings::of("http://127.0.0.1:9/graphql", "x");
        settings.credentials =
            vec![Credential::App { id: "1".to_owned(), private_key: key.into(), installation: None }];
        GitHub::new(&settings, reqwest::Client::new(), Arc::new(SystemClock))
    };
    let error = made("hush").unwrap_err();
    assert!(matches!(error, Error::App { .. }) && !format!("{error} {error:?}").contains("hush"), "{error:?}");
    // Line breaks that are written out are understood.
    assert!(made(&pem().replace('\n', "\\n")).is_ok());
}
