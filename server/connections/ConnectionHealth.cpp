// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionHealth.h"

#include "core/base/Clock.h"
#include "server/connections/ConnectionStore.h"
#include "server/platform/PlatformDatabase.h"

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t connectionsInMemory = 10'000;
constexpr std::chrono::milliseconds storedEvery{60'000};

} // namespace

bool isConnectionProblem(ProblemCode code)
{
    return code == ProblemCode::CannotConnect || code == ProblemCode::LoginRefused || code == ProblemCode::NotADatabase
           || code == ProblemCode::ConnectionForbidden || code == ProblemCode::UnsupportedDatabase;
}

ConnectionHealth::ConnectionHealth(PlatformDatabase &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
    , m_noted(connectionsInMemory)
{}

void ConnectionHealth::noteAnswer(const TenantScope &scope, ConnectionId id, std::chrono::milliseconds took)
{
    note(scope, id, QString(), took);
}

void ConnectionHealth::noteProblem(const TenantScope &scope, ConnectionId id, const Problem &problem,
                                   std::chrono::milliseconds took)
{
    if (isConnectionProblem(problem.code))
        note(scope, id, problem.detail.isEmpty() ? problem.title : problem.detail, took);
}

void ConnectionHealth::forget(const TenantScope &scope, ConnectionId id)
{
    m_noted.drop({scope.tenant(), id});
}

void ConnectionHealth::note(const TenantScope &scope, ConnectionId id, const QString &detail,
                            std::chrono::milliseconds took)
{
    const Instant now = m_clock.now();
    const auto known = m_noted.find({scope.tenant(), id});
    if (known && known->detail == detail && now - known->at < storedEvery)
        return;
    m_noted.put({scope.tenant(), id}, Noted{detail, now});
    const api::DatabaseHealth health{detail.isEmpty() ? u"ok"_s : u"failing"_s, now, took.count(), detail};
    m_database.writeLater(
        scope,
        [scope, id, health](Transaction &transaction) { ConnectionStore(transaction, scope).setHealth(id, health); },
        [](const std::exception_ptr &) { /* the next use notes it again */ });
}

} // namespace tabletalk
