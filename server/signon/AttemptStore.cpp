// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/signon/AttemptStore.h"

#include "server/platform/Transaction.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr std::array<std::pair<SignOnStep, const char *>, 5> steps = {{{SignOnStep::Begun, "begun"},
                                                                       {SignOnStep::Returned, "returned"},
                                                                       {SignOnStep::Ready, "ready"},
                                                                       {SignOnStep::Failed, "failed"},
                                                                       {SignOnStep::Over, "over"}}};

QString nameOf(SignOnStep step)
{
    return QString::fromLatin1(steps[static_cast<size_t>(step)].second);
}

SignOnStep stepFrom(const QString &name)
{
    const auto found =
        std::ranges::find_if(steps, [&](const auto &each) { return name == QLatin1StringView(each.second); });
    return found == steps.end() ? SignOnStep::Over : found->first;
}

std::optional<SignOnAttempt> attemptIn(const std::optional<Record> &row)
{
    if (!row)
        return std::nullopt;
    SignOnAttempt attempt;
    attempt.tenant = row->id<TenantId>(u"tenant_id"_s);
    attempt.id = row->id<SignOnAttemptId>(u"id"_s);
    attempt.provider = row->id<SignOnProviderId>(u"provider_id"_s);
    attempt.challenge = row->text(u"challenge"_s);
    attempt.port = int(row->integer(u"port"_s));
    attempt.step = stepFrom(row->text(u"step"_s));
    attempt.sealed = row->bytes(u"sealed"_s);
    attempt.codeHash = row->text(u"code_hash"_s);
    attempt.problem = row->text(u"problem"_s);
    return attempt;
}

QVariant orNull(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

} // namespace

qint64 AttemptStore::countOf(const TenantScope &scope, Instant now)
{
    m_transaction.execute(scope, u"signon/drop_expired_of"_s, {{u"now"_s, stored(now)}});
    const auto row = m_transaction.selectOne(scope, u"signon/count_attempts"_s);
    return row ? row->integer(u"number"_s) : 0;
}

void AttemptStore::insert(const SignOnAttempt &attempt, const QString &stateHash, Instant expiresAt)
{
    m_transaction.execute(attempt.scope(), u"signon/insert_attempt"_s,
                          {{u"id"_s, stored(attempt.id)},
                           {u"provider"_s, stored(attempt.provider)},
                           {u"state_hash"_s, stateHash},
                           {u"challenge"_s, attempt.challenge},
                           {u"port"_s, attempt.port},
                           {u"sealed"_s, attempt.sealed},
                           {u"expires_at"_s, stored(expiresAt)}});
}

std::optional<SignOnAttempt> AttemptStore::findByState(const QString &stateHash, Instant now)
{
    return attemptIn(m_transaction.selectOne(PlatformScope::ofSignIn(), u"signon/find_by_state"_s,
                                             {{u"hash"_s, stateHash}, {u"now"_s, stored(now)}}));
}

std::optional<SignOnAttempt> AttemptStore::findByChallenge(const QString &challenge, SignOnAttemptId id, Instant now)
{
    return attemptIn(
        m_transaction.selectOne(PlatformScope::ofSignIn(), u"signon/find_by_challenge"_s,
                                {{u"challenge"_s, challenge}, {u"id"_s, stored(id)}, {u"now"_s, stored(now)}}));
}

bool AttemptStore::advance(SignOnAttempt &attempt, SignOnStep next)
{
    const bool moved = m_transaction.execute(attempt.scope(), u"signon/step_attempt"_s,
                                             {{u"id"_s, stored(attempt.id)},
                                              {u"before"_s, nameOf(attempt.step)},
                                              {u"step"_s, nameOf(next)},
                                              {u"sealed"_s, attempt.sealed},
                                              {u"code_hash"_s, orNull(attempt.codeHash)},
                                              {u"problem"_s, orNull(attempt.problem)}})
                       == 1;
    if (moved)
        attempt.step = next;
    return moved;
}

void AttemptStore::dropExpired(Instant now)
{
    m_transaction.execute(PlatformScope::ofJobs(), u"signon/drop_expired"_s, {{u"now"_s, stored(now)}});
}

} // namespace tabletalk
