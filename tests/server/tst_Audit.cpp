// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditService.h"
#include "server/platform/Vault.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    AuditRecord recordOf(const TenantScope &tenant, UserId person, const QString &action) const
    {
        AuditRecord record;
        record.caller = People::identity(tenant, person);
        record.origin = {
            .requestId = u"request"_s, .address = u"192.0.2.7"_s, .client = u"Browser/1"_s, .organization = {}};
        record.action = action;
        record.target = u"target"_s;
        record.outcome = u"ok"_s;
        return record;
    }

    void keep(AuditRecord record)
    {
        service.record(std::move(record));
        platform.clock.advance(1ms);
        platform.database->flush();
    }

    api::AuditList list(const TenantScope &tenant, std::optional<int> limit = {}, std::optional<QString> cursor = {})
    {
        return runAwaitable(service.list(tenant, {.limit = limit, .cursor = std::move(cursor)}));
    }

    TestPlatform platform;
    People people{platform};
    Vault vault{*platform.database, platform.clock, Secret(QByteArray(32, 'k'))};
    AuditService service{*platform.database, vault, platform.clock};
    TenantScope scope = people.tenant(u"A"_s);
    UserId user = people.member(scope, u"a@example.org"_s);
};

QStringList actions(const api::AuditList &list)
{
    QStringList all;
    for (const api::AuditEntry &entry : list.items)
        all << entry.action;
    return all;
}

} // namespace

class TestAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecordSaysWhoDidWhatWhenAndFromWhere()
    {
        Fixture f;
        const Instant when = f.platform.clock.now();
        AuditRecord record = f.recordOf(f.scope, f.user, u"chat.ask"_s);
        record.outcome = u"not_understood"_s;
        record.sql = u"SELECT 1"_s;
        f.keep(record);

        const api::AuditList list = f.list(f.scope);
        QCOMPARE(list.items.size(), size_t(1));
        const api::AuditEntry &entry = list.items.front();
        QVERIFY(!entry.id.isNull());
        QVERIFY(entry.at == when);
        QVERIFY(entry.userId == f.user);
        QCOMPARE(entry.userEmail.value(), u"a@example.org"_s);
        QCOMPARE(entry.action, u"chat.ask"_s);
        QCOMPARE(entry.target, u"target"_s);
        QCOMPARE(entry.outcome, u"not_understood"_s);
        QCOMPARE(entry.address, u"192.0.2.7"_s);
        QCOMPARE(entry.client, u"Browser/1"_s);
        QCOMPARE(entry.sql.value(), u"SELECT 1"_s);
        QVERIFY(!list.nextCursor);
    }

    void recordsAreListedNewestFirstInPages()
    {
        Fixture f;
        for (int i = 1; i <= 5; ++i)
            f.keep(f.recordOf(f.scope, f.user, QString::number(i)));
        const api::AuditList first = f.list(f.scope, 2);
        QCOMPARE(actions(first), (QStringList{u"5"_s, u"4"_s}));
        QVERIFY(first.nextCursor);
        // What happens meanwhile neither doubles nor hides a line of the next page.
        f.keep(f.recordOf(f.scope, f.user, u"6"_s));
        const api::AuditList second = f.list(f.scope, 2, first.nextCursor);
        QCOMPARE(actions(second), (QStringList{u"3"_s, u"2"_s}));
        const api::AuditList third = f.list(f.scope, 2, second.nextCursor);
        QCOMPARE(actions(third), (QStringList{u"1"_s}));
        QVERIFY(!third.nextCursor);
    }

    void aFullLastPageHasNoNext()
    {
        Fixture f;
        f.keep(f.recordOf(f.scope, f.user, u"1"_s));
        f.keep(f.recordOf(f.scope, f.user, u"2"_s));
        QVERIFY(!f.list(f.scope, 2).nextCursor);
    }

    void cursorsAndLimitsThatAreNotOursAreRefused()
    {
        Fixture f;
        const QStringList foreign = {u""_s, u"%%%"_s, u"bm8"_s, u"' OR 1=1 --"_s, u"YQBi"_s};
        for (const QString &cursor : foreign)
            QVERIFY2(problemOf([&] { f.list(f.scope, {}, cursor); }) == ProblemCode::InvalidRequest,
                     qPrintable(cursor));
        for (const int limit : {0, -1, 201})
            QCOMPARE(problemOf([&] { f.list(f.scope, limit); }), ProblemCode::InvalidRequest);
    }

    void anotherOrganisationsRecordsAreNeverListed()
    {
        Fixture f;
        const TenantScope other = f.people.tenant(u"B"_s);
        f.people.join(other, f.user);
        f.keep(f.recordOf(other, f.user, u"theirs"_s));
        f.keep(f.recordOf(f.scope, f.user, u"ours 1"_s));
        f.keep(f.recordOf(f.scope, f.user, u"ours 2"_s));
        QCOMPARE(actions(f.list(f.scope)), (QStringList{u"ours 2"_s, u"ours 1"_s}));
        QCOMPARE(actions(f.list(other)), (QStringList{u"theirs"_s}));
        // A cursor is only a position: with ours, another organisation still sees its own alone.
        const auto cursor = f.list(f.scope, 1).nextCursor;
        QVERIFY(cursor);
        QCOMPARE(actions(f.list(other, 10, cursor)), (QStringList{u"theirs"_s}));
    }

    void theAddressOfSomebodyWhoLeftIsNotShown()
    {
        Fixture f;
        f.keep(f.recordOf(f.scope, f.user, u"chat.ask"_s));
        f.people.leave(f.scope, f.user);
        const api::AuditEntry entry = f.list(f.scope).items.front();
        QVERIFY(entry.userId == f.user);
        QVERIFY(!entry.userEmail);
    }

    void recordsAreFilteredByPersonActionOutcomeAndTime()
    {
        Fixture f;
        const UserId other = f.people.member(f.scope, u"b@example.org"_s);
        const auto keep = [&](UserId who, const char *action, const char *outcome) {
            AuditRecord record = f.recordOf(f.scope, who, QString::fromLatin1(action));
            record.outcome = QString::fromLatin1(outcome);
            f.keep(std::move(record));
            f.platform.clock.advance(1h);
        };
        const Instant begin = f.platform.clock.now();
        keep(f.user, "auth.login", "wrong_credentials");
        keep(f.user, "auth.login", "ok");
        keep(other, "chat.ask", "ok");
        keep(other, "chatter.ask", "not_understood");
        const auto found = [&](const api::AuditListRequest &request) {
            return actions(runAwaitable(f.service.list(f.scope, request)));
        };
        QCOMPARE(found({.who = u"B@example.org"_s}), (QStringList{u"chatter.ask"_s, u"chat.ask"_s}));
        QCOMPARE(found({.who = f.user.toString()}).size(), 2);
        QCOMPARE(found({.action = u"auth.login"_s}).size(), 2);
        QCOMPARE(found({.action = u"chat"_s}), QStringList(u"chat.ask"_s));
        QCOMPARE(found({.outcome = u"ok"_s}), (QStringList{u"chat.ask"_s, u"auth.login"_s}));
        QCOMPARE(found({.outcome = u"failed"_s}), (QStringList{u"chatter.ask"_s, u"auth.login"_s}));
        QCOMPARE(found({.outcome = u"wrong_credentials"_s}).size(), 1);
        QCOMPARE(found({.from = begin + 1h, .to = begin + 3h}), (QStringList{u"chat.ask"_s, u"auth.login"_s}));
        QCOMPARE(found({.limit = 1, .who = u"b@example.org"_s, .outcome = u"ok"_s}), QStringList(u"chat.ask"_s));
        QVERIFY(found({.who = u"' OR 1=1 --"_s}).isEmpty());
    }

    void overlongTextsAreCutVisiblyAndWithoutHalfCharacters()
    {
        Fixture f;
        AuditRecord record = f.recordOf(f.scope, f.user, u"chat.run"_s);
        record.target = QString(100'000, u'x');
        record.origin.client = QString::fromUtf8("\xF0\x9F\x98\x80").repeated(5000);
        record.sql = u"SELECT '"_s + QString(200'000, u'y');
        f.keep(record);
        const api::AuditEntry entry = f.list(f.scope).items.front();
        QCOMPARE(entry.target.size(), 200);
        QVERIFY(entry.target.endsWith(u'\u2026'));
        QVERIFY(entry.client.isValidUtf16());
        QVERIFY(entry.client.endsWith(u'\u2026'));
        QCOMPARE(entry.sql->size(), 64 * 1024);
        QVERIFY(entry.sql->startsWith(u"SELECT 'y"));
    }

    void recordsComeInTheOrderTheyWereMade()
    {
        Fixture f;
        for (int i = 0; i < 500; ++i) {
            f.service.record(f.recordOf(f.scope, f.user, QString::number(i)));
            f.platform.clock.advance(1ms);
        }
        f.platform.database->flush();
        const QStringList newest = actions(f.list(f.scope, 200));
        QCOMPARE(newest.size(), 200);
        QCOMPARE(newest.front(), u"499"_s);
        QCOMPARE(newest.back(), u"300"_s);
    }

    void aRecordThatCannotBeStoredGoesToTheLogWithoutItsStatement()
    {
        Fixture f;
        const TenantScope nobody = TenantScope::ofJob(makeId<TenantId>(f.platform.clock.now()));
        AuditRecord record = f.recordOf(nobody, f.user, u"chat.run"_s);
        record.sql = u"SELECT secret"_s;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"platform database failed.*audit/insert_chain"_s));
        QTest::ignoreMessage(
            QtCriticalMsg,
            QRegularExpression(u"\\AAn audit record could not be stored((?!SELECT).)*chat\\.run((?!SELECT).)*\\z"_s));
        f.keep(record);
    }
};

static const bool registered = tabletalk::test::add<TestAudit>();
#include "tst_Audit.moc"
