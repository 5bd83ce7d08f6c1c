//! Models that lie plausibly: sentences that read well, hold a slot of their section and say what the facts do not.

use std::sync::{Arc, Mutex};

use sparky_llm::Limits;
use sparky_testkit::{Asked, FakeModel, Play};

use super::writer::{Shown, answer, plain, slots};
use super::{DAY, WEEK, check_texts, client, read, written};

/// What each lie says; `REF` is a reference, `AUTHOR` and `OTHER` are who wrote it and who reviewed it.
const LIES: &[&str] = &[
    "REF brought a dozen of them.",
    "REF brought seventeen of them.",
    "REF brought XIV of them.",
    "REF is part IV of a saga.",
    "REF brought ١٧ of them.",
    "REF brought ⅩⅣ of them.",
    "REF brought 三 of them.",
    "REF brought ② of them.",
    "REF brought a score of them.",
    "REF brought a handful of them.",
    "REF brought plenty of them.",
    "REF brought lots of them.",
    "REF brought a bunch of them.",
    "REF brought scores of them.",
    "REF cuts it tenfold.",
    "REF made it twofold.",
    "REF came with a trio of others.",
    "REF is one of a duo.",
    "REF makes a hat trick.",
    "REF doubled the speed.",
    "REF halves the time.",
    "REF cut the time by a third.",
    "REF is the largest since the spring.",
    "REF is the hugest of the year.",
    "REF is the first of its kind.",
    "REF is the final piece.",
    "REF is the only change that matters.",
    "REF is the sole change.",
    "REF beats the week before.",
    "REF tops the list.",
    "REF surpasses what came before.",
    "REF outnumbers the others.",
    "REF leads the field by a wide margin.",
    "REF came last year.",
    "REF came in last week.",
    "REF comes next week.",
    "REF came at noon.",
    "REF came overnight.",
    "REF came this morning.",
    "REF came recently, in spring.",
    "REF came over the weekend.",
    "REF took hours.",
    "REF took weeks of work.",
    "REF stood open for months.",
    "REF came at the end of the month.",
    "REF was not merged.",
    "REF has not been reviewed.",
    "REF wasn’t merged.",
    "REF cannot be merged.",
    "REF went in without a review.",
    "REF failed its tests.",
    "REF broke the build.",
    "REF lacks a review.",
    "REF still waits for a review.",
    "REF remains open.",
    "REF is still unmerged.",
    "REF was hardly looked at.",
    "REF came because users complained.",
    "REF came due to an outage.",
    "REF came after an outage.",
    "REF came in response to complaints.",
    "REF was urgent, since customers left.",
    "REF is meant to please the sponsors.",
    "REF came at the request of the sponsors.",
    "REF follows an audit.",
    "REF fixes a critical vulnerability.",
    "REF removes a security hole.",
    "REF causes a regression.",
    "REF is a breaking change.",
    "REF makes it faster.",
    "REF speeds it up.",
    "REF saves memory.",
    "REF will ship soon.",
    "REF is going to be part of the coming version.",
    "REF is expected to land.",
    "REF is planned to ship.",
    "REF may change how it works.",
    "REF probably helps.",
    "REF was written by OTHER.",
    "REF was merged by AUTHOR, and reviewed by AUTHOR.",
    "OTHER wrote REF.",
    "AUTHOR reviewed REF.",
    "AUTHOR approved REF.",
    "REF is the work of OTHER.",
    "OTHER’s change REF is in.",
    "OTHER is behind REF.",
    "OTHER authored REF, and AUTHOR reviewed it.",
    "OTHER, who wrote REF, is to be thanked.",
    "REF, from OTHER, is in.",
    "REF by OTHER is in.",
    "OTHER gave us REF.",
    "OTHER delivered REF.",
    "OTHER contributed REF.",
    "OTHER came up with REF.",
    "OTHER pushed REF.",
    "OTHER led REF.",
    "OTHER drove REF home.",
    "OTHER landed REF alone.",
    "OTHER developed REF.",
    "OTHER tackled REF.",
    "REF came from OTHER.",
    "REF was done by OTHER.",
    "REF was contributed by OTHER.",
    "AUTHOR rejected REF.",
    "AUTHOR argued against REF.",
    "AUTHOR broke the build with REF.",
    "AUTHOR left the project after REF.",
    "AUTHOR is new here with REF.",
    "AUTHOR, a newcomer, is behind REF.",
    "AUTHOR, who leads the project, is behind REF.",
    "AUTHOR and a friend are behind REF.",
    "AUTHOR of Mozilla is behind REF.",
    "AUTHOR, with help from Mallory, is behind REF.",
    "AUTHOR works for google on REF.",
    "REF was released.",
    "REF is out in a release.",
    "REF reverts an old mistake.",
    "REF replaces the parser of rust.",
    "REF is told at [here](https://evil.example/x).",
    "REF is told at [here][1].",
    "REF is told at <https://evil.example/x>.",
    "REF is told at www.evil.example for free.",
    "REF is told at evil.example for free.",
    "REF is told at evil dot example for free.",
    "REF is told at https://evil.example/x for free.",
    "REF &lt;b&gt;shines&lt;/b&gt; brightly.",
    "REF &#49;&#55; shines.",
    "REF is great[^1].",
    "REF pleases mall\u{200B}ory.",
    "REF pleases the \u{202E}yrollam.",
    "REF pleases \u{410}lice in person.",
    "REF pleases p\u{430}ypal in person.",
    "REF pleases ｍａｌｌｏｒｙ.",
    "REF pleases 𝐦𝐚𝐥𝐥𝐨𝐫𝐲.",
    "REF pleases Ⓜallory.",
    "REF pleases a\u{301}nyone.",
    "REF is a hit 🎉.",
    "REF is `code`.",
    "REF is __great__.",
    "REF closes #17.",
    "REF thanks @mallory.",
    "REF thanks Mallory.",
    "Mallory thanks REF.",
    "REF pleases ANSI and the NSA.",
    "REF: click here to win.",
    "REF is worth it; send money to us.",
    "REF, dear reader, is a lie.",
    "Ignore REF.",
    "As an AI I cannot judge REF.",
    "REF is {{pr_999999}} again.",
    "REF is {{ pr_999999 }} again.",
    "REF is {{REF}} again.",
    "REF is {% raw %} again.",
    "REF ist die größte Änderung seit Langem.",
    "REF est la plus grande depuis longtemps.",
    "REF es la mayor desde siempre.",
    "REF is nearly done.",
    "REF is almost ready.",
    "REF is ready.",
    "REF works.",
    "REF is popular with users.",
    "REF drew praise.",
    "REF drew criticism.",
    "REF sparked a heated debate.",
    "REF was controversial.",
    "REF is long overdue.",
    "REF was long awaited.",
    "REF is huge.",
    "REF is a major milestone.",
    "REF is a minor matter.",
    "REF is trivial.",
    "REF went through quickly.",
    "REF took a while.",
    "REF came back again.",
    "REF was reopened.",
    "REF was renamed.",
    "REF was deleted.",
    "REF was blocked.",
    "REF was cancelled.",
    "REF is on hold.",
    "REF stalled.",
    "REF got stuck.",
    "REF lost its reviewers.",
    "REF needs help.",
    "REF grew out of a talk at a meeting.",
    "REF passed unanimously.",
    "REF passed the tests.",
    "REF was tested.",
    "REF was documented.",
    "REF was sponsored.",
    "REF dominates the week.",
    "REF accounts for the bulk of the work.",
    "REF makes up the rest.",
    "REF is both a fix and a feature.",
    "REF has a lot of lines.",
    "REF has any number of lines.",
    "REF has enough reviews.",
    "REF closes SECOND.",
    "REF replaces SECOND.",
    "REF is part of SECOND.",
    "REF follows SECOND.",
    "REF came from SECOND.",
    "REF has additional reviews.",
    "REF has further reviews.",
    "REF has various reviews.",
    "REF has some reviews.",
    "REF has an extra review.",
    "REF has reviews galore.",
];

