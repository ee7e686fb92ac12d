'use strict';
// markdown-it and DOMPurify on jsdom over Markdown files. Reads their names from standard input, one a line; prints one
// JSON object: {"cpu_ms", "bytes"}. packaging/deps --bench puts it beside its packages.
const fs = require('node:fs');

const MarkdownIt = require('markdown-it');
const { JSDOM } = require('jsdom');
const purifier = require('dompurify')(new JSDOM('').window);
const markdown = new MarkdownIt({ html: true, linkify: true });

const cards = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean).map((name) => fs.readFileSync(name, 'utf8'));
const body = (card) => card.replace(/^\s*---\n[\s\S]*?\n---\s*\n/, '');
for (const card of cards.slice(0, 20)) // let the engine compile first
    purifier.sanitize(markdown.render(body(card)));

let bytes = 0;
const before = process.cpuUsage();
for (const card of cards) {
    purifier.sanitize(markdown.render(body(card)));
    bytes += Buffer.byteLength(card);
}
const spent = process.cpuUsage(before);
console.log(JSON.stringify({ cpu_ms: (spent.user + spent.system) / 1000, bytes }));
