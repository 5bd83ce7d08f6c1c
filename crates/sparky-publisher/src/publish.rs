//! The verb of stage 4: every item to every target, one entry for each pair. It must not know how a target works.

use sparky_git::Git;
use sparky_schema::SchemaId;
use sparky_schema::content::{Content, Item};
use sparky_schema::document::Input;
use sparky_schema::publication::{Publication, Status, TargetResult};

use crate::config::{Config, TargetConfig, TargetKind};
use crate::error::Error;
use crate::post::{Post, Rendered};
use crate::targets::{Change, DocsGit, Folder, Place, Target};

/// Brings every target up to date with the items of `content`; `input` says what was read, `rendered` holds the files
/// that its items list. With [`Config::dry_run`] nothing is written. What fails is in the entries of the result.
pub async fn publish(
    content: &Content,
    input: Input,
    rendered: &[Rendered],
    config: &Config,
    git: &Git,
) -> Publication {
    let mut targets = unknown_targets(content, config);
    for target in config.targets.iter().filter(|target| is_asked_for(target, config)) {
        targets.extend(serve(target, content, rendered, config.dry_run, git).await);
    }
    Publication { schema: SchemaId::of::<Publication>(), inputs: vec![input], window: content.window.clone(), targets }
}

async fn serve(
    target: &TargetConfig,
    content: &Content,
    rendered: &[Rendered],
    dry_run: bool,
    git: &Git,
) -> Vec<TargetResult> {
    let mut results = Vec::new();
    let mut posts = Vec::new();
    for item in &content.items {
        if !target.items.contains(&item.kind) {
            results.push(result(target, item, Status::Skipped));
            continue;
        }
        match Post::gather(item, rendered) {
            Ok(post) => posts.push(post),
            Err(error) => results.push(failure(&target.name, item, &error)),
        }
    }
    if posts.is_empty() {
        return results;
    }
    results.extend(match &target.kind {
        TargetKind::Folder { path } => deliver(&Folder::new(path), target, &posts, dry_run).await,
        TargetKind::DocsGit { url, branch, path, token } => {
            let place = Place { url, branch: branch.as_deref(), path, token: token.as_ref() };
            match DocsGit::new(git, &place, content) {
                Ok(docs) => deliver(&docs, target, &posts, dry_run).await,
                Err(error) => all_failed(target, &posts, &error),
            }
        }
    });
    results
}

async fn deliver(to: &impl Target, target: &TargetConfig, posts: &[Post<'_>], dry_run: bool) -> Vec<TargetResult> {
    let delivery = if dry_run { to.find(posts).await } else { to.send(posts).await };
    let changes = match delivery {
        Ok(changes) => changes,
        Err(error) => return all_failed(target, posts, &error),
    };
    let each = posts.iter().zip(changes);
    each.map(|(post, change)| match change {
        Ok(change) => TargetResult { url: to.address(post), ..result(target, post.item, status(change)) },
        Err(error) => failure(&target.name, post.item, &error),
    })
    .collect()
}

fn all_failed(target: &TargetConfig, posts: &[Post<'_>], error: &Error) -> Vec<TargetResult> {
    posts.iter().map(|post| failure(&target.name, post.item, error)).collect()
}

fn status(change: Change) -> Status {
    match change {
        Change::New => Status::Published,
        Change::Changed => Status::Updated,
        Change::Same => Status::Unchanged,
    }
}

fn result(target: &TargetConfig, item: &Item, status: Status) -> TargetResult {
    entry(&target.name, item, status)
}

fn entry(target: &str, item: &Item, status: Status) -> TargetResult {
    let key = format!("{target}/{}", item.id);
    TargetResult { target: target.to_owned(), item: item.id.clone(), status, url: None, key, error: None }
}

fn failure(target: &str, item: &Item, error: &Error) -> TargetResult {
    let status = if error.is_uncertain() { Status::Uncertain } else { Status::Failed };
    tracing::warn!(target_name = target, item = item.id, "{error}");
    TargetResult { error: Some(error.to_string()), ..entry(target, item, status) }
}

fn is_asked_for(target: &TargetConfig, config: &Config) -> bool {
    config.only.is_empty() || config.only.contains(&target.name)
}

/// A name that no target has would otherwise look like a run in which all went well.
fn unknown_targets(content: &Content, config: &Config) -> Vec<TargetResult> {
    let known: Vec<&str> = config.targets.iter().map(|target| target.name.as_str()).collect();
    let unknown = config.only.iter().filter(|name| !known.contains(&name.as_str()));
    let list = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    let error = |name: &String| Error::UnknownTarget { name: name.clone(), known: list.clone() };
    unknown.flat_map(|name| content.items.iter().map(move |item| failure(name, item, &error(name)))).collect()
}
