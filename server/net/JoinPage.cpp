// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/JoinPage.h"

#include "server/net/ScriptedPage.h"

namespace tabletalk {

namespace {

constexpr ScriptedPage page{
    "Tabletalk: join this server",
    R"css(body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 32rem; padding: 2rem 1.5rem; }
)css",
    R"html(<h1>Join this server with Tabletalk</h1>
<p>This link is for the Tabletalk program, not for a browser.</p>
<ol>
<li>Copy the whole address of this page, from https:// to its end.</li>
<li>Open Tabletalk and choose <strong>Join a server</strong>.</li>
<li>Paste it as the address.</li>
</ol>
)html"};

} // namespace

HttpReply joinPage()
{
    return scriptedPage(page);
}

} // namespace tabletalk
