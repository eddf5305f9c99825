// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/limits/LimitStore.h"

#include "server/platform/Transaction.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace tabletalk {

bool LimitStore::take(const QString &kind, Instant begin, qint64 amount, qint64 most)
{
    return m_transaction.execute(
               m_scope, u"limits/take"_s,
               {{u"kind"_s, kind}, {u"begin"_s, stored(begin)}, {u"amount"_s, amount}, {u"most"_s, most}})
           > 0;
}

void LimitStore::settle(const QString &kind, Instant begin, qint64 change)
{
    m_transaction.execute(m_scope, u"limits/settle"_s,
                          {{u"kind"_s, kind}, {u"begin"_s, stored(begin)}, {u"change"_s, change}});
}

qint64 LimitStore::used(const QString &kind, Instant begin)
{
    const auto row =
        m_transaction.selectOne(m_scope, u"limits/find_used"_s, {{u"kind"_s, kind}, {u"begin"_s, stored(begin)}});
    return row ? row->integer(u"used"_s) : 0;
}

bool LimitStore::add(const Alert &alert, Instant begin)
{
    return m_transaction.execute(m_scope, u"limits/add_alert"_s,
                                 {{u"kind"_s, alert.kind},
                                  {u"begin"_s, stored(begin)},
                                  {u"percent"_s, alert.percent},
                                  {u"used"_s, alert.used},
                                  {u"most"_s, alert.most},
                                  {u"now"_s, stored(alert.at)}})
           > 0;
}

std::vector<LimitStore::Alert> LimitStore::alerts(Instant begin)
{
    std::vector<Alert> alerts;
    for (const Record &row : m_transaction.select(m_scope, u"limits/list_alerts"_s, {{u"begin"_s, stored(begin)}}))
        alerts.push_back({row.text(u"kind"_s), int(row.integer(u"percent"_s)), row.integer(u"used"_s),
                          row.integer(u"most"_s), row.instant(u"created_at"_s)});
    return alerts;
}

std::vector<LimitStore::UntoldAlert> LimitStore::untold(Transaction &transaction, Instant since, int limit)
{
    std::vector<UntoldAlert> untold;
    for (const Record &row : transaction.select(PlatformScope::ofJobs(), u"limits/list_untold"_s,
                                                {{u"since"_s, stored(since)}, {u"limit"_s, limit}}))
        untold.push_back({TenantScope::ofJob(row.id<TenantId>(u"tenant_id"_s)),
                          row.text(u"name"_s),
                          row.instant(u"period_begin"_s),
                          {row.text(u"kind"_s), int(row.integer(u"percent"_s)), row.integer(u"used"_s),
                           row.integer(u"most"_s), row.instant(u"created_at"_s)}});
    return untold;
}

bool LimitStore::claim(const UntoldAlert &untold, Instant now)
{
    return m_transaction.execute(m_scope, u"limits/claim_untold"_s,
                                 {{u"kind"_s, untold.alert.kind},
                                  {u"begin"_s, stored(untold.begin)},
                                  {u"percent"_s, untold.alert.percent},
                                  {u"now"_s, stored(now)}})
           > 0;
}

QStringList LimitStore::administrators()
{
    QStringList addresses;
    for (const Record &row : m_transaction.select(m_scope, u"limits/list_administrators"_s))
        addresses += row.text(u"email"_s);
    return addresses;
}

qint64 LimitStore::storedBytes()
{
    const auto row = m_transaction.selectOne(m_scope, u"usage/sum_storage"_s);
    return row ? row->integer(u"bytes"_s) : 0;
}

LimitStore::Things LimitStore::things()
{
    const auto row = m_transaction.selectOne(m_scope, u"limits/count_things"_s);
    if (!row)
        return {};
    return {row->integer(u"users"_s),     row->integer(u"workspaces"_s), row->integer(u"connections"_s),
            row->integer(u"workflows"_s), row->integer(u"agents"_s),     row->integer(u"storage"_s)};
}

} // namespace tabletalk
