// Drives docket-hub with the official JavaScript client, unchanged and from its package.
// Usage: node clienttest.cjs <docket-hub binary>
// The package is looked for in $DOCKET_NODE_MODULES, else in the cache folder that packaging/deps --test fills.
// Exit status: 0 everything held, 1 something did not, 77 node or the package is not there (CTest shows "Skipped").
'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const os = require('node:os');
const path = require('node:path');

const SKIPPED = 77;
const MODERATOR = 'hf_js_moderator';
const STRANGER = 'hf_js_stranger';

function modulesFolder() {
  if (process.env.DOCKET_NODE_MODULES) return process.env.DOCKET_NODE_MODULES;
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'docket');
  const pinned = path.join(cache, 'node-test', 'node_modules');
  return fs.existsSync(pinned) ? pinned : path.join(cache, 'node_modules');
}

function loadClient(modules) {
  const wanted = require('../../packaging/node-test/package.json').dependencies['@huggingface/hub'];
  try {
    const fromThere = createRequire(path.join(path.resolve(modules), 'anchor.js'));
    const found = JSON.parse(fs.readFileSync(path.join(modules, '@huggingface/hub/package.json'), 'utf8')).version;
    if (found !== wanted) console.log(`note: @huggingface/hub ${found} is installed, ${wanted} is what was asked for`);
    return fromThere('@huggingface/hub');
  } catch (error) {
    console.log(`skipped: @huggingface/hub ${wanted} is not in ${modules} (${error.code ?? error.message}); run packaging/deps --test`);
    process.exit(SKIPPED);
  }
}

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function makeData(root) {
  write(path.join(root, 'users.json'), JSON.stringify({
    [MODERATOR]: { name: 'mira-mod', fullname: 'Mira M.', type: 'user', role: 'write', orgs: ['acme'] },
    [STRANGER]: { name: 'teo', fullname: 'Teo K.', type: 'user', role: 'write', orgs: [] },
  }));
  for (let i = 0; i < 7; i++) {
    const repo = path.join(root, 'models', 'acme', `model-${i}`);
    write(path.join(repo, 'files/README.md'), `---\nlicense: mit\ntags: [demo]\npipeline_tag: text-generation\n---\n# Model ${i}\n`);
    write(path.join(repo, 'info.json'), JSON.stringify({ likes: i, downloads: 10 * i }));
  }
  const first = path.join(root, 'models/acme/model-0');
  write(path.join(first, 'files/weights/part one.bin'), 'x'.repeat(5000));
  write(path.join(first, 'files/weights/Größe.txt'), 'größer\n');
  write(path.join(root, 'models/acme/kept/info.json'), JSON.stringify({ _renamedFrom: ['acme/old', 'bare-old'], private: false }));
  write(path.join(root, 'models/acme/kept/files/README.md'), '# Kept\n');
  write(path.join(root, 'models/acme/hidden/info.json'), JSON.stringify({ private: true }));
  write(path.join(root, 'models/acme/hidden/files/README.md'), '# Hidden\n');
  write(path.join(root, 'models/acme/fenced/info.json'), JSON.stringify({ gated: 'manual' }));
  write(path.join(root, 'models/acme/fenced/files/README.md'), '# Fenced\n');
  for (let i = 0; i < 3; i++) {
    write(path.join(root, `datasets/acme/rows-${i}/files/README.md`), `---\nlanguage: en\n---\n# Rows ${i}\n`);
    write(path.join(root, `spaces/acme/space-${i}/files/README.md`), '---\nsdk: gradio\n---\n# Space\n');
  }
}

function startHub(binary, data) {
  return new Promise((resolve, reject) => {
    const hub = spawn(binary, ['--data', data], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    hub.stdout.on('data', (bytes) => {
      out += bytes;
      const match = out.match(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
      if (match) resolve({ hub, url: match[1] });
    });
    hub.on('error', reject);
    hub.on('exit', (code) => reject(new Error(`docket-hub ended with ${code}`)));
  });
}

async function all(iterator) {
  const out = [];
  for await (const item of iterator) out.push(item);
  return out;
}

/** The promise must be refused with this status. */
async function refused(promise, status) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.statusCode, status, String(error));
    return true;
  });
}

