//! A digest as a mail: HTML and text side by side, and the headers of a list. The same item is always the same mail, also
//! in its name. It must not know how and when mail is sent.

use aws_lc_rs::digest::{SHA256, digest};
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

use crate::article::without_drawings;
use crate::config::MailList;
use crate::error::{Error, Unfit};
use crate::post::Post;
use crate::text::spans::{self, Line, Span, line, spans};

/// The mail about an item, without its date; `key` names the item at the target, for ever.
///
/// # Errors
/// When an address is none.
pub(super) fn undated(post: &Post<'_>, email: &MailList, key: &str) -> Result<String, Error> {
    let mail = message(post, email, key)?.formatted();
    let mail = String::from_utf8_lossy(&mail);
    let (head, body) = mail.split_once("\r\n\r\n").unwrap_or((&mail, ""));
    // The builder always sets one, by the clock of the machine.
    let head: Vec<&str> = head.split("\r\n").filter(|line| !line.starts_with("Date: ")).collect();
    Ok(format!("{}\r\n\r\n{body}", head.join("\r\n")))
}

fn message(post: &Post<'_>, email: &MailList, key: &str) -> Result<Message, Error> {
    let from = mailbox(&email.from)?;
    let id = format!("<{}@{}>", name(key), from.email.domain());
    let mut builder = Message::builder().message_id(Some(id)).subject(subject(&post.item.title));
    for to in &email.to {
        builder = builder.to(mailbox(to)?);
    }
    for (name, value) in headers(email, from.email.domain())? {
        builder = builder.raw_header(HeaderValue::new(name, value));
    }
    let text = SinglePart::plain(plain(&post.item.body_markdown));
    let html = SinglePart::html(html(post));
    // A boundary by chance would make every run's mail another one.
    let both = MultiPart::alternative().boundary(format!("sparky-{}", name(key))).singlepart(text).singlepart(html);
    builder.from(from).multipart(both).map_err(|error| Error::Unfit(Unfit::Mail { problem: error.to_string() }))
}

/// Who sends it, and who gets it.
///
/// # Errors
/// When an address is none.
pub(super) fn envelope(list: &MailList) -> Result<Envelope, Error> {
    let to = list.to.iter().map(|to| Ok(mailbox(to)?.email)).collect::<Result<Vec<_>, Error>>()?;
    let from = mailbox(&list.from)?.email;
    Envelope::new(Some(from), to).map_err(|error| Error::Unfit(Unfit::Mail { problem: format!("{error}; set `to`") }))
}

/// A name of letters and digits that follows from a key.
fn name(key: &str) -> String {
    let hash = digest(&SHA256, key.as_bytes());
    hash.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// An address, with or without a name.
///
/// # Errors
/// When it is none.
fn mailbox(text: &str) -> Result<Mailbox, Error> {
    let problem = |error| {
        Error::Unfit(Unfit::Mail { problem: format!("`{text}` is no address ({error}); correct `from` and `to`") })
    };
    text.parse().map_err(problem)
}

/// One line, whatever a title holds.
fn subject(title: &str) -> String {
    title.split(char::is_control).collect::<Vec<_>>().join(" ")
}

/// What tells readers and machines that this is a list and nobody to answer to (RFC 2919, 2369, 8058 and 3834).
fn headers(email: &MailList, domain: &str) -> Result<Vec<(HeaderName, String)>, Error> {
    let list = email.list_id.clone().unwrap_or_else(|| format!("sparky.{domain}"));
    let mut headers = vec![
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("Precedence", "list".to_owned()),
        ("List-Id", format!("<{}>", list.trim_matches(['<', '>']))),
    ];
    if let Some(address) = &email.unsubscribe {
        let link = if address.contains("://") { address.clone() } else { format!("mailto:{address}") };
        headers.push(("List-Unsubscribe", format!("<{link}>")));
        if link.starts_with("https://") {
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
    }
    let problem = |error| Error::Unfit(Unfit::Mail { problem: format!("{error}") });
    let named =
        |(name, value): (&str, String)| Ok((HeaderName::new_from_ascii(name.to_owned()).map_err(problem)?, value));
    headers.into_iter().map(named).collect()
}

/// The text without the marks and escapes of Markdown; a link says where it leads.
fn plain(markdown: &str) -> String {
    let lines = markdown.lines().map(|text| match line(text) {
        Line::Heading(text) => spans::plain(text).to_uppercase(),
        Line::Entry(indent, text) => format!("{}- {}", " ".repeat(indent), inline(text)),
        Line::Quote(text) => format!("> {}", inline(text)),
        Line::Rule => "---".to_owned(),
        Line::Plain(text) => inline(text),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn inline(text: &str) -> String {
    let each = spans(text).into_iter().map(|span| match span {
        Span::Text(text) | Span::Strong(text) | Span::Code(text) => text,
        Span::Link(text, url) => format!("{text} <{url}>"),
    });
    each.collect()
}

/// The rendered page, else the text as it is.
fn html(post: &Post<'_>) -> String {
    let page = post.files.iter().find(|file| file.name.ends_with(".html"));
    page.map_or_else(
        || format!("<pre>{}</pre>", escape(&post.item.body_markdown)),
        // Most mail programs show the words in a drawing and its style sheet as text.
        |page| without_drawings(&String::from_utf8_lossy(&page.bytes)),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