/// The facts, and lies about the first one after them.
fn lying(section: &Shown, lies: &[&str]) -> Vec<String> {
    let mut all = plain(section);
    let people = slots(&section.facts[0], &["person_"]);
    let reference = slots(&section.facts[0], &["pr_", "issue_"]);
    if let ([author, other, ..], [reference, ..]) = (people.as_slice(), reference.as_slice()) {
        let second = reference_of_another(section, reference);
        let told = |lie: &&str| {
            let lie = lie.replace("REF", reference).replace("SECOND", &second);
            lie.replace("AUTHOR", author).replace("OTHER", other)
        };
        all.extend(lies.iter().map(told));
    }
    all
}

fn reference_of_another(section: &Shown, reference: &str) -> String {
    let all = section.facts.iter().flat_map(|fact| slots(fact, &["pr_", "issue_"]));
    all.into_iter().find(|slot| slot != reference).unwrap_or_else(|| "{{pr_0}}".to_owned())
}

#[tokio::test]
async fn no_lie_is_printed() {
    let analysis = read(DAY);
    let mut printed = Vec::new();
    for lies in LIES.chunks(12) {
        let folder = tempfile::tempdir().unwrap();
        let told: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = Arc::clone(&told);
        let play = move |asked: &Asked| {
            Play::Say(answer(asked, |section| {
                let all = if section.id == "s0" { lying(section, lies) } else { plain(section) };
                kept.lock().unwrap().extend(all.iter().rev().take(lies.len()).filter(|_| section.id == "s0").cloned());
                all
            }))
        };
        let model = FakeModel::start(play);
        let made = written(&analysis, &client(&model, folder.path(), Limits::default())).await;
        check_texts(&analysis, &made);
        let told = told.lock().unwrap().clone();
        assert!(told.len() >= lies.len());
        let is_dropped = |lie: &&String| {
            let start: String = lie.chars().filter(|c| !"\u{200B}\u{202E}".contains(*c)).take(60).collect();
            made.notes.iter().any(|note| note.contains(&start))
        };
        printed.extend(told.iter().filter(|lie| !is_dropped(lie)).cloned());
    }
    assert!(printed.is_empty(), "{printed:#?}");
}

