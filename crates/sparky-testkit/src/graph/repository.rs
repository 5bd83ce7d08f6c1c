//! Repositories, commits, branches, tags and releases as records. It must not know issues and pull requests.

use serde_json::{Value, json};

use super::{Graph, embedded, owner, thread, time};
use crate::world::{Commit, Release, Repository};

/// Adds a repository and everything in it. Ids are made of its place in the world, so that they outlive a rename.
pub(crate) fn add(graph: &mut Graph, index: usize, repository: &Repository) {
    if repository.hidden {
        return;
    }
    let id = format!("R_{index}");
    let name = repository.name_with_owner.as_str();
    let commits: Vec<Value> = repository.commits.iter().map(|commit| add_commit(graph, &id, commit)).collect();
    let refs = add_refs(graph, &id, repository);
    let releases: Vec<Value> =
        repository.releases.iter().map(|release| add_release(graph, &id, name, release)).collect();
    let (labels, issues, pull_requests) = thread::add_all(graph, &id, repository);
    let owner_id = graph.account(owner(name));
    let fields = json!({
        "nameWithOwner": name,
        "name": name.split('/').next_back(),
        "owner": owner_id,
        "url": format!("https://github.com/{name}"),
        "description": repository.description,
        "isEmpty": commits.is_empty(),
        "isArchived": repository.archived,
        "isPrivate": repository.private,
        "isFork": repository.fork,
        "visibility": if repository.private { "PRIVATE" } else { "PUBLIC" },
        "pushedAt": repository.commits.iter().map(|commit| commit.committed_at).max().map(time),
        "defaultBranchRef": refs.first().filter(|_| !commits.is_empty()),
        "refs": refs,
        "repositoryTopics": repository.topics.iter().map(|topic| topic_of(topic)).collect::<Vec<_>>(),
        "labels": labels,
        "issues": issues,
        "pullRequests": pull_requests,
        "releases": releases,
        "latestRelease": latest(&releases, repository),
    });
    let added = graph.add("Repository", id.clone(), fields);
    graph.repositories.insert(name.to_lowercase(), id);
    let listed = owner_id.and_then(|owner| graph.records.get_mut(&owner)?.get_mut("repositories")?.as_array_mut());
    listed.into_iter().for_each(|list| list.push(added.clone()));
}

fn add_commit(graph: &mut Graph, repository: &str, commit: &Commit) -> Value {
    let user = graph.actor(commit.login.as_deref().filter(|login| !login.ends_with("[bot]")));
    let signature = |date| {
        json!(embedded(
            "GitActor",
            json!({ "name": commit.name, "email": commit.email, "date": time(date), "user": user })
        ))
    };
    let (headline, body) = commit.message.split_once("\n\n").unwrap_or((&commit.message, ""));
    let id_of = |sha: &String| format!("C_{repository}_{sha}");
    let fields = json!({
        "oid": commit.sha,
        "abbreviatedOid": commit.sha.get(..7),
        "message": commit.message,
        "messageHeadline": headline,
        "messageBody": body,
        "authoredDate": time(commit.authored_at),
        "committedDate": time(commit.committed_at),
        "additions": commit.additions,
        "deletions": commit.deletions,
        "changedFilesIfAvailable": commit.changed_files,
        "author": signature(commit.authored_at),
        "committer": signature(commit.committed_at),
        "parents": commit.parents.iter().map(id_of).collect::<Vec<_>>(),
        "repository": repository,
    });
    graph.add("Commit", id_of(&commit.sha), fields)
}

/// The branches, the default one first, and the tags.
fn add_refs(graph: &mut Graph, repository: &str, found: &Repository) -> Vec<Value> {
    let default = found.head().map(|head| ("refs/heads/", "main", head));
    let branches = found.branches.iter().map(|(name, sha)| ("refs/heads/", name.as_str(), sha.as_str()));
    let tags = found.tags.iter().map(|(name, sha)| ("refs/tags/", name.as_str(), sha.as_str()));
    let mut refs = Vec::new();
    for (prefix, name, sha) in default.into_iter().chain(branches).chain(tags) {
        let target = format!("C_{repository}_{sha}");
        let date = graph.record(&target).and_then(|commit| commit.get("committedDate")).cloned();
        let fields = json!({
            "name": name, "prefix": prefix, "target": target, "repository": repository, "tagCommitDate": date,
        });
        refs.push(graph.add("Ref", format!("REF_{repository}_{prefix}{name}"), fields));
    }
    refs
}

fn add_release(graph: &mut Graph, repository: &str, name: &str, release: &Release) -> Value {
    let author = graph.actor(release.author.as_deref());
    let fields = json!({
        "tagName": release.tag_name,
        "name": release.name,
        "description": release.body,
        "author": author,
        "createdAt": time(release.created_at),
        "updatedAt": time(release.published_at.unwrap_or(release.created_at)),
        "publishedAt": release.published_at.map(time),
        "isDraft": release.published_at.is_none(),
        "isPrerelease": release.prerelease,
        "url": format!("https://github.com/{name}/releases/tag/{}", release.tag_name),
        "repository": repository,
    });
    graph.add("Release", format!("RE_{repository}_{}", release.tag_name), fields)
}

fn latest<'a>(ids: &'a [Value], repository: &Repository) -> Option<&'a Value> {
    let dated = ids.iter().zip(&repository.releases).filter(|(_, release)| !release.prerelease);
    let published = dated.filter_map(|(id, release)| Some((release.published_at?, id)));
    published.max_by_key(|(published, _)| *published).map(|(_, id)| id)
}

fn topic_of(topic: &str) -> Value {
    let inner = embedded("Topic", json!({ "name": topic }));
    json!(embedded("RepositoryTopic", json!({ "topic": inner, "url": format!("https://github.com/topics/{topic}") })))
}
