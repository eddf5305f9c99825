// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/security/SecurityStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

AddressRanges SecurityStore::allowedRanges()
{
    AddressRanges ranges;
    const auto row = m_transaction.selectOne(m_scope, u"security/find_settings"_s);
    const QStringList texts = row ? row->text(u"allowed_ranges"_s).split(u' ', Qt::SkipEmptyParts) : QStringList();
    for (const QString &text : texts)
        ranges.add(text);
    return ranges;
}

void SecurityStore::save(const AddressRanges &ranges, Instant now)
{
    const QString text = ranges.texts().join(u' ');
    m_transaction.execute(m_scope, u"security/save_settings"_s,
                          {{u"ranges"_s, text.isEmpty() ? u""_s : text}, {u"now"_s, stored(now)}});
}

} // namespace tabletalk
