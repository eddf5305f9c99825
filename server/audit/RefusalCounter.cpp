// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/RefusalCounter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds period = 1min;
constexpr size_t mostCounted = 20'000; ///< of all organisations; beyond, new ones are not told of

const QString &manyAddresses()
{
    static const QString text = u"several"_s;
    return text;
}

} // namespace

std::vector<AuditRecord> RefusalCounter::add(AuditRecord refusal, Instant now)
{
    refusal.action = u"requests.refuse"_s;
    const std::lock_guard lock(m_mutex);
    std::vector<AuditRecord> told = takeDue(now);
    Key key{refusal.caller.tenant, refusal.origin.address, refusal.rule.value_or(QString())};
    auto found = m_counted.find(key);
    if (found == m_counted.end() && addressesOf(refusal.caller.tenant) >= mostAddresses) {
        std::get<1>(key) = manyAddresses();
        refusal.origin.address = manyAddresses();
        found = m_counted.find(key);
    }
    if (found != m_counted.end()) {
        ++found->second.more;
        return told;
    }
    if (m_counted.size() >= mostCounted)
        return told;
    if (m_counted.empty())
        m_oldest = now;
    m_counted.emplace(std::move(key), Counted{refusal, now, 0});
    told.push_back(std::move(refusal));
    return told;
}

std::vector<AuditRecord> RefusalCounter::due(Instant now)
{
    const std::lock_guard lock(m_mutex);
    return takeDue(now);
}

std::vector<AuditRecord> RefusalCounter::takeDue(Instant now)
{
    std::vector<AuditRecord> told;
    if (m_counted.empty() || now - m_oldest < period)
        return told;
    m_oldest = now;
    for (auto each = m_counted.begin(); each != m_counted.end();) {
        Counted &counted = each->second;
        if (now - counted.since < period) {
            m_oldest = std::min(m_oldest, counted.since);
            ++each;
            continue;
        }
        if (counted.more > 0) {
            counted.record.rule =
                u"%1, %2 more within a minute"_s.arg(counted.record.rule.value_or(QString())).arg(counted.more);
            told.push_back(std::move(counted.record));
        }
        each = m_counted.erase(each);
    }
    return told;
}

int RefusalCounter::addressesOf(const TenantId &tenant) const
{
    const auto first = m_counted.lower_bound(Key{tenant, QString(), QString()});
    int count = 0;
    for (auto each = first; each != m_counted.end() && std::get<0>(each->first) == tenant && count < mostAddresses;
         ++each)
        ++count;
    return count;
}

} // namespace tabletalk
