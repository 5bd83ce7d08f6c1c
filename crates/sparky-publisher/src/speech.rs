//! What pages say around texts, in the language of the site. It must not know which pages there are.

use chrono::{Datelike as _, NaiveDate};
use sparky_schema::Language;
use sparky_schema::content::ItemKind;

/// The words of a site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speech(pub(crate) Language);

impl Speech {
    /// The title of an index without one of its own.
    pub(crate) const fn digests(self) -> &'static str {
        match self.0 {
            Language::En => "Digests",
            Language::Es => "Resúmenes",
        }
    }

    /// What a link to the index is called.
    pub(crate) const fn all_digests(self) -> &'static str {
        match self.0 {
            Language::En => "All digests",
            Language::Es => "Todos los resúmenes",
        }
    }

    /// What an index is.
    pub(crate) const fn by_month(self) -> &'static str {
        match self.0 {
            Language::En => "All digests by month.",
            Language::Es => "Todos los resúmenes por meses.",
        }
    }

    /// Before the address of a page that is shown elsewhere.
    pub(crate) const fn first_published(self) -> &'static str {
        match self.0 {
            Language::En => "First published at",
            Language::Es => "Publicado originalmente en",
        }
    }

    /// The attribute of a page's root; English pages that said nothing go on saying nothing.
    pub(crate) fn attribute(self) -> String {
        if self.0.is_default() { String::new() } else { format!(" lang=\"{}\"", self.0.code()) }
    }

    /// A month as a heading: `July 2026`.
    pub(crate) fn month(self, date: NaiveDate) -> String {
        match self.0 {
            Language::En => format!("{} {}", self.0.month(date), date.year()),
            Language::Es => format!("{} de {}", capital(self.0.month(date)), date.year()),
        }
    }

    /// A day: `7 July 2026`.
    pub(crate) fn day(self, date: NaiveDate) -> String {
        let (day, month, year) = (date.day(), self.0.month(date), date.year());
        match self.0 {
            Language::En => format!("{day} {month} {year}"),
            Language::Es => format!("{day} de {month} de {year}"),
        }
    }

    /// The ISO week that begins on a day.
    pub(crate) fn week(self, first: NaiveDate) -> String {
        let week = first.iso_week();
        match self.0 {
            Language::En => format!("Week {}, {}", week.week(), week.year()),
            Language::Es => format!("Semana {} de {}", week.week(), week.year()),
        }
    }

    /// From one day to another.
    pub(crate) fn span(self, first: NaiveDate, last: NaiveDate) -> String {
        let (first, last) = (self.day(first), self.day(last));
        match self.0 {
            Language::En => format!("{first} to {last}"),
            Language::Es => format!("Del {first} al {last}"),
        }
    }

    /// A kind of text, of one digest where there are several.
    pub(crate) fn kind(self, kind: ItemKind, digest: Option<&str>) -> String {
        let (name, of) = match self.0 {
            Language::En => (if kind == ItemKind::Blog { "blog post" } else { kind.name() }, "of"),
            Language::Es => (spanish(kind), "de"),
        };
        digest.map_or_else(|| name.to_owned(), |digest| format!("{name} {of} {digest}"))
    }
}

const fn spanish(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Daily => "resumen diario",
        ItemKind::Weekly => "informe semanal",
        ItemKind::Monthly => "balance mensual",
        ItemKind::Blog => "entrada de blog",
        ItemKind::Social => "publicación",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
