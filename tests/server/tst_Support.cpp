// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/BillingService.h"
#include "server/support/SupportService.h"
#include "tests/support/KeptMails.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    struct Person
    {
        TenantScope scope;
        UserId user;
        Role role = Role::Member;
    };

    Person person(const TenantScope &scope, const QString &name, Role role = Role::Member)
    {
        return {scope, people.member(scope, name + u"@example.org"_s, role), role};
    }
    static Call by(const Person &person)
    {
        return {People::identity(person.scope, person.user, person.role), person.scope, {}, nullptr, {}, {}, nullptr};
    }

    api::Ticket ask(const Person &person, const QString &subject, const QString &text = u"It does not work."_s)
    {
        platform.clock.advance(1min);
        return runAwaitable(service.create(by(person), {subject, text}));
    }
    api::Ticket reply(const Person &person, TicketId id, const QString &text)
    {
        platform.clock.advance(1min);
        return runAwaitable(service.reply(by(person), {id, text}));
    }
    api::TicketList list(const Person &person, int limit = 50, const std::optional<QString> &cursor = {})
    {
        return runAwaitable(service.list(by(person), {limit, cursor}));
    }
    api::Ticket read(const Person &person, TicketId id) { return runAwaitable(service.read(by(person), {id})); }

    api::AdminTicket answer(const TenantScope &scope, TicketId id, const QString &text = u"Try again."_s)
    {
        platform.clock.advance(1min);
        return runAwaitable(service.answer(People::identity(scope, helper), {scope.tenant(), id, text}));
    }
    api::AdminTicketList waiting(const QString &state = u"open"_s, int limit = 50,
                                 const std::optional<QString> &cursor = {})
    {
        return runAwaitable(service.listAll({state, limit, cursor}));
    }
    /// As the list shows them, in one text.
    static QString subjects(const api::AdminTicketList &page)
    {
        QStringList all;
        for (const api::AdminTicket &each : page.items)
            all += each.ticket.subject;
        return all.join(u' ');
    }

    TestPlatform platform;
    People people{platform};
    UserId helper = people.user(u"helper@platform.example.org"_s);
    KeptMails mails;
    SupportService service{*platform.database, platform.clock, &mails};
    BillingService billing{*platform.database, platform.clock};
};

} // namespace

