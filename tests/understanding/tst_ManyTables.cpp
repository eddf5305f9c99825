// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnRoles.h"
#include "core/schema/Descriptions.h"
#include "core/schema/ExampleQuestions.h"
#include "core/schema/KeyInference.h"
#include "core/schema/OrganisationKind.h"
#include "tests/support/TestRunner.h"
#include "tests/understanding/SyntheticSchema.h"

#include <QTest>

#include <ctime>

using namespace tabletalk;
using namespace tabletalk::test;

namespace {

/// Processor time that understanding an invented schema of so many tables takes, in seconds.
double secondsFor(int tables, size_t &keys)
{
    Schema schema = syntheticSchema(tables);
    const std::clock_t before = std::clock();
    assignColumnRoles(schema);
    inferForeignKeys(schema, {});
    detectOrganisationKind(schema);
    describeSchema(schema);
    exampleQuestions(schema);
    const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
    keys = 0;
    for (const Table &table : schema.tables)
        keys += table.foreignKeys.size();
    return seconds;
}

} // namespace

class TestManyTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeGrowsWithTheNumberOfTablesAndNotWithItsSquare()
    {
        size_t fewKeys = 0;
        size_t manyKeys = 0;
        const double few = secondsFor(1000, fewKeys);
        const double many = secondsFor(8000, manyKeys);
        qInfo("1,000 tables %.2f s, 8,000 tables %.2f s", few, many);
        QVERIFY(fewKeys > 0);
        QVERIFY(manyKeys > 0);
        QVERIFY(many < 8 * few * 2.5); // the square would be 64 times as much
    }
};

static const bool registered = tabletalk::test::add<TestManyTables>();
#include "tst_ManyTables.moc"
