// Runs GitHub's own language service over the workflows and actions below the folders that are named, as its editor
// extension does: `node lint.mjs DIR...`. Warnings count: there is nobody to see them later. Asks nobody: workflows and
// actions of this project are read from here, and interfaces.json says what the actions of others take and give.
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { register } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "yaml";

register("./json.mjs", import.meta.url);
const { registerLogger, validate } = await import("@actions/languageservice");

const home = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const interfaces = JSON.parse(readFileSync(new URL("interfaces.json", import.meta.url), "utf8"));
const own = { owner: "raibid-labs", repository: "sparky" };
let faults = 0;

function say(place, message) {
    faults += 1;
    console.error(`${place}: ${message}`);
}

// The service only logs what it cannot cope with.
registerLogger({ error: (message) => say("language service", message), warn() {}, info() {}, log() {} });

function files(root) {
    const list = (folder, is) =>
        existsSync(join(root, folder))
            ? readdirSync(join(root, folder), { recursive: true }).filter(is).map((name) => join(root, folder, name))
            : [];
    const isWorkflow = (name) => /^[^/]+\.ya?ml$/.test(name);
    const isAction = (name) => /(^|\/)action\.ya?ml$/.test(name);
    return [...list(".github/workflows", isWorkflow), ...list(".github/actions", isAction)].sort();
}

const isOwn = ({ owner, repository, name }) => owner === own.owner && (repository ?? name) === own.repository;

function described(known) {
    const all = (names) => Object.fromEntries(names.map((name) => [name, { description: name }]));
    return known && { name: "", description: "", inputs: all(known.inputs), outputs: all(known.outputs) };
}

// A step that names an action by its folder is checked like one that names it by its repository.
function text(path) {
    return readFileSync(path, "utf8").replace(
        /uses: \.(?:\/\.sparky)?\/(\.github\/actions\/[\w-]+)/g,
        `uses: ${own.owner}/${own.repository}/$1@${"0".repeat(40)}`,
    );
}

function config(root) {
    return {
        fileProvider: {
            async getFileContent(reference) {
                const base = reference.repository === undefined ? root : isOwn(reference) ? home : undefined;
                if (base === undefined) throw new Error(`${reference.owner}/${reference.repository} is not ours`);
                const path = join(base, reference.path);
                return { name: path, content: readFileSync(path, "utf8") };
            },
        },
        actionsMetadataProvider: {
            async fetchActionMetadata(action) {
                if (!isOwn(action)) return described(interfaces[`${action.owner}/${action.name}`]);
                return parse(readFileSync(join(home, action.path ?? "", "action.yml"), "utf8"));
            },
        },
    };
}

async function lint(root) {
    const found = files(root);
    if (found.length === 0) say(root, "there is no workflow and no action");
    for (const path of found) {
        const document = TextDocument.create(pathToFileURL(path).href, "yaml", 1, text(path));
        for (const { message, range } of await validate(document, config(root))) {
            say(`${relative(process.cwd(), path)}:${range.start.line + 1}:${range.start.character + 1}`, message);
        }
    }
    return found.length;
}

let count = 0;
for (const root of process.argv.slice(2)) count += await lint(resolve(root));
console.log(`files: ${count}, faults: ${faults}`);
process.exitCode = faults === 0 && count > 0 ? 0 : 1;
