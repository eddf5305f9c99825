// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/support/support_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/support/SupportService.h"

namespace tabletalk {

namespace {

/// Whoever was suspended must be able to ask why.
OperationInfo alsoWhileClosed(OperationInfo info)
{
    info.whileClosed = true;
    return info;
}

void addTickets(Registry &registry, SupportService &support)
{
    registry.add<api::ListRequest, api::TicketList>(
        alsoWhileClosed(
            reading("tickets.list", "support/tickets",
                    "List what you asked those who operate the server; who manages the organisation sees all of it")),
        Permission::ReadOrganization,
        [&support](Call call, api::ListRequest request) { return support.list(std::move(call), std::move(request)); });
    registry.add<api::CreateTicketRequest, api::Ticket>(
        alsoWhileClosed(making("tickets.create", "support/tickets", "Ask those who operate the server")),
        Permission::ReadOrganization, [&support](Call call, api::CreateTicketRequest request) {
            return support.create(std::move(call), std::move(request));
        });
    registry.add<api::TicketRequest, api::Ticket>(
        alsoWhileClosed(reading("tickets.read", "support/tickets/{id}", "A ticket with its messages")),
        Permission::ReadOrganization,
        [&support](Call call, api::TicketRequest request) { return support.read(std::move(call), request); });
    registry.add<api::ReplyTicketRequest, api::Ticket>(
        alsoWhileClosed(
            making("tickets.reply", "support/tickets/{id}/replies", "Write more to a ticket, which opens it again")),
        Permission::ReadOrganization, [&support](Call call, api::ReplyTicketRequest request) {
            return support.reply(std::move(call), std::move(request));
        });
    OperationInfo seen = alsoWhileClosed(changing("tickets.seen", HttpMethod::Post, "support/tickets/{id}/seen",
                                                  "Say up to which message you have read"));
    seen.audit = AuditRule::Never;
    registry.add<api::SeenTicketRequest, api::Empty>(
        seen, Permission::ReadOrganization,
        [&support](Call call, api::SeenTicketRequest request) { return support.seen(std::move(call), request); });
    registry.add<api::TicketRequest, api::Ticket>(
        alsoWhileClosed(changing("tickets.close", HttpMethod::Post, "support/tickets/{id}/close",
                                 "Say that a ticket is done with")),
        Permission::ReadOrganization,
        [&support](Call call, api::TicketRequest request) { return support.close(std::move(call), request); });
}

void addAnswering(Registry &registry, SupportService &support)
{
    registry.add<api::AdminTicketsRequest, api::AdminTicketList>(
        forOperators(reading("admin.tickets", "admin/tickets",
                             "List tickets of all organisations: priority first, then who waits longest")),
        Permission::OwnAccount,
        [&support](const Call &, api::AdminTicketsRequest request) { return support.listAll(std::move(request)); });
    registry.add<api::AdminTicketRequest, api::AdminTicket>(
        forOperators(reading("admin.ticket", "admin/tenants/{id}/tickets/{ticketId}",
                             "A ticket of an organisation with its messages")),
        Permission::OwnAccount,
        [&support](const Call &, const api::AdminTicketRequest &request) { return support.readFor(request); });
    registry.add<api::AnswerTicketRequest, api::AdminTicket>(
        forOperators(
            making("admin.answerTicket", "admin/tenants/{id}/tickets/{ticketId}/answers", "Answer an organisation")),
        Permission::OwnAccount, [&support](const Call &call, api::AnswerTicketRequest request) {
            return support.answer(call.caller, std::move(request));
        });
    OperationInfo seen =
        forOperators(changing("admin.seeTicket", HttpMethod::Post, "admin/tenants/{id}/tickets/{ticketId}/seen",
                              "Say that a ticket was read by those who answer"));
    seen.audit = AuditRule::Never;
    registry.add<api::AdminTicketRequest, api::AdminTicket>(
        seen, Permission::OwnAccount,
        [&support](const Call &, const api::AdminTicketRequest &request) { return support.seenFor(request); });
    registry.add<api::AdminTicketRequest, api::AdminTicket>(
        forOperators(changing("admin.closeTicket", HttpMethod::Post, "admin/tenants/{id}/tickets/{ticketId}/close",
                              "Say that a ticket is done with")),
        Permission::OwnAccount,
        [&support](const Call &, const api::AdminTicketRequest &request) { return support.closeFor(request); });
}

} // namespace

void addSupportOperations(Registry &registry, SupportService &support)
{
    addTickets(registry, support);
    addAnswering(registry, support);
}

} // namespace tabletalk
