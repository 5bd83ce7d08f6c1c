//! Makes the texts of one window: what each can tell, how it is laid out, its files. It must not know who words it.

use std::collections::BTreeSet;

use sparky_schema::analysis::Analysis;
use sparky_schema::content::{Content, Item, ItemKind, Platform};
use sparky_schema::document::{Input, SchemaId};

use crate::card::{self, Card, Words};
use crate::digest::Digest;
use crate::error::Error;
use crate::fit::{Band, fit};
use crate::generate::{Config, Generated, RenderedFile, pages};
use crate::model::Plan;
use crate::narrator::Narrator;
use crate::page::canonical;
use crate::pictures;
use crate::sections::{Desk, drafts, frame};
use crate::social::{self, Posts};
use crate::{item, render, words};

/// What all texts of a window are made with.
pub(crate) struct Press<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) config: &'a Config,
    pub(crate) narrator: Narrator,
}

impl<'a> Press<'a> {
    pub(crate) fn new(analysis: &'a Analysis, config: &'a Config) -> Result<Self, Error> {
        Ok(Self { analysis, config, narrator: Narrator::new(analysis, config)? })
    }

    /// What every text of the window can tell.
    pub(crate) fn plans(&self) -> Result<Vec<Plan>, Error> {
        pages(self.analysis.window.period).iter().map(|kind| self.plan(*kind)).collect()
    }

    /// What one text can tell.
    pub(crate) fn plan(&self, kind: ItemKind) -> Result<Plan, Error> {
        let (analysis, narrator, style) = (self.analysis, &self.narrator, &self.config.style);
        let quiet = is_quiet(analysis, kind);
        let fixed = words::count(&self.incomplete(quiet)?.unwrap_or_default());
        let drafts = drafts(&Desk::new(analysis, narrator, style, quiet, kind))?;
        let pictures = pictures::of(analysis, narrator, kind, quiet)?;
        let band = Band::of(kind, quiet).end(style.length).without(pictures::words(&pictures));
        let desk = Desk::new(analysis, narrator, style, quiet, ItemKind::Social);
        let post = if is_first(kind) { social::facts(&desk)? } else { Vec::new() };
        Ok(Plan { kind, quiet, drafts, band, fixed, post, said: Vec::new() })
    }

    /// Everything that is written, and its files.
    pub(crate) fn print(&self, input: Input, plans: Vec<Plan>, mut notes: Vec<String>) -> Result<Generated, Error> {
        let (analysis, narrator, config) = (self.analysis, &self.narrator, self.config);
        let (mut items, mut files) = (Vec::new(), Vec::new());
        for plan in plans {
            let kind = plan.kind;
            let digest = self.digest(&plan)?;
            let body = narrator.lay_out(&format!("{}.md.j2", kind.name()), &digest)?.trim().to_owned() + "\n";
            let mut made = vec![item::text(analysis, kind, &digest, body)];
            if is_first(kind) {
                made.extend(self.posts(&digest, &plan)?);
            }
            made.iter_mut().for_each(|item| item::add_front_matters(item, config));
            made.retain(|item| config.only.is_none_or(|only| only == item.kind));
            for item in &made {
                files.extend(render::files(item, &digest, narrator, config)?);
            }
            if let Some(card) = digest.card.as_ref().filter(|_| made.iter().any(|item| item.card.is_some())) {
                files.push(RenderedFile { path: card::path(&item::id(analysis, kind)), bytes: card.png()? });
            }
            items.extend(made);
        }
        let content = Content {
            schema: SchemaId::of::<Content>(),
            inputs: vec![input],
            digest: analysis.digest.clone(),
            private: analysis.private,
            language: config.style.language,
            window: analysis.window.clone(),
            incomplete: !analysis.gaps.is_empty(),
            repositories: Some(active(analysis)),
            impact: analysis.happenings.iter().map(|happening| happening.score).reduce(f64::max),
            items,
        };
        notes.extend(narrator.unsaid());
        Ok(Generated { content, files, dropped: narrator.dropped(), notes })
    }

