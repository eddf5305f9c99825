// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/signon/SignOnStore.h"

#include "server/platform/Transaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString joined(const std::vector<QString> &texts)
{
    return QStringList(texts.begin(), texts.end()).join(u' ');
}

std::vector<QString> parted(const QString &text)
{
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    return {parts.begin(), parts.end()};
}

QString written(const std::vector<api::SignOnGroupRole> &roles)
{
    QJsonArray list;
    for (const api::SignOnGroupRole &each : roles)
        list.append(QJsonObject{{u"group"_s, each.group}, {u"role"_s, each.role}});
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

std::vector<api::SignOnGroupRole> rolesFrom(const QString &json)
{
    std::vector<api::SignOnGroupRole> roles;
    const QJsonArray list = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const auto &each : list)
        roles.push_back({each[u"group"_s].toString(), each[u"role"_s].toString()});
    return roles;
}

SignOnStore::Found foundIn(const Record &row)
{
    SignOnStore::Found found;
    api::SignOnProvider &provider = found.provider;
    provider.id = row.id<SignOnProviderId>(u"id"_s);
    provider.name = row.text(u"name"_s);
    provider.issuer = row.text(u"issuer"_s);
    provider.clientId = row.text(u"client_id"_s);
    provider.hasSecret = !row.isNull(u"sealed_secret"_s);
    provider.scopes = parted(row.text(u"scopes"_s));
    provider.domains = parted(row.text(u"domains"_s));
    provider.groupsClaim = row.text(u"groups_claim"_s);
    provider.groupRoles = rolesFrom(row.text(u"group_roles"_s));
    provider.defaultRole = row.text(u"default_role"_s);
    provider.makesAccounts = row.flag(u"makes_accounts"_s);
    provider.passwordsAllowed = row.flag(u"passwords_allowed"_s);
    provider.active = row.flag(u"active"_s);
    provider.highestRole = row.text(u"highest_role"_s);
    provider.createdAt = row.instant(u"created_at"_s);
    found.sealedSecret = row.bytes(u"sealed_secret"_s);
    return found;
}

Bindings bound(const api::SignOnProvider &provider, Instant now)
{
    return {{u"id"_s, stored(provider.id)},
            {u"name"_s, provider.name},
            {u"issuer"_s, provider.issuer},
            {u"client_id"_s, provider.clientId},
            {u"scopes"_s, joined(provider.scopes)},
            {u"domains"_s, joined(provider.domains)},
            {u"groups_claim"_s, provider.groupsClaim},
            {u"group_roles"_s, written(provider.groupRoles)},
            {u"default_role"_s, provider.defaultRole},
            {u"makes_accounts"_s, provider.makesAccounts ? 1 : 0},
            {u"passwords_allowed"_s, provider.passwordsAllowed ? 1 : 0},
            {u"active"_s, provider.active ? 1 : 0},
            {u"highest_role"_s, provider.highestRole},
            {u"now"_s, stored(now)}};
}

Bindings bound(const SignOnStore::Identity &identity)
{
    return {
        {u"provider"_s, stored(identity.provider)}, {u"issuer"_s, identity.issuer}, {u"subject"_s, identity.subject}};
}

SignOnStore::Organization organizationIn(const Record &row)
{
    return {row.id<TenantId>(u"id"_s), row.text(u"name"_s), row.text(u"slug"_s)};
}

} // namespace

std::vector<SignOnStore::Found> SignOnStore::list()
{
    std::vector<Found> found;
    for (const Record &row : m_transaction.select(m_scope, u"signon/list"_s))
        found.push_back(foundIn(row));
    return found;
}

std::optional<SignOnStore::Found> SignOnStore::find(SignOnProviderId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"signon/find"_s, {{u"id"_s, stored(id)}});
    return row ? std::optional(foundIn(*row)) : std::nullopt;
}

void SignOnStore::insert(const api::SignOnProvider &provider)
{
    m_transaction.execute(m_scope, u"signon/insert"_s, bound(provider, provider.createdAt));
}

void SignOnStore::update(const api::SignOnProvider &provider, Instant now)
{
    m_transaction.execute(m_scope, u"signon/update"_s, bound(provider, now));
}

void SignOnStore::saveSecret(SignOnProviderId id, const QByteArray &sealed, Instant now)
{
    m_transaction.execute(m_scope, u"signon/save_secret"_s,
                          {{u"id"_s, stored(id)},
                           {u"sealed"_s, sealed.isEmpty() ? QVariant() : QVariant(sealed)},
                           {u"now"_s, stored(now)}});
}

bool SignOnStore::remove(SignOnProviderId id, Instant now)
{
    endSessions(id, now);
    const Bindings of{{u"provider"_s, stored(id)}};
    m_transaction.execute(m_scope, u"signon/remove_attempts"_s, of);
    m_transaction.execute(m_scope, u"signon/remove_identities"_s, of);
    return m_transaction.execute(m_scope, u"signon/remove"_s, {{u"id"_s, stored(id)}}) == 1;
}

void SignOnStore::endSessions(SignOnProviderId id, Instant now)
{
    m_transaction.execute(m_scope, u"signon/revoke_sessions"_s, {{u"provider"_s, stored(id)}, {u"now"_s, stored(now)}});
}

std::optional<QString> SignOnStore::nameWithoutPasswords()
{
    const auto row = m_transaction.selectOne(m_scope, u"signon/find_without_passwords"_s);
    return row ? std::optional(row->text(u"name"_s)) : std::nullopt;
}

std::optional<UserId> SignOnStore::userOf(const Identity &identity)
{
    const auto row = m_transaction.selectOne(m_scope, u"signon/find_identity"_s, bound(identity));
    return row ? std::optional(row->id<UserId>(u"user_id"_s)) : std::nullopt;
}

void SignOnStore::link(const Identity &identity, UserId user, Instant now)
{
    Bindings bindings = bound(identity);
    bindings.set(u"user"_s, stored(user));
    bindings.set(u"now"_s, stored(now));
    m_transaction.execute(m_scope, u"signon/insert_identity"_s, bindings);
}

void SignOnStore::touch(const Identity &identity, Instant now)
{
    Bindings bindings = bound(identity);
    bindings.set(u"now"_s, stored(now));
    m_transaction.execute(m_scope, u"signon/touch_identity"_s, bindings);
}

void SignOnStore::setRole(UserId user, const QString &role)
{
    m_transaction.execute(m_scope, u"signon/set_role"_s, {{u"user"_s, stored(user)}, {u"role"_s, role}});
}

std::optional<SignOnStore::Organization> SignOnStore::organizationBySlug(Transaction &transaction, const QString &slug)
{
    const auto row =
        transaction.selectOne(PlatformScope::ofSignIn(), u"signon/find_organization"_s, {{u"slug"_s, slug}});
    return row ? std::optional(organizationIn(*row)) : std::nullopt;
}

std::vector<SignOnStore::Organization> SignOnStore::organizationsByDomain(Transaction &transaction,
                                                                          const QString &domain)
{
    QString escaped = domain;
    escaped.replace(u'!', u"!!"_s).replace(u'%', u"!%"_s).replace(u'_', u"!_"_s);
    std::vector<Organization> found;
    for (const Record &row : transaction.select(PlatformScope::ofSignIn(), u"signon/list_domains"_s,
                                                {{u"domain"_s, QString(u"% "_s + escaped + u" %"_s)}}))
        found.push_back(organizationIn(row));
    return found;
}

} // namespace tabletalk
