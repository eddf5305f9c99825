// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of hostile statements on real databases: our guard alone, the engine alone, and
// both together. Nothing changes, nothing leaks, time and memory stay bounded.
#include "core/sql/StatementGuard.h"
#include "tests/server/HostileReport.h"
#include "tests/server/HostileVictim.h"
#include "tests/support/CollectRows.h"
#include "tests/support/HostileStatements.h"
#include "tests/support/ProcessMemory.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr StatementLimits limits{.maxRows = 1'000, .maxBytes = 4LL * 1024 * 1024, .timeLimit = 300ms};
constexpr qint64 longestMs = 12'000; ///< one call that cannot be interrupted, on a busy machine
constexpr qint64 mostMemory = 640LL * 1024 * 1024;

/// What came of one statement.
struct Outcome
{
    Result<StatementOutcome> result;
    bool leaked = false;
    bool changed = false;
    bool settingsChanged = false;
    qint64 ms = 0;
    qint64 memory = 0;

    bool isBounded() const
    {
        return result ? result->truncated
                      : result.error().code == ProblemCode::DatabaseTimeout
                            || result.error().detail.contains(u"than it may"_s)
                            || result.error().detail.contains(u"larger than"_s);
    }
};

bool showsSecret(const CollectRows &sink)
{
    for (const Row &row : sink.rows) {
        for (const Cell &cell : row) {
            if (holdsSecret(toDisplayText(cell))
                || holdsSecret(
                    QString::fromLatin1(std::get_if<QByteArray>(&cell) ? std::get<QByteArray>(cell) : QByteArray())))
                return true;
        }
    }
    return false;
}

void addRows(const HostileVictim &victim)
{
    QTest::addColumn<QString>("layer");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("sql");
    for (const HostileStatement &row : hostileStatements(victim.markers())) {
        if (row.engine == victim.engine())
            QTest::addRow("%d %s", row.line, qPrintable(row.sql.left(60))) << row.layer << row.says << row.sql;
    }
}

} // namespace

