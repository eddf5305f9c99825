// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/support/TicketStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// seen: up to which message whoever asks has read.
StoredTicket ticketFrom(const Record &row)
{
    StoredTicket stored;
    stored.questionNumber = row.integer(u"question_number"_s);
    stored.answerNumber = row.integer(u"answer_number"_s);
    stored.operatorsSeen = row.integer(u"operators_seen"_s);
    stored.ticket = {.id = row.id<TicketId>(u"id"_s),
                     .subject = row.text(u"subject"_s),
                     .state = row.text(u"state"_s),
                     .priority = row.flag(u"priority"_s),
                     .openedBy = row.text(u"opened_by_name"_s),
                     .createdAt = row.instant(u"created_at"_s),
                     .updatedAt = row.instant(u"updated_at"_s),
                     .messageCount = row.integer(u"message_count"_s),
                     .unread = stored.answerNumber > row.integer(u"seen"_s),
                     .messages = {}};
    return stored;
}

api::AdminTicket adminTicketFrom(const Record &row)
{
    StoredTicket stored = ticketFrom(row);
    stored.ticket.unread = stored.questionNumber > stored.operatorsSeen;
    return {row.id<TenantId>(u"tenant_id"_s), row.text(u"organization"_s), std::move(stored.ticket)};
}

std::vector<api::AdminTicket> adminTicketsFrom(const std::vector<Record> &rows)
{
    std::vector<api::AdminTicket> tickets;
    for (const Record &row : rows)
        tickets.push_back(adminTicketFrom(row));
    return tickets;
}

} // namespace

void TicketStore::insert(const api::Ticket &ticket, UserId openedBy)
{
    m_transaction.execute(m_scope, u"support/insert_ticket"_s,
                          {{u"id"_s, stored(ticket.id)},
                           {u"user"_s, stored(openedBy)},
                           {u"name"_s, ticket.openedBy},
                           {u"subject"_s, ticket.subject},
                           {u"priority"_s, ticket.priority ? 1 : 0},
                           {u"now"_s, stored(ticket.createdAt)}});
}

void TicketStore::add(TicketId id, const NewTicketMessage &message, Instant now)
{
    m_transaction.execute(m_scope, u"support/insert_message"_s,
                          {{u"ticket"_s, stored(id)},
                           {u"number"_s, message.number},
                           {u"from_support"_s, message.fromSupport ? 1 : 0},
                           {u"author"_s, stored(message.author)},
                           {u"name"_s, message.authorName},
                           {u"content"_s, message.text},
                           {u"now"_s, stored(now)}});
}

void TicketStore::update(const StoredTicket &ticket)
{
    m_transaction.execute(m_scope, u"support/update_ticket"_s,
                          {{u"id"_s, stored(ticket.ticket.id)},
                           {u"state"_s, ticket.ticket.state},
                           {u"priority"_s, ticket.ticket.priority ? 1 : 0},
                           {u"now"_s, stored(ticket.ticket.updatedAt)},
                           {u"message_count"_s, ticket.ticket.messageCount},
                           {u"question_number"_s, ticket.questionNumber},
                           {u"answer_number"_s, ticket.answerNumber},
                           {u"operators_seen"_s, ticket.operatorsSeen}});
}

std::optional<StoredTicket> TicketStore::find(TicketId id, const TicketViewer &viewer)
{
    const auto row = m_transaction.selectOne(
        m_scope, u"support/find_ticket"_s,
        {{u"id"_s, stored(id)}, {u"user"_s, viewer.user.toString()}, {u"sees_all"_s, viewer.seesAll ? 1 : 0}});
    return row ? std::optional(ticketFrom(*row)) : std::nullopt;
}

