// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/DocsPage.h"

#include "server/net/ScriptedPage.h"

namespace tabletalk {

namespace {

/// Everything shown is set as text, never as HTML, so nothing in the document can run.
constexpr ScriptedPage page{"Tabletalk API",
                            R"css(:root { --line: #8884; --soft: #8882; --accent: #2a7ae2; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { margin: 2rem 0 .5rem; text-transform: capitalize; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .35rem 0; }
summary { cursor: pointer; padding: .45rem .75rem; display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
code, pre { font: 13px/1.45 ui-monospace, monospace; } pre { background: var(--soft); padding: .6rem; border-radius: 4px; overflow: auto; }
.verb { font-weight: 600; color: var(--accent); width: 4rem; } .note { opacity: .7; } .body { padding: 0 .75rem .75rem; }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .4rem .6rem; margin: 1rem 0 0; }
)css",
                            R"html(<h1>Tabletalk API</h1>
<p id="about" class="note">Loading…</p>
<label>Find an operation <input id="find" type="search" placeholder="databases, chat.ask, …"></label>
<main id="list"></main>
)html",
                            R"js('use strict';
const make = (tag, text, cls) => { const e = document.createElement(tag); if (text) e.textContent = text; if (cls) e.className = cls; return e; };
const resolve = (doc, schema) => schema && schema.$ref ? doc.components.schemas[schema.$ref.split('/').pop()] : schema;
const schemaBlock = (doc, title, schema) => {
  const box = make('div');
  box.append(make('strong', title), make('pre', JSON.stringify(resolve(doc, schema), null, 2)));
  return box;
};
fetch('/openapi.json').then(r => r.json()).then(doc => {
  document.getElementById('about').textContent = 'Version ' + doc.info.version + '. ' + doc.info.description;
  const groups = new Map();
  for (const [path, verbs] of Object.entries(doc.paths))
    for (const [verb, op] of Object.entries(verbs)) {
      const tag = op.tags[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push({path, verb, op});
    }
  const list = document.getElementById('list');
  for (const [tag, items] of [...groups].sort()) {
    const section = make('section');
    section.append(make('h2', tag));
    for (const {path, verb, op} of items) {
      const box = make('details'), head = make('summary'), body = make('div', '', 'body');
      head.append(make('span', verb.toUpperCase(), 'verb'), make('code', doc.servers[0].url + path), make('span', op.summary));
      const open = Array.isArray(op.security) && op.security.length === 0;
      body.append(make('p', 'JSON-RPC method ' + op.operationId + (open ? ' · public' : ' · needs ' + op['x-permission']), 'note'));
      if (op.parameters) body.append(schemaBlock(doc, 'Parameters', op.parameters));
      if (op.requestBody) body.append(schemaBlock(doc, 'Request', op.requestBody.content['application/json'].schema));
      for (const [status, response] of Object.entries(op.responses))
        if (response.content) body.append(schemaBlock(doc, 'Response ' + status, response.content['application/json'].schema));
      box.append(head, body);
      box.dataset.words = (op.operationId + ' ' + path + ' ' + op.summary).toLowerCase();
      section.append(box);
    }
    list.append(section);
  }
}).catch(() => { document.getElementById('about').textContent = 'The API description could not be loaded.'; });
document.getElementById('find').addEventListener('input', event => {
  const wanted = event.target.value.toLowerCase();
  for (const section of document.querySelectorAll('section')) {
    let shown = 0;
    for (const box of section.querySelectorAll('details')) { box.hidden = !box.dataset.words.includes(wanted); shown += !box.hidden; }
    section.hidden = !shown;
  }
});
)js"};

} // namespace

HttpReply docsPage()
{
    return scriptedPage(page);
}

} // namespace tabletalk
