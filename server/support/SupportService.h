// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Support.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class Mailer;
class PlatformDatabase;

/// What organisations ask those who operate the server, and what they are answered. Whoever asked
/// sees their own tickets; who manages the organisation sees all of it. Thread-safe.
class SupportService
{
public:
    /// Without a mailer nobody is mailed that there is an answer.
    SupportService(PlatformDatabase &database, const Clock &clock, Mailer *mailer = nullptr)
        : m_database(database)
        , m_clock(clock)
        , m_mailer(mailer)
    {}

    Awaitable<api::TicketList> list(Call call, api::ListRequest request);
    Awaitable<api::Ticket> create(Call call, api::CreateTicketRequest request);
    Awaitable<api::Ticket> read(Call call, api::TicketRequest request);
    Awaitable<api::Ticket> reply(Call call, api::ReplyTicketRequest request);
    Awaitable<api::Empty> seen(Call call, api::SeenTicketRequest request);
    Awaitable<api::Ticket> close(Call call, api::TicketRequest request);

    // For operators of the server

    Awaitable<api::AdminTicketList> listAll(api::AdminTicketsRequest request);
    Awaitable<api::AdminTicket> readFor(api::AdminTicketRequest request);
    Awaitable<api::AdminTicket> answer(Identity caller, api::AnswerTicketRequest request);
    /// Counts as read by the operators, all of them.
    Awaitable<api::AdminTicket> seenFor(api::AdminTicketRequest request);
    Awaitable<api::AdminTicket> closeFor(api::AdminTicketRequest request);

private:
    template <class Change>
    Awaitable<api::AdminTicket> changedFor(TenantId tenant, TicketId id, Change change);

    void tellOfAnswer(const TenantScope &scope, const api::Ticket &ticket) const;

    PlatformDatabase &m_database;
    const Clock &m_clock;
    Mailer *m_mailer;
};

} // namespace tabletalk
