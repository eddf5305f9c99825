// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk {
using TicketId = Id<struct TicketTag>;
}

namespace tabletalk::api {

struct TicketMessage
{
    qint64 number = 0; ///< from 1 on
    bool fromSupport = false;
    QString author;
    QString text;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(TicketMessage, (), (number, fromSupport, author, text, at))

/// What somebody of an organisation asked those who operate the server.
struct Ticket
{
    TicketId id;
    QString subject;
    QString state; ///< open: waits for an answer; answered; closed
    bool priority = false;
    QString openedBy;
    Instant createdAt;
    Instant updatedAt;
    qint64 messageCount = 0;
    bool unread = false;                 ///< by whoever asks; for operators, by all of them
    std::vector<TicketMessage> messages; ///< oldest first; empty in lists
};
BOOST_DESCRIBE_STRUCT(Ticket, (),
                      (id, subject, state, priority, openedBy, createdAt, updatedAt, messageCount, unread, messages))

struct TicketList
{
    std::vector<Ticket> items; ///< what was written to last first
    std::optional<QString> nextCursor;
    qint64 unread = 0; ///< of all
};
BOOST_DESCRIBE_STRUCT(TicketList, (), (items, nextCursor, unread))

/// POST support/tickets
struct CreateTicketRequest
{
    QString subject;
    QString text;
};
BOOST_DESCRIBE_STRUCT(CreateTicketRequest, (), (subject, text))

/// GET support/tickets/{id}, POST support/tickets/{id}/close
struct TicketRequest
{
    TicketId id;
};
BOOST_DESCRIBE_STRUCT(TicketRequest, (), (id))

/// POST support/tickets/{id}/replies: opens it again where it was closed.
struct ReplyTicketRequest
{
    TicketId id;
    QString text;
};
BOOST_DESCRIBE_STRUCT(ReplyTicketRequest, (), (id, text))

/// POST support/tickets/{id}/seen: read up to a message.
struct SeenTicketRequest
{
    TicketId id;
    qint64 number = 0;
};
BOOST_DESCRIBE_STRUCT(SeenTicketRequest, (), (id, number))

// What operators of the server see and do

struct AdminTicket
{
    TenantId organizationId;
    QString organization;
    Ticket ticket;
};
BOOST_DESCRIBE_STRUCT(AdminTicket, (), (organizationId, organization, ticket))

/// GET admin/tickets
struct AdminTicketsRequest
{
    std::optional<QString> state; ///< open when absent
    std::optional<int> limit;     ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(AdminTicketsRequest, (), (state, limit, cursor))

struct AdminTicketList
{
    std::vector<AdminTicket> items; ///< open ones: priority first, then who waits longest; others newest first
    std::optional<QString> nextCursor;
    qint64 waiting = 0; ///< open ones of all organisations
};
BOOST_DESCRIBE_STRUCT(AdminTicketList, (), (items, nextCursor, waiting))

/// GET admin/tenants/{id}/tickets/{ticketId}, POST admin/tenants/{id}/tickets/{ticketId}/close
struct AdminTicketRequest
{
    TenantId id;
    TicketId ticketId;
};
BOOST_DESCRIBE_STRUCT(AdminTicketRequest, (), (id, ticketId))

/// POST admin/tenants/{id}/tickets/{ticketId}/answers
struct AnswerTicketRequest
{
    TenantId id;
    TicketId ticketId;
    QString text;
};
BOOST_DESCRIBE_STRUCT(AnswerTicketRequest, (), (id, ticketId, text))

} // namespace tabletalk::api
