// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Support.h"
#include "server/platform/Scope.h"

#include <limits>

namespace tabletalk {

class Transaction;

/// Who looks at an organisation's tickets.
struct TicketViewer
{
    UserId user;
    bool seesAll = false; ///< those of others, too
};

/// A ticket with what is counted of it.
struct StoredTicket
{
    api::Ticket ticket;
    qint64 questionNumber = 0; ///< the last message of the organisation
    qint64 answerNumber = 0;   ///< of support
    qint64 operatorsSeen = 0;
};

struct NewTicketMessage
{
    qint64 number = 0;
    bool fromSupport = false;
    UserId author;
    QString authorName;
    QString text;
};

/// Where a list, newest first, goes on.
struct TicketPosition
{
    Instant updatedAt{std::numeric_limits<qint64>::max()};
    QString id = {};
};

/// The statements on tickets, their messages, and who has read them.
class TicketStore
{
public:
    TicketStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(const api::Ticket &ticket, UserId openedBy);
    void add(TicketId id, const NewTicketMessage &message, Instant now);
    /// State, priority and counts.
    void update(const StoredTicket &ticket);
    /// Without its messages; nothing where the viewer does not see it.
    std::optional<StoredTicket> find(TicketId id, const TicketViewer &viewer);
    std::vector<api::Ticket> list(const TicketViewer &viewer, const TicketPosition &before, int limit);
    std::vector<api::TicketMessage> messages(TicketId id);
    qint64 unread(const TicketViewer &viewer);
    void saveRead(TicketId id, UserId user, qint64 seen);

    struct Counts
    {
        qint64 unfinished = 0;
        qint64 recent = 0; ///< opened since then
    };
    Counts counts(Instant since);
    QString nameOfMember(UserId user);
    /// Nothing where there is no such organisation.
    std::optional<QString> organization();

    /// Of whoever opened it, while they are a member.
    std::optional<QString> addressOf(TicketId id);

    // Over all organisations, for operators

    static QString nameOfOperator(Transaction &transaction, UserId user);
    struct WaitingPosition
    {
        qint64 priority = std::numeric_limits<int>::max();
        Instant updatedAt;
        QString id = {};
    };
    static std::vector<api::AdminTicket> waiting(Transaction &transaction, const WaitingPosition &after, int limit);
    static std::vector<api::AdminTicket> handled(Transaction &transaction, const QString &state,
                                                 const TicketPosition &before, int limit);
    static qint64 countWaiting(Transaction &transaction);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
