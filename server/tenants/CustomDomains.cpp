// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/CustomDomains.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

std::optional<QString> CustomDomains::organizationOf(const QString &domain) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_slugs.constFind(domain);
    return found == m_slugs.constEnd() ? std::nullopt : std::optional(*found);
}

void CustomDomains::reload(Transaction &transaction)
{
    QHash<QString, QString> slugs;
    for (const Record &row : transaction.select(PlatformScope::ofStartup(), u"tenants/list_domains"_s))
        slugs.insert(row.text(u"custom_domain"_s), row.text(u"slug"_s));
    const std::lock_guard lock(m_mutex);
    m_slugs = std::move(slugs);
}

} // namespace tabletalk
