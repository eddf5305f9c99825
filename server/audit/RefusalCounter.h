// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/api/Authenticator.h"

#include <map>
#include <mutex>
#include <tuple>
#include <vector>

namespace tabletalk {

/// Makes few audit records of any number of requests that were turned away: the first of an
/// address in a minute is told at once, how many more there were when the minute is over.
/// An organisation that is called from very many addresses has the rest told as one.
/// Thread-safe; bounded.
class RefusalCounter
{
public:
    /// What is to be recorded now; the rule says how many requests it was.
    std::vector<AuditRecord> add(AuditRecord refusal, Instant now);
    /// What is due without another one.
    std::vector<AuditRecord> due(Instant now);

    static constexpr int mostAddresses = 20; ///< of an organisation that are told apart in a minute

private:
    using Key = std::tuple<TenantId, QString, QString>; ///< address and rule
    struct Counted
    {
        AuditRecord record;
        Instant since;
        qint64 more = 0;
    };

    std::vector<AuditRecord> takeDue(Instant now);
    int addressesOf(const TenantId &tenant) const;

    std::mutex m_mutex;
    std::map<Key, Counted> m_counted;
    Instant m_oldest; ///< of what is counted
};

} // namespace tabletalk
