// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/SignInGuard.h"

#include "core/base/Clock.h"
#include "core/base/Problem.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr size_t mostEntries = 50'000;
constexpr std::chrono::milliseconds forgottenAfter = 1h;

struct Patience
{
    QString key;
    int freeAttempts;
    std::chrono::seconds longestWait;
};

std::array<Patience, 3> patienceFor(const QString &account, const QString &address)
{
    return {{{QStringLiteral("both/") + account + u'/' + address, 5, 15min},
             {QStringLiteral("address/") + address, 50, 5min},
             {QStringLiteral("account/") + account, 50, 1min}}};
}

std::chrono::seconds waitAfter(int attempts, const Patience &patience)
{
    constexpr int mostDoublings = 20;
    const int beyond = std::clamp(attempts - patience.freeAttempts, 0, mostDoublings);
    return beyond == 0 ? 0s : std::min(patience.longestWait, std::chrono::seconds(1LL << beyond));
}

Problem tooManyAttempts(std::chrono::milliseconds wait)
{
    Problem problem = Problem::of(ProblemCode::RateLimited,
                                  QCoreApplication::translate("Accounts", "Too many attempts to sign in failed."),
                                  QCoreApplication::translate("Accounts", "Wait a moment, then try again."));
    problem.retryAfterSeconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(wait).count());
    return problem;
}

} // namespace

void SignInGuard::begin(const QString &account, const QString &address)
{
    const std::lock_guard lock(m_mutex);
    const Instant now = m_clock.now();
    const auto all = patienceFor(account, address);
    for (const Patience &patience : all) {
        const auto found = m_entries.find(patience.key);
        if (found != m_entries.end() && found->second.blockedUntil > now)
            throw tooManyAttempts(found->second.blockedUntil - now);
    }
    makeRoom(now);
    for (const Patience &patience : all) {
        Entry &entry = m_entries[patience.key];
        if (now - entry.last > forgottenAfter)
            entry = Entry();
        ++entry.attempts;
        entry.last = now;
        entry.blockedUntil = now + waitAfter(entry.attempts, patience);
    }
}

void SignInGuard::succeeded(const QString &account, const QString &address)
{
    const std::lock_guard lock(m_mutex);
    const auto all = patienceFor(account, address);
    m_entries.erase(all[0].key);
    m_entries.erase(all[2].key);
    // Others at the address are still to be counted: only this attempt is taken back.
    if (const auto shared = m_entries.find(all[1].key); shared != m_entries.end())
        shared->second.attempts = std::max(0, shared->second.attempts - 1);
}

void SignInGuard::makeRoom(Instant now)
{
    if (m_entries.size() < mostEntries)
        return;
    std::erase_if(m_entries, [&](const auto &entry) { return now - entry.second.last > forgottenAfter; });
    if (m_entries.size() >= mostEntries) // an attack from everywhere: those who are not blocked start anew
        std::erase_if(m_entries, [&](const auto &entry) { return entry.second.blockedUntil <= now; });
    if (m_entries.size() >= mostEntries)
        m_entries.clear();
}

} // namespace tabletalk
