// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/support/SupportService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/billing/Plans.h"
#include "server/api/Cursor.h"
#include "server/billing/SubscriptionBook.h"
#include "server/outbound/Mailer.h"
#include "server/platform/PlatformDatabase.h"
#include "server/support/TicketStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestSubject = 200;
constexpr qsizetype longestText = 10'000;
constexpr qint64 mostMessages = 200;
constexpr qint64 mostUnfinished = 50;
constexpr qint64 mostADay = 50;
constexpr std::chrono::hours aDay{24};

const QString open = u"open"_s;
const QString answered = u"answered"_s;
const QString closed = u"closed"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("Support", text);
}

QString checked(const QString &given, const QString &field, qsizetype longest)
{
    QString text = given.trimmed();
    if (text.isEmpty() || text.size() > longest)
        throw Problem::invalid(u"params."_s + field, tr("expected 1 to %1 characters").arg(longest));
    return text;
}

TicketViewer viewerOf(const Call &call)
{
    return {call.caller.user, allows(call.caller.grants(), Permission::ManageOrganization)};
}

StoredTicket required(std::optional<StoredTicket> found)
{
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(found);
}

/// Every ticket of the organisation, for those who operate the server.
TicketViewer allSeeing()
{
    return {.user = {}, .seesAll = true};
}

bool hasPriority(Transaction &transaction, const TenantScope &scope)
{
    return billing::hasFeature(SubscriptionBook::held(transaction, scope).plan, billing::Feature::PrioritySupport);
}

api::Ticket withMessages(TicketStore &store, api::Ticket ticket)
{
    ticket.messages = store.messages(ticket.id);
    return ticket;
}

/// Adds what somebody wrote, and counts it.
void write(TicketStore &store, StoredTicket &stored, NewTicketMessage message, Instant now)
{
    api::Ticket &ticket = stored.ticket;
    if (ticket.messageCount >= mostMessages)
        throw Problem::of(ProblemCode::LimitReached, tr("A ticket has at most %1 messages.").arg(mostMessages),
                          tr("Open another one that goes on from here."));
    message.number = ++ticket.messageCount;
    (message.fromSupport ? stored.answerNumber : stored.questionNumber) = message.number;
    ticket.state = message.fromSupport ? answered : open;
    ticket.updatedAt = now;
    store.add(ticket.id, message, now);
}

void requireRoom(TicketStore &store, Instant now)
{
    const TicketStore::Counts counts = store.counts(now - aDay);
    if (counts.unfinished >= mostUnfinished)
        throw Problem::of(ProblemCode::LimitReached,
                          tr("An organisation has at most %1 tickets that are not closed.").arg(mostUnfinished),
                          tr("Close those that are done with, or write to one of them."));
    if (counts.recent >= mostADay)
        throw Problem::of(ProblemCode::LimitReached,
                          tr("An organisation opens at most %1 tickets a day.").arg(mostADay),
                          tr("Write to one of those that are open."));
}

api::AdminTicket described(TicketStore &store, const TenantScope &scope, TicketId id)
{
    const auto organization = store.organization();
    if (!organization)
        throw Problem::of(ProblemCode::NotFound);
    StoredTicket stored = required(store.find(id, allSeeing()));
    stored.ticket.unread = stored.questionNumber > stored.operatorsSeen;
    return {scope.tenant(), *organization, withMessages(store, std::move(stored.ticket))};
}

template <class Item>
bool cutToPage(std::vector<Item> &items, int limit)
{
    if (items.size() <= size_t(limit))
        return false;
    items.resize(size_t(limit));
    return true;
}

TicketPosition positionOf(const std::optional<QString> &cursor)
{
    if (!cursor)
        return {};
    const QStringList parts = decodeCursor(*cursor, 2);
    return {Instant{parts[0].toLongLong()}, parts[1]};
}

QString cursorAfter(const api::Ticket &ticket)
{
    return encodeCursor({QString::number(ticket.updatedAt.msSinceEpoch), ticket.id.toString()});
}

