//! What goes over the wire and what is read from it, for each protocol.

use secrecy::SecretString;
use sparky_llm::{Message, Provider, Role, Stop};
use sparky_testkit::{Play, Protocol};

use crate::scene::{Scene, request};

const BOTH: [Provider; 2] = [Provider::OpenAi, Provider::Anthropic];

#[tokio::test]
async fn an_answer_comes_with_what_it_took() {
    for provider in BOTH {
        let scene = Scene::playing(provider, &[Play::Say(r#"{"text":"Hello"}"#.to_owned())]);
        let client = scene.client();
        let answer = client.complete(&request()).await.unwrap();
        assert_eq!((answer.text.as_str(), answer.stop), (r#"{"text":"Hello"}"#, Stop::Done));
        let asked = scene.model.asked().remove(0);
        let wanted = if provider == Provider::OpenAi { Protocol::OpenAi } else { Protocol::Anthropic };
        assert_eq!((asked.protocol, asked.max_output, asked.system.as_str()), (wanted, 100, "Write."));
        assert_eq!(asked.key.as_deref(), Some("sk-very-secret"));
        assert_eq!(asked.schema, request().schema);
        let input = asked.body.to_string().len() as u64 / 4;
        let usage = answer.usage;
        assert_eq!(usage.input + usage.cached_input + usage.cache_write, input, "each token counts once");
        assert!(usage.cached_input > 0 && usage.output == 4);
        assert_eq!(client.stats().tokens, usage.total());
    }
}

#[tokio::test]
async fn no_sampling_is_asked_for_unless_it_is_configured() {
    for provider in BOTH {
        let mut scene = Scene::playing(provider, &[Play::Say("{}".to_owned())]);
        scene.client().complete(&request()).await.unwrap();
        scene.settings.models[0].temperature = Some(0.5);
        scene.client().complete(&request()).await.unwrap();
        let asked = scene.model.asked();
        assert_eq!(asked[0].body.get("temperature"), None);
        assert_eq!(asked[1].body["temperature"], 0.5);
        assert!(asked[0].body.get("top_p").is_none() && asked[0].body.get("top_k").is_none());
    }
}

#[tokio::test]
async fn the_facts_can_be_kept_by_the_provider() {
    let scene = Scene::playing(Provider::Anthropic, &[Play::Say("{}".to_owned())]);
    let mut request = request();
    request.messages.push(Message { role: Role::Assistant, text: "No.".to_owned() });
    request.messages.push(Message { role: Role::User, text: "Again.".to_owned() });
    scene.client().complete(&request).await.unwrap();
    let body = scene.model.asked().remove(0).body;
    assert_eq!(body["system"][0]["cache_control"]["type"], "ephemeral");
    assert_eq!(body["messages"][0]["content"][0]["cache_control"]["type"], "ephemeral");
    assert!(body["messages"][2]["content"][0].get("cache_control").is_none());
}

#[tokio::test]
async fn an_answer_says_why_it_ended() {
    for provider in BOTH {
        for (play, stop) in
            [(Play::CutOff("{".to_owned()), Stop::CutOff), (Play::Refuse("No.".to_owned()), Stop::Refused)]
        {
            let scene = Scene::playing(provider, &[play]);
            assert_eq!(scene.client().complete(&request()).await.unwrap().stop, stop);
        }
    }
}

#[tokio::test]
async fn a_server_of_ones_own_needs_no_key_and_costs_nothing() {
    for provider in BOTH {
        let mut scene = Scene::playing(provider, &[Play::Say("{}".to_owned())]);
        (scene.settings.models[0].key, scene.settings.models[0].price) = (None, None);
        scene.settings.limits.cost_usd = Some(0.01);
        let client = scene.client();
        client.complete(&request()).await.unwrap();
        assert_eq!(scene.model.asked()[0].key, None);
        assert!(client.stats().cost_usd.abs() < f64::EPSILON && client.stats().tokens > 0);
    }
}

#[tokio::test]
async fn a_key_is_never_shown() {
    let scene = Scene::playing(Provider::OpenAi, &[Play::Fail(401, "invalid_api_key")]);
    let error = scene.client().complete(&request()).await.unwrap_err();
    assert!(!format!("{error} {error:?} {:?}", scene.settings).contains("very-secret"));
    let mut scene = Scene::playing(Provider::Anthropic, &[Play::Say("{}".to_owned())]);
    scene.settings.models[0].key = Some(SecretString::from("sk-very-secret\n"));
    let error = scene.client().complete(&request()).await.unwrap_err();
    assert!(error.to_string().contains("the key holds characters that no key has"), "{error}");
    assert_eq!(scene.model.requests(), 0);
}