function checks(client, hubUrl) {
  const asModerator = { hubUrl, accessToken: MODERATOR };
  const repo = { type: 'model', name: 'acme/model-0' };
  return {
    'who am I': async () => {
      const me = await client.whoAmI(asModerator);
      assert.equal(me.name, 'mira-mod');
      assert.equal(me.type, 'user');
      assert.deepEqual(me.orgs.map((org) => org.name), ['acme']);
      assert.equal(me.auth.accessToken.role, 'write');
      await refused(client.whoAmI({ hubUrl, accessToken: 'hf_nobody' }), 401);
    },
    'list models, page by page': async () => {
      // The client asks for at most `limit` a page; a limit above the page size makes it follow Link.
      const models = await all(client.listModels({ hubUrl, search: { owner: 'acme' }, limit: 4 }));
      assert.equal(models.length, 4);
      const seen = [];
      let next = `${hubUrl}/api/models?author=acme&limit=3`;
      for (let pages = 0; next; pages++) {
        assert.ok(pages < 10);
        const answer = await fetch(next);
        seen.push(...(await answer.json()).map((item) => item.id));
        const link = answer.headers.get('link');
        next = link && link.match(/^<(http:[^>]+)>; rel="next"$/)?.[1];
      }
      assert.equal(new Set(seen).size, seen.length);
      assert.equal(seen.length, 9);
      const filtered = await all(client.listModels({ hubUrl, search: { tags: ['demo'], task: 'text-generation' } }));
      assert.equal(filtered.length, 7);
      assert.ok(filtered.every((model) => model.updatedAt instanceof Date && !Number.isNaN(model.updatedAt.getTime())));
      const withPrivate = await all(client.listModels({ ...asModerator, search: { owner: 'acme' } }));
      assert.ok(withPrivate.some((model) => model.name === 'acme/hidden' && model.private));
    },
    'list datasets and spaces': async () => {
      assert.equal((await all(client.listDatasets({ hubUrl, limit: 2 }))).length, 2);
      assert.equal((await all(client.listDatasets({ hubUrl, search: { tags: ['language:en'] } }))).length, 3);
      const spaces = await all(client.listSpaces({ hubUrl }));
      assert.equal(spaces.length, 3);
      assert.equal(spaces[0].sdk, 'gradio');
    },
    'info of each kind': async () => {
      const model = await client.modelInfo({ hubUrl, name: 'acme/model-3', additionalFields: ['tags', 'sha', 'cardData'] });
      assert.equal(model.likes, 3);
      assert.equal(model.downloads, 30);
      assert.equal(model.gated, false);
      assert.equal(model.task, 'text-generation');
      assert.ok(model.tags.includes('license:mit'));
      assert.match(model.sha, /^[0-9a-f]{40}$/);
      assert.equal((await client.datasetInfo({ hubUrl, name: 'acme/rows-1' })).name, 'acme/rows-1');
      assert.equal((await client.spaceInfo({ hubUrl, name: 'acme/space-1' })).sdk, 'gradio');
      await refused(client.modelInfo({ hubUrl, name: 'acme/nope' }), 401);
      await refused(client.modelInfo({ hubUrl, name: 'acme/hidden' }), 401);
      await refused(client.modelInfo({ hubUrl, accessToken: STRANGER, name: 'acme/hidden' }), 404);
      await refused(client.modelInfo({ hubUrl, name: 'acme/model-0', revision: 'nobranch' }), 404);
      assert.equal((await client.modelInfo({ ...asModerator, name: 'acme/hidden' })).private, true);
    },
    'a renamed repository is followed': async () => {
      assert.equal((await client.modelInfo({ hubUrl, name: 'acme/old' })).name, 'acme/kept');
      assert.ok(await client.fileExists({ hubUrl, repo: { type: 'model', name: 'acme/old' }, path: 'README.md' }));
    },
    'list files and paths': async () => {
      const files = await all(client.listFiles({ hubUrl, repo, recursive: true, expand: true }));
      const part = files.find((file) => file.path === 'weights/part one.bin');
      assert.equal(part.size, 5000);
      assert.match(part.lastCommit.id, /^[0-9a-f]{40}$/);
      assert.ok(files.some((file) => file.type === 'directory' && file.path === 'weights'));
      const info = await client.pathsInfo({ hubUrl, repo, paths: ['README.md', 'weights', 'nope.txt'], expand: true });
      assert.deepEqual(info.map((item) => item.path).sort(), ['README.md', 'weights']);
      await refused(all(client.listFiles({ hubUrl, repo, path: 'nofolder' })), 404);
    },
    'file info, download, existence': async () => {
      const info = await client.fileDownloadInfo({ hubUrl, repo, path: 'weights/part one.bin' });
      assert.equal(info.size, 5000);
      assert.match(info.etag, /^"[0-9a-f]{40}"$/);
      assert.equal(info.xet, undefined);
      const blob = await client.downloadFile({ hubUrl, repo, path: 'weights/part one.bin' });
      assert.equal((await blob.text()).length, 5000);
      assert.equal(await blob.slice(10, 20).text(), 'x'.repeat(10));
      const named = await client.downloadFile({ hubUrl, repo, path: 'weights/Größe.txt' });
      assert.equal(await named.text(), 'größer\n');
      assert.equal(await client.downloadFile({ hubUrl, repo, path: 'nope.txt' }), null);
      assert.equal(await client.fileExists({ hubUrl, repo, path: 'README.md' }), true);
      assert.equal(await client.fileExists({ hubUrl, repo, path: 'nope.txt' }), false);
      const fenced = { type: 'model', name: 'acme/fenced' };
      await refused(client.downloadFile({ hubUrl, accessToken: STRANGER, repo: fenced, path: 'README.md' }), 403);
      assert.ok(await client.downloadFile({ ...asModerator, repo: fenced, path: 'README.md' }));
    },
    'existence and access of repositories': async () => {
      assert.equal(await client.repoExists({ hubUrl, repo }), true);
      assert.equal(await client.repoExists({ hubUrl, repo: { type: 'model', name: 'acme/nope' } }), false);
      await client.checkRepoAccess({ hubUrl, repo });
      await refused(client.checkRepoAccess({ hubUrl, accessToken: STRANGER, repo: { type: 'model', name: 'acme/nope' } }), 404);
    },
    'list commits': async () => {
      const commits = await all(client.listCommits({ hubUrl, repo, batchSize: 1 }));
      assert.equal(commits.length, 1);
      assert.match(commits[0].oid, /^[0-9a-f]{40}$/);
    },
    'propose a change as a pull request': async () => {
      const text = '---\nlicense: mit\ntags: [demo, not-for-all-audiences]\n---\n# Model 0\n';
      const proposal = {
        hubUrl, accessToken: STRANGER, repo, title: 'Add not-for-all-audiences tag', description: 'See #1', isPullRequest: true,
        operations: [{ operation: 'addOrUpdate', path: 'README.md', content: new Blob([text]) }],
      };
      const made = await client.commit(proposal);
      assert.match(made.pullRequestUrl, new RegExp(`^${hubUrl}/acme/model-0/discussions/1$`));
      assert.match(made.commit.oid, /^[0-9a-f]{40}$/);
      const proposed = await client.downloadFile({ hubUrl, repo, path: 'README.md', revision: 'refs/pr/1' });
      assert.equal(await proposed.text(), text);
      const present = await client.downloadFile({ hubUrl, repo, path: 'README.md' });
      assert.ok(!(await present.text()).includes('not-for-all-audiences'));
      await refused(client.commit({ ...proposal, isPullRequest: false }), 403);
    },
    'commit to main, and refuse a stale parent': async () => {
      const before = (await all(client.listCommits({ hubUrl, repo })))[0].oid;
      const operations = [{ operation: 'addOrUpdate', path: 'notes.txt', content: new Blob(['one']) }];
      const made = await client.commit({ ...asModerator, repo, title: 'Add notes', operations, parentCommit: before });
      assert.equal((await all(client.listCommits({ hubUrl, repo })))[0].oid, made.commit.oid);
      await refused(client.commit({ ...asModerator, repo, title: 'Again', operations, parentCommit: before }), 412);
      await client.deleteFile({ ...asModerator, repo, path: 'notes.txt' });
      assert.equal(await client.fileExists({ hubUrl, repo, path: 'notes.txt' }), false);
    },
  };
}

async function main() {
  const binary = process.argv[2];
  const client = loadClient(modulesFolder());
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-hub-js-'));
  makeData(data);
  const { hub, url } = await startHub(binary, data);
  let failed = 0;
  try {
    for (const [name, check] of Object.entries(checks(client, url))) {
      try {
        await check();
        console.log(`ok    ${name}`);
      } catch (error) {
        failed++;
        console.log(`FAIL  ${name}\n${error.stack}`);
      }
    }
  } finally {
    hub.removeAllListeners('exit');
    hub.kill();
    fs.rmSync(data, { recursive: true, force: true });
  }
  process.exit(failed ? 1 : 0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
