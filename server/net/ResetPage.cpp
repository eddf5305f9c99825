// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/ResetPage.h"

#include "server/net/ScriptedPage.h"

namespace tabletalk {

namespace {

constexpr ScriptedPage page{
    "Tabletalk: choose a new password",
    R"css(body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 26rem; padding: 2rem 1.5rem; }
label { display: block; margin: 1rem 0 .25rem; }
input, button { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem .6rem; }
button { margin-top: 1.25rem; cursor: pointer; }
#answer { margin-top: 1rem; }
)css",
    R"html(<h1>Choose a new password</h1>
<form id="form">
<label for="first">New password</label>
<input id="first" type="password" autocomplete="new-password" required minlength="10" maxlength="256">
<label for="second">The same again</label>
<input id="second" type="password" autocomplete="new-password" required>
<button>Save</button>
</form>
<p id="answer" role="status" aria-live="polite"></p>
)html",
    R"js('use strict';
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
const form = document.getElementById('form');
const say = text => { document.getElementById('answer').textContent = text; };
form.addEventListener('submit', async event => {
  event.preventDefault();
  const first = document.getElementById('first').value;
  if (first !== document.getElementById('second').value) return say('The two passwords differ.');
  const reply = await fetch('/api/v1/auth/password/reset', {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: token, newPassword: first }) }).catch(() => null);
  if (!reply) return say('The server cannot be reached. Try again.');
  if (reply.ok) { form.hidden = true; return say('The password is changed. You can close this page and sign in.'); }
  const problem = await reply.json().catch(() => ({}));
  say([problem.title].concat((problem.errors || []).map(each => each.message), problem.hint || []).filter(Boolean).join(' – '));
});
)js"};

} // namespace

HttpReply resetPage()
{
    return scriptedPage(page);
}

} // namespace tabletalk
