//! Who is who in commits: accounts behind noreply addresses, bots, assistants, people with the names of assistants.

use sparky_schema::records::Signature;

use crate::scene::{Scratch, config, run};

const MONDAY: &str = "2026-07-06T00:00:00Z";

fn author(name: &str, email: &str) -> Signature {
    let scratch = Scratch::new("tool");
    scratch.commit_by("work", MONDAY, (name, email));
    run(&config(vec![scratch.source()])).unwrap().repositories[0].records.commits[0].author.clone()
}

#[test]
fn an_account_is_read_from_a_noreply_address_as_it_is_spelled() {
    for (email, login) in [
        ("583231+Octo-Cat@users.noreply.github.com", Some("Octo-Cat")),
        ("octocat@users.noreply.github.com", Some("octocat")),
        ("7+octocat@users.noreply.git.example.org", Some("octocat")),
        ("octocat@example.com", None),
        ("noreply@github.com", None),
        ("octo cat@users.noreply.github.com", None),
    ] {
        let author = author("Octo", email);
        assert_eq!((author.login.as_ref().map(|login| login.as_str()), author.bot), (login, false), "{email}");
    }
}

#[test]
fn bots_and_assistants_are_no_people_and_people_are_no_bots() {
    for (name, email, bot) in [
        ("renovate[bot]", "29139614+renovate[bot]@users.noreply.github.com", true),
        ("Copilot", "198982749+Copilot@users.noreply.github.com", true),
        ("github-actions", "github-actions@github.com", true),
        ("GitHub Action", "action@github.com", true),
        ("Cursor Agent", "cursoragent@cursor.com", true),
        ("Claude", "noreply@anthropic.com", true),
        ("claude", "81847+claude@users.noreply.github.com", true),
        ("Claude", "claude@example.fr", false),
        ("Claude Monet", "monet@example.fr", false),
        ("Abbot", "abbot@example.com", false),
    ] {
        assert_eq!(author(name, email).bot, bot, "{name} <{email}>");
    }
}

#[test]
fn an_address_is_the_same_however_it_is_written_and_none_is_none() {
    let hash = author("Ann", "ann@example.com").email_hash;
    assert_eq!(hash, author("Ann", "Ann@Example.COM").email_hash);
    // The first 16 digits of `printf ann@example.com | sha256sum`.
    assert_eq!(hash.as_deref(), Some("71d4f55f72fa128d"));
    assert_eq!(author("Ann", "").email_hash, None);
}

#[test]
fn co_authors_are_named_once_in_order_wherever_they_stand() {
    let scratch = Scratch::new("tool");
    let message = "work\n\nco-authored-by: Bob <bob@example.com>\n\nMore.\n\nCo-Authored-By: Eve\n\
                   Co-authored-by: Bob <BOB@example.com>\nCo-authored-by: <nobody@example.com>";
    scratch.commit(message, MONDAY);
    let collection = run(&config(vec![scratch.source()])).unwrap();
    let co_authors = &collection.repositories[0].records.commits[0].co_authors;
    let told: Vec<_> = co_authors.iter().map(|who| (who.name.as_str(), who.email_hash.is_some())).collect();
    assert_eq!(told, [("Bob", true), ("Eve", false)]);
}
