// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"

#include <QByteArray>
#include <QHash>

#include <mutex>
#include <optional>
#include <unordered_map>

namespace tabletalk {

/// Identities that were verified a moment ago, by the hash of their token, so that not
/// every request reads the database. What is revoked in this process is gone at once,
/// even when it is being read at that moment; what changes elsewhere is seen after seconds.
/// Thread-safe; bounded.
class TokenCache
{
public:
    std::optional<Identity> find(const QByteArray &tokenHash, Instant now) const;

    /// Taken before the database is read, given back with what was read.
    quint64 generation() const;
    /// Keeps an identity, unless something was revoked since that generation.
    void insert(quint64 generation, const QByteArray &tokenHash, const Identity &identity, Instant now);

    void forgetSession(SessionId session);
    void forgetUser(UserId user);
    void forgetTenant(TenantId tenant);
    void forgetApiKey(const QString &id);

private:
    struct Entry
    {
        Identity identity;
        Instant until;
    };

    template <class Matches>
    void forgetIf(Matches matches);

    mutable std::mutex m_mutex;
    quint64 m_generation = 0;
    std::unordered_map<QByteArray, Entry> m_entries;
};

} // namespace tabletalk
