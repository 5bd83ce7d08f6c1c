//! Repositories, branches, tags and releases as records. It must not know issues and pull requests.

use serde_json::{Value, json};

use super::part::Part;
use super::{Index, commit, discussion, embedded, files, owner, thread, time};
use crate::world::{Release, Repository};

/// Adds what a repository says about itself. Ids are made of its place in the world, so that they outlive a rename.
pub(super) fn add(index: &mut Index, number: usize, repository: &Repository) {
    if repository.hidden {
        return;
    }
    let id = format!("R_{number}");
    let name = repository.name_with_owner.as_str();
    index.repositories.insert(name.to_lowercase(), id.clone());
    if repository.forbidden || repository.blocked {
        let reason = match repository.blocked {
            true => ("DMCA_TAKEDOWN", "Repository access blocked"),
            false => ("FORBIDDEN", "Resource not accessible by personal access token"),
        };
        index.refusals.insert(id, reason);
        return;
    }
    let owner_id = index.account(owner(name));
    let listed = owner_id.as_ref().and_then(|owner| index.records.get_mut(owner)?.get_mut("repositories"));
    listed.and_then(Value::as_array_mut).into_iter().for_each(|list| list.push(json!(id)));
    let mut record = embedded("Repository", about(number, repository));
    record.insert("id".to_owned(), json!(id));
    record.insert("owner".to_owned(), json!(owner_id));
    record.extend(embedded("Repository", files::community(repository)));
    index.records.insert(id, record);
}

fn about(number: usize, repository: &Repository) -> Value {
    let name = repository.name_with_owner.as_str();
    let dates = || repository.commits.iter().map(|commit| commit.committed_at);
    let created = repository.created_at.or(dates().min()).unwrap_or_default();
    let count = |count| json!({ "count": count });
    let language = |name: &String| embedded("Language", json!({ "id": format!("LANG_{name}"), "name": name }));
    let license = |id: &String| embedded("License", json!({ "spdxId": id, "name": id, "key": id.to_lowercase() }));
    json!({
        "databaseId": if repository.database_id == 0 { number as u64 + 1 } else { repository.database_id },
        "nameWithOwner": name,
        "name": name.split('/').next_back(),
        "url": format!("https://github.com/{name}"),
        "description": repository.description,
        "homepageUrl": repository.homepage,
        "stargazerCount": repository.stars,
        "forkCount": repository.forks,
        "watchers": count(repository.watchers),
        "stargazers": count(repository.stars),
        "forks": count(repository.forks),
        "primaryLanguage": repository.language.as_ref().map(language),
        "licenseInfo": repository.license.as_ref().map(license),
        "isEmpty": repository.commits.is_empty(),
        "isArchived": repository.archived,
        "isPrivate": repository.private,
        "isFork": repository.fork,
        "hasDiscussionsEnabled": repository.discussions.is_some(),
        "visibility": if repository.private { "PRIVATE" } else { "PUBLIC" },
        "createdAt": time(created),
        "updatedAt": time(dates().max().unwrap_or(created)),
        "pushedAt": dates().max().map(time),
        "repositoryTopics": repository.topics.iter().map(|topic| topic_of(topic)).collect::<Vec<_>>(),
    })
}

/// Everything that is in a repository.
pub(super) fn part(id: &str, repository: &Repository) -> Part {
    let mut part = Part::default();
    let name = repository.name_with_owner.as_str();
    commit::add_all(&mut part, id, repository);
    let refs = add_refs(&mut part, id, repository);
    let releases: Vec<Value> =
        repository.releases.iter().map(|release| add_release(&mut part, id, name, release)).collect();
    let (labels, issues, pull_requests) = thread::add_all(&mut part, id, repository);
    let discussions = discussion::add_all(&mut part, id, repository);
    let lists = json!({
        "defaultBranchRef": refs.first().filter(|_| !repository.commits.is_empty()),
        "refs": refs,
        "labels": labels,
        "issues": issues,
        "pullRequests": pull_requests,
        "latestRelease": latest(&releases, repository),
        "releases": releases,
        "discussions": discussions,
    });
    part.with_lists(lists)
}

/// The branches, the default one first, and the tags.
fn add_refs(part: &mut Part, repository: &str, found: &Repository) -> Vec<Value> {
    let default = found.head().map(|head| ("refs/heads/", found.default_branch(), head));
    let branches = found.branches.iter().map(|(name, sha)| ("refs/heads/", name.as_str(), sha.as_str()));
    let tags = found.tags.iter().map(|(name, sha)| ("refs/tags/", name.as_str(), sha.as_str()));
    let mut refs = Vec::new();
    for (prefix, name, sha) in default.into_iter().chain(branches).chain(tags) {
        let target = commit::id(repository, sha);
        let date = part.record(&target).and_then(|commit| commit.get("committedDate")).cloned();
        let fields = json!({
            "name": name, "prefix": prefix, "qualifiedName": format!("{prefix}{name}"), "target": target,
            "repository": repository, "tagCommitDate": date,
        });
        refs.push(part.add("Ref", format!("REF_{repository}_{prefix}{name}"), fields));
    }
    refs
}

fn add_release(part: &mut Part, repository: &str, name: &str, release: &Release) -> Value {
    let author = part.actor(release.author.as_deref());
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
        "reactionCounts": release.reactions,
    });
    part.add("Release", format!("RE_{repository}_{}", release.tag_name), fields)
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
