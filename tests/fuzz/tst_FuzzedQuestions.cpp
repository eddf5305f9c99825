// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/TargetFactory.h"
#include "tests/fuzz/FuzzRun.h"
#include "tests/fuzz/FuzzSchema.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// Generous, since programs that are not optimised and sanitizers are slow.
constexpr FuzzBounds bounds{.questions = 50, .milliseconds = 6000, .candidates = 2};

void check(const FuzzFigures &figures)
{
    qInfo("%d questions, %d answered, %d queries run, the slowest took %.0f ms", figures.asked, figures.answered,
          figures.ran, figures.slowest);
    for (const QString &finding : figures.findings)
        qWarning("%s", qPrintable(finding));
    QVERIFY(figures.findings.isEmpty());
}

} // namespace

/// Whatever is asked of whatever database: an answer that runs, or a problem that says that it was not understood.
class TestFuzzedQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerRunsOnSqlite_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 16; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }

    void everyAnswerRunsOnSqlite()
    {
        QFETCH(quint64, seed);
        check(fuzzSqlite(seed, bounds));
    }

    void everyAnswerRunsOnPostgres()
    {
        QString error;
        const auto server = PostgresServer::start(&error);
        QVERIFY2(server, qPrintable(error));
        FuzzFigures all;
        for (int seed = 1; seed <= 6; ++seed) {
            Draw draw(quint64(1000 + seed));
            const QString name = u"fuzz%1"_s.arg(seed);
            QCOMPARE(server->execute(u"CREATE DATABASE "_s + name), QString());
            const FuzzShape shape = seed == 3 ? FuzzShape::Wide : FuzzShape::Ordinary;
            const QStringList statements = fuzzSchema(draw, shape, Dialect::PostgreSQL);
            server->execute(u"\\set ON_ERROR_STOP 0\n"_s + statements.join(u";\n"_s) + u';', name);
            ConnectionPolicyOptions ownMachine;
            ownMachine.open = true;
            const auto target = openTarget(orThrow(ConnectionUrl::parse(server->url(name))),
                                           orThrow(ConnectionPolicy::create(ownMachine)), QString());
            QVERIFY2(target.has_value(), target ? "" : qPrintable(target.error().detail));
            all += fuzzDatabase(**target, draw, bounds);
        }
        QVERIFY(all.answered > 0);
        check(all);
    }
};

static const bool registered = tabletalk::test::add<TestFuzzedQuestions>();
#include "tst_FuzzedQuestions.moc"
