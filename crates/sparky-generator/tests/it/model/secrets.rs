//! What never reaches a provider: facts of private repositories, addresses of mail, credentials.

use serde_json::{Value, json};
use sparky_generator::{Config, Generated, generate_with_model};
use sparky_llm::Limits;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::Narrative;
use sparky_testkit::{FakeModel, Play};

use super::writer::{answer, plain};
use super::{DAY, MONTH, WEEK, check_texts, client};
use crate::cases::{input, read};

/// Everything that was sent, and what was made of it.
async fn sent(analysis: &Analysis, config: &Config) -> (String, Generated) {
    let folder = tempfile::tempdir().unwrap();
    let mut question = 0;
    let model = FakeModel::start(move |asked| {
        question += 1;
        // The first answer is bad, so that repairs are asked for, too.
        Play::Say(if question == 1 { "{\"sections\": []}".to_owned() } else { answer(asked, plain) })
    });
    let client = client(&model, folder.path(), Limits::default());
    let made = generate_with_model(analysis, input(), config, &client).await.unwrap();
    check_texts(analysis, &made);
    let bodies: Vec<String> = model.asked().iter().map(|asked| asked.body.to_string()).collect();
    (bodies.join("\n"), made)
}

/// The window with the stories of one topic in a private repository, and a public title that names it.
fn with_private(text: &str, flagged: bool) -> Analysis {
    let mut document: Value = serde_json::from_str(text).unwrap();
    document["private"] = json!(true);
    let mut repository = document["repositories"][0].clone();
    repository["name_with_owner"] = json!("initech/vault");
    repository["url"] = json!("https://github.com/initech/vault");
    if flagged {
        repository["private"] = json!(true);
    }
    document["repositories"].as_array_mut().unwrap().push(repository);
    let stories = document["topics"][1]["stories"].as_array().unwrap().clone();
    let ids: Vec<Value> = stories.iter().map(|story| story["main"]["id"].clone()).collect();
    let who = json!({ "name": "mhush", "login": "mhush", "url": "https://github.com/mhush", "bot": false });
    let mut people = document["people"][0].clone();
    people["person"] = who.clone();
    people["repositories"] = json!(["initech/vault"]);
    document["people"].as_array_mut().unwrap().push(people);
    for (n, one) in document["happenings"].as_array_mut().unwrap().iter_mut().enumerate() {
        if ids.contains(&one["id"]) {
            one["repository"] = json!("initech/vault");
            one["url"] = json!(format!("https://github.com/initech/vault/pull/{n}"));
            one["title"] = json!(format!("Rotate the keys of Lumbergh, part {n}"));
            one["subject"] = one["title"].clone();
            one["author"] = who.clone();
        }
    }
    serde_json::from_value(document).unwrap()
}

const TRACES: [&str; 5] = ["vault", "initech", "lumbergh", "mhush", "rotate the keys"];

#[tokio::test]
async fn nothing_of_a_private_repository_is_sent() {
    for text in [WEEK, MONTH] {
        let analysis = with_private(text, true);
        let (sent, made) = sent(&analysis, &Config::default()).await;
        let sent = sent.to_lowercase();
        assert!(TRACES.iter().all(|trace| !sent.contains(trace)), "{sent}");
        assert!(made.notes.iter().any(|note| note.contains("private repositories and come from templates")));
        let by_model = |item: &sparky_schema::content::Item| item.narrative == Narrative::Model;
        assert!(made.content.items.iter().any(by_model), "what is public is the model’s: {:#?}", made.notes);
        let all: String = made.content.items.iter().map(|item| item.body_markdown.as_str()).collect();
        assert!(all.contains("Rotate the keys of Lumbergh"), "the digest tells it all the same");
    }
}

#[tokio::test]
async fn what_a_public_title_says_of_a_private_repository_is_not_sent() {
    let analysis = with_private(WEEK, true);
    let mut document = serde_json::to_value(&analysis).unwrap();
    let all = document["happenings"].as_array_mut().unwrap().iter_mut();
    for one in all.filter(|one| one["repository"] != "initech/vault").take(3) {
        one["title"] = json!("Take the settings of vault");
        one["subject"] = one["title"].clone();
    }
    let (sent, _) = sent(&serde_json::from_value(document).unwrap(), &Config::default()).await;
    assert!(!sent.to_lowercase().contains("vault"), "{sent}");
}

#[tokio::test]
async fn where_nobody_says_what_is_private_all_of_it_is() {
    let (sent, made) = sent(&with_private(WEEK, false), &Config::default()).await;
    assert_eq!(sent, "");
    assert!(made.content.items.iter().all(|item| item.narrative == Narrative::Template));
}

#[tokio::test]
async fn private_facts_are_sent_when_the_user_says_so() {
    let config = Config { private_to_model: true, ..Config::default() };
    let (sent, made) = sent(&with_private(WEEK, true), &config).await;
    assert!(sent.contains("Rotate the keys of Lumbergh"), "{sent}");
    assert!(made.notes.iter().all(|note| !note.contains("private")), "{:?}", made.notes);
}

#[tokio::test]
async fn addresses_and_credentials_are_never_sent() {
    let secrets = [
        "ada@example.org",
        "ghp_0123456789abcdefghij0123",
        "github_pat_11AAAAAAA0123456789_abc",
        "sk-proj-0123456789abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "postgres://ada:geheim@db.internal/main",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc123",
        "xoxb-123456789012-abcdefghijkl",
    ];
    for text in [DAY, WEEK] {
        let mut document: Value = serde_json::from_str(text).unwrap();
        for (n, one) in document["happenings"].as_array_mut().unwrap().iter_mut().enumerate() {
            let secret = secrets[n % secrets.len()];
            one["title"] = json!(format!("Part {n}: ask <{secret}> or “{secret}”, says ({secret})."));
            one["subject"] = one["title"].clone();
            one["detail"] = json!(format!("It was found by {secret} in the log."));
            one["scope"] = json!(secret);
            one["labels"] = json!([secret]);
            one["author"]["name"] = json!(secret);
            one["author"]["url"] = json!(null);
        }
        let analysis = read(&document.to_string());
        let (sent, _) = sent(&analysis, &Config::default()).await;
        for secret in secrets.into_iter().chain(["geheim", "IOSFODNN7"]) {
            assert!(!sent.contains(secret), "{secret}");
        }
        assert!(sent.contains("(secret)") && sent.contains("(address)"), "{sent}");
    }
}
