//! `sparky init`: writes the files that make a repository tell about itself every night. It asks when somebody is there
//! to answer. It must not know what the files mean to the programs that read them.

mod answers;
mod files;

use std::io::IsTerminal as _;
use std::path::Path;

use sparky_schema::codec;

use answers::Answers;

use crate::cli::Init;
use crate::config::Environment;
use crate::exit::Exit;
use crate::output::Voice;

const IGNORED: &str = ".gitignore";

pub(crate) fn execute(args: &Init, environment: &Environment, voice: &Voice) -> anyhow::Result<Exit> {
    let guess = Answers::guess(&args.dir);
    let asks = !args.yes && !voice.json && !environment.actions && std::io::stdin().is_terminal();
    let answers = if asks { guess.ask()? } else { guess };
    let (mut written, mut kept) = (Vec::new(), Vec::new());
    for (name, text) in files::of(&answers) {
        let path = args.dir.join(name);
        if is_to_be_kept(&path, &text, args.force)? {
            kept.push(name);
        } else {
            codec::write_atomically(&path, text.as_bytes())?;
            written.push(name);
        }
    }
    if ignore(&args.dir.join(IGNORED))? {
        written.push(IGNORED);
    }
    tell(&answers, &written, &kept, voice);
    Ok(Exit::Done)
}

/// Adds to a list that may be somebody's own; whether there was something to add.
fn ignore(path: &Path) -> anyhow::Result<bool> {
    let mut list = match std::fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        list => list?,
    };
    let Some(more) = files::ignored(&String::from_utf8_lossy(&list)) else { return Ok(false) };
    list.extend(more.bytes());
    codec::write_atomically(path, &list)?;
    Ok(true)
}

/// What somebody has written is never lost unasked.
fn is_to_be_kept(path: &Path, text: &str, force: bool) -> std::io::Result<bool> {
    match std::fs::read(path) {
        Ok(old) => Ok(!force && old != text.as_bytes()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn tell(answers: &Answers, written: &[&str], kept: &[&str], voice: &Voice) {
    if voice.json {
        let body = serde_json::json!({ "written": written, "kept": kept, "repos": answers.repos });
        return voice.data(&format!("{body:#}\n"));
    }
    written.iter().for_each(|name| voice.data(&format!("{name}\n")));
    kept.iter().for_each(|name| voice.say(&format!("{name} is there already and stays as it is; --force replaces it")));
    let next = match answers.repos.first() {
        Some(repo) => format!("next: `sparky run weekly --repo {repo}`, or commit these files and push them"),
        None => "next: name your repositories under [source] in sparky.toml, then `sparky run weekly`".to_owned(),
    };
    voice.say(&next);
}
