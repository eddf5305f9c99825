// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUuid>

#include <compare>
#include <optional>

namespace tabletalk {

/// A UUID that knows what it names: a UserId does not convert to a TenantId, so
/// arguments cannot be swapped. A default-constructed id is null and names nothing.
template <class Tag>
class Id
{
public:
    Id() = default;
    explicit Id(const QUuid &uuid)
        : m_uuid(uuid)
    {}

    /// Reads the 36-character form with dashes; nothing else is an id.
    static std::optional<Id> fromString(QStringView text)
    {
        constexpr qsizetype dashedLength = 36;
        const QUuid uuid = text.size() == dashedLength ? QUuid::fromString(text) : QUuid();
        return uuid.isNull() ? std::nullopt : std::optional(Id(uuid));
    }

    QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    const QUuid &uuid() const { return m_uuid; }
    bool isNull() const { return m_uuid.isNull(); }

    friend bool operator==(const Id &, const Id &) = default;
    friend bool operator<(const Id &a, const Id &b) { return a.m_uuid < b.m_uuid; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

using TenantId = Id<struct TenantTag>;
using UserId = Id<struct UserTag>;
using WorkspaceId = Id<struct WorkspaceTag>;
using SessionId = Id<struct SessionTag>;
using ConnectionId = Id<struct ConnectionTag>;
using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;
using StreamId = Id<struct StreamTag>;
using ResultId = Id<struct ResultTag>;
using JobId = Id<struct JobTag>;
using AuditId = Id<struct AuditTag>;
using TeamId = Id<struct TeamTag>;
using InvitationId = Id<struct InvitationTag>;
using ApiKeyId = Id<struct ApiKeyTag>;

} // namespace tabletalk
