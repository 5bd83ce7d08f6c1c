//! Posts for social networks: which window it is, the most important stories, what it amounts to, the people and a
//! link; as much of it as a network takes. It must not know how a post is sent.

mod part;
mod plain;

use std::collections::BTreeSet;

use serde::Serialize;
use sparky_schema::analysis::{Event, Happening};
use sparky_schema::content::Platform;
use sparky_schema::post_length::fits;

use crate::draft::Item;
use crate::error::Error;
use crate::escape::markdown;
use crate::facts::{person, plain_title};
use crate::sections::{Desk, frame, opening};
use part::{Form, Parts, Story, Words};

/// Stories that are told.
const MOST: usize = 6;

/// People who are named.
const MOST_NAMES: usize = 4;

/// What could be posted about a window.
pub(crate) struct Posts {
    header: Words,
    stories: Vec<Story>,
    summary: Words,
    thanks: Option<Words>,
    /// The page of the digest, else of the first story.
    link: Option<String>,
    /// What is posted where nothing else fits.
    title: Words,
    /// Sentences of a model that tell it all, each with what it tells.
    said: Vec<(Words, Vec<String>)>,
}

/// A post for one network.
pub(crate) struct Post {
    pub(crate) markdown: String,
    pub(crate) text: String,
    pub(crate) thread: Vec<String>,
    pub(crate) facts: Vec<String>,
    pub(crate) by_model: bool,
}

/// What `sentences/social_thanks.md.j2` gets as `p`.
#[derive(Serialize)]
struct Names {
    names: Vec<String>,
    others: bool,
}

impl Posts {
    /// `title` is that of the digest, plain text, and `page` its address.
    pub(crate) fn of(desk: &Desk<'_>, title: &str, page: Option<String>) -> Result<Self, Error> {
        let frame = frame(desk.analysis, desk.quiet, desk.style.language);
        let say = |file| Ok::<_, Error>(Words::of(desk.narrator.say(file, "d", &frame, 0)?.unwrap_or_default()));
        let stories: Vec<Story> = stories(desk)?;
        let link = page.or_else(|| stories.first().and_then(|story| story.url.clone()));
        Ok(Self {
            header: say("social_header")?,
            summary: say("social_summary")?,
            stories,
            thanks: thanks(desk)?.map(Words::of),
            link,
            title: Words::of(markdown(title)),
            said: Vec::new(),
        })
    }

    /// The same in sentences of a model, where there are some.
    pub(crate) fn said(mut self, said: &[Item]) -> Self {
        let sentences = said.iter().flat_map(|item| Some((item.sentences.first()?, item.facts.clone())));
        self.said = sentences.map(|(sentence, facts)| (Words::of(sentence.text.clone()), facts)).collect();
        self
    }

    /// The post for a network.
    pub(crate) fn on(&self, platform: Platform) -> Post {
        self.by_model(platform).unwrap_or_else(|| self.by_template(platform))
    }

    /// As many of a model's sentences as fit, the first one among them.
    fn by_model(&self, platform: Platform) -> Option<Post> {
        let link = self.link.as_deref();
        let mut parts = Parts { header: Some(&self.header), link, ..Parts::default() };
        let mut told: Vec<String> = Vec::new();
        for (n, (words, facts)) in self.said.iter().enumerate() {
            let mut more = parts.clone();
            more.said.push(words);
            if fits(platform, &more.text(Form::Plain)) {
                parts = more;
                told.extend(facts.iter().cloned());
            } else if n == 0 {
                return None;
            }
        }
        let left = self.stories.iter().filter(|story| !told.contains(&story.fact)).map(Story::alone);
        let left = left.filter(|text| has_threads(platform) && fits(platform, text));
        (!parts.said.is_empty()).then(|| Post {
            text: parts.text(Form::Plain),
            markdown: parts.text(Form::Markdown),
            thread: left.collect(),
            facts: told.clone(),
            by_model: true,
        })
    }

    fn by_template(&self, platform: Platform) -> Post {
        let mut parts = self.chosen(platform, self.link.as_deref());
        if parts.header.is_none() {
            parts = self.chosen(platform, None);
        }
        if parts.header.is_none() {
            parts.header = Some(&self.title);
        }
        Post {
            text: parts.text(Form::Plain),
            markdown: parts.text(Form::Markdown),
            facts: parts.stories.iter().map(|story| story.fact.clone()).collect(),
            thread: if has_threads(platform) { self.thread(platform, &parts) } else { Vec::new() },
            by_model: false,
        }
    }

