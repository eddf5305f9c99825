// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountService.h"

#include "core/base/Clock.h"
#include "server/accounts/AccountState.h"
#include "server/accounts/SessionStore.h"
#include "server/accounts/SignInStore.h"
#include "server/administration/ServerSettingsStore.h"
#include "server/api/Cursor.h"

#include <chrono>
#include <utility>

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

/// How long attempts to sign in are kept for their person.
constexpr auto historyKept = 24h * 180;
constexpr int sessionsPrunedAtOnce = 200;

} // namespace

Awaitable<api::SessionList> AccountService::listSessions(Identity caller)
{
    requirePerson(caller);
    auto work = [caller, now = m_state->clock.now()](Transaction &transaction) {
        return SessionStore(transaction).list(caller.user, onlyOf(caller), now);
    };
    api::SessionList list;
    list.items = co_await m_state->database.read(std::move(work));
    for (api::SessionInfo &session : list.items)
        session.current = session.id == caller.session;
    co_return list;
}

Awaitable<api::Empty> AccountService::revokeSession(Identity caller, api::SessionRequest request)
{
    requirePerson(caller);
    auto work = [caller, id = request.id, now = m_state->clock.now()](Transaction &transaction) {
        if (!SessionStore(transaction).revokeOwn(caller.user, id, onlyOf(caller), now))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_state->database.write(std::move(work));
    m_state->cache.forgetSession(request.id);
    co_return api::Empty{};
}

Awaitable<api::SignInHistory> AccountService::signInHistory(Identity caller, api::ListRequest request)
{
    requirePerson(caller);
    const int limit = pageLimit(request.limit);
    const QString before = request.cursor ? decodeCursor(*request.cursor, 1).front() : QString();
    auto work = [caller, limit, before](Transaction &transaction) {
        return SignInStore(transaction).list(caller.user, onlyOf(caller), before, limit + 1);
    };
    std::vector<SignInStore::Kept> found = co_await m_state->database.read(std::move(work));
    api::SignInHistory page;
    if (found.size() > static_cast<size_t>(limit)) {
        found.pop_back();
        page.nextCursor = encodeCursor({found.back().id});
    }
    for (SignInStore::Kept &kept : found)
        page.items.push_back(std::move(kept.attempt));
    co_return page;
}

void AccountService::pruneAttempts()
{
    m_state->guard.prune();
}

void AccountService::pruneSessions(std::chrono::milliseconds age)
{
    const Instant before = m_state->clock.now() - age;
    qint64 deleted = sessionsPrunedAtOnce;
    while (deleted == sessionsPrunedAtOnce) {
        deleted = m_state->database.writeNow(
            [&](Transaction &transaction) { return SessionStore(transaction).prune(before, sessionsPrunedAtOnce); });
    }
    m_state->database.writeNow([now = m_state->clock.now()](Transaction &transaction) {
        const auto days = ServerSettingsStore(transaction).settings().signInHistoryDays;
        SignInStore(transaction).prune(now - (days ? std::chrono::hours(24 * *days) : historyKept));
    });
}

} // namespace tabletalk
