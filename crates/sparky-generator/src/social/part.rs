//! The parts of a post and how they become its text. It must not know networks.

use super::plain::plain;

/// A piece of text in Markdown and in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    markdown: String,
    plain: String,
}

impl Words {
    pub(super) fn of(markdown: String) -> Self {
        Self { plain: plain(&markdown), markdown }
    }

    const fn in_form(&self, form: Form) -> &String {
        match form {
            Form::Markdown => &self.markdown,
            Form::Plain => &self.plain,
        }
    }
}

/// How a post is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Markdown,
    Plain,
}

/// A story: what happened, to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Story {
    pub(super) verb: Words,
    pub(super) line: Words,
    pub(super) fact: String,
    pub(super) url: Option<String>,
}

impl Story {
    /// The story by itself.
    pub(super) fn alone(&self) -> String {
        let told = format!("{}: {}", self.verb.plain, self.line.plain);
        self.url.iter().fold(told, |told, url| format!("{told}\n\n{url}"))
    }
}

/// What a post says, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    pub(super) header: Option<&'a Words>,
    pub(super) stories: Vec<&'a Story>,
    /// Sentences of a model in the place of all that.
    pub(super) said: Vec<&'a Words>,
    pub(super) summary: Option<&'a Words>,
    pub(super) thanks: Option<&'a Words>,
    pub(super) link: Option<&'a str>,
}

impl Parts<'_> {
    pub(super) fn text(&self, form: Form) -> String {
        let mut blocks: Vec<String> = self.header.iter().map(|words| words.in_form(form).clone()).collect();
        blocks.extend(self.stories.chunk_by(|a, b| a.verb == b.verb).map(|same| told(same, form)));
        let said: Vec<&str> = self.said.iter().map(|words| words.in_form(form).as_str()).collect();
        blocks.extend(Some(said.join(" ")).filter(|said| !said.is_empty()));
        let more = [self.summary, self.thanks].into_iter().flatten();
        blocks.extend(more.map(|words| words.in_form(form).clone()));
        blocks.extend(self.link.map(|url| if form == Form::Plain { url.to_owned() } else { format!("<{url}>") }));
        blocks.join("\n\n")
    }
}

/// Stories to which the same happened: one after a colon, several in a list.
fn told(same: &[&Story], form: Form) -> String {
    let Some(first) = same.first() else { return String::new() };
    let verb = first.verb.in_form(form);
    if same.len() == 1 {
        return format!("{verb}: {}", first.line.in_form(form));
    }
    let (before, bullet) = if form == Form::Plain { ("\n", "•") } else { ("\n\n", "-") };
    let lines: Vec<String> = same.iter().map(|story| format!("{bullet} {}", story.line.in_form(form))).collect();
    format!("{verb}:{before}{}", lines.join("\n"))
}
