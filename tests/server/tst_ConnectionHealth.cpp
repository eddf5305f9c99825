// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionHealth.h"
#include "server/connections/ConnectionStore.h"
#include "tests/support/People.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    Fixture()
    {
        StoredConnection connection;
        connection.database.id = id;
        connection.database.name = u"Shop"_s;
        connection.database.kind = u"sqlite"_s;
        connection.database.displayUrl = u"sqlite:///shop.db"_s;
        connection.sealedUrl = "sealed";
        const UserId ann = people.user(u"ann@example.com"_s);
        platform.database->writeNow([&](Transaction &transaction) {
            ConnectionStore store(transaction, scope);
            connection.database.workspaceId = store.workspace({}).value();
            store.insert(connection, ann, platform.clock.now());
        });
    }

    std::optional<api::DatabaseHealth> kept()
    {
        platform.database->flush();
        return platform.database->readNow(
            [&](Transaction &transaction) { return ConnectionStore(transaction, scope).find(id)->database.health; });
    }

    static Problem problem(ProblemCode code) { return Problem::of(code, u"Nothing listens at db:5432."_s); }

    TestPlatform platform;
    People people{platform};
    TenantScope scope = people.tenant(u"Ours"_s);
    ConnectionId id = makeId<ConnectionId>(platform.clock.now());
    ConnectionHealth health{*platform.database, platform.clock};
};

} // namespace

class TestConnectionHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsKnownBeforeTheFirstUse()
    {
        Fixture f;
        QVERIFY(!f.kept());
    }

    void theLastUseTellsHowItIs()
    {
        Fixture f;
        f.health.noteAnswer(f.scope, f.id, 12ms);
        QCOMPARE(f.kept()->state, u"ok"_s);
        QCOMPARE(f.kept()->ms, 12);
        QCOMPARE(f.kept()->checkedAt, f.platform.clock.now());

        f.health.noteProblem(f.scope, f.id, Fixture::problem(ProblemCode::CannotConnect), 30ms);
        QCOMPARE(f.kept()->state, u"failing"_s);
        QCOMPARE(f.kept()->detail, u"Nothing listens at db:5432."_s);

        f.health.noteAnswer(f.scope, f.id, 9ms);
        QCOMPARE(f.kept()->state, u"ok"_s);
        QCOMPARE(f.kept()->detail, u""_s);
    }

    void aStatementThatFailsIsNotTheConnectionsFault()
    {
        Fixture f;
        f.health.noteAnswer(f.scope, f.id, 12ms);
        for (const ProblemCode code : {ProblemCode::DatabaseFailed, ProblemCode::DatabaseTimeout,
                                       ProblemCode::StatementRefused, ProblemCode::Cancelled})
            f.health.noteProblem(f.scope, f.id, Fixture::problem(code), 30ms);
        QCOMPARE(f.kept()->state, u"ok"_s);
    }

    void aBusyConnectionIsNotWrittenOnceAQuestion()
    {
        Fixture f;
        f.health.noteAnswer(f.scope, f.id, 1ms);
        f.platform.clock.advance(30s);
        f.health.noteAnswer(f.scope, f.id, 2ms);
        QCOMPARE(f.kept()->ms, 1);
        f.platform.clock.advance(31s);
        f.health.noteAnswer(f.scope, f.id, 3ms);
        QCOMPARE(f.kept()->ms, 3);
    }

    void whatWasKnownOfAnotherUrlIsForgotten()
    {
        Fixture f;
        f.health.noteAnswer(f.scope, f.id, 1ms);
        f.health.forget(f.scope, f.id);
        f.health.noteAnswer(f.scope, f.id, 2ms);
        QCOMPARE(f.kept()->ms, 2);
    }
};

static const bool registered = tabletalk::test::add<TestConnectionHealth>();
#include "tst_ConnectionHealth.moc"