    /// Parts in the order of their worth, as long as they fit.
    fn chosen<'a>(&'a self, platform: Platform, link: Option<&'a str>) -> Parts<'a> {
        let mut parts = Parts { link, ..Parts::default() };
        let mut take = |add: &dyn Fn(&mut Parts<'a>)| {
            let mut more = parts.clone();
            add(&mut more);
            if fits(platform, &more.text(Form::Plain)) {
                parts = more;
            }
        };
        let (first, others) = self.stories.split_at(self.stories.len().min(1));
        take(&|parts| parts.header = Some(&self.header));
        first.iter().for_each(|story| take(&|parts| parts.stories.push(story)));
        take(&|parts| parts.summary = Some(&self.summary));
        take(&|parts| parts.thanks = self.thanks.as_ref());
        others.iter().for_each(|story| take(&|parts| parts.stories.push(story)));
        parts
    }

    /// Stories that the post leaves out, one each with its own link, and the people at the end.
    fn thread(&self, platform: Platform, told: &Parts<'_>) -> Vec<String> {
        let left = self.stories.iter().filter(|story| !told.stories.contains(story)).map(Story::alone);
        let people = Parts { thanks: self.thanks.as_ref(), ..Parts::default() };
        let people = Some(people.text(Form::Plain)).filter(|text| told.thanks.is_none() && !text.is_empty());
        left.chain(people).filter(|text| fits(platform, text)).collect()
    }
}

/// Whether posts follow each other there.
const fn has_threads(platform: Platform) -> bool {
    !matches!(platform, Platform::LinkedIn)
}

/// What a model can tell in a post: the stories as sentences, what the window amounts to, the people.
pub(crate) fn facts(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    for happening in told(desk) {
        let facts = desk.alone(happening).facts(desk.voice);
        let text = desk.narrator.say(opening(&facts), "s", &facts, 0)?;
        items.push(Item { facts: vec![happening.id.clone()], ..Item::of(text, 0, true) });
    }
    let volume = desk.narrator.say("lead_volume", "d", &frame(desk.analysis, desk.quiet, desk.style.language), 0)?;
    items.push(Item { over_all: true, ..Item::of(volume, 0, true) });
    items.push(Item { over_all: true, ..Item::of(thanks(desk)?, 0, true) });
    items.retain(|item| !item.sentences.is_empty());
    Ok(items)
}

fn stories(desk: &Desk<'_>) -> Result<Vec<Story>, Error> {
    let mut stories = Vec::new();
    for happening in told(desk) {
        let mut facts = desk.alone(happening).facts(desk.voice);
        facts.what = plain_title(happening, desk.voice.wording());
        facts.by = facts.by.filter(|_| !desk.voice.sole);
        let verb = desk.narrator.say("social_verb", "s", &facts, 0)?;
        let line = desk.narrator.say("social_story", "s", &facts, 0)?;
        let Some((verb, line)) = verb.zip(line) else { continue };
        let (verb, line) = (Words::of(verb), Words::of(line));
        stories.push(Story { verb, line, fact: happening.id.clone(), url: happening.url.clone() });
    }
    Ok(stories)
}

/// The most important happenings: what was done rather than what was asked for, where something was done.
fn told<'a>(desk: &Desk<'a>) -> Vec<&'a Happening> {
    let is_done = |h: &Happening| matches!(h.event, Event::Released | Event::Merged | Event::Committed);
    let all = desk.analysis.happenings.iter();
    let people = all.filter(|h| !h.merge && !desk.is_released(h) && h.author.as_ref().is_none_or(|who| !who.bot));
    let (done, asked): (Vec<_>, Vec<_>) = people.partition(|h| is_done(h));
    let mut seen = BTreeSet::new();
    let mut told = if done.is_empty() { asked } else { done };
    told.retain(|h| seen.insert(h.subject.as_str()));
    told.truncate(MOST);
    told
}

fn thanks(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let people = &desk.analysis.people;
    let names = people.iter().take(MOST_NAMES).map(|who| person(&who.person)).collect();
    desk.narrator.say("social_thanks", "p", &Names { names, others: people.len() > MOST_NAMES }, 0)
}
