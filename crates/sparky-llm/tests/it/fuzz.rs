//! Whatever a provider answers: an answer, or an error that names the model; never a panic, never a key.

use secrecy::SecretString;
use serde_json::{Value, json};
use sparky_llm::{Model, Provider, Reach, reach};
use sparky_testkit::{FakeService, Play, Response, damaged, reshaped};

use crate::scene::{Scene, request};

const CASES: u64 = 150;

/// Answers as the providers give them.
fn samples() -> [(Provider, Value); 2] {
    let openai = json!({
        "id": "c", "object": "chat.completion", "created": 1, "model": "first",
        "choices": [{ "index": 0, "finish_reason": "stop",
            "message": { "role": "assistant", "content": "{\"text\":\"Hello\"}", "refusal": null } }],
        "usage": { "prompt_tokens": 12, "completion_tokens": 4, "total_tokens": 16, "prompt_tokens_details": { "cached_tokens": 2 } },
    });
    let anthropic = json!({
        "id": "m", "type": "message", "role": "assistant", "model": "first", "stop_reason": "end_turn",
        "content": [{ "type": "text", "text": "{\"text\":\"Hello\"}" }],
        "usage": { "input_tokens": 12, "output_tokens": 4, "cache_read_input_tokens": 2, "cache_creation_input_tokens": 0 },
    });
    [(Provider::OpenAi, openai), (Provider::Anthropic, anthropic)]
}

#[tokio::test]
async fn answers_of_another_shape_are_read_or_refused() {
    for (provider, sample) in samples() {
        let (text, mut seed) = (sample.to_string(), 0);
        let service = FakeService::start(move |_| {
            seed += 1;
            let status = [200, 200, 200, 200, 400, 429, 500, 529][usize::try_from(seed % 8).unwrap()];
            match seed % 2 {
                0 => Response::json(status, &reshaped(&sample, seed)),
                _ => Response::text(status, &String::from_utf8_lossy(&damaged(text.as_bytes(), seed))),
            }
        });
        let mut scene = Scene::playing(provider, &[Play::Silence]);
        scene.settings.models[0].base_url = service.url();
        scene.settings.models[0].price = None;
        for case in 0..CASES {
            let mut request = request();
            request.system = format!("Case {case}.");
            if let Err(error) = scene.client().complete(&request).await {
                let said = error.to_string();
                assert!(said.contains("first") && !said.contains("sk-very-secret"), "{said}");
            }
        }
    }
}

#[tokio::test]
async fn a_server_is_asked_whether_it_is_there_and_nothing_else() {
    let list = json!({ "data": [{ "id": "first" }] });
    let http = reqwest::Client::new();
    for provider in [Provider::OpenAi, Provider::Anthropic] {
        for (status, body, name, wanted) in [
            (200, list.clone(), "first", Some(Reach::Listed)),
            (200, list.clone(), "second", Some(Reach::Unlisted)),
            (200, json!("a page"), "first", Some(Reach::Mute)),
            (404, json!({}), "first", Some(Reach::Mute)),
            (401, json!({}), "first", None),
            (503, json!({}), "first", None),
        ] {
            let service = FakeService::start(move |_| Response::json(status, &body));
            let key = Some(SecretString::from("sk-very-secret"));
            let (base_url, name) = (service.url(), name.to_owned());
            let model = Model { provider, name, base_url, key, temperature: None, price: None };
            let said = reach(&http, &model, "2026-11-20T06:00:00Z".parse().unwrap()).await;
            assert_eq!(said.as_ref().ok().copied(), wanted, "{status}: {said:?}");
            assert!(!format!("{said:?}").contains("sk-very-secret"));
            let asked = service.log();
            assert_eq!((asked.len(), asked[0].method.as_str()), (1, "GET"));
            assert!(asked[0].path.starts_with("/models"), "{}", asked[0].path);
            let key = asked[0].headers.get("x-api-key").or(asked[0].headers.get("authorization")).unwrap();
            assert!(key.ends_with("sk-very-secret"));
        }
    }
}
