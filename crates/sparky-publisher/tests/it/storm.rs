//! Networks, chats and mail under faults and cuts by (repeatable) chance: one post each, or a person is asked, who looks.

use std::rc::Rc;
use std::time::Duration;

use sparky_publisher::{
    BlueskyAccount, ChatKind, LinkedInAccount, MastodonAccount, NetworkKind, SlackChannel, TargetKind, TelegramChat,
    XAccount, XCredentials, settle,
};
use sparky_schema::content::ItemKind;
use sparky_schema::publication::Status;
use sparky_testkit::{FakeService, Response};

use crate::fakes::{Fake, Fault, bluesky, linkedin, mastodon, slack, teams, telegram, x};
use crate::networks::patient;
use crate::scene::one;
use crate::services::secret;

/// Storms for each service.
const STORMS: u64 = 6;

const ID: &str = "social/2026-07-08";

/// A way to the service behind a place.
pub(crate) type Reach = Box<dyn Fn(&mut dyn FnMut(&FakeService))>;

/// A service of any kind.
pub(crate) struct Place {
    pub(crate) kind: TargetKind,
    /// How often something was posted that stays.
    pub(crate) posts: Box<dyn Fn() -> usize>,
    pub(crate) plan: Box<dyn Fn(Fault)>,
    pub(crate) writes: Box<dyn Fn() -> usize>,
    pub(crate) service: Reach,
}

fn place<S: Send + 'static>(fake: Fake<S>, kind: impl Into<TargetKind>, posts: fn(&S) -> usize) -> Place {
    let (fake, kind) = (Rc::new(fake), kind.into());
    let (planned, written, held) = (Rc::clone(&fake), Rc::clone(&fake), Rc::clone(&fake));
    Place {
        kind,
        posts: Box::new(move || posts(&fake.state())),
        plan: Box::new(move |fault| planned.plan(fault)),
        writes: Box::new(move || written.writes()),
        service: Box::new(move |act| act(&held.service)),
    }
}

/// How often a text of several parts is there in full: more than once as soon as a part is.
fn copies<'t>(texts: impl Iterator<Item = &'t String>, whole: usize) -> usize {
    let mut seen = std::collections::BTreeMap::<&str, usize>::new();
    texts.for_each(|text| *seen.entry(text).or_default() += 1);
    match seen.values().max() {
        Some(most) if *most > 1 => *most,
        Some(_) if seen.len() == whole => 1,
        _ => 0,
    }
}

/// The parts of a thread, of which the first is the text of the item.
pub(crate) const FOLLOWING: [&str; 2] = ["Then: a lexer", "Then: a printer"];

pub(crate) fn places() -> Vec<Place> {
    places_of(false)
}

/// Networks and chats; with threads, only networks that have them.
pub(crate) fn places_of(thread: bool) -> Vec<Place> {
    let mut places = vec![at_mastodon(thread), at_bluesky(thread), at_x(thread)];
    if thread {
        return places;
    }
    let fake = linkedin::start();
    let (author, token) = (linkedin::AUTHOR.to_owned(), secret("T", linkedin::TOKEN));
    let (version, visibility) = ("202606".to_owned(), "PUBLIC".to_owned());
    let account = LinkedInAccount { base_url: fake.url(), author, token, version, visibility };
    places.push(place(fake, NetworkKind::LinkedIn(account), |state| state.posts.len()));
    let fake = slack::start();
    let (channel, token) = (slack::CHANNEL.to_owned(), secret("T", slack::TOKEN));
    let chat = SlackChannel { base_url: fake.url(), channel, token };
    places.push(place(fake, ChatKind::Slack(chat), |state| state.messages.len()));
    let fake = teams::start();
    let url = secret("T", &format!("{}{}", fake.url(), teams::PATH));
    places.push(place(fake, ChatKind::Teams { url }, Vec::len));
    let fake = telegram::start();
    let (chat_id, token) = (telegram::CHAT.to_owned(), secret("T", telegram::TOKEN));
    let chat = TelegramChat { base_url: fake.url(), chat_id, token };
    places.push(place(fake, ChatKind::Telegram(chat), |state| state.messages.len()));
    places
}