    fn posts(&self, digest: &Digest<'_>, plan: &Plan) -> Result<Vec<Item>, Error> {
        let desk = Desk::new(self.analysis, &self.narrator, &self.config.style, digest.quiet, ItemKind::Social);
        let page = canonical(self.config.front_matter, self.config, &item::id(self.analysis, plan.kind));
        let posts = Posts::of(&desk, &digest.title, page)?.said(&plan.said);
        let each = Platform::ALL.into_iter();
        Ok(each.map(|platform| item::post(digest, plan.kind, platform, posts.on(platform))).collect())
    }

    fn incomplete(&self, quiet: bool) -> Result<Option<String>, Error> {
        if self.analysis.gaps.is_empty() {
            return Ok(None);
        }
        Ok(Some(
            self.narrator
                .say("incomplete", "d", &frame(self.analysis, quiet, self.config.style.language), 0)?
                .unwrap_or_default(),
        ))
    }

    /// What the template of a text gets.
    pub(crate) fn digest(&self, plan: &Plan) -> Result<Digest<'a>, Error> {
        let (narrator, quiet) = (&self.narrator, plan.quiet);
        let frame = frame(self.analysis, quiet, self.config.style.language);
        let mut sections = fit(&plan.drafts, plan.band, plan.fixed);
        let narratives = item::narratives(&sections);
        let begins = plan.drafts.first().is_some_and(|draft| !draft.items().all(|item| item.sentences.is_empty()));
        let lead =
            if begins && !sections.is_empty() { sections.remove(0).paragraphs.join("\n\n") } else { String::new() };
        Ok(Digest {
            title: self.title(plan)?,
            description: narrator.say_plain("description", "d", &frame)?,
            quiet,
            incomplete: self.incomplete(quiet)?,
            lead,
            sections,
            narratives,
            pictures: pictures::of(self.analysis, narrator, plan.kind, quiet)?,
            pictures_heading: narrator.say_plain("heading_pictures", "d", &frame)?,
            card: if self.config.card { self.card(plan)? } else { None },
            footer: narrator.say("footer", "d", &frame, 0)?.unwrap_or_default(),
            made_from: self.analysis,
            analysis: narrator.speaks_of_everything().then_some(self.analysis),
        })
    }

    fn card(&self, plan: &Plan) -> Result<Option<Card>, Error> {
        let frame = || frame(self.analysis, plan.quiet, self.config.style.language);
        let say = |file| self.narrator.say_plain(file, "d", &frame());
        let plain_title = self.narrator.say_plain("title", "d", &frame().without_top())?;
        let (when, place) = (say("card_when")?, say("card_place")?);
        Ok(Card::of(self.analysis, &self.narrator, &Words { when, place, title: self.title(plan)?, plain_title }))
    }

    fn title(&self, plan: &Plan) -> Result<String, Error> {
        let file = if plan.kind == ItemKind::Blog { "blog_title" } else { "title" };
        let frame = || frame(self.analysis, plan.quiet, self.config.style.language);
        let title = self.narrator.say_plain(file, "d", &frame())?;
        // The most important title may hold a forbidden word.
        if title.is_empty() { self.narrator.say_plain(file, "d", &frame().without_top()) } else { Ok(title) }
    }
}

/// The repositories in which something happened.
fn active(analysis: &Analysis) -> Vec<String> {
    let listed = analysis.happenings.iter().map(|happening| &happening.repository);
    // What is not listed happened somewhere too.
    let busy = analysis.repositories.iter().filter(|r| !analysis.unlisted.is_empty() && r.totals.events > Some(0));
    let names: BTreeSet<_> = listed.chain(busy.map(|repository| &repository.name_with_owner)).collect();
    names.into_iter().map(ToString::to_string).collect()
}

fn is_quiet(analysis: &Analysis, kind: ItemKind) -> bool {
    let least = match kind {
        ItemKind::Daily => 8,
        ItemKind::Weekly => 30,
        ItemKind::Monthly | ItemKind::Blog | ItemKind::Social => 80,
    };
    analysis.totals.events.unwrap_or(0) < least
}

/// Posts are about the digest, not about the blog post.
const fn is_first(kind: ItemKind) -> bool {
    !matches!(kind, ItemKind::Blog)
}
