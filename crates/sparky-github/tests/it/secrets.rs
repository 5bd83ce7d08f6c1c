//! Tokens, keys and what is made of them are shown nowhere: not in errors, debug output and logs.

use std::io;
use std::sync::{Arc, Mutex};

use sparky_github::{Credential, Error};

use crate::app::{app, fails, github};
use crate::scene::{Scene, reply, tokens};

#[tokio::test]
async fn no_token_is_shown() {
    let scene = Scene::scripted(
        |_| reply(401, "", r#"{"message":"Bad credentials"}"#),
        |settings| settings.credentials = tokens(&["ghp_hush"]),
    );
    let error = scene.ask().await.unwrap_err();
    let settings = sparky_github::Settings::of("http://x/graphql", "ghp_hush");
    let shown = format!("{:?} {error} {error:?} {settings:?} {:?}", scene.github, scene.github.stats());
    assert!(!shown.contains("ghp_hush"), "{shown}");
}

#[tokio::test]
async fn no_secret_is_logged() {
    let log = Log::default();
    let writer = log.clone();
    let logs = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone());
    // For all threads: what another test logged first would else stay switched off.
    tracing::subscriber::set_global_default(logs.finish()).unwrap();
    tracing::callsite::rebuild_interest_cache();
    let scene = Scene::scripted(github(|_| reply(401, "", r#"{"message":"Bad credentials"}"#)), app(Some(12)));
    scene.ask().await.unwrap_err();
    let (log, tokens) = (log.text(), scene.tokens());
    assert!(log.contains("no answer"), "{log}");
    assert_eq!(tokens.len(), 4);
    assert!(tokens.iter().all(|token| !token.is_empty() && !log.contains(token)), "{log}");
}

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_secret_is_shown() {
    let (scene, error) = fails(&[reply(201, "", r#"{"token":"ghs_hush","expires_at":7}"#)], Some(12)).await;
    let credential = Credential::App { id: "1".to_owned(), private_key: "hush".into(), installation: None };
    let shown = format!("{:?} {error} {error:?} {credential:?}", scene.github);
    assert!(!shown.contains("hush") && matches!(error, Error::Unavailable { .. }), "{shown}");
}