fn at_mastodon(thread: bool) -> Place {
    let fake = mastodon::start();
    let (base_url, token) = (fake.url(), secret("T", mastodon::TOKEN));
    let account = NetworkKind::Mastodon(MastodonAccount { base_url, token, visibility: None, language: None, thread });
    match thread {
        false => place(fake, account, |state| state.statuses.len()),
        true => place(fake, account, |state| copies(state.statuses.values().map(|status| &status.text), 3)),
    }
}

fn at_bluesky(thread: bool) -> Place {
    let fake = bluesky::start();
    let (handle, password) = (bluesky::HANDLE.to_owned(), secret("T", bluesky::PASSWORD));
    let account =
        NetworkKind::Bluesky(BlueskyAccount { base_url: fake.url(), handle, password, language: None, thread });
    match thread {
        false => place(fake, account, |state| state.commits - 2 * state.deletions),
        // A commit more than there are records has changed one of them.
        true => place(fake, account, |state| match (state.commits, state.records.len()) {
            (commits, records) if commits != records => 2,
            (_, records) => records / 3,
        }),
    }
}

fn at_x(thread: bool) -> Place {
    let fake = x::start();
    let credentials = XCredentials::Bearer(secret("T", x::BEARER));
    let account = NetworkKind::X(XAccount { base_url: fake.url(), credentials, links: false, thread });
    match thread {
        false => place(fake, account, |state| state.posts.len()),
        true => place(fake, account, |state| copies(state.posts.values().map(|(text, _)| text), 3)),
    }
}

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn fault(&mut self) -> Fault {
        match self.roll(5) {
            0 => Fault::Dropped,
            1 => Fault::Instead(|| Response::text(502, "<html>bad gateway</html>")),
            2 => Fault::Instead(|| Response::text(429, "").with("retry-after", "3")),
            3 => Fault::Instead(|| Response::text(200, "<html>a hotel</html>")),
            _ => Fault::None,
        }
    }
}

#[tokio::test]
async fn after_any_storm_there_is_one_post() {
    for storm in 0..STORMS {
        for (index, place) in places().into_iter().enumerate() {
            weather(&place, &mut Dice(storm * 100 + index as u64)).await;
        }
    }
}

async fn weather(place: &Place, dice: &mut Dice) {
    let mut scene = patient();
    scene.content.items.clear();
    scene.add(ItemKind::Social, ID, "Merged: a parser");
    scene.content.items[0].text = Some("Merged: a parser".to_owned());
    let mut config = one(place.kind.clone());
    config.targets[0].items = vec![ItemKind::Social];
    for _ in 0..dice.roll(4) {
        (place.plan)(dice.fault());
    }
    for _ in 0..dice.roll(3) {
        let run = scene.publish(&config);
        let _ = tokio::time::timeout(Duration::from_micros(dice.roll(8_000)), run).await;
    }
    for _ in 0..12 {
        let result = scene.publish(&config).await.targets.remove(0);
        // A request of a run that was cut off may still be on its way; the person does not look at once.
        if result.status == Status::Uncertain {
            scene.publish(&config).await;
        }
        let there = (place.posts)();
        assert!(there <= 1, "{result:?}");
        match result.status {
            Status::Unchanged => return assert_eq!(there, 1),
            Status::Uncertain => drop(settle(&scene.ledger(), "docs", ID, there == 0)),
            Status::Published => assert_eq!(there, 1, "{:?}", place.kind),
            Status::Failed | Status::Updated => {}
            other => unreachable!("{other:?}: {:?}", result.error),
        }
    }
    unreachable!("it never ends");
}
