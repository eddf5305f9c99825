// SPDX-License-Identifier: GPL-3.0-or-later
//
// The statement guard alone, against the tables of hostile and of harmless statements.
#include "core/sql/StatementGuard.h"
#include "tests/support/HostileStatements.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr size_t fewestHostile = 150;
constexpr size_t fewestHarmless = 40;
constexpr int patienceMs = 1'000;

Dialect dialectOf(const QString &engine)
{
    static const QHash<QString, Dialect> dialects = {{u"sqlite"_s, Dialect::SQLite},
                                                     {u"postgresql"_s, Dialect::PostgreSQL},
                                                     {u"mysql"_s, Dialect::MySQL},
                                                     {u"sqlserver"_s, Dialect::SqlServer},
                                                     {u"odbc"_s, Dialect::Odbc}};
    return dialects.value(engine);
}

void addRows(const std::vector<HostileStatement> &statements)
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("layer");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("sql");
    for (const HostileStatement &row : statements)
        QTest::addRow("%s:%d %s", qPrintable(row.engine), row.line, qPrintable(row.sql.left(70)))
            << row.engine << row.layer << row.says << row.sql;
}

} // namespace

class TestHostileGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTablesAreThere()
    {
        QVERIFY(hostileStatements().size() >= fewestHostile);
        QVERIFY(harmlessStatements().size() >= fewestHarmless);
    }

    void hostileStatementsAreRefusedInWords_data() { addRows(hostileStatements()); }

    void hostileStatementsAreRefusedInWords()
    {
        QFETCH(QString, engine);
        QFETCH(QString, layer);
        QFETCH(QString, says);
        QFETCH(QString, sql);
        QElapsedTimer time;
        time.start();
        const auto checked = sql::checkReadOnly(sql, dialectOf(engine));
        QVERIFY(time.elapsed() < patienceMs);
        if (layer != u"guard") {
            QVERIFY2(checked, checked ? "" : qPrintable(checked.error().detail));
            return;
        }
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ProblemCode::StatementRefused);
        QVERIFY2(checked.error().detail.contains(says, Qt::CaseInsensitive), qPrintable(checked.error().detail));
        QVERIFY(checked.error().detail.contains(u' '));
    }

    void whatPeopleWritePasses_data() { addRows(harmlessStatements()); }

    void whatPeopleWritePasses()
    {
        QFETCH(QString, engine);
        QFETCH(QString, sql);
        const auto checked = sql::checkReadOnly(sql, dialectOf(engine));
        QVERIFY2(checked, checked ? "" : qPrintable(checked.error().detail));
    }
};

static const bool registered = tabletalk::test::add<TestHostileGuard>();
#include "tst_HostileGuard.moc"
