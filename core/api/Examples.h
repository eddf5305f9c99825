// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk {

using ExampleId = Id<struct ExampleTag>;

namespace api {

/// POST chat/feedback: what the caller thinks of an answer that they see
struct FeedbackRequest
{
    MessageId messageId;
    std::optional<bool> good; ///< absent: what was said is taken back
    std::optional<QString> reason;
};
BOOST_DESCRIBE_STRUCT(FeedbackRequest, (), (messageId, good, reason))

/// GET tenant/databases/{id}/feedback, GET tenant/databases/{id}/examples
struct ExamplesRequest
{
    ConnectionId id;
};
BOOST_DESCRIBE_STRUCT(ExamplesRequest, (), (id))

struct FeedbackEntry
{
    MessageId messageId;
    bool good = false;
    QString reason;
    QString question;
    QString sql;
    QString person;
    Instant givenAt;
};
BOOST_DESCRIBE_STRUCT(FeedbackEntry, (), (messageId, good, reason, question, sql, person, givenAt))

struct FeedbackList
{
    std::vector<FeedbackEntry> items; ///< newest first, at most 200
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(FeedbackList, (), (items, nextCursor))

/// POST chat/examples: makes an answer that the caller sees an example of its database; in use
/// at once where the caller manages databases, otherwise once somebody who does has approved it
struct ProposeExampleRequest
{
    MessageId messageId;
    std::optional<QString> question; ///< in place of the one asked, as one that stands alone
};
BOOST_DESCRIBE_STRUCT(ProposeExampleRequest, (), (messageId, question))

/// POST tenant/databases/{databaseId}/examples/{id}/approve, DELETE …/examples/{id}
struct ExampleRequest
{
    ConnectionId databaseId;
    ExampleId id;
};
BOOST_DESCRIBE_STRUCT(ExampleRequest, (), (databaseId, id))

/// A question whose right statement people have confirmed.
struct KnownAnswer
{
    ExampleId id;
    ConnectionId databaseId;
    QString question;
    QString sql;
    QString proposedBy; ///< their name
    Instant proposedAt;
    std::optional<QString> approvedBy; ///< absent while nobody has
    std::optional<Instant> approvedAt;
};
BOOST_DESCRIBE_STRUCT(KnownAnswer, (), (id, databaseId, question, sql, proposedBy, proposedAt, approvedBy, approvedAt))

struct KnownAnswerList
{
    std::vector<KnownAnswer> items; ///< newest first; proposals only those that concern the caller
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(KnownAnswerList, (), (items, nextCursor))

} // namespace api
} // namespace tabletalk
