// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/usage/UsageStore.h"

#include "server/platform/Transaction.h"
#include "server/usage/UsageService.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

void UsageStore::insert(const QUuid &id, Instant at, const QuestionUsage &usage)
{
    m_transaction.execute(m_scope, u"usage/insert_question"_s,
                          {{u"id"_s, id.toString(QUuid::WithoutBraces)},
                           {u"user"_s, stored(usage.user)},
                           {u"at"_s, stored(at)},
                           {u"answered"_s, usage.answered ? 1 : 0},
                           {u"rows"_s, usage.rows},
                           {u"ms"_s, usage.ms}});
}

UsageSums UsageStore::sums(Instant begin, Instant end)
{
    const auto row = m_transaction.selectOne(m_scope, u"usage/sum_questions"_s,
                                             {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}});
    if (!row)
        return {};
    return {row->integer(u"questions"_s), row->integer(u"answered"_s), row->integer(u"rows_returned"_s),
            row->integer(u"answered_ms"_s)};
}

qint64 UsageStore::users(Instant begin, Instant end)
{
    const auto row = m_transaction.selectOne(m_scope, u"usage/count_users"_s,
                                             {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}});
    return row ? row->integer(u"users"_s) : 0;
}

QString UsageStore::timeZone()
{
    const auto row = m_transaction.selectOne(m_scope, u"usage/find_time_zone"_s);
    return row ? row->text(u"time_zone"_s) : QString();
}

} // namespace tabletalk
