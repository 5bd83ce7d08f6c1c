//! A commit to be made. It must not know git.

/// Somebody at some time.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) date: String,
}

/// A commit to be made, by Ada Lovelace unless somebody else is named.
#[derive(Debug, Clone)]
pub struct Commit {
    pub(super) message: String,
    pub(super) author: Person,
    pub(super) committer: Person,
    pub(super) files: Vec<(String, String)>,
}

impl Commit {
    /// A commit without files, written and made at a time like `2026-07-08T10:00:00+02:00`.
    pub fn new(message: &str, time: &str) -> Self {
        let ada =
            Person { name: "Ada Lovelace".to_owned(), email: "ada@example.org".to_owned(), date: time.to_owned() };
        Self { message: message.to_owned(), author: ada.clone(), committer: ada, files: Vec::new() }
    }

    /// The same commit, written and made by somebody.
    #[must_use]
    pub fn by(mut self, name: &str, email: &str) -> Self {
        for person in [&mut self.author, &mut self.committer] {
            name.clone_into(&mut person.name);
            email.clone_into(&mut person.email);
        }
        self
    }

    /// The same commit, made by somebody else at another time than it was written.
    #[must_use]
    pub fn committed(mut self, name: &str, email: &str, time: &str) -> Self {
        self.committer = Person { name: name.to_owned(), email: email.to_owned(), date: time.to_owned() };
        self
    }

    /// The same commit with a file, which replaces an older one of that name.
    #[must_use]
    pub fn file(mut self, name: &str, text: &str) -> Self {
        self.files.push((name.to_owned(), text.to_owned()));
        self
    }
}
