// SPDX-License-Identifier: GPL-3.0-or-later
//
// Talks to a server as other assistants do, with the official client, and prints what it
// learned as one line of JSON: node client.cjs MODULES URL KEY [TOOL ARGUMENTS]
'use strict';

const { createRequire } = require('node:module');

const [modules, url, key, tool, given] = process.argv.slice(2);
const load = createRequire(modules + '/');
const { Client } = load('@modelcontextprotocol/sdk/client/index.js');
const { StreamableHTTPClientTransport } = load('@modelcontextprotocol/sdk/client/streamableHttp.js');

async function main() {
    const client = new Client({ name: 'tabletalk-test', version: '1.0.0' });
    const headers = key ? { Authorization: `Bearer ${key}` } : {};
    const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
    const learned = {};
    try {
        await client.connect(transport);
        learned.protocol = transport.protocolVersion;
        learned.server = client.getServerVersion();
        learned.instructions = client.getInstructions();
        learned.session = transport.sessionId ?? null;
        await client.ping();
        learned.tools = (await client.listTools()).tools;
        if (tool) {
            learned.answer = await client.callTool({ name: tool, arguments: JSON.parse(given || '{}') });
        }
    } catch (error) {
        learned.error = { code: error.code ?? null, message: String(error.message) };
    }
    try {
        await client.close();
    } catch (error) {
        learned.closing = String(error.message);
    }
    process.stdout.write(JSON.stringify(learned) + '\n');
}

main();
