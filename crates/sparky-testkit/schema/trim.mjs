// Writes github.graphql: the types of GitHub's public schema that Sparky may use, each as it is upstream, without
// descriptions and without the fields, arguments and interfaces that lead to other types. To renew it:
//   npm install @octokit/graphql-schema graphql && node trim.mjs node_modules/@octokit/graphql-schema > github.graphql
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const folder = resolve(process.argv[2]);
const { Kind, parse, print, visit } = createRequire(folder + '/package.json')('graphql');
const about = JSON.parse(readFileSync(folder + '/package.json', 'utf8'));
const all = parse(readFileSync(folder + '/schema.graphql', 'utf8'), { noLocation: true });

const SCALARS = ['String', 'Int', 'Float', 'Boolean', 'ID', 'DateTime', 'GitObjectID', 'GitTimestamp', 'GitSSHRemote', 'HTML', 'URI', 'BigInt', 'Base64String', 'Date'];
const OBJECTS = ['Query', 'RateLimit', 'PageInfo', 'Repository', 'CodeOfConduct', 'ContributingGuidelines', 'IssueTemplate', 'PullRequestTemplate', 'TreeEntry', 'Organization', 'User', 'Bot', 'Mannequin', 'EnterpriseUserAccount',
  'Commit', 'Tree', 'Blob', 'Tag', 'Ref', 'GitActor', 'CommitHistory', 'PullRequest', 'PullRequestReview', 'PullRequestReviewComment',
  'PullRequestReviewThread', 'PullRequestCommit', 'PullRequestChangedFile', 'Issue', 'IssueComment', 'Label', 'Milestone', 'Release', 'Language',
  'RepositoryTopic', 'Topic', 'License', 'Reaction', 'ReactionGroup', 'Discussion', 'DiscussionComment', 'DiscussionCategory', 'CheckSuite',
  'WorkflowRun', 'Workflow', 'StatusCheckRollup', 'ReadyForReviewEvent', 'ConvertToDraftEvent', 'ReviewRequestedEvent', 'ClosedEvent',
  'ReopenedEvent', 'MergedEvent', 'App',
  // What is written: the mutations follow from what they answer.
  'Mutation', 'CreateDiscussionPayload', 'UpdateDiscussionPayload', 'CreateCommitOnBranchPayload'];
const ABSTRACT = ['Node', 'Actor', 'RepositoryOwner', 'ProfileOwner', 'GitObject', 'GitSignature', 'Closable', 'Comment', 'Labelable', 'Lockable', 'Updatable',
  'UpdatableComment', 'UniformResourceLocatable', 'RepositoryNode', 'RepositoryInfo', 'Assignable', 'Closer', 'IssueOrPullRequest',
  'ReferencedSubject', 'SearchResultItem', 'RequestedReviewer', 'Reactable', 'Starrable', 'Subscribable', 'Reactor',
  'PullRequestTimelineItems', 'IssueTimelineItems', 'Votable'];
const known = new Map(all.definitions.filter((d) => d.name).map((d) => [d.name.value, d]));
const kept = new Set([...SCALARS, ...OBJECTS, ...ABSTRACT]);
const named = (type) => (type.type ? named(type.type) : type.name.value);

// Connections and edges of what is kept, and the enums and inputs of what is left, follow by themselves.
const follows = (name) => {
  const definition = known.get(name);
  if (kept.has(name)) return true;
  if (definition?.kind === Kind.OBJECT_TYPE_DEFINITION && /(Connection|Edge|History)$/.test(name)) {
    const inner = definition.fields.find((f) => ['node', 'nodes'].includes(f.name.value));
    if (inner && (kept.has(named(inner.type)) || follows(named(inner.type)))) return kept.add(name), true;
  }
  if (definition?.kind === Kind.ENUM_TYPE_DEFINITION || definition?.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION || definition.fields.every((f) => follows(named(f.type)))) return kept.add(name), true;
  }
  return false;
};

const trim = (d) => ({
  ...d,
  interfaces: d.interfaces?.filter((i) => kept.has(i.name.value)),
  types: d.types?.filter((t) => kept.has(t.name.value)),
  fields: d.fields?.filter((f) => follows(named(f.type)) && (f.arguments ?? []).every((a) => a.type.kind !== Kind.NON_NULL_TYPE || follows(named(a.type))))
    .map((f) => ({ ...f, arguments: f.arguments?.filter((a) => follows(named(a.type))) })),
});
const bare = (d) => visit(d, { Directive: () => null, enter: (n) => (n.description ? { ...n, description: undefined } : undefined) });

const done = new Map();
for (let before = -1; before !== done.size; ) {
  before = done.size;
  for (const name of [...kept]) if (known.has(name) && !done.has(name)) done.set(name, bare(trim(known.get(name))));
}
const upstream = [...known.keys()].filter((name) => done.has(name)).map((name) => print(done.get(name)));
console.log(`# GitHub's public GraphQL schema, trimmed by trim.mjs: without descriptions, directives, and whatever leads to other types.
# From the npm package ${about.name} ${about.version}, MIT license, Copyright (c) GitHub 2025.

${upstream.join('\n\n')}`);