TicketStore::WaitingPosition waitingPositionOf(const std::optional<QString> &cursor)
{
    if (!cursor)
        return {};
    const QStringList parts = decodeCursor(*cursor, 3);
    return {parts[0].toInt(), Instant{parts[1].toLongLong()}, parts[2]};
}

QString cursorAfterWaiting(const api::Ticket &ticket)
{
    return encodeCursor(
        {ticket.priority ? u"1"_s : u"0"_s, QString::number(ticket.updatedAt.msSinceEpoch), ticket.id.toString()});
}

} // namespace

Awaitable<api::TicketList> SupportService::list(Call call, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    auto find = [scope = call.scope, viewer = viewerOf(call), before = positionOf(request.cursor),
                 limit](Transaction &transaction) {
        TicketStore store(transaction, scope);
        api::TicketList page;
        page.items = store.list(viewer, before, limit + 1);
        if (cutToPage(page.items, limit))
            page.nextCursor = cursorAfter(page.items.back());
        page.unread = store.unread(viewer);
        return page;
    };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::Ticket> SupportService::create(Call call, api::CreateTicketRequest request)
{
    const QString subject = checked(request.subject.simplified(), u"subject"_s, longestSubject);
    const QString text = checked(request.text, u"text"_s, longestText);
    auto insert = [scope = call.scope, viewer = viewerOf(call), subject, text,
                   now = m_clock.now()](Transaction &transaction) {
        TicketStore store(transaction, scope);
        requireRoom(store, now);
        StoredTicket made;
        made.ticket.id = makeId<TicketId>(now);
        made.ticket.subject = subject;
        made.ticket.priority = hasPriority(transaction, scope);
        made.ticket.openedBy = store.nameOfMember(viewer.user);
        made.ticket.createdAt = now;
        store.insert(made.ticket, viewer.user);
        write(store, made, {.author = viewer.user, .authorName = made.ticket.openedBy, .text = text}, now);
        store.update(made);
        return withMessages(store, made.ticket);
    };
    co_return co_await m_database.write(std::move(insert));
}

Awaitable<api::Ticket> SupportService::read(Call call, api::TicketRequest request)
{
    auto find = [scope = call.scope, viewer = viewerOf(call), id = request.id](Transaction &transaction) {
        TicketStore store(transaction, scope);
        return withMessages(store, required(store.find(id, viewer)).ticket);
    };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::Ticket> SupportService::reply(Call call, api::ReplyTicketRequest request)
{
    const QString text = checked(request.text, u"text"_s, longestText);
    auto add = [scope = call.scope, viewer = viewerOf(call), id = request.id, text,
                now = m_clock.now()](Transaction &transaction) {
        TicketStore store(transaction, scope);
        StoredTicket stored = required(store.find(id, viewer));
        write(store, stored, {.author = viewer.user, .authorName = store.nameOfMember(viewer.user), .text = text}, now);
        stored.ticket.priority = hasPriority(transaction, scope);
        store.update(stored);
        store.saveRead(id, viewer.user, stored.ticket.messageCount);
        stored.ticket.unread = false;
        return withMessages(store, stored.ticket);
    };
    co_return co_await m_database.write(std::move(add));
}

Awaitable<api::Empty> SupportService::seen(Call call, api::SeenTicketRequest request)
{
    auto save = [scope = call.scope, viewer = viewerOf(call), request](Transaction &transaction) {
        TicketStore store(transaction, scope);
        const StoredTicket stored = required(store.find(request.id, viewer));
        store.saveRead(request.id, viewer.user, std::clamp<qint64>(request.number, 0, stored.ticket.messageCount));
    };
    co_await m_database.write(std::move(save));
    co_return api::Empty();
}

Awaitable<api::Ticket> SupportService::close(Call call, api::TicketRequest request)
{
    auto end = [scope = call.scope, viewer = viewerOf(call), id = request.id,
                now = m_clock.now()](Transaction &transaction) {
        TicketStore store(transaction, scope);
        StoredTicket stored = required(store.find(id, viewer));
        if (stored.ticket.state != closed) {
            stored.ticket.state = closed;
            stored.ticket.updatedAt = now;
            store.update(stored);
        }
        return withMessages(store, stored.ticket);
    };
    co_return co_await m_database.write(std::move(end));
}

Awaitable<api::AdminTicketList> SupportService::listAll(api::AdminTicketsRequest request)
{
    const int limit = pageLimit(request.limit);
    const QString state = request.state.value_or(open);
    if (state != open && state != answered && state != closed)
        throw Problem::invalid(u"params.state"_s, tr("expected open, answered or closed"));
    auto find = [state, limit, cursor = request.cursor](Transaction &transaction) {
        api::AdminTicketList page;
        page.items = state == open ? TicketStore::waiting(transaction, waitingPositionOf(cursor), limit + 1)
                                   : TicketStore::handled(transaction, state, positionOf(cursor), limit + 1);
        if (cutToPage(page.items, limit)) {
            const api::Ticket &last = page.items.back().ticket;
            page.nextCursor = state == open ? cursorAfterWaiting(last) : cursorAfter(last);
        }
        page.waiting = TicketStore::countWaiting(transaction);
        return page;
    };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::AdminTicket> SupportService::readFor(api::AdminTicketRequest request)
{
    auto find = [request](Transaction &transaction) {
        const auto scope = TenantScope::ofOperator(request.id);
        TicketStore store(transaction, scope);
        return described(store, scope, request.ticketId);
    };
    co_return co_await m_database.read(std::move(find));
}

template <class Change>
Awaitable<api::AdminTicket> SupportService::changedFor(TenantId tenant, TicketId id, Change change)
{
    auto work = [scope = TenantScope::ofOperator(tenant), id, change = std::move(change)](Transaction &transaction) {
        TicketStore store(transaction, scope);
        StoredTicket stored = required(store.find(id, allSeeing()));
        stored.operatorsSeen = stored.ticket.messageCount;
        change(transaction, store, stored);
        store.update(stored);
        return described(store, scope, id);
    };
    co_return co_await m_database.write(std::move(work));
}

/// Whoever asked and is still a member. The answer itself is read in the window: mail is read by many.
void SupportService::tellOfAnswer(const TenantScope &scope, const api::Ticket &ticket) const
{
    if (!m_mailer)
        return;
    m_mailer->send([&database = m_database, scope, ticket]() -> std::optional<Mail> {
        const auto address = database.readNow(
            scope, [&](Transaction &transaction) { return TicketStore(transaction, scope).addressOf(ticket.id); });
        if (!address)
            return std::nullopt;
        return Mail{*address, tr("Your question was answered: %1").arg(ticket.subject),
                    tr("There is an answer to what you asked those who operate the server:\n\n%1\n\n"
                       "Read it in Tabletalk under Support.\n")
                        .arg(ticket.subject)};
    });
}

Awaitable<api::AdminTicket> SupportService::answer(Identity caller, api::AnswerTicketRequest request)
{
    const QString text = checked(request.text, u"text"_s, longestText);
    auto add = [author = caller.user, text, now = m_clock.now()](Transaction &transaction, TicketStore &store,
                                                                 StoredTicket &stored) {
        write(store, stored,
              {.fromSupport = true,
               .author = author,
               .authorName = TicketStore::nameOfOperator(transaction, author),
               .text = text},
              now);
        stored.operatorsSeen = stored.ticket.messageCount;
    };
    api::AdminTicket answered = co_await changedFor(request.id, request.ticketId, std::move(add));
    tellOfAnswer(TenantScope::ofOperator(request.id), answered.ticket);
    co_return answered;
}

Awaitable<api::AdminTicket> SupportService::seenFor(api::AdminTicketRequest request)
{
    auto nothingElse = [](Transaction &, TicketStore &, StoredTicket &) {};
    co_return co_await changedFor(request.id, request.ticketId, std::move(nothingElse));
}

Awaitable<api::AdminTicket> SupportService::closeFor(api::AdminTicketRequest request)
{
    auto end = [now = m_clock.now()](Transaction &, TicketStore &, StoredTicket &stored) {
        if (stored.ticket.state == closed)
            return;
        stored.ticket.state = closed;
        stored.ticket.updatedAt = now;
    };
    co_return co_await changedFor(request.id, request.ticketId, std::move(end));
}

} // namespace tabletalk
