// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/OrganizationStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

std::optional<api::Logo> logoOf(const Record &row)
{
    if (row.isNull(u"logo"_s))
        return std::nullopt;
    return api::Logo{row.text(u"logo_type"_s), row.text(u"logo"_s)};
}

} // namespace

std::optional<QString> OrganizationStore::slugInTheWayOf(const QString &slug)
{
    const auto row = m_transaction.selectOne(PlatformScope::ofSignIn(), u"accounts/find_slug"_s, {{u"slug"_s, slug}});
    return row ? std::optional(row->text(u"slug"_s)) : std::nullopt;
}

std::optional<api::FoundOrganization> OrganizationStore::findBySlug(const QString &slug)
{
    const auto row = m_transaction.selectOne(PlatformScope::ofSignIn(), u"tenants/find_by_slug"_s, {{u"slug"_s, slug}});
    if (!row)
        return std::nullopt;
    return api::FoundOrganization{row->text(u"name"_s), row->text(u"slug"_s), row->text(u"primary_color"_s),
                                  row->text(u"accent_color"_s), logoOf(*row)};
}

std::optional<api::Logo> OrganizationStore::logo(const TenantScope &scope)
{
    const auto row = m_transaction.selectOne(scope, u"tenants/find_logo"_s);
    return row ? logoOf(*row) : std::nullopt;
}

void OrganizationStore::setLogo(const TenantScope &scope, const std::optional<api::Logo> &logo)
{
    m_transaction.execute(scope, u"tenants/set_logo"_s,
                          {{u"logo"_s, logo ? QVariant(logo->content) : QVariant()},
                           {u"logo_type"_s, logo ? QVariant(logo->mediaType) : QVariant()}});
}

bool OrganizationStore::setStatus(const TenantScope &scope, const QString &status, const QString &reason, Instant now)
{
    return m_transaction.execute(scope, u"tenants/set_status"_s,
                                 {{u"status"_s, status}, {u"reason"_s, reason}, {u"now"_s, stored(now)}})
           > 0;
}

bool OrganizationStore::confirmDomain(const TenantScope &scope, const QString &domain)
{
    return m_transaction.execute(scope, u"tenants/confirm_domain"_s, {{u"domain"_s, domain}}) > 0;
}

std::vector<api::AdminTenant> OrganizationStore::listAll(const TenantFilter &filter, int limit)
{
    std::vector<api::AdminTenant> tenants;
    for (const Record &row : m_transaction.select(PlatformScope::ofOperator(), u"tenants/list_all"_s,
                                                  {{u"after"_s, filter.after},
                                                   {u"status"_s, filter.status},
                                                   {u"search"_s, filter.search},
                                                   {u"limit"_s, limit}}))
        tenants.push_back({.id = row.id<TenantId>(u"id"_s),
                           .name = row.text(u"name"_s),
                           .slug = row.text(u"slug"_s),
                           .status = row.text(u"status"_s),
                           .reason = row.text(u"status_reason"_s),
                           .members = row.integer(u"members"_s),
                           .customDomain = row.optionalText(u"custom_domain"_s),
                           .domainConfirmed = row.flag(u"domain_confirmed"_s),
                           .createdAt = row.instant(u"created_at"_s)});
    return tenants;
}

} // namespace tabletalk
