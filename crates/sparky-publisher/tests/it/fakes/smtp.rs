//! A mail server on the loopback that holds the conversation of RFC 5321 to the letter.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};

use base64::Engine as _;
use tokio::sync::Notify;

pub(crate) const USER: &str = "news@example.org";
pub(crate) const PASSWORD: &str = "p/ss:w@rd";

/// A mail as it was taken.
#[derive(Clone)]
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) text: String,
}

#[derive(Default)]
pub(crate) struct Smtp {
    pub(crate) mails: Vec<Mail>,
    /// Ends the connection after the next mail was taken, without a word.
    pub(crate) drop_next: bool,
    /// Answers this to the text of the next mail.
    pub(crate) refuse_next: Option<&'static str>,
    /// Whoever sends the next mail dies, before it was taken or after.
    pub(crate) death: Option<(Arc<Notify>, bool)>,
}

pub(crate) struct FakeSmtp {
    address: String,
    state: Arc<Mutex<Smtp>>,
}

pub(crate) fn start() -> FakeSmtp {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let state = Arc::new(Mutex::new(Smtp::default()));
    let shared = Arc::clone(&state);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = converse(stream.unwrap(), &shared);
        }
    });
    FakeSmtp { address, state }
}

impl FakeSmtp {
    pub(crate) fn url(&self, password: &str) -> String {
        let encode = |text: &str| text.replace('%', "%25").replace('/', "%2F").replace(':', "%3A").replace('@', "%40");
        format!("smtp://{}:{}@{}", encode(USER), encode(password), self.address)
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, Smtp> {
        self.state.lock().unwrap()
    }
}

fn converse(stream: TcpStream, state: &Mutex<Smtp>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut out = stream;
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes());
    let (mut logged_in, mut mail) = (false, None::<Mail>);
    say("220 mail.example.org ESMTP")?;
    while let Some(line) = lines.next().transpose()? {
        let verb = line.split([' ', ':']).next().unwrap().to_uppercase();
        match (verb.as_str(), &mut mail) {
            ("EHLO", _) => say("250-mail.example.org\r\n250-8BITMIME\r\n250-SIZE 1000000\r\n250 AUTH PLAIN LOGIN")?,
            ("AUTH", _) => {
                let wanted = base64::prelude::BASE64_STANDARD.encode(format!("\0{USER}\0{PASSWORD}"));
                logged_in = line == format!("AUTH PLAIN {wanted}");
                say(if logged_in { "235 2.7.0 Accepted" } else { "535 5.7.8 Username and Password not accepted" })?;
            }
            ("MAIL", _) if !logged_in => say("530 5.7.0 Authentication required")?,
            ("MAIL", None) => {
                mail = Some(Mail { from: address(&line), to: Vec::new(), text: String::new() });
                say("250 2.1.0 Ok")?;
            }
            ("RCPT", Some(_)) if line.contains("nobody@") => say("550 5.1.1 No such user here")?,
            ("RCPT", Some(mail)) => {
                mail.to.push(address(&line));
                say("250 2.1.5 Ok")?;
            }
            ("DATA", Some(held)) if !held.to.is_empty() => {
                say("354 End data with <CR><LF>.<CR><LF>")?;
                for line in lines.by_ref() {
                    match line?.as_str() {
                        "." => break,
                        text => held.text += &format!("{}\n", text.strip_prefix('.').unwrap_or(text)),
                    }
                }
                let mut state = state.lock().unwrap();
                if let Some(refusal) = state.refuse_next.take() {
                    say(refusal)?;
                } else if let Some((death, is_taken)) = state.death.take() {
                    state.mails.extend(mail.take().filter(|_| is_taken));
                    death.notify_one();
                    return Ok(());
                } else {
                    state.mails.push(mail.take().unwrap());
                    if std::mem::take(&mut state.drop_next) {
                        return Ok(());
                    }
                    say("250 2.0.0 Ok: queued as 1")?;
                }
            }
            ("NOOP" | "RSET", _) => say("250 2.0.0 Ok")?,
            ("QUIT", _) => return say("221 2.0.0 Bye"),
            _ => say("503 5.5.1 Bad sequence of commands")?,
        }
    }
    Ok(())
}

fn address(line: &str) -> String {
    line[line.find('<').unwrap() + 1..line.find('>').unwrap()].to_owned()
}
