// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/SignInGuard.h"

#include "core/base/Clock.h"
#include "core/base/Problem.h"
#include "core/crypto/Hash.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds forgottenAfter = 1h;
constexpr unsigned attemptsBetweenCounts = 100;

Problem tooManyAttempts(std::chrono::milliseconds wait)
{
    Problem problem = Problem::of(ProblemCode::RateLimited,
                                  QCoreApplication::translate("Accounts", "Too many attempts to sign in failed."),
                                  QCoreApplication::translate("Accounts", "Wait a moment, then try again."));
    problem.retryAfterSeconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(wait).count());
    return problem;
}

} // namespace

/// How much one of the counts bears.
struct SignInGuard::Patience
{
    QString who; ///< hashed
    int freeAttempts = 0;
    std::chrono::seconds longestWait{0};

    std::chrono::seconds waitAfter(int attempts) const
    {
        constexpr int mostDoublings = 20;
        const int beyond = std::clamp(attempts - freeAttempts, 0, mostDoublings);
        return beyond == 0 ? 0s : std::min(longestWait, std::chrono::seconds(1LL << beyond));
    }
};

struct SignInGuard::Attempts
{
    int number = 0;
    Instant last;
    Instant blockedUntil;
};

/// As they are kept, in the order of the counts.
std::vector<SignInGuard::Attempts> SignInGuard::attemptsOf(Transaction &transaction, const std::vector<Patience> &all)
{
    std::vector<Attempts> found(all.size());
    const auto rows =
        transaction.select(PlatformScope::ofSignIn(), u"accounts/find_attempts"_s,
                           {{u"both"_s, all[0].who}, {u"address"_s, all[1].who}, {u"account"_s, all[2].who}});
    for (const Record &row : rows) {
        for (size_t i = 0; i < all.size(); ++i) {
            if (all[i].who == row.text(u"who"_s))
                found[i] = {int(row.integer(u"attempts"_s)), row.instant(u"last_at"_s),
                            row.instant(u"blocked_until"_s)};
        }
    }
    return found;
}

SignInGuard::SignInGuard(PlatformDatabase &database, const Clock &clock, QByteArray key, qint64 mostRows)
    : m_database(database)
    , m_clock(clock)
    , m_key(std::move(key))
    , m_mostRows(mostRows)
{}

/// Both, the address, the account; in this order.
std::vector<SignInGuard::Patience> SignInGuard::patienceFor(const QString &account, const QString &address) const
{
    const auto hashed = [this](const QString &text) {
        return QString::fromLatin1(crypto::hmacSha256(m_key, text.toUtf8()).toHex());
    };
    // A line break is in neither, so that no two pairs are the same text.
    return {{hashed(u"both\n"_s + account + u'\n' + address), 5, 15min},
            {hashed(u"address\n"_s + address), 50, 5min},
            {hashed(u"account\n"_s + account), 50, 1min}};
}

/// What is kept; throws for whoever has to wait.
std::vector<SignInGuard::Attempts> SignInGuard::attemptsUnlessBlocked(Transaction &transaction,
                                                                      const std::vector<Patience> &all, Instant now)
{
    auto found = attemptsOf(transaction, all);
    for (const Attempts &attempts : found) {
        if (attempts.blockedUntil > now)
            throw tooManyAttempts(attempts.blockedUntil - now);
    }
    return found;
}

Awaitable<void> SignInGuard::begin(QString account, QString address)
{
    const Instant now = m_clock.now();
    const auto all = patienceFor(account, address);
    // Whoever is blocked costs a look and no write.
    auto look = [&all, now](Transaction &transaction) { attemptsUnlessBlocked(transaction, all, now); };
    co_await m_database.read(std::move(look));
    const bool counts = m_begun.fetch_add(1, std::memory_order_relaxed) % attemptsBetweenCounts == 0;
    auto count = [this, &all, now, counts](Transaction &transaction) {
        if (counts)
            makeRoom(transaction, now);
        // Others may have begun at the same time.
        std::vector<Attempts> found = attemptsUnlessBlocked(transaction, all, now);
        for (size_t i = 0; i < all.size(); ++i) {
            const Patience &patience = all[i];
            Attempts &attempts = found[i];
            if (now - attempts.last > forgottenAfter)
                attempts = {};
            ++attempts.number;
            transaction.execute(PlatformScope::ofSignIn(), u"accounts/save_attempts"_s,
                                {{u"who"_s, patience.who},
                                 {u"attempts"_s, attempts.number},
                                 {u"now"_s, stored(now)},
                                 {u"blocked_until"_s, stored(now + patience.waitAfter(attempts.number))}});
        }
    };
    co_await m_database.write(std::move(count));
}

Awaitable<void> SignInGuard::succeeded(QString account, QString address)
{
    const auto all = patienceFor(account, address);
    auto forget = [&all](Transaction &transaction) {
        const auto scope = PlatformScope::ofSignIn();
        transaction.execute(scope, u"accounts/delete_attempts"_s, {{u"who"_s, all[0].who}});
        transaction.execute(scope, u"accounts/delete_attempts"_s, {{u"who"_s, all[2].who}});
        // Others at the address are still to be counted: only this attempt is taken back.
        transaction.execute(scope, u"accounts/take_back_attempt"_s, {{u"who"_s, all[1].who}});
    };
    co_await m_database.write(std::move(forget));
}

void SignInGuard::prune()
{
    const Instant before = m_clock.now() - forgottenAfter;
    m_database.writeNow([&](Transaction &transaction) {
        transaction.execute(PlatformScope::ofSignIn(), u"accounts/delete_old_attempts"_s,
                            {{u"before"_s, stored(before)}});
    });
}

void SignInGuard::makeRoom(Transaction &transaction, Instant now) const
{
    const auto scope = PlatformScope::ofSignIn();
    const auto isFull = [&] {
        return transaction.selectOne(scope, u"accounts/count_attempts"_s)->integer(u"number"_s) >= m_mostRows;
    };
    if (!isFull())
        return;
    transaction.execute(scope, u"accounts/delete_old_attempts"_s, {{u"before"_s, stored(now - forgottenAfter)}});
    if (isFull()) // an attack from everywhere: those who are not blocked start anew
        transaction.execute(scope, u"accounts/delete_unblocked_attempts"_s, {{u"now"_s, stored(now)}});
    if (isFull())
        transaction.execute(scope, u"accounts/delete_all_attempts"_s);
}

} // namespace tabletalk