class TestHostileStatements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase()
    {
        countGuardOnly(u"sqlserver"_s, Dialect::SqlServer);
        countGuardOnly(u"odbc"_s, Dialect::Odbc);
        const QString table = m_report.table();
        QFile file(QStringLiteral(TABLETALK_BIN_DIR "/../hostile.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(table.toUtf8());
        file.close();
        std::fputs(qPrintable(table), stdout);
    }

    void sqliteHolds_data() { prepare(makeSqliteVictim); }
    void sqliteHolds() { check(Dialect::SQLite); }

    void postgresHolds_data() { prepare(makePostgresVictim); }
    void postgresHolds() { check(Dialect::PostgreSQL); }

    void mariaDbHolds_data() { prepare(makeMariaDbVictim); }
    void mariaDbHolds() { check(Dialect::MySQL); }

    void sqliteOverOdbcHolds_data() { prepare(makeSqliteOverOdbcVictim); }
    void sqliteOverOdbcHolds() { check(Dialect::SQLite); }

    void postgresOverOdbcHolds_data() { prepare(makePostgresOverOdbcVictim); }
    void postgresOverOdbcHolds() { check(Dialect::PostgreSQL); }

private:
    using MakeVictim = std::unique_ptr<HostileVictim> (*)(QString *);

    void prepare(MakeVictim make)
    {
        m_whole.reset();
        m_alone.reset();
        QString error;
        m_victim = make(&error);
        if (!m_victim)
            qFatal("%s", qPrintable(error));
        m_before = m_victim->state();
        addRows(*m_victim);
    }

    void check(Dialect dialect)
    {
        QFETCH(QString, layer);
        QFETCH(QString, says);
        QFETCH(QString, sql);
        auto &report = m_report.of(m_victim->name());
        ++report.statements;

        const auto guarded = sql::checkReadOnly(sql, dialect);
        report.refusedByGuard += guarded ? 0 : 1;
        QCOMPARE(!guarded, layer == u"guard");

        const Outcome whole = runWhole(sql);
        report.longestMs = std::max(report.longestMs, whole.ms);
        report.mostMemory = std::max(report.mostMemory, whole.memory);
        report.changed += whole.changed ? 1 : 0;
        report.leaked += whole.leaked ? 1 : 0;
        QVERIFY2(!whole.changed, "the whole target let a change through");
        QVERIFY2(!whole.leaked, "the whole target showed a secret");
        QVERIFY2(!whole.settingsChanged, "the next statement would run with other settings");
        if (layer != u"limits")
            QVERIFY(!whole.result);
        // A driver in between has words of its own for what the engine refuses.
        const bool sameWords = layer == u"guard" || m_victim->name() == m_victim->engine();
        if (!whole.result && says != u"-" && sameWords)
            QVERIFY2(whole.result.error().detail.contains(says, Qt::CaseInsensitive),
                     qPrintable(whole.result.error().detail));
        if (!whole.result)
            QVERIFY(!whole.result.error().detail.isEmpty());
        QVERIFY2(whole.ms < longestMs, qPrintable(QString::number(whole.ms)));
        QVERIFY2(whole.memory < mostMemory, qPrintable(QString::number(whole.memory)));

        const Outcome alone = runAlone(sql);
        const bool through = alone.changed || alone.leaked || alone.settingsChanged;
        report.onlyGuard += through ? 1 : 0;
        report.bounded += !through && alone.isBounded() ? 1 : 0;
        report.refusedByEngine += !through && !alone.isBounded() && !alone.result ? 1 : 0;
        report.ranHarmlessly += !through && !alone.isBounded() && alone.result ? 1 : 0;
        report.longestMs = std::max(report.longestMs, alone.ms);
        report.mostMemory = std::max(report.mostMemory, alone.memory);
        if (std::max(whole.ms, alone.ms) > 1'000)
            qInfo("%lld ms, alone %lld ms: %s", whole.ms, alone.ms, qPrintable(sql.left(100)));
        if (through)
            qInfo("only the guard: %s", qPrintable(sql.left(100)));
        QVERIFY2(!through || layer == u"guard", "what the guard lets pass changes something");
        if (layer != u"guard") { // the others never reach the engine
            QVERIFY2(alone.ms < longestMs, qPrintable(QString::number(alone.ms)));
            QVERIFY2(alone.memory < mostMemory, qPrintable(QString::number(alone.memory)));
        }
        if (through) {
            m_alone.reset();
            m_victim->restore();
            m_before = m_victim->state();
        }
    }

    Outcome runWhole(const QString &sql)
    {
        if (!m_whole || !m_whole->isUsable())
            m_whole = m_victim->open();
        return observe(*m_whole, [&](RowSink &sink) { return m_whole->run(sql, limits, sink, {}); });
    }

    Outcome runAlone(const QString &sql)
    {
        if (!m_alone || !m_alone->isUsable())
            m_alone = m_victim->openAsOwner();
        return observe(*m_alone, [&](RowSink &sink) { return m_victim->runUnchecked(*m_alone, sql, limits, sink); });
    }

    template <class Run>
    Outcome observe(TargetDatabase &target, Run run)
    {
        const QString settings = m_victim->settings(target);
        Outcome outcome;
        CollectRows sink;
        ProcessMemory::resetPeak();
        const qint64 before = ProcessMemory::now();
        QElapsedTimer time;
        time.start();
        outcome.result = run(sink);
        outcome.ms = std::max<qint64>(1, time.elapsed());
        outcome.memory = ProcessMemory::peak() - before;
        outcome.leaked = showsSecret(sink);
        outcome.settingsChanged = target.isUsable() && m_victim->settings(target) != settings;
        QCoreApplication::processEvents(); // notifications
        outcome.changed = m_victim->state() != m_before;
        return outcome;
    }

    void countGuardOnly(const QString &engine, Dialect dialect)
    {
        auto &report = m_report.of(engine);
        for (const HostileStatement &row : hostileStatements()) {
            if (row.engine != engine)
                continue;
            ++report.statements;
            report.refusedByGuard += sql::checkReadOnly(row.sql, dialect) ? 0 : 1;
        }
    }

    HostileReport m_report;
    std::unique_ptr<HostileVictim> m_victim;
    std::unique_ptr<TargetDatabase> m_whole; ///< with the account that may do most
    std::unique_ptr<TargetDatabase> m_alone; ///< with the owner's
    QString m_before;
};

static const bool registered = tabletalk::test::add<TestHostileStatements>();
#include "tst_HostileStatements.moc"