/// What organisations ask those who operate the server.
class TestSupport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoeverAskedIsMailedThatThereIsAnAnswerAndNotWhatItSays()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const auto ada = f.person(scope, u"ada"_s);
        f.person(scope, u"bo"_s, Role::Owner);
        const api::Ticket made = f.ask(ada, u"No chart"_s);
        QVERIFY(f.mails.mails().empty());
        f.answer(scope, made.id, u"The secret is 42."_s);
        QCOMPARE(f.mails.mails().size(), size_t(1));
        QCOMPARE(f.mails.subjectsTo(u"ada@example.org"_s), QStringList(u"Your question was answered: No chart"_s));
        QVERIFY(!f.mails.mails().front().text.contains(u"42"_s));
        runAwaitable(f.service.closeFor({scope.tenant(), made.id}));
        QCOMPARE(f.mails.mails().size(), size_t(1));
    }

    void aTicketIsAskedAnsweredAndClosed()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const auto ada = f.person(scope, u"ada"_s);
        const api::Ticket made = f.ask(ada, u"  No  chart "_s, u" It stays empty.\n\nWhy? "_s);
        QCOMPARE(made.subject, u"No chart"_s);
        QCOMPARE(made.state, u"open"_s);
        QCOMPARE(made.openedBy, u"ada"_s);
        QCOMPARE(made.messages.size(), size_t(1));
        QCOMPARE(made.messages[0].text, u"It stays empty.\n\nWhy?"_s);

        const api::AdminTicket answered = f.answer(scope, made.id);
        QCOMPARE(answered.organization, u"A"_s);
        QCOMPARE(answered.ticket.state, u"answered"_s);
        QVERIFY(answered.ticket.messages[1].fromSupport);
        QCOMPARE(answered.ticket.messages[1].author, u"helper"_s);

        QCOMPARE(f.reply(ada, made.id, u"Still not"_s).state, u"open"_s);
        QCOMPARE(runAwaitable(f.service.closeFor({scope.tenant(), made.id})).ticket.state, u"closed"_s);
        const api::Ticket again = f.reply(ada, made.id, u"It is back"_s);
        QCOMPARE(again.state, u"open"_s);
        QCOMPARE(again.messages.size(), size_t(4));
        QCOMPARE(runAwaitable(f.service.close(Fixture::by(ada), {made.id})).state, u"closed"_s);
    }

    void whoAskedSeesTheirOwnAndWhoManagesSeesAll()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const auto ada = f.person(scope, u"ada"_s);
        const auto bo = f.person(scope, u"bo"_s, Role::Guest);
        const auto admin = f.person(scope, u"admin"_s, Role::Admin);
        const api::Ticket hers = f.ask(ada, u"Hers"_s);
        f.ask(bo, u"His"_s);
        QCOMPARE(f.list(ada).items.size(), size_t(1));
        QCOMPARE(f.list(bo).items.size(), size_t(1));
        QCOMPARE(f.list(admin).items.size(), size_t(2));
        QCOMPARE(f.read(admin, hers.id).subject, u"Hers"_s);
        for (const auto &action : std::initializer_list<std::function<void()>>{
                 [&] { f.read(bo, hers.id); }, [&] { f.reply(bo, hers.id, u"x"_s); },
                 [&] { runAwaitable(f.service.close(Fixture::by(bo), {hers.id})); },
                 [&] { runAwaitable(f.service.seen(Fixture::by(bo), {hers.id, 1})); }})
            QCOMPARE(problemOf(action), ProblemCode::NotFound);
    }

    void anotherOrganisationSeesNothing()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const TenantScope other = f.people.tenant(u"B"_s);
        const api::Ticket made = f.ask(f.person(scope, u"ada"_s), u"Hers"_s);
        const auto stranger = f.person(other, u"stranger"_s, Role::Owner);
        QVERIFY(f.list(stranger).items.empty());
        QCOMPARE(problemOf([&] { f.read(stranger, made.id); }), ProblemCode::NotFound);
        // Nor does an operator who takes one organisation for another.
        QCOMPARE(problemOf([&] { f.answer(other, made.id); }), ProblemCode::NotFound);
        QCOMPARE(problemOf([&] { runAwaitable(f.service.readFor({other.tenant(), made.id})); }), ProblemCode::NotFound);
    }

    void anAnswerIsUnreadUntilEachPersonHasReadIt()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const auto ada = f.person(scope, u"ada"_s);
        const auto admin = f.person(scope, u"admin"_s, Role::Admin);
        const TicketId id = f.ask(ada, u"Hers"_s).id;
        QCOMPARE(f.list(ada).unread, 0);
        f.answer(scope, id);
        QCOMPARE(f.list(ada).unread, 1);
        QVERIFY(f.list(ada).items[0].unread);
        runAwaitable(f.service.seen(Fixture::by(ada), {id, 1})); // what came before
        QCOMPARE(f.list(ada).unread, 1);
        runAwaitable(f.service.seen(Fixture::by(ada), {id, 9'999'999}));
        QCOMPARE(f.list(ada).unread, 0);
        QCOMPARE(f.list(admin).unread, 1);
        f.answer(scope, id, u"And then this."_s);
        QCOMPARE(f.list(ada).unread, 1); // beyond the last message cannot be read
        runAwaitable(f.service.seen(Fixture::by(ada), {id, 3}));
        runAwaitable(f.service.seen(Fixture::by(ada), {id, 2})); // comes late
        QCOMPARE(f.list(ada).unread, 0);
        f.answer(scope, id);
        f.reply(ada, id, u"Thank you"_s); // whoever writes has read
        QCOMPARE(f.list(ada).unread, 0);
    }

    void operatorsSeeWhatTheyHaveNotRead()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const auto ada = f.person(scope, u"ada"_s);
        const TicketId id = f.ask(ada, u"Hers"_s).id;
        QVERIFY(f.waiting().items[0].ticket.unread);
        QVERIFY(runAwaitable(f.service.readFor({scope.tenant(), id})).ticket.unread);
        QVERIFY(!runAwaitable(f.service.seenFor({scope.tenant(), id})).ticket.unread);
        QVERIFY(!f.waiting().items[0].ticket.unread);
        f.reply(ada, id, u"More"_s);
        QVERIFY(f.waiting().items[0].ticket.unread);
        f.answer(scope, id);
        QVERIFY(!f.waiting(u"answered"_s).items[0].ticket.unread);
    }

    void whoHasSupportBeforeOthersComesFirstThenWhoWaitsLongest()
    {
        Fixture f;
        const TenantScope small = f.people.tenant(u"Small"_s);
        const TenantScope large = f.people.tenant(u"Large"_s);
        runAwaitable(f.billing.subscribe({small.tenant(), u"starter"_s, u"month"_s}));
        runAwaitable(f.billing.subscribe({large.tenant(), u"enterprise"_s, u"month"_s}));
        const auto ada = f.person(small, u"ada"_s);
        const auto bo = f.person(large, u"bo"_s);
        const TicketId first = f.ask(ada, u"s1"_s).id;
        f.ask(ada, u"s2"_s);
        f.ask(bo, u"L1"_s);
        f.ask(bo, u"L2"_s);
        QCOMPARE(Fixture::subjects(f.waiting()), u"L1 L2 s1 s2"_s);
        QVERIFY(f.waiting().items[0].ticket.priority);
        QVERIFY(!f.waiting().items[2].ticket.priority);

        // A page after the other gives the same.
        QString paged;
        std::optional<QString> cursor;
        do {
            const api::AdminTicketList page = f.waiting(u"open"_s, 1, cursor);
            paged += Fixture::subjects(page) + u' ';
            cursor = page.nextCursor;
        } while (cursor);
        QCOMPARE(paged.trimmed(), u"L1 L2 s1 s2"_s);

        // A larger plan counts from the next message on.
        runAwaitable(f.billing.change(small, {u"enterprise"_s, u"month"_s}));
        QVERIFY(f.reply(ada, first, u"More"_s).priority);
        QCOMPARE(Fixture::subjects(f.waiting()), u"L1 L2 s1 s2"_s);
        QCOMPARE(f.waiting().waiting, 4);
    }

    void whatWasAnsweredIsListedNewestFirst()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const auto ada = f.person(scope, u"ada"_s);
        const TicketId first = f.ask(ada, u"one"_s).id;
        const TicketId second = f.ask(ada, u"two"_s).id;
        f.answer(scope, second);
        f.answer(scope, first);
        QVERIFY(f.waiting().items.empty());
        QCOMPARE(Fixture::subjects(f.waiting(u"answered"_s)), u"one two"_s);
        const api::AdminTicketList page = f.waiting(u"answered"_s, 1);
        QCOMPARE(Fixture::subjects(f.waiting(u"answered"_s, 1, page.nextCursor)), u"two"_s);
        QCOMPARE(problemOf([&] { f.waiting(u"lost"_s); }), ProblemCode::InvalidRequest);

        const api::TicketList own = f.list(ada, 1);
        QCOMPARE(own.items[0].subject, u"one"_s);
        const api::TicketList rest = f.list(ada, 1, own.nextCursor);
        QCOMPARE(rest.items[0].subject, u"two"_s);
        QVERIFY(!rest.nextCursor);
    }

    void textsAndNumbersHaveBounds()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const auto ada = f.person(scope, u"ada"_s);
        for (const auto &[subject, text] : std::initializer_list<std::pair<QString, QString>>{
                 {u" "_s, u"x"_s}, {u"x"_s, u" \n"_s}, {QString(201, u'x'), u"x"_s}, {u"x"_s, QString(10'001, u'x')}})
            QCOMPARE(problemOf([&] { f.ask(ada, subject, text); }), ProblemCode::InvalidRequest);
        const TicketId id = f.ask(ada, u"Long"_s, QString(10'000, u'x')).id;
        QCOMPARE(problemOf([&] { f.reply(ada, id, QString(10'001, u'x')); }), ProblemCode::InvalidRequest);
        for (int i = 1; i < 200; ++i)
            f.reply(ada, id, u"again"_s);
        QCOMPARE(problemOf([&] { f.reply(ada, id, u"once more"_s); }), ProblemCode::LimitReached);
        QCOMPARE(f.read(ada, id).messages.size(), size_t(200));
    }

    void noOrganisationOpensTicketsWithoutEnd()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const auto ada = f.person(scope, u"ada"_s);
        std::vector<TicketId> made;
        for (int i = 0; i < 50; ++i)
            made.push_back(f.ask(ada, u"t"_s).id);
        QCOMPARE(problemOf([&] { f.ask(ada, u"t"_s); }), ProblemCode::LimitReached);
        for (const TicketId id : made)
            runAwaitable(f.service.close(Fixture::by(ada), {id}));
        QCOMPARE(problemOf([&] { f.ask(ada, u"t"_s); }), ProblemCode::LimitReached); // of the day
        const auto other = f.person(f.people.tenant(u"B"_s), u"bo"_s);
        f.ask(other, u"unhindered"_s);
        f.platform.clock.advance(24h);
        f.ask(ada, u"the next day"_s);
    }

    void fromOutsideOperatorsAloneAnswerAndTheAuditLogTells()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const api::SignedIn platform = server.organization(u"Platform"_s);
        QVERIFY(server.server().accounts().setOperator(platform.user.email, true));
        server.server().accounts().forgetTenant(platform.organization.id);
        const RestReply made = server.rest("POST", u"support/tickets"_s, owner.accessToken,
                                           {{"subject", "Help"}, {"text", "planted-words"}});
        QCOMPARE(made.status, 201);
        const QString path = u"admin/tenants/%1/tickets/%2"_s.arg(owner.organization.id.toString(), made.text("id"));
        QCOMPARE(server.rest("GET", u"admin/tickets"_s, owner.accessToken).status, 403);
        QCOMPARE(server.rest("GET", path, owner.accessToken).status, 403);
        QCOMPARE(server.rest("GET", path, platform.accessToken).status, 200);
        QCOMPARE(server.rest("POST", path + u"/answers"_s, platform.accessToken, {{"text", "Done"}}).status, 201);
        const RestReply read = server.rest("GET", u"support/tickets/"_s + made.text("id"), owner.accessToken);
        QCOMPARE(read.text("state"), u"answered"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            server.rest("GET", u"usage/audit"_s, owner.accessToken).bytes.contains("tickets.create"), 30'000);
        QVERIFY(!server.rest("GET", u"usage/audit"_s, owner.accessToken).bytes.contains("planted-words"));
        // Recorded beside the answer, not before it.
        QTRY_VERIFY_WITH_TIMEOUT(
            server.rest("GET", u"usage/audit"_s, platform.accessToken).bytes.contains("admin.answerTicket"), 30'000);
    }

    void aSuspendedOrganisationMayAskWhy()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const api::SignedIn platform = server.organization(u"Platform"_s);
        QVERIFY(server.server().accounts().setOperator(platform.user.email, true));
        server.server().accounts().forgetTenant(platform.organization.id);
        QCOMPARE(server
                     .rest("POST", u"admin/tenants/%1/suspend"_s.arg(owner.organization.id.toString()),
                           platform.accessToken, {{"reason", "Unpaid"}})
                     .status,
                 200);
        QVERIFY(server.rest("GET", u"conversations"_s, owner.accessToken).status >= 400);
        QCOMPARE(
            server
                .rest("POST", u"support/tickets"_s, owner.accessToken, {{"subject", "Why?"}, {"text", "We have paid."}})
                .status,
            201);
    }
};

static const bool registered = tabletalk::test::add<TestSupport>();
#include "tst_Support.moc"