std::vector<api::Ticket> TicketStore::list(const TicketViewer &viewer, const TicketPosition &before, int limit)
{
    std::vector<api::Ticket> tickets;
    for (const Record &row : m_transaction.select(m_scope, u"support/list_tickets"_s,
                                                  {{u"user"_s, viewer.user.toString()},
                                                   {u"sees_all"_s, viewer.seesAll ? 1 : 0},
                                                   {u"before_at"_s, stored(before.updatedAt)},
                                                   {u"before_id"_s, before.id},
                                                   {u"limit"_s, limit}}))
        tickets.push_back(ticketFrom(row).ticket);
    return tickets;
}

std::vector<api::TicketMessage> TicketStore::messages(TicketId id)
{
    std::vector<api::TicketMessage> messages;
    for (const Record &row : m_transaction.select(m_scope, u"support/list_messages"_s, {{u"ticket"_s, stored(id)}}))
        messages.push_back({row.integer(u"number"_s), row.flag(u"from_support"_s), row.text(u"author_name"_s),
                            row.text(u"content"_s), row.instant(u"created_at"_s)});
    return messages;
}

qint64 TicketStore::unread(const TicketViewer &viewer)
{
    return m_transaction
        .selectOne(m_scope, u"support/count_unread"_s,
                   {{u"user"_s, viewer.user.toString()}, {u"sees_all"_s, viewer.seesAll ? 1 : 0}})
        ->integer(u"unread"_s);
}

void TicketStore::saveRead(TicketId id, UserId user, qint64 seen)
{
    m_transaction.execute(m_scope, u"support/save_read"_s,
                          {{u"ticket"_s, stored(id)}, {u"user"_s, stored(user)}, {u"seen"_s, seen}});
}

TicketStore::Counts TicketStore::counts(Instant since)
{
    const auto row = m_transaction.selectOne(m_scope, u"support/count_recent"_s, {{u"since"_s, stored(since)}});
    return {row->integer(u"unfinished"_s), row->integer(u"recent"_s)};
}

QString TicketStore::nameOfMember(UserId user)
{
    const auto row = m_transaction.selectOne(m_scope, u"support/find_member_name"_s, {{u"user"_s, stored(user)}});
    return row ? row->text(u"full_name"_s) : QString();
}

std::optional<QString> TicketStore::organization()
{
    const auto row = m_transaction.selectOne(m_scope, u"support/find_organization"_s);
    return row ? std::optional(row->text(u"name"_s)) : std::nullopt;
}

std::optional<QString> TicketStore::addressOf(TicketId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"support/find_address"_s, {{u"id"_s, stored(id)}});
    return row ? std::optional(row->text(u"email"_s)) : std::nullopt;
}

QString TicketStore::nameOfOperator(Transaction &transaction, UserId user)
{
    const auto row = transaction.selectOne(PlatformScope::ofOperator(), u"support/find_operator_name"_s,
                                           {{u"user"_s, stored(user)}});
    return row ? row->text(u"full_name"_s) : QString();
}

std::vector<api::AdminTicket> TicketStore::waiting(Transaction &transaction, const WaitingPosition &after, int limit)
{
    return adminTicketsFrom(transaction.select(PlatformScope::ofOperator(), u"support/list_waiting"_s,
                                               {{u"priority"_s, after.priority},
                                                {u"after_at"_s, stored(after.updatedAt)},
                                                {u"after_id"_s, after.id},
                                                {u"limit"_s, limit}}));
}

std::vector<api::AdminTicket> TicketStore::handled(Transaction &transaction, const QString &state,
                                                   const TicketPosition &before, int limit)
{
    return adminTicketsFrom(transaction.select(PlatformScope::ofOperator(), u"support/list_handled"_s,
                                               {{u"state"_s, state},
                                                {u"before_at"_s, stored(before.updatedAt)},
                                                {u"before_id"_s, before.id},
                                                {u"limit"_s, limit}}));
}

qint64 TicketStore::countWaiting(Transaction &transaction)
{
    return transaction.selectOne(PlatformScope::ofOperator(), u"support/count_waiting"_s)->integer(u"waiting"_s);
}

} // namespace tabletalk
