// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// One record of the audit log. Those of an organisation form a chain: hash is SHA-256 over
/// the hash before it and everything that the record says.
struct AuditEntry
{
    AuditId id;
    std::optional<qint64> seq; ///< place in the chain; none for what is older than the chain
    Instant at;
    std::optional<UserId> userId;
    std::optional<QString> userEmail;
    std::optional<QString> apiKeyId;
    QString action;              ///< the operation's name
    QString target;              ///< id or name of what it was done to
    QString outcome;             ///< ok or the problem's code
    std::optional<QString> rule; ///< what allowed or refused it: "chat.run by owner"
    QString address;
    QString client;
    std::optional<QString> sql;
    std::optional<QString> hash;
    std::optional<QString> operatorEmail{}; ///< of an operator of the server who acted as that person
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (),
                      (id, seq, at, userId, userEmail, apiKeyId, action, target, outcome, rule, address, client, sql,
                       hash, operatorEmail))

struct AuditList
{
    std::vector<AuditEntry> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AuditList, (), (items, nextCursor))

/// GET usage/audit: newest first. What is absent does not filter.
struct AuditListRequest
{
    std::optional<int> limit{}; ///< 1 to 200, 50 when absent
    std::optional<QString> cursor{};
    std::optional<QString> who{};     ///< e-mail address or id of a person, or id of an API key
    std::optional<QString> action{};  ///< "chat.run", or "chat" for all that begin so
    std::optional<QString> outcome{}; ///< "ok", "failed" for all others, or a problem's code
    std::optional<Instant> from{};    ///< this moment and later
    std::optional<Instant> to{};      ///< before this moment
};
BOOST_DESCRIBE_STRUCT(AuditListRequest, (), (limit, cursor, who, action, outcome, from, to))

/// GET usage/audit/export: oldest first, as a stream
struct AuditExportRequest
{
    std::optional<QString> format{}; ///< "jsonl" (when absent) or "csv"
    std::optional<QString> who{};
    std::optional<QString> action{};
    std::optional<QString> outcome{};
    std::optional<Instant> from{};
    std::optional<Instant> to{};
};
BOOST_DESCRIBE_STRUCT(AuditExportRequest, (), (format, who, action, outcome, from, to))

/// GET usage/audit/verify
struct AuditVerification
{
    bool intact = true;
    qint64 records = 0;        ///< that were checked
    qint64 olderThanChain = 0; ///< kept from before there was a chain; nothing can be said of them
    qint64 headSeq = 0;        ///< keep these two elsewhere: a later check can be held against them
    QString headHash;
    qint64 checkpointSeq = 0;        ///< records up to here were deleted when their time was over
    std::optional<qint64> brokenSeq; ///< the first record that is not as it was written
    std::optional<QString> brokenWhy;
};
BOOST_DESCRIBE_STRUCT(AuditVerification, (),
                      (intact, records, olderThanChain, headSeq, headHash, checkpointSeq, brokenSeq, brokenWhy))

} // namespace tabletalk::api
