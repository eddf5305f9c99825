// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/WorkerPool.h"
#include "server/chat/ResultService.h"
#include "server/platform/Vault.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// An answer whose rows are all there.
struct Fixture
{
    explicit Fixture(std::chrono::milliseconds time)
    {
        limits.time = time;
        results = std::make_unique<ResultService>(ResultParts{.database = *platform.database,
                                                              .vault = vault,
                                                              .controlPool = pool,
                                                              .targetPool = pool,
                                                              .clock = platform.clock,
                                                              .spoolDirectory = platform.place.filePath(u"spool"_s),
                                                              .limits = limits});
        caller.tenant = scope.tenant();
        caller.user = makeId<UserId>(platform.clock.now());
        live = std::make_unique<LiveResults::Entry>(results->live(), caller.tenant, caller.user,
                                                    makeId<ResultId>(platform.clock.now()),
                                                    makeId<MessageId>(platform.clock.now()));
        ResultSpool::Writer writer(results->spool(), live->id());
        writer.begin({{u"n"_s, ColumnType::Integer}});
        for (qint64 i = 0; i < rows; ++i)
            writer.row({i});
        live->publish({.spooled = writer.finish()});
    }

    Call call() const
    {
        return {.caller = caller,
                .scope = TenantScope::ofSignedIn(caller.tenant),
                .origin = {},
                .sink = {},
                .rpcId = {},
                .rule = {},
                .stream = {}};
    }
    std::optional<ProblemCode> arranged()
    {
        api::ArrangedRequest request;
        request.id = live->id();
        request.sort = {{0, true}};
        return problemOf([&] { runAwaitable(results->arranged(call(), request)); });
    }
    std::optional<ProblemCode> statistics()
    {
        return problemOf([&] { runAwaitable(results->statistics(call(), {live->id(), 0, {}})); });
    }

    static constexpr qint64 rows = 1000;
    TestPlatform platform;
    const TenantScope scope = platform.makeTenant();
    Vault vault{*platform.database, platform.clock, Secret(QByteArray(32, 'k'))};
    WorkerPool pool{{.name = u"test"_s, .threads = 2}};
    AnswerLimits limits;
    Identity caller;
    std::unique_ptr<ResultService> results;
    std::unique_ptr<LiveResults::Entry> live;
};

} // namespace

class TestResultService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goingThroughAllRowsTakesNoLongerThanAStatementMay()
    {
        Fixture enough(std::chrono::minutes(10));
        QVERIFY(!enough.arranged());
        QVERIFY(!enough.statistics());
        Fixture none(std::chrono::milliseconds(0));
        QCOMPARE(none.arranged(), ProblemCode::TooLarge);
        QCOMPARE(none.statistics(), ProblemCode::TooLarge);
    }

    void aServerThatStopsGoesThroughNone()
    {
        Fixture f(std::chrono::minutes(10));
        f.results->stopAll();
        QCOMPARE(f.arranged(), ProblemCode::Unavailable);
        QCOMPARE(f.statistics(), ProblemCode::Unavailable);
    }
};

static const bool registered = tabletalk::test::add<TestResultService>();
#include "tst_ResultService.moc"
