// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/base/Async.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>
#include <vector>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class Transaction;

/// Slows down whoever guesses passwords: after a few failures for an account from one
/// address, each further attempt waits twice as long. An address alone, and an account
/// alone (attacked from many addresses), have more patience and shorter waits, so that
/// nobody can lock another one out for long. Attempts count when they begin, so that many
/// at once gain nothing. Kept in the platform database: a restart forgives nothing, and
/// guesses spread over several servers count together. Thread-safe; bounded.
class SignInGuard
{
public:
    /// key: makes hashes of accounts and addresses that say nothing to who reads the table; the
    /// same for all servers of a database.
    SignInGuard(PlatformDatabase &database, const Clock &clock, QByteArray key, qint64 mostRows = 50'000);

    /// Throws RateLimited with the seconds to wait.
    Awaitable<void> begin(QString account, QString address);
    Awaitable<void> succeeded(QString account, QString address);

    /// Deletes what is forgotten by now. For worker threads.
    void prune();

private:
    struct Patience;
    struct Attempts;
    std::vector<Patience> patienceFor(const QString &account, const QString &address) const;
    static std::vector<Attempts> attemptsOf(Transaction &transaction, const std::vector<Patience> &all);
    static std::vector<Attempts> attemptsUnlessBlocked(Transaction &transaction, const std::vector<Patience> &all,
                                                       Instant now);
    void makeRoom(Transaction &transaction, Instant now) const;

    PlatformDatabase &m_database;
    const Clock &m_clock;
    const QByteArray m_key;
    const qint64 m_mostRows;
    std::atomic<unsigned> m_begun{0};
};

} // namespace tabletalk
