//! The entries of the document: ids, tags, counts and names of files. It must not know how a text is made.

use std::collections::BTreeSet;

use sparky_schema::analysis::Analysis;
use sparky_schema::content::{Card as CardFile, Item, ItemKind, Narrative, Platform, SectionNarrative};

use crate::card;
use crate::digest::{Digest, Section};
use crate::facts::active;
use crate::generate::Config;
use crate::social::Post;
use crate::words;

/// `<kind>/<window id>`, the same for ever; below the name of the digest when there are several.
pub(crate) fn id(analysis: &Analysis, kind: ItemKind) -> String {
    let digest = analysis.digest.as_ref().map_or_else(String::new, |digest| format!("{digest}/"));
    format!("{digest}{}/{}", kind.name(), analysis.window.id)
}

/// A text that is read on a page.
pub(crate) fn text(analysis: &Analysis, kind: ItemKind, digest: &Digest<'_>, body: String) -> Item {
    let id = id(analysis, kind);
    Item {
        kind,
        title: digest.title.clone(),
        description: digest.description.clone(),
        word_count: words::count(&body) as u64,
        quiet: digest.quiet,
        narrative: if digest.narratives.is_empty() { Narrative::Template } else { Narrative::Model },
        sections: digest.narratives.clone(),
        facts: facts(&digest.sections),
        files: ["md", "html", "json"]
            .iter()
            .map(|ending| format!("{id}.{ending}"))
            .chain(pictures(&id, digest))
            .chain(digest.card.iter().map(|_| card::path(&id)))
            .collect(),
        card: card(&id, digest),
        tags: tags(analysis, kind),
        platform: None,
        text: None,
        thread: Vec::new(),
        body_markdown: body,
        id,
    }
}

/// The files for other site generators than the one of the site, behind all others.
pub(crate) fn add_front_matters(item: &mut Item, config: &Config) {
    let wanted = if item.platform.is_some() { &config.post_front_matters } else { &config.front_matters };
    let others = wanted.iter().filter(|profile| **profile != config.front_matter);
    let names: BTreeSet<&str> = others.map(|profile| profile.name()).collect();
    item.files.extend(names.into_iter().map(|name| format!("{}.{name}.md", item.id)));
}

/// Who wrote which section; nothing when no model wrote any.
pub(crate) fn narratives(sections: &[Section]) -> Vec<SectionNarrative> {
    let by = |section: &Section| if section.by_model { Narrative::Model } else { Narrative::Template };
    let each = sections.iter().map(|one| SectionNarrative { heading: one.heading.clone(), narrative: by(one) });
    if sections.iter().any(|section| section.by_model) { each.collect() } else { Vec::new() }
}

fn pictures<'a>(id: &'a str, digest: &'a Digest<'_>) -> impl Iterator<Item = String> + 'a {
    digest.pictures.iter().map(move |picture| crate::pictures::path(id, picture.name))
}

/// Each fact once, where it is told first.
fn facts(sections: &[Section]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    sections.iter().flat_map(|section| &section.facts).filter(|fact| seen.insert(*fact)).cloned().collect()
}

fn card(page: &str, digest: &Digest<'_>) -> Option<CardFile> {
    let card = digest.card.as_ref()?;
    Some(CardFile { file: card::path(page), alternative: card.alternative() })
}

/// A post for one network about the digest of a kind, whose card it shows.
pub(crate) fn post(digest: &Digest<'_>, about: ItemKind, platform: Platform, post: Post) -> Item {
    let kind = ItemKind::Social;
    let card = card(&id(digest.made_from, about), digest);
    let id = format!("{}/{}", id(digest.made_from, kind), platform.name());
    Item {
        kind,
        title: digest.title.clone(),
        description: digest.description.clone(),
        word_count: words::count(&post.markdown) as u64,
        quiet: digest.quiet,
        narrative: if post.by_model { Narrative::Model } else { Narrative::Template },
        sections: by_model(post.by_model),
        facts: post.facts,
        files: ["md", "json"]
            .iter()
            .map(|ending| format!("{id}.{ending}"))
            .chain(card.iter().map(|card| card.file.clone()))
            .collect(),
        card,
        tags: tags(digest.made_from, kind),
        body_markdown: post.markdown + "\n",
        id,
        platform: Some(platform),
        text: Some(post.text),
        thread: post.thread,
    }
}

/// A post is one section.
fn by_model(by_model: bool) -> Vec<SectionNarrative> {
    let one = SectionNarrative { heading: String::new(), narrative: Narrative::Model };
    by_model.then_some(one).into_iter().collect()
}

/// Active repositories by name, and the kind.
fn tags(analysis: &Analysis, kind: ItemKind) -> Vec<String> {
    let some = active(analysis).next().is_some();
    let named = analysis.repositories.iter().filter(|r| !some || active(analysis).any(|one| one == *r));
    let mut tags: Vec<String> = named.take(5).map(|r| r.name_with_owner.name().to_lowercase()).collect();
    tags.extend([kind.name().to_owned(), "digest".to_owned()]);
    tags.sort();
    tags.dedup();
    tags
}
