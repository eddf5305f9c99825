// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace tabletalk {

/// One kept record.
struct StoredAudit
{
    AuditId id;
    std::optional<qint64> seq; ///< nothing for records from before the chain
    Instant at;
    std::optional<UserId> user;
    std::optional<QString> email; ///< of a member; nothing for people who have left
    std::optional<QString> apiKey;
    QString action;
    QString target;
    QString outcome;
    std::optional<QString> rule;
    QString address;
    QString client;
    std::optional<QString> sql;
    std::optional<QString> operatorEmail; ///< who acted in the user's name
    QString hash;
};

/// Where an organisation's chain ends, and where it begins: what stood up to the checkpoint
/// was deleted when its time was over.
struct AuditChain
{
    qint64 headSeq = 0;
    QString headHash;
    qint64 checkpointSeq = 0;
    QString checkpointHash;
    Instant checkpointAt;
    QByteArray signature; ///< over all of the above; empty when never signed
};

/// The hash that the first record of an organisation builds on.
QString firstAuditHash(const TenantId &tenant);

/// SHA-256, in hexadecimal, over the previous hash and everything that the record says but
/// its e-mail address, which is not part of it.
QString auditHash(const QString &previous, const TenantId &tenant, const StoredAudit &record);

/// What is signed of a chain.
QByteArray signedText(const TenantId &tenant, const AuditChain &chain);

} // namespace tabletalk