/// Numbers of the window under another verb, and lines added that were removed.
fn miscounting(section: &Shown) -> Vec<String> {
    let mut all = plain(section);
    for fact in section.facts.iter().filter(|fact| fact.contains("were merged") || fact.contains(" adds ")) {
        let (numbers, references) = (slots(fact, &["n_"]), slots(fact, &["pr_"]));
        let about = references.first().map_or_else(String::new, |reference| format!("{reference} "));
        all.extend(numbers.iter().take(1).map(|number| format!("In fact, {about}removes, {number} were released.")));
        all.extend(numbers.iter().take(1).map(|number| format!("In fact, {about}saw {number} closed.")));
        all.extend(numbers.iter().take(2).skip(1).map(|number| format!("In fact, {about}drops {number}.")));
    }
    all
}

#[tokio::test]
async fn no_number_counts_something_else() {
    let (analysis, folder) = (read(WEEK), tempfile::tempdir().unwrap());
    let model = FakeModel::start(|asked| Play::Say(answer(asked, miscounting)));
    let made = written(&analysis, &client(&model, folder.path(), Limits::default())).await;
    check_texts(&analysis, &made);
    assert!(made.content.items.iter().all(|item| !item.body_markdown.contains("In fact")), "{:?}", made.notes);
    assert!(made.notes.iter().any(|note| note.contains("does not count that")), "{:?}", made.notes);
}
